// A bar chart as SVG: how much better or worse than the other side, on a logarithmic scale around "the same".
import type { WorkloadResult } from "./results.ts";
import type { Summary } from "./statistics.ts";

const WIDTH = 760;
const ROW = 22;
const HEADING = 30;
const TOP = 44;
/** Where bars are drawn; labels stand before, figures behind. */
const BARS = { left: 250, right: 690 } as const;
/** The largest factor that is drawn to scale. */
const MOST = 16;
const TICKS = [3, 8];
const MIDDLE = (BARS.left + BARS.right) / 2;

// Colours that can be read on white and on black; the text follows the reader's scheme.
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328; }
  .heading { font-weight: 600; }
  .small { font-size: 11px; fill: #59636e; }
  .better { fill: #2da44e; }
  .worse { fill: #d4762c; }
  .same { stroke: #818b98; }
  .range { stroke: #59636e; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .small { fill: #9198a1; }
    .range { stroke: #d1d7e0; }
  }`;

export function chart(group: string, results: readonly WorkloadResult[]): string {
  const body: string[] = [];
  let y = TOP;
  for (const result of results) {
    const rows = result.rows.flatMap((row) => {
      return Object.values(row.ratios).map((ratio) => ({ row, ratio }));
    });
    if (rows.length === 0) continue;
    body.push(text(12, y + 20, result.title, "heading"));
    y += HEADING;
    for (const { row, ratio } of rows) {
      body.push(text(24, y + 15, `${row.title}`), ...bar(y, ratio, row.better === "lower"));
      y += ROW;
    }
  }
  const height = y + 12;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(group)}: ratios">
<style>${STYLE}
</style>
${scale().join("\n")}
<line class="same" x1="${MIDDLE}" y1="28" x2="${MIDDLE}" y2="${height - 8}"/>
${body.join("\n")}
</svg>
`;
}

function scale(): string[] {
  const factors = TICKS.flatMap((factor) => [
    text(placeOf(1 / factor), 20, `${factor}×`, "small", "middle"),
    text(placeOf(factor), 20, `${factor}×`, "small", "middle"),
  ]);
  return [
    text(BARS.left + 20, 20, "worse", "small", "middle"),
    ...factors,
    text(MIDDLE, 20, "the same", "small", "middle"),
    text(BARS.right - 20, 20, "better", "small", "middle"),
    text(BARS.right + 56, 20, "ratio", "small", "end"),
  ];
}

function bar(y: number, ratio: Summary, lowerIsBetter: boolean): string[] {
  const place = (value: number): number => placeOf(lowerIsBetter ? 1 / value : value);
  const [end, ...ends] = [place(ratio.median), place(ratio.min), place(ratio.max)];
  const [left, right] = [Math.min(end, MIDDLE), Math.max(end, MIDDLE)];
  const kind = end >= MIDDLE ? "better" : "worse";
  const middle = y + ROW / 2;
  return [
    `<rect class="${kind}" x="${round(left)}" y="${y + 4}" width="${round(Math.max(right - left, 1))}" height="${ROW - 8}" rx="2"/>`,
    `<line class="range" x1="${round(Math.min(...ends))}" y1="${middle}" x2="${round(Math.max(...ends))}" y2="${middle}"/>`,
    text(BARS.right + 56, y + 15, ratio.median.toFixed(2), "", "end"),
  ];
}

/** The place on the scale of a factor by which something is better: 1 is the middle. */
function placeOf(factor: number): number {
  const share = Math.log(Math.max(factor, 1e-9)) / Math.log(MOST);
  return MIDDLE + Math.max(-1, Math.min(1, share)) * (BARS.right - MIDDLE);
}

function text(x: number, y: number, content: string, name = "", anchor = "start"): string {
  const kind = name === "" ? "" : ` class="${name}"`;
  return `<text${kind} x="${round(x)}" y="${y}" text-anchor="${anchor}">${escape(content)}</text>`;
}

function escape(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
