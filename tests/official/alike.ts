// Takes what differs on purpose out of what was seen, so that the rest can be compared.
import type { Difference } from "./differences.ts";

/** What was seen as pieces of text, with what differs on purpose replaced; a difference that is not there is a mistake. */
export function alike(
  seen: object,
  differences: readonly Difference[],
  library: "official" | "ours",
): string[] {
  let text = JSON.stringify(seen);
  for (const difference of differences) {
    const pattern = difference[library];
    // Something that only the other one says.
    if (pattern === "") continue;
    const alone = [difference.official, difference.ours].includes("");
    const replaced = text.replaceAll(pattern, alone ? "" : "<differs>");
    if (replaced === text) throw new Error(`There is no such difference any more: ${difference.why}`);
    text = replaced;
  }
  return renumbered(text).split(/(?<=[,{[])(?=["{[])/);
}

/** Ids are numbered as they come; without what was taken out they come in other places. */
function renumbered(text: string): string {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return text.replaceAll(/<(\w+) \d+>/g, (id, kind: string) => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    names.set(id, `<${kind} ${count}>`);
    return `<${kind} ${count}>`;
  });
}
