// Tables of the guides: what a kind is stands in the doc comment of its interface.
import type { Kinds } from "./kind.ts";

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

/** A table for each group of events. */
export function hookTables({ hooks }: Kinds): ReadonlyMap<string, string> {
  const rows = (group: string): Rows =>
    hooks
      .filter((kind) => kind.group === group)
      .map(({ event, about, fields = [] }) => {
        const [, called] = /^Called (.+)\.$/.exec(about) ?? [];
        if (called === undefined) throw new Error(`The doc comment of ${event} has to begin with "Called"`);
        return [`\`${event}\``, called, fields.map((field) => `\`${field}\``).join(", ")];
      });
  const groups = new Set(hooks.map(({ group }) => group));
  return new Map(
    [...groups].map((group) => [group, table([["event", "called", "may answer with"], ...rows(group)])]),
  );
}

export function requestTables({ requests }: Kinds): ReadonlyMap<string, string> {
  const code = (text: string): string => (text === "" ? "" : `\`${text}\``);
  const rows = requests.map(({ subtype, body, answer }) => [code(subtype), code(body), code(answer)]);
  return new Map([["requests", table([["subtype", "body", "answer"], ...rows])]]);
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
export function table(rows: Rows): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(3, ...cells.map((row) => [...(row[column] ?? "")].length)),
  );
  const line = (row: readonly string[], fill: string): string =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width, fill)).join(" | ")} |\n`;
  const [head = [], ...rest] = cells;
  return [line(head, " "), line([], "-"), ...rest.map((row) => line(row, " "))].join("");
}
