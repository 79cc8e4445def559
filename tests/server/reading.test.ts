// What agents have said is read whole, page by page, within the budget, whatever the view and whatever is in it.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { assistantFrame, initFrame, resultFrame, stateFrame } from "../../lib/testing/index.ts";
import { toolList } from "../../server/generated/tool-types.ts";
import { tools } from "../../server/generated/tools.ts";
import { Policy } from "../../server/policy/policy.ts";
import { ANSWER_CHARACTERS } from "../../server/tools/budget.ts";
import { callTool } from "../../server/tools/dispatch.ts";
import { SpawnKeys } from "../../server/tools/spawn-keys.ts";
import { UsedAgents } from "../../server/tools/used-agents.ts";
import { withScript } from "../support/claude.ts";

interface Page {
  readonly summary: string;
  readonly text?: string;
  readonly output?: readonly { readonly seq: number }[];
  readonly cursor: string;
  readonly has_more: boolean;
  readonly next_after: number;
  readonly messages_returned: number;
  readonly total_messages: number;
}

const LONG = `${'long word 🙂 "quoted" \\ '.repeat(3_000)}THE-END`;
const TEXTS = [
  "short",
  "",
  "🎉".repeat(7),
  "\u0001".repeat(9_000),
  "two\nlines",
  ...Array(60).fill("word ".repeat(300)),
  LONG,
];
const MOST_PAGES = 200;

describe("claude_read_agent_output", { timeout: 120_000 }, () => {
  const manager = new AgentManager({ ringMessages: 500 });
  let id = "";
  let short = "";
  before(async () => {
    const say = async (texts: readonly string[], result: string): Promise<string> => {
      const said = texts.map((text) => assistantFrame(text));
      const emit = [stateFrame("running"), initFrame(), ...said, resultFrame(result), stateFrame("idle")];
      return withScript(
        { steps: [{ expect: { type: "user" } }, { emit }, { hang: true }] },
        async (options) => {
          const {
            sessionIds: [session = ""],
          } = await manager.as("me").spawnSession({ prompt: "x", options });
          await manager.wait(session, { timeoutMs: 30_000 });
          // Ended, so that it can be read when the script is gone.
          await manager.terminateSession(session);
          return session;
        },
      );
    };
    id = await say(TEXTS, LONG);
    short = await say(["Paris."], "Paris.");
  });
  after(() => manager.shutdown());

  async function read(
    args: Record<string, unknown>,
    readsData = true,
  ): Promise<{ page: Page; content: string[] }> {
    const tool = tools.find(({ name }) => name === "claude_read_agent_output");
    const listed = toolList.find(({ name }) => name === tool?.name);
    assert.ok(tool !== undefined && listed !== undefined);
    const never = new AbortController().signal;
    const context = {
      manager: manager.as("me"),
      policy: new Policy(),
      principal: "me",
      client: "test",
      keys: new SpawnKeys(),
      used: new UsedAgents(),
      signal: never,
      closing: never,
      readsData,
      progress: undefined,
    };
    const result = await callTool(tool, listed, { session_id: id, ...args }, context);
    assert.notEqual(result.isError, true, result.content[0]?.text);
    assert.ok(JSON.stringify(result.structuredContent).length <= ANSWER_CHARACTERS);
    return {
      page: result.structuredContent as unknown as Page,
      content: result.content.map(({ text }) => text),
    };
  }

  /** All pages, one after the other. */
  async function readAll(args: Record<string, unknown>, next: (page: Page) => object): Promise<Page[]> {
    const pages = [(await read(args)).page];
    for (let last = pages[0]; last?.has_more && pages.length < MOST_PAGES; last = pages.at(-1))
      pages.push((await read({ ...args, ...next(last) })).page);
    assert.ok(!pages.at(-1)?.has_more, "it comes to an end");
    return pages;
  }
  const byCursor = ({ cursor }: Page): object => ({ cursor });
  const byPosition = ({ next_after }: Page): object => ({ after: next_after });

  it("gives all words, put together exactly, with default arguments and the cursor alone", async () => {
    const pages = await readAll({}, byCursor);
    assert.equal(pages.map(({ text }) => text).join(""), TEXTS.map((text) => `${text}\n`).join(""));
  });

  it("gives the last answer whole, in view result", async () => {
    const pages = await readAll({ view: "result" }, byCursor);
    assert.equal(pages.map(({ text }) => text).join(""), LONG);
    assert.ok(pages.length > 1);
  });

  it("gives every message whole as frames; one that is too long as pieces of its JSON", async () => {
    const pages = await readAll({ view: "frames" }, byCursor);
    const seqs = pages.flatMap(({ output = [], text }) =>
      text === undefined ? output.map(({ seq }) => seq) : [],
    );
    const pieces = pages.map(({ text = "" }) => text).join("");
    const frames = pieces
      .split(/(?<=\})(?=\{"seq":)/)
      .filter((piece) => piece !== "")
      .map((piece) => JSON.parse(piece) as { seq: number; content: unknown });
    assert.deepEqual(
      [...seqs, ...frames.map(({ seq }) => seq)].toSorted((a, b) => a - b),
      Array.from({ length: TEXTS.length + 2 }, (_, seq) => seq),
    );
    assert.ok(frames.some(({ content }) => JSON.stringify(content).includes("THE-END")));
  });

  for (const view of ["text", "frames"])
    it(`comes to an end for a reader by positions alone, who counts all messages: ${view}`, async () => {
      const pages = await readAll({ view }, byPosition);
      const seen = pages.reduce((sum, { messages_returned }) => sum + messages_returned, 0);
      assert.equal(seen, pages[0]?.total_messages);
    });

  it("takes at most 600 characters for an answer of one word", async () => {
    const { page } = await read({ session_id: short });
    assert.equal(page.text, "Paris.\n");
    assert.ok(JSON.stringify(page).length <= 600, JSON.stringify(page));
  });

  it("says first what to do next, and the same in its text", async () => {
    const { page, content } = await read({});
    assert.equal(Object.keys(page)[0], "summary");
    assert.match(page.summary, /read on with cursor "/);
    assert.ok(content[0]?.startsWith(page.summary) && content[0].includes(page.text ?? "-"));
  });

  it("has a second text of JSON for clients that know no structured content", async () => {
    const { page, content } = await read({}, false);
    assert.deepEqual(JSON.parse(content[1] ?? ""), page);
  });

  it("refuses a cursor that is none, and two places to begin", async () => {
    for (const [args, expected] of [
      [{ cursor: "no" }, /no cursor/],
      [{ cursor: "no", view: "frames" }, /no cursor/],
      [{ cursor: "1.5", view: "result" }, /view "result"/],
      [{ cursor: "1", after: 3 }, /both say where to begin/],
    ] as const)
      await assert.rejects(read(args), expected);
  });
});
