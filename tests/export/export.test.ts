import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { exportSession, type SessionStore } from "../../lib/index.ts";
import { uuid, withConfigFolder } from "../support/kept-sessions.ts";

const config = withConfigFolder();
after(() => rmSync(config.folder, { recursive: true, force: true }));
const DIR = "/home/user/shop";
const ID = uuid(1);
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
/** What would do harm if it came through as it is. */
const HOSTILE = `</code></pre></details><script>alert(1)</script><img src=x onerror=alert(2)> " ' & \u001b[31mred\u001b[0m`;

type Said = [type: "user" | "assistant", content: unknown, more?: object];

function entries(said: readonly Said[], group = 1): object[] {
  return said.map(([type, content, more], index) => ({
    parentUuid: index === 0 ? null : uuid(index - 1, group),
    isSidechain: group !== 1,
    type,
    message: type === "user" ? { role: type, content } : { role: type, id: `m${index}`, content },
    uuid: uuid(index, group),
    timestamp: new Date(Date.UTC(2026, 8, 1, 10, index)).toISOString(),
    sessionId: ID,
    cwd: DIR,
    gitBranch: "main",
    ...more,
  }));
}

const text = (value: string): object => ({ type: "text", text: value });
const call = (id: string, name: string, input: object): object => ({ type: "tool_use", id, name, input });
const result = (id: string, content: unknown, more: object = {}): object => ({
  type: "tool_result",
  tool_use_id: id,
  content,
  ...more,
});

async function both(said: readonly Said[]): Promise<{ html: string; markdown: string }> {
  config.write(DIR, ID, entries(said));
  return { html: await exportSession(ID, { format: "html" }), markdown: await exportSession(ID) };
}

describe("exportSession()", () => {
  it("tells who said what, with calls and their results folded away", async () => {
    const { html, markdown } = await both([
      ["user", "What is the total?"],
      ["assistant", [{ type: "thinking", thinking: "Let me see." }]],
      [
        "assistant",
        [text("I look."), call("t1", "Bash", { command: "npm test", description: "Run the tests" })],
      ],
      ["user", [result("t1", "2 failed", { is_error: true })]],
      ["assistant", [text("It is **wrong** in `total.ts`:\n\n```ts\nif (a < b) {}\n```\n\n- one\n- two")]],
    ]);
    assert.match(markdown, /^# What is the total\?\n\n- Session: `0{8}-/);
    assert.match(markdown, /- Directory: `\/home\/user\/shop`\n- Branch: `main`/);
    assert.match(
      markdown,
      /## User · 2026-09-01 10:00:00\n\n> What is the total\?\n\n## Claude · 2026-09-01 10:01:00/,
    );
    assert.match(markdown, /<summary>Thinking<\/summary>\n\n> Let me see\./);
    assert.match(
      markdown,
      /<summary><b>Bash<\/b> Run the tests \(failed\)<\/summary>\n\n```json\n\{\n {2}"command": "npm test"/,
    );
    assert.match(markdown, /```\n2 failed\n```\n\n<\/details>\n\nIt is \*\*wrong\*\*/);
    assert.equal(markdown.match(/^## /gm)?.length, 2);
    assert.match(html, /^<!doctype html>\n<html lang="en">/);
    assert.match(
      html,
      /<summary><b>Bash<\/b> <span class="about">Run the tests<\/span> <span class="failed">/,
    );
    assert.match(html, /<p>It is <strong>wrong<\/strong> in <code>total\.ts<\/code>:<\/p>/);
    assert.match(
      html,
      /<code>if \(a &lt; b\) \{\}<\/code><\/pre>\n<ul>\n<li>one<\/li>\n<li>two<\/li>\n<\/ul>/,
    );
  });

  it("lets nothing through that a page or a document would act on", async () => {
    const { html, markdown } = await both([
      ["user", HOSTILE],
      [
        "user",
        [
          {
            type: "image",
            source: { type: "base64", media_type: 'image/svg+xml" onload="x', data: HOSTILE },
          },
        ],
      ],
      [
        "assistant",
        [
          { type: "thinking", thinking: HOSTILE },
          text(`${HOSTILE}\n\n# ${HOSTILE}\n> ${HOSTILE}\n- ${HOSTILE}`),
        ],
      ],
      [
        "assistant",
        [text(`\`${HOSTILE}\` **${HOSTILE}** [x](javascript:alert(1)) [${HOSTILE}](https://a.b/"onclick=x)`)],
      ],
      ["assistant", [call("t1", HOSTILE, { command: HOSTILE }), { type: HOSTILE, more: HOSTILE }]],
      ["user", [result("t1", [text(HOSTILE)])]],
    ]);
    const tags = new Set(
      [...html.matchAll(/<\/?([a-z][\w-]*)/gi)].map(([, name = ""]) => name.toLowerCase()),
    );
    const expected =
      /^(?:html|head|meta|title|style|body|header|main|h[1-6]|dl|dt|dd|article|time|div|p|pre|code|details|summary|b|span|strong|br|ul|li|blockquote|a)$/;
    assert.deepEqual(
      [...tags].filter((tag) => !expected.test(tag)),
      [],
    );
    assert.doesNotMatch(html, /<[^>]* on\w+=/);
    assert.doesNotMatch(html, /href="(?!https?:)/);
    assert.ok(!html.includes("\u001b"));
    assert.match(html, /Content-Security-Policy" content="default-src 'none'/);
    const outsideCode = markdown.replaceAll(/^(`{3,}).*\n[\s\S]*?\n\1$/gm, "").replaceAll(/`[^`\n]*`/g, "");
    assert.doesNotMatch(outsideCode, /<(?!\/?(?:details|summary|b|code)>)/);
    assert.equal(outsideCode.match(/<details>/g)?.length, outsideCode.match(/<\/details>/g)?.length);
    assert.ok(!markdown.includes("\u001b"));
  });

  it("a fence in a result, or one that nobody closed, does not swallow what comes after", async () => {
    const { markdown } = await both([
      ["assistant", [call("t1", "Read", { file_path: "a.md" })]],
      ["user", [result("t1", "```js\ncode\n```\n````\n")]],
      ["assistant", [text("Now:\n```ts\nopen")]],
      ["user", "next"],
    ]);
    assert.match(markdown, /\n`````\n```js\ncode\n```\n````\n`````\n/);
    assert.match(markdown, /```ts\nopen\n```\n\n## User/);
  });

  it("shows pictures in a page, and names them in Markdown", async () => {
    const image = { type: "image", source: { type: "base64", media_type: "image/png", data: PIXEL } };
    const { html, markdown } = await both([["user", [text("Look:"), image]]]);
    assert.match(html, /<img alt="Image" src="data:image\/png;base64,iVBOR/);
    assert.match(markdown, /> Look:\n\n\*Image \(image\/png\)\*/);
  });

  it("has the commands that a user gave, and what they printed", async () => {
    const { markdown } = await both([
      [
        "user",
        "<command-name>/review</command-name>\n<command-message>x</command-message>\n<command-args>42</command-args>",
      ],
      ["user", "<local-command-stdout>Reviewed</local-command-stdout>"],
      ["user", "<bash-input>ls</bash-input>"],
      ["user", "<bash-stdout>a.ts</bash-stdout><bash-stderr></bash-stderr>"],
      ["assistant", [text("Done.")]],
    ]);
    assert.match(
      markdown,
      /> \/review 42\n[\s\S]*```\nReviewed\n```\n[\s\S]*> ! ls\n[\s\S]*```\na\.ts\n```\n[\s\S]*Done\./,
    );
  });

  it("has what was said before a compaction, in the order in which it was said", async () => {
    const boundary = {
      type: "system",
      subtype: "compact_boundary",
      parentUuid: null,
      logicalParentUuid: uuid(1, 1),
    };
    const kept = { compactMetadata: { preservedMessages: { anchorUuid: uuid(3, 1), uuids: [uuid(1, 1)] } } };
    const { markdown } = await both([
      ["user", "first"],
      ["assistant", [text("second")]],
      ["user", "", { ...boundary, ...kept }],
      ["user", "what was", { isCompactSummary: true }],
      ["user", "third"],
    ]);
    assert.match(markdown, /first[\s\S]*second[\s\S]*Summary of what came before[\s\S]*what was[\s\S]*third/);
    assert.equal(markdown.match(/second/g)?.length, 1);
  });

  it("puts subagents into the calls that started them, and the rest at the end", async () => {
    const file = config.write(
      DIR,
      ID,
      entries([
        ["user", "Ask around"],
        ["assistant", [call("t1", "Agent", { description: "Ask one", prompt: "Who?" })]],
        ["user", [result("t1", [text("Nobody")])]],
      ]),
    );
    const folder = path.join(file.replace(/\.jsonl$/, ""), "subagents");
    mkdirSync(folder, { recursive: true });
    const agent = (name: string, said: readonly Said[], details: object): void => {
      const lines = entries(said, name.length + 1).map((line) => JSON.stringify(line));
      writeFileSync(path.join(folder, `agent-${name}.jsonl`), `${lines.join("\n")}\n`);
      writeFileSync(path.join(folder, `agent-${name}.meta.json`), JSON.stringify(details));
    };
    agent(
      "one",
      [
        ["user", "Who?"],
        ["assistant", [call("s1", "Agent", { prompt: "Deeper" })]],
      ],
      { toolUseId: "t1" },
    );
    agent(
      "deep",
      [
        ["user", "Deeper"],
        ["assistant", [text("At the bottom")]],
      ],
      { toolUseId: "s1" },
    );
    agent("looseOne", [["user", "By itself"]], {});
    const markdown = await exportSession(ID);
    assert.match(
      markdown,
      /<b>Agent<\/b> Ask one[\s\S]*#### Task[\s\S]*Who\?[\s\S]*<b>Agent<\/b> Deeper[\s\S]*At the bottom[\s\S]*Nobody/,
    );
    assert.match(markdown, /<summary>Subagent looseOne<\/summary>[\s\S]*By itself/);
    const html = await exportSession(ID, { format: "html" });
    assert.equal(html.match(/class="subagent"/g)?.length, 3);
    assert.doesNotMatch(await exportSession(ID, { includeSubagents: false }), /At the bottom|By itself/);
    rmSync(file.replace(/\.jsonl$/, ""), { recursive: true });
  });

  it("leaves out what it is told to, has another title, and reads from a store", async () => {
    const said = entries([
      ["user", "Hello"],
      ["assistant", [{ type: "thinking", thinking: "Hm." }, text("Hi")]],
    ]);
    const sessionStore: SessionStore = { append: async () => undefined, load: async () => said as never };
    const markdown = await exportSession(ID, { sessionStore, title: "Mine\nonly", includeThinking: false });
    assert.match(markdown, /^# Mine only\n/);
    assert.doesNotMatch(markdown, /Hm\./);
    await assert.rejects(
      exportSession(ID, { sessionStore: { ...sessionStore, load: async () => null } }),
      /not found in the store/,
    );
  });
});
