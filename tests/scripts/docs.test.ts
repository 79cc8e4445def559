import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { blocksIn, documents, scenarioOf, unprinted } from "../../scripts/gate/docs.ts";
import { brokenLinks } from "../../scripts/gate/links.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const FENCE = "```";

describe("The documentation", () => {
  it("every relative link leads to a file, and to a heading of it", () => {
    const exists = (file: string): boolean => existsSync(path.join(ROOT, file));
    assert.deepEqual(brokenLinks(documents(ROOT), exists), []);
  });

  it("every guide can be reached from the README", () => {
    const [readme] = documents(ROOT);
    const guides = documents(ROOT)
      .slice(1)
      .map(({ file }) => file);
    assert.deepEqual(
      guides.filter((file) => !readme?.text.includes(`](${file})`)),
      [],
    );
  });
});

describe("brokenLinks()", () => {
  it("brokenLinks() finds missing files and headings, and leaves code and the web alone", () => {
    const text = [
      "# A `title`, and more",
      "[a](b.md) [web](https://example.org) [here](#a-title-and-more) [there](#nowhere)",
      "`[x](y.md)`",
      `${FENCE}\n[x](z.md)\n${FENCE}`,
    ].join("\n");
    const found = brokenLinks([{ file: "docs/a.md", text }], (file) => file === "docs/a.md");
    assert.deepEqual(found, [
      "docs/a.md links to b.md, but there is no docs/b.md",
      "docs/a.md links to #nowhere, but docs/a.md has no such heading",
    ]);
  });
});

describe("blocksIn()", () => {
  it("blocksIn() reads what stands above a block in a comment, and what stands below it as output", () => {
    const text = [
      "<!-- not run: needs a key -->",
      `${FENCE}ts\na();\n${FENCE}`,
      '<!-- model: [{ "text": "a > b" }] -->\n',
      `${FENCE}ts\nb();\n${FENCE}\n`,
      `${FENCE}text\none\ntwo …\n${FENCE}`,
      "Words.",
      `${FENCE}sh\nnpm test\n${FENCE}`,
    ].join("\n");
    const [first, second, output, shell] = blocksIn("x.md", text);
    assert.equal(first?.notRun, "needs a key");
    assert.equal(first.prints, undefined);
    assert.equal(second?.at, "x.md:7");
    assert.deepEqual(scenarioOf(second), [{ text: "a > b" }]);
    assert.equal(second.prints, "one\ntwo …\n");
    assert.equal(output?.language, "text");
    assert.equal(shell?.model, undefined);
  });

  it("unprinted() gives the first line that is missing or out of order", () => {
    assert.equal(unprinted("one\ntwo …\n", "zero\none\ntwo 2 (3)\n"), undefined);
    assert.equal(unprinted("two\none", "one\ntwo"), "one");
    assert.equal(unprinted("a.b", "axb"), "a.b");
  });
});
