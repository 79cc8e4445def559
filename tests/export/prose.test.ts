import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { proseToHtml } from "../../lib/export/prose.ts";
import { assertInProportion } from "../support/cost.ts";

describe("proseToHtml()", () => {
  it("renders what models write: tables, emphasis, lists in lists, tasks, code", () => {
    const html = proseToHtml(
      [
        "| a | b |\n|---|--:|\n| 1 | *2* |",
        "**bold** _soft_ ~~gone~~ `x < y`",
        "- one\n  - two\n\n- [x] done\n- [ ] open",
        "```ts\nif (a < b) {}\n```",
        "first\nsecond",
        "# Top",
      ].join("\n\n"),
    );
    assert.match(html, /<table>[\s\S]*<th>a<\/th>[\s\S]*<td align="right"><em>2<\/em><\/td>[\s\S]*<\/table>/);
    assert.match(html, /<strong>bold<\/strong> <em>soft<\/em> <del>gone<\/del> <code>x &lt; y<\/code>/);
    assert.match(html, /<li>[\s\S]*one[\s\S]*<li>two<\/li>[\s\S]*☑ [\s\S]*done[\s\S]*☐ [\s\S]*open/);
    assert.match(html, /<pre tabindex="0"><code>if \(a &lt; b\) \{\}<\/code><\/pre>/);
    assert.match(html, /first<br>second/);
    assert.match(html, /<h3>Top<\/h3>/);
  });

  it("shows as typed what marked fails on", () => {
    for (const text of ["- a\n  > - \nb", "- a\n\t> - \nb"])
      assert.match(proseToHtml(text), /^<pre tabindex="0"><code>- /, text);
  });

  it("links to the web and to mailboxes alone, and fetches nothing", () => {
    const html = proseToHtml(
      [
        "[a](https://a.b/?x=1&y=2) <https://c.d> https://e.f [mail](mailto:a@b.c)",
        "[b](javascript:alert(1)) [c](JaVaScRiPt:alert) [d](data:text/html,x) [e](file:///etc/passwd) [f](//g.h) [g](src/a.ts)",
        "<javascript:alert(2)> [h][i] ![j](https://k.l/m.png) ![n](data:image/png;base64,AA)",
        "[i]: vbscript:x 'title'",
      ].join("\n\n"),
    );
    const targets = [...html.matchAll(/href="([^"]*)"/g)].map(([, target]) => target);
    assert.deepEqual(targets, ["https://a.b/?x=1&amp;y=2", "https://c.d", "https://e.f", "mailto:a@b.c"]);
    assert.doesNotMatch(html, /<img|src=/);
    assert.match(html, /g \(<code>src\/a\.ts<\/code>\)/);
    assert.match(html, /j \(<code>https:\/\/k\.l\/m\.png<\/code>\)/);
  });

  it("shows tags as text, wherever they stand", () => {
    const hostile = [
      "<script>alert(1)</script>",
      "<img src=x onerror=alert(1)>",
      "a <b onclick=x>b</b> <!-- c --> <?d?> <![CDATA[e]]>",
      "<pre>\n\n<script>alert(1)\n",
      "<details>\n\n**bold**\n</details>",
      '[a](https://b.c "\\" onclick=x") [<img src=x>](https://d.e/"onclick=x)',
      "| <script> | <x> |\n|-|-|\n| <y> | <z> |",
      "``` <script>\n<b>\n```",
      "&lt;script&gt; &#60;script&#62; &#x3c;script>",
    ];
    for (const text of [...hostile, hostile.join("\n\n"), hostile.map((line) => `> - ${line}`).join("\n")]) {
      const html = proseToHtml(text);
      const tags = [...html.matchAll(/<\/?([^\s>]*)/g)].map(([, name]) => name);
      assert.deepEqual(
        tags.filter(
          (name) =>
            !/^(?:p|br|pre|code|strong|a|ul|li|blockquote|table|thead|tbody|tr|th|td)$/.test(name ?? ""),
        ),
        [],
        html,
      );
      assert.doesNotMatch(html, /<[^>"]*(?:"[^"]*"[^>"]*)* on\w+=/);
    }
  });

  /** What marked alone takes the square of its length for, overflows the stack with, or makes much more of. */
  const SHAPES: Record<string, (length: number) => string> = {
    backticks: (length) => "`".repeat(length),
    "code spans": (length) => "`a` ".repeat(length / 4),
    "runs of backticks": (length) =>
      Array.from({ length: Math.sqrt(length) }, (_, n) => "`".repeat(n)).join("a"),
    emphasis: (length) => "__a".repeat(length / 3),
    "emphasis in emphasis": (length) => `${"*a _b ".repeat(length / 12)}${"b_ a* ".repeat(length / 12)}`,
    underscores: (length) => "a_".repeat(length / 2),
    brackets: (length) => "[".repeat(length / 2) + "]".repeat(length / 2),
    "links that never end": (length) => "[a](".repeat(length / 4),
    mailboxes: (length) => `${"a.".repeat(length / 2)}@`,
    addresses: (length) => `https://a.b/${"?".repeat(length)} `,
    spaces: (length) => `a${" ".repeat(length)}b`,
    "one tag": (length) => "<pasted_content>\n".repeat(length / 17),
    "quotes in quotes": (length) => ">".repeat(length),
    "lists in lists": (length) => "- ".repeat(length / 2),
    "numbers in numbers": (length) => "1. ".repeat(length / 3),
    "quotes and lists": (length) => "> - ".repeat(length / 4),
    "lines of an item": (length) => `- a${"\nb".repeat(length / 2)}`,
    "headings and underlines": (length) => "a\n=\n".repeat(length / 4),
    "a wide table of short rows": (length) =>
      `${"|a".repeat(length / 8)}|\n${"|-".repeat(length / 8)}|\n${"|\n".repeat(length / 4)}`,
  };

  for (const [name, shape] of Object.entries(SHAPES)) {
    it(`takes time and room in proportion to the length of ${name}`, async () => {
      await assertInProportion(
        (length) => {
          const text = shape(length);
          const html = proseToHtml(text);
          assert.ok(html.length < 20 * text.length + 1000, `${html.length} characters for ${text.length}`);
        },
        12_500,
        8,
      );
    });
  }

  it("loses nothing of what is too long or too deep", () => {
    for (const text of [
      `${"word ".repeat(2_000)}END`,
      `${"> ".repeat(200)}END`,
      `${"x\n".repeat(300_000)}END`,
    ])
      assert.match(proseToHtml(text), /END/);
    assert.match(proseToHtml(`one\n${"word ".repeat(2_000)}`), /one<br>word/);
  });
});
