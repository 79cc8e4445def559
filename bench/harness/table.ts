// The results as text: 80 columns, a block for each group.
import { ADAPTERS, type AdapterName } from "./adapters.ts";
import { figure, range } from "./figures.ts";
import type { RowResult, WorkloadResult } from "./results.ts";

const WIDTHS = { label: 41, value: 8, ratio: 6, range: 12 } as const;

export const LEGEND =
  "Ratios are ours to the other: the official SDK, unless a title names something\nelse. Medians; the range is of the ratios of single pairs.";

export function groupHeader(group: string): string {
  return columns(group, "ours", "other", "ratio", "range");
}

export function workloadLines(result: WorkloadResult): string[] {
  const { title, failures, leftOut, rows, adapters } = result;
  return [
    `  ${title}`,
    ...(leftOut === undefined ? [] : [`    left out: ${leftOut}`]),
    ...failures.map((reason) => `    FAILED: ${reason}`),
    ...rows.flatMap((row) => rowLines(row, adapters)),
  ];
}

function rowLines(row: RowResult, adapters: readonly AdapterName[]): string[] {
  const label = `    ${row.title}, ${row.unit}`;
  const ours = row.values.ours === undefined ? "" : figure(row.values.ours.median);
  const others = adapters.slice(1);
  if (others.length === 0) return [columns(label, ours, "", "", "")];
  return others.flatMap((adapter, index) => {
    const [value, ratio] = [row.values[adapter], row.ratios[adapter]];
    if (value === undefined || ratio === undefined) return [];
    const name = index === 0 ? label : `      against the ${ADAPTERS[adapter].title}`;
    return [columns(name, index === 0 ? ours : "", figure(value.median), figure(ratio.median), range(ratio))];
  });
}

function columns(label: string, ours: string, other: string, ratio: string, spread: string): string {
  const { label: width, value, ratio: ratioWidth, range: rangeWidth } = WIDTHS;
  return [
    label.padEnd(width),
    ours.padStart(value),
    other.padStart(value),
    ratio.padStart(ratioWidth),
    spread.padStart(rangeWidth),
  ]
    .join(" ")
    .trimEnd();
}
