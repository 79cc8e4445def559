// Tables of the guides: what a kind is stands in the doc comment of its interface.
import path from "node:path";
import type { HookKind, Kinds } from "./declared.ts";

type Rows = readonly (readonly string[])[];

/** Each table by the mark above it, which stands between `<!-- generated: ` and ` -->`. */
export function messageTables({ messages }: Kinds): ReadonlyMap<string, string> {
  const rows = (system: boolean): Rows =>
    messages
      .filter(({ type }) => (type === "system") === system)
      .map(({ type, subtype, about, guard }) => [`\`${subtype ?? type}\``, about, `\`${guard}\``]);
  return new Map([
    ["messages", table([["`type`", "what it is", "guard"], ...rows(false)])],
    ["system messages", table([["`subtype`", "what it is", "guard"], ...rows(true)])],
  ]);
}

/** A table for each file of lib/hooks. */
export function hookTables({ hooks }: Kinds): ReadonlyMap<string, string> {
  const marks = new Set(hooks.map(markOf));
  const rows = (mark: string): Rows =>
    hooks
      .filter((kind) => markOf(kind) === mark)
      .map(({ name, event, about, output }) => {
        const [, called] = /^Called (.+)\.$/.exec(about) ?? [];
        if (called === undefined) throw new Error(`The doc comment of ${name} has to begin with "Called"`);
        return [`\`${event}\``, called, (output?.fields ?? []).map((field) => `\`${field}\``).join(", ")];
      });
  return new Map(
    [...marks].map((mark) => [mark, table([["event", "called", "may answer with"], ...rows(mark)])]),
  );
}

export function requestTables({ requests }: Kinds): ReadonlyMap<string, string> {
  const code = (text: string): string => (text === "" ? "" : `\`${text}\``);
  const rows = requests.map(({ subtype, body, answer }) => [code(subtype), code(body), code(answer)]);
  return new Map([["requests", table([["subtype", "body", "answer"], ...rows])]]);
}

function markOf({ file }: HookKind): string {
  return path.basename(file, ".ts");
}

/** @throws {Error} If a table has no place in the document. */
export function withTables(document: string, tables: ReadonlyMap<string, string>): string {
  return [...tables].reduce((text, [mark, rows]) => {
    const line = `<!-- generated: ${mark} -->\n`;
    const [before, after] = text.split(line);
    if (before === undefined || after === undefined) throw new Error(`The document has no line ${line}`);
    const rest = after.replace(/^\n*(?:\|.*\n)*\n*/, "");
    return `${before}${line}\n${rows}${rest === "" ? "" : `\n${rest}`}`;
  }, document);
}

/** As the formatter of the house writes it: columns as wide as their widest cell. */
function table(rows: Rows): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(3, ...cells.map((row) => [...(row[column] ?? "")].length)),
  );
  const line = (row: readonly string[], fill: string): string =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width, fill)).join(" | ")} |\n`;
  const [head = [], ...rest] = cells;
  return [line(head, " "), line([], "-"), ...rest.map((row) => line(row, " "))].join("");
}
