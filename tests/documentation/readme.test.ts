import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";

const ROOT = path.join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");
const README = read("README.md");
const section = (text: string, heading: string): string =>
  text.split(/^#+ /m).find((each) => each.startsWith(`${heading}\n`)) ?? "";
/** The name that a renderer gives to a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

describe("README.md", () => {
  it("quotes figures of docs/performance.md as they stand there", () => {
    const performance = read("docs/performance.md").split(/^#+ /m);
    const rows = [
      ...README.matchAll(/^\| .+? \| (.+?) \| (.+?) \| \[measured\]\(docs\/performance\.md#(.+?)\)/gm),
    ];
    assert.ok(rows.length > 3, "the rows were found");
    for (const [row, ours = "", theirs = "", link] of rows) {
      const measured = performance.find((each) => anchor(each.split("\n")[0] ?? "") === link) ?? "";
      for (const figure of `${ours}, ${theirs}`.replaceAll("**", "").split(/, +/))
        assert.ok(measured.includes(` ${figure.trim()} `), `${figure} of ${row}`);
    }
  });

  it("counts the codes of errors", () => {
    const codes = [...read("lib/generated/errors.ts").matchAll(/^ {2}\| "/gm)].length;
    assert.ok(README.includes(`**${codes} codes**`), String(codes));
  });

  it("has a row for each folder of lib", () => {
    const rows = [...section(README, "Where things are").matchAll(/^\| `lib\/(\w+)\/` +\|/gm)];
    const folders = new Set(rows.map(([, name]) => name));
    const there = readdirSync(path.join(ROOT, "lib"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    assert.deepEqual(
      there.filter((name) => !folders.has(name)),
      [],
    );
  });

  it("names files that are in the folder of their row", () => {
    const rows = [
      ...section(README, "Where things are").matchAll(/^\| `([\w/]+\/)(?:\*\.ts)?` +\| (.+?) *\|$/gm),
    ];
    assert.ok(rows.length > 15, "the rows were found");
    for (const [, folder = "", about = ""] of rows)
      for (const [, file = ""] of about.matchAll(/`([\w-]+\.ts)`/g))
        assert.ok(existsSync(path.join(ROOT, folder, file)), `${folder}${file}`);
  });

  it("names only files and folders that are there for what is to be added", () => {
    const wire = readdirSync(path.join(ROOT, "lib/wire"));
    const table = section(README, "How to add X");
    for (const [, file = ""] of table.matchAll(/`((?:lib|spec|tests)\/[\w/.-]*)`/g))
      assert.doesNotThrow(() => readdirSync(path.join(ROOT, path.dirname(file))), file);
    const kinds = /^\| a message kind +\| (.+?) \|$/m.exec(table)?.[1] ?? "";
    for (const [, file = ""] of kinds.matchAll(/`([\w-]+\.ts)`/g)) assert.ok(wire.includes(file), file);
  });
});
