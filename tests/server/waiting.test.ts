// claude_wait_agents is a long poll for news: with the cursor of the answer before nothing is told twice, and nothing missed.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";

const claude = withRealClaude();
/** Longer than a test may take: an answer that came before it did not wait for it. */
const LONG_MS = 600_000;

interface Waited {
  readonly summary: string;
  readonly completed: boolean;
  readonly cursor: string;
  readonly agents: readonly {
    readonly session_id: string;
    readonly state: string;
    readonly last_result?: { readonly text: string };
    readonly questions?: readonly { readonly request_id: string }[];
  }[];
}

describe("claude_wait_agents({ since })", { timeout: 240_000 }, () => {
  let server: ServerProcess;
  let client: Awaited<ReturnType<ServerProcess["client"]>>;
  let args: string[];
  before(async () => {
    const { home } = await claude.started();
    args = ["--journal", path.join(home, "journal")];
    server = await startServerProcess(claude.model, args);
    client = await server.client();
  });
  after(async () => {
    await client.close();
    await server.stop();
  });
  async function call<Data>(name: string, given: Record<string, unknown>): Promise<Data> {
    const result = await client.callTool({ name: `claude_${name}`, arguments: given }, undefined, {
      timeout: LONG_MS,
    });
    assert.notEqual(result.isError, true, JSON.stringify(result.content));
    return result.structuredContent as Data;
  }
  const spawn = async (prompt: string, more: Record<string, unknown> = {}): Promise<string> =>
    (await call<{ session_ids: string[] }>("spawn_agent", { prompt, ...more })).session_ids[0] ?? "";
  const wait = (given: Record<string, unknown>): Promise<Waited> => call("wait_agents", given);
  const idsOf = ({ agents }: Waited): string[] => agents.map(({ session_id }) => session_id);

  it("tells of each agent once, when it has news, and then what is still at work", async () => {
    const [quick, hanging] = [await spawn("mock:text"), await spawn("mock:hang", { label: "hanging" })];
    const session_ids = [quick, hanging];
    const first = await wait({ session_ids, mode: "any", timeout_ms: LONG_MS });
    assert.deepEqual(idsOf(first), session_ids, "a wait without since has all");
    assert.match(first.summary, new RegExp(`With since "${first.cursor}"`));
    const second = await wait({ session_ids, since: first.cursor, timeout_ms: 100 });
    assert.deepEqual(idsOf(second), []);
    assert.equal(second.completed, false);
    assert.match(second.summary, /Nothing new of 2 agents; at work: hanging-1 \(running, \d+ message/);
    assert.ok(JSON.stringify(second).length < 500, "a wait for nothing costs little");

    // What happens while nobody waits is there at once.
    await call("terminate_agent_session", { session_id: hanging });
    const third = await wait({ session_ids, since: second.cursor, timeout_ms: LONG_MS });
    assert.deepEqual(idsOf(third), [hanging]);
    assert.equal(third.completed, true);
    // Nothing can come any more: nobody is kept waiting for it.
    const last = await wait({ session_ids, since: third.cursor, timeout_ms: LONG_MS });
    assert.deepEqual(idsOf(last), []);
    assert.match(last.summary, /none of them at work/);
  });

  it("answers when an agent asks, once, and again when it goes on", async () => {
    const file = path.join(claude.model.home, "asked.txt");
    const steps = [{ tool: "Write", input: { file_path: file, content: "x" } }, { text: "Written." }];
    const id = await spawn(`[[mock: ${JSON.stringify(steps)} ]]`, { ask_permissions: true });
    const { cursor } = await wait({ session_ids: [id], timeout_ms: 0 });
    const asked = await wait({ session_ids: [id], since: cursor, timeout_ms: LONG_MS });
    const request_id = asked.agents[0]?.questions?.[0]?.request_id;
    assert.ok(request_id, JSON.stringify(asked));
    assert.deepEqual(idsOf(await wait({ session_ids: [id], since: asked.cursor, timeout_ms: LONG_MS })), []);
    await call("answer_agent", { session_id: id, request_id, decision: "allow" });
    const done = await wait({ session_ids: [id], since: asked.cursor, timeout_ms: LONG_MS });
    assert.equal(done.agents[0]?.last_result?.text, "Written.");
  });

  it("waits for all when it is asked to, and tells only what is new", async () => {
    const session_ids = [await spawn("mock:text"), await spawn("mock:text")];
    const { cursor } = await wait({ session_ids, timeout_ms: LONG_MS });
    const sent = session_ids[0] ?? "";
    await call("send_agent_prompt", { session_id: sent, prompt: "mock:text" });
    const news = await wait({ session_ids, since: cursor, mode: "all", timeout_ms: LONG_MS });
    assert.deepEqual([idsOf(news), news.completed], [[sent], true]);
  });

  it("a cursor from before a restart is good: what was missed is told", async () => {
    const id = await spawn("mock:hang");
    const { cursor } = await wait({ session_ids: [id], timeout_ms: 100 });
    await client.close();
    await server.stop("SIGKILL");
    server = await startServerProcess(claude.model, args);
    client = await server.client();
    const news = await wait({ session_ids: [id], since: cursor, timeout_ms: LONG_MS });
    assert.deepEqual(idsOf(news), [id]);
    const again = await wait({ session_ids: [id], since: news.cursor, timeout_ms: LONG_MS });
    assert.deepEqual(idsOf(again), []);
  });

  it("refuses what is no cursor", async () => {
    for (const since of ["x", "-1", "1.5", ""]) {
      const refused = await client.callTool({
        name: "claude_wait_agents",
        arguments: { session_ids: ["x"], since },
      });
      assert.equal(refused.isError, true, since);
      assert.match(JSON.stringify(refused.content), /since.* must be the cursor of an answer/);
    }
  });
});
