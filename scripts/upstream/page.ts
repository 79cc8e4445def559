// The differences between two releases as a page for a terminal of 80 columns.
import type { Difference } from "./compare.ts";
import type { Release } from "./packages.ts";
import type { Area } from "./surface.ts";

const WIDTH = 80;
const INDENT = " ".repeat(13);
/** What is new in whole is shown up to here; its declaration has the rest. */
const FACTS = 12;

/** @param placeOf The file of ours to touch. */
export function pageOf(
  [before, now]: readonly [Release, Release],
  differences: readonly Difference[],
  placeOf: (area: Area, name: string) => string,
): string {
  const lines = [`Official SDK  ${before.sdk} -> ${now.sdk}`, `Claude Code   ${before.cli} -> ${now.cli}`];
  for (const area of new Set(differences.map((one) => one.area))) {
    lines.push("", `${area[0]?.toUpperCase()}${area.slice(1)}`);
    for (const difference of differences.filter((one) => one.area === area))
      lines.push(...entry(difference, placeOf(area, difference.name)));
  }
  const count = (kind: Difference["kind"]): string =>
    `${differences.filter((one) => one.kind === kind).length} ${kind}`;
  lines.push(
    "",
    differences.length === 0 ? "Nothing differs" : `${count("new")}, ${count("changed")}, ${count("gone")}`,
  );
  return lines.join("\n");
}

function entry({ kind, name, added, removed }: Difference, place: string): string[] {
  const head = `  ${kind.padEnd(9)}${name}`;
  const room = WIDTH - head.length - place.length;
  const lines = room >= 2 ? [`${head}${" ".repeat(room)}${place}`] : [head, place.padStart(WIDTH)];
  // What is gone is gone with all that it had.
  const facts =
    kind === "gone" ? [] : [...removed.map((fact) => `- ${fact}`), ...added.map((fact) => `+ ${fact}`)];
  lines.push(...facts.slice(0, FACTS).flatMap(wrapped));
  if (facts.length > FACTS) lines.push(`${INDENT}… ${facts.length - FACTS} more`);
  return lines;
}

/** A fact in lines that fit, broken at spaces where there are any. */
function wrapped(fact: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of fact.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && INDENT.length + longer.length > WIDTH) {
      lines.push(line);
      line = `  ${word}`;
    } else line = longer;
  }
  return [...lines, line].map((one) => `${INDENT}${one}`);
}
