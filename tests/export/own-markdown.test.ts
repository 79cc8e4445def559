// Whatever is said in a conversation: in an exported Markdown document, no reader of Markdown finds a tag of it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { marked } from "marked";
import { ownMarkdown } from "../../lib/export/own-markdown.ts";
import { exportSession } from "../../lib/index.ts";
import { assertInProportion } from "../support/cost.ts";
import { conversation, withConfigFolder } from "../support/kept-sessions.ts";

const config = withConfigFolder();
/** Elements that only somebody can have written who means harm. */
const TAG = "<evil onload=x>";
const LIVE = /<\/?(?:evil|script|div)\b/i;

/** Lines that open, close, continue or break what a tag can hide in. */
const PIECES = [
  "```",
  "````",
  "`````js",
  "~~~",
  "~~~~",
  "``` <evil>",
  "~~~ `x`",
  "``",
  "`",
  "` ``",
  "\\`",
  "```~",
  "~~~`",
  "- ",
  "* ",
  "1. ",
  "10) ",
  "> ",
  ">",
  "   ",
  "    ",
  "\t",
  "  ",
  " ",
  "- > ",
  "> - ",
  "1. - ",
  "text",
  "# head",
  "===",
  "---",
  "| a | b |",
  "|---|---|",
  "[a]: b",
  "[x](",
  ")",
  "![",
  "](<",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "<?",
  "?>",
  "<details>",
  "</details>",
  "<pre>",
  "</pre>",
  "<script>",
  "</script>",
  "<div>",
  "&lt;",
  "&#60;",
  "\\",
  "\\<",
  "<",
  "</",
  "$$",
  "[^1]: ",
  "\r",
  "\u2028",
  "\f",
  "\u00a0",
  TAG,
  "</evil>",
  "<evil\n>",
  "`<evil>`",
];
const LINE = fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }).map((pieces) => pieces.join(""));
const TEXT = fc.array(LINE, { maxLength: 14 }).map((lines) => lines.join("\n"));

/** Undefined where this reader itself fails, as marked 18 does for an empty quote in a list with a line behind it. */
function read(markdown: string, options: object = {}): string | undefined {
  try {
    return marked.parse(markdown, { async: false, ...options });
  } catch (error) {
    assert.match(String(error), /reading 'raw'/);
    return undefined;
  }
}

function assertDead(markdown: string): void {
  for (const options of [{ gfm: true }, { gfm: false }, { gfm: true, breaks: true }]) {
    const html = read(markdown, options);
    if (html === undefined) continue;
    assert.doesNotMatch(html, LIVE, JSON.stringify({ markdown, options }));
  }
}

describe("What a model wrote, in a Markdown document", () => {
  const shapes: Readonly<Record<string, string>> = {
    "a fence in a list item that ends with it": `- a\n  \`\`\`\n${TAG}\n  \`\`\`\n`,
    "a fence behind the mark of a list item": `- \`\`\`\n${TAG}\n`,
    "a fence in a numbered item": `1. a\n   ~~~\n${TAG}\n   ~~~`,
    "a fence in a list in a list": `- a\n  - b\n    \`\`\`\n  ${TAG}\n`,
    "a fence in a quote that ends with it": `> \`\`\`\n${TAG}\n`,
    "a fence in a quote in a list": `- > \`\`\`\n  ${TAG}\n`,
    "a fence behind a tab": `-\t\`\`\`\n${TAG}\n`,
    "a fence that nobody closed": `\`\`\`\n${TAG}`,
    "a longer fence that is closed by a shorter one": `\`\`\`\`\n\`\`\`\n${TAG}\n`,
    "a fence of both kinds": `\`\`\`\n~~~\n\`\`\`\n${TAG}\n~~~`,
    "a fence that only some close": `\`\`\`\ncode\n\`\`\`~\n${TAG}\n\`\`\``,
    "a fence in indented code": `text\n\n    \`\`\`\n\n${TAG}\n`,
    "an underlined heading": `${TAG}\n===\n\`\`\`\n---\n`,
    "a table": `| ${TAG} | \`|\` |\n|---|---|\n| \`${TAG} | ${TAG}\` |`,
    "a block of HTML": `<div>\n${TAG}\n\n\`\`\`\n</div>\n${TAG}`,
    "code over two lines": `\`a\n${TAG}\``,
    "a carriage return": `\`\`\`\ra\r\`\`\`\r${TAG}`,
  };
  for (const [what, text] of Object.entries(shapes))
    it(`has no tag: ${what}`, () => assertDead(ownMarkdown(text)));

  it("has no tag, whatever it is made of", () => {
    fc.assert(
      fc.property(TEXT, (text) => assertDead(`## Claude\n\n${ownMarkdown(text)}\n\n## User\n`)),
      { numRuns: 3_000 },
    );
  });

  it("does not swallow what comes after", () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        const html = read(`${ownMarkdown(text)}\n\n## The end\n`);
        fc.pre(html !== undefined);
        assert.match(html, /<h2>The end<\/h2>/, JSON.stringify(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it("shows code as it was, in lists and quotes as well", () => {
    const code = 'if (a < b) {\n\n  <b>"x"</b>\n}';
    const indent = (by: string): string =>
      code
        .split("\n")
        .map((line) => `${by}${line}`.trimEnd())
        .join("\n");
    const shown = `<code class="language-js">${code.replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")}\n</code>`;
    for (const text of [
      `\`\`\`js\n${code}\n\`\`\``,
      `~~~js\n${code}\n~~~\n\ntext`,
      `1. First:\n   \`\`\`js\n${indent("   ")}\n   \`\`\`\n2. Next`,
      `- \`\`\`js\n${indent("  ")}\n  \`\`\`\n- next`,
      `- a\n  - b\n    \`\`\`js\n${indent("    ")}\n    \`\`\``,
      `> \`\`\`js\n${indent("> ")}\n> \`\`\`\n> said`,
      `-\ta\n\n\t\`\`\`js\n${indent("\t")}\n\t\`\`\``,
    ])
      assert.ok(marked.parse(ownMarkdown(text), { async: false }).includes(shown), text);
  });

  it("takes time in proportion", () => {
    for (const line of ["```\n", "- ```\n", "> ", "`", "<a", "`<a>`", "- ", "```` ```\n"])
      assertInProportion((size) => ownMarkdown(line.repeat(size)), 2_000);
  });
});

it("no text of a conversation, whoever wrote it, is a tag in an exported document", async () => {
  for (const [index, text] of fc.sample(TEXT, { numRuns: 40, seed: 7 }).entries()) {
    const id = `55555555-0000-4000-8000-${String(index).padStart(12, "0")}`;
    const call = { type: "tool_use", id: "t", name: text, input: { command: text, description: text } };
    config.write("/kept/hostile", id, [
      ...conversation(id, [text, text, text]),
      { type: "custom-title", customTitle: text || "x", sessionId: id },
      {
        ...conversation(id, [text, text, text, text])[3],
        message: { id: "m9", role: "assistant", content: [{ type: "thinking", thinking: text }, call] },
      },
    ]);
    assertDead(await exportSession(id));
  }
});
