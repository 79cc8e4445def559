// Every regular expression that is written in our sources, on texts that are made to keep it busy.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import ts from "typescript";
import { ROOT } from "../../scripts/gate/command.ts";
import { cpuOf } from "../support/cost.ts";

/** Where each step takes as long as the text, this many characters take half a second; else a thousandth of it. */
const CHARACTERS = 32_000;
const LONG_MS = 150;
const TRIES = 3;
/** What repeats in such a text, beside characters of the pattern itself. */
const PIECES = [
  "a",
  "A",
  "0",
  " ",
  "\t",
  "\n",
  "_",
  "-",
  ".",
  "/",
  "\\",
  '"',
  "'",
  "<",
  ">",
  "=",
  ":",
  "a ",
  "a.",
  "a-",
  "\\a",
  "a=",
  "\n ",
  "a:",
  "--",
  "é",
];
const ENDS = ["", "\u0001"];

/** Those that take the square of a text, and why no text is long there. */
const SHORT_TEXTS: Readonly<Record<string, string>> = {};

interface Written {
  readonly at: string;
  readonly pattern: RegExp;
}

function written(): Written[] {
  const found: Written[] = [];
  for (const folder of ["lib", "server", "spec"])
    for (const name of readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".ts") || name.startsWith("generated")) continue;
      const file = path.join(folder, name);
      const source = ts.createSourceFile(
        file,
        readFileSync(path.join(ROOT, file), "utf8"),
        ts.ScriptTarget.Latest,
        true,
      );
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const end = node.text.lastIndexOf("/");
          const flags = node.text.slice(end + 1).replaceAll(/[gy]/g, "");
          found.push({ at: file, pattern: new RegExp(node.text.slice(1, end), flags) });
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  return found;
}

/** Texts of repeated pieces, with something at the end that nothing fits. */
function textsFor({ source }: RegExp): string[] {
  const own = [...new Set(source.match(/[A-Za-z0-9<>"'`:;,#=@!~*_-]/g) ?? [])];
  const words = source.match(/[a-z]{2,}/gi) ?? [];
  return [...PIECES, ...own, ...words.slice(0, 5)].flatMap((piece) =>
    ENDS.map((end) => piece.repeat(Math.ceil(CHARACTERS / piece.length)) + end),
  );
}

async function slowest({ pattern }: Written): Promise<string | undefined> {
  for (const text of textsFor(pattern)) {
    let least = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < TRIES && least > LONG_MS; tries += 1)
      least = Math.min(least, await cpuOf(() => pattern.exec(text)));
    if (least > LONG_MS) return `${JSON.stringify(text.slice(0, 8))}… takes ${Math.round(least)} ms`;
  }
  return undefined;
}

describe("Regular expressions", { timeout: 300_000 }, () => {
  it("A21, S21: none takes longer than a text is long, unless no text is long there", async () => {
    const slow: string[] = [];
    const unused = new Set(Object.keys(SHORT_TEXTS));
    for (const each of written()) {
      const how = await slowest(each);
      if (how === undefined) continue;
      const name = `${each.at} ${each.pattern.source}`;
      if (!unused.delete(name) && !Object.hasOwn(SHORT_TEXTS, name)) slow.push(`${name}: ${how}`);
    }
    assert.deepEqual(slow, []);
    assert.deepEqual([...unused], [], "no longer slow, or no longer there");
  });
});
