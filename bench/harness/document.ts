// docs/performance.md and its charts, made from the results file.
import { ADAPTERS, type AdapterName } from "./adapters.ts";
import { chart } from "./chart.ts";
import { figure, range } from "./figures.ts";
import type { Facts } from "./machine.ts";
import type { Results, WorkloadResult } from "./results.ts";

const LINE = 118;

/** Files by their paths from docs/. */
export function document(results: Results): Map<string, string> {
  const groups = groupsOf(results.workloads);
  const files = new Map([["performance.md", page(results, groups)]]);
  for (const [group, members] of groups) {
    if (hasChart(members)) files.set(chartFile(group), chart(group, members));
  }
  return files;
}

export function groupsOf(workloads: readonly WorkloadResult[]): Map<string, WorkloadResult[]> {
  const groups = new Map<string, WorkloadResult[]>();
  for (const result of workloads) groups.set(result.group, [...(groups.get(result.group) ?? []), result]);
  return groups;
}

function hasChart(members: readonly WorkloadResult[]): boolean {
  return members.some(({ rows }) => rows.some(({ ratios }) => Object.keys(ratios).length > 0));
}

function chartFile(group: string): string {
  return `performance/${group.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.svg`;
}

function page({ facts }: Results, groups: ReadonlyMap<string, WorkloadResult[]>): string {
  const sections = [...groups].map(([group, members]) => section(group, members));
  return `<!-- Written by npm run bench from bench/results.json; change bench/harness/document.ts instead. -->

# Performance

What the library costs, beside the official Agent SDK. The model and the CLI take a thousand times longer than most of
this: what a user feels is the start of a program, the memory of a host with many sessions, and a host that has other
work to do. \`npm run bench\` measures all of it again, \`npm run bench -- --quick\` in a minute.

## Method

${method(facts)}

${sections.join("\n\n")}
`;
}

function method({ node, ours, official, cli, processor, cores, system, standIn }: Facts): string {
  const program = standIn === "C" ? "a C program" : "a Node program, because there was no C compiler";
  return `- In Claude Code's place is ${program} that follows the protocol of CLI ${cli} and costs so little that the library is
  the bottleneck.
- Each measurement is a fresh process with a clean environment and an empty HOME. Both sides run in turn, A B then B A.
- Figures are medians of the runs. Ratios are ours to the other side's, and medians of the ratios of pairs, which share the
  machine's good and bad moments. The range is that of the pairs.
- Trust CPU time first, throughput second; other work on the machine disturbs everything else. A difference of less than
  a tenth means nothing.
- Where a core's wake-up would hide the work, both ends run on one core. CPU is that of the library's process alone.
- Every workload counts its messages or answers; a run in which one is missing has failed and gives no figure.
- A row stands for its own run: rows of different days, or measured while other work ran, are not to be compared with each
  other. Measure again, alone on a machine, before quoting one.

Node ${node}, kodegen-claude-agent ${ours}, official SDK ${official}; ${system}, ${cores} cores of ${processor}.`;
}

function section(group: string, members: readonly WorkloadResult[]): string {
  const image = hasChart(members) ? `\n![Ratios: ${group}](${chartFile(group)})\n` : "";
  return `## ${group}\n${image}\n${members.map(workloadText).join("\n\n")}`;
}

function workloadText({
  title,
  about,
  adapters,
  rows,
  failures,
  leftOut,
  date,
  runs,
}: WorkloadResult): string {
  const text = wrapped(`${about} Medians of ${runs} runs, ${date}.`);
  const heading = `### ${title}\n\n${text}\n\n`;
  if (leftOut !== undefined) return `${heading}Left out: ${leftOut}.`;
  if (failures.length > 0) return `${heading}**Failed**: ${failures.join("; ")}.`;
  const others = adapters.slice(1);
  const lines = rows.flatMap((row) => {
    const ours = `${figure(row.values.ours?.median ?? Number.NaN)} ${row.unit}`;
    const label = row.better === "higher" ? `${row.title} (more is better)` : row.title;
    if (others.length === 0) return [[label, "", "", ours, ""]];
    return others.map((adapter) => [label, ...ratioCells(row, adapter), ours, otherCell(row, adapter)]);
  });
  const names = others.map((adapter) => ADAPTERS[adapter].title).join(", ");
  return heading + table([["", "ratio", "range", "ours", names], ...lines]);
}

function ratioCells({ ratios }: WorkloadResult["rows"][number], adapter: AdapterName): [string, string] {
  const ratio = ratios[adapter];
  return ratio === undefined ? ["", ""] : [`**${figure(ratio.median)}**`, range(ratio)];
}

function otherCell({ values, unit }: WorkloadResult["rows"][number], adapter: AdapterName): string {
  const value = values[adapter];
  return value === undefined ? "" : `${figure(value.median)} ${unit}`;
}

function wrapped(text: string): string {
  return text.replaceAll(new RegExp(`(.{1,${LINE}})(?: +|$)`, "g"), "$1\n").trim();
}

/** Aligned as the formatter would do it. */
function table([header = [], ...lines]: readonly (readonly string[])[]): string {
  const widths = header.map((_cell, column) =>
    Math.max(3, ...[header, ...lines].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(header), line(widths.map((width) => "-".repeat(width))), ...lines.map(line)].join("\n");
}
