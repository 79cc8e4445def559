// `--profile unified` for a client that looks after tasks: what spawn, send and wait do goes on as a task.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { modernClient, type Reply, type Rpc } from "../support/modern.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { LONG_MS, until } from "../support/until.ts";

const claude = withRealClaude();

interface Data {
  readonly summary: string;
  readonly action: string;
  readonly agent?: number;
  readonly output: string;
  readonly completed: boolean;
  readonly exit_code?: number;
  readonly agents?: readonly { readonly agent?: number; readonly session_id: string }[];
}
interface Standing {
  readonly status: string;
  readonly inputRequests?: Readonly<Record<string, { params: { message: string } }>>;
  readonly result?: { readonly structuredContent: Data; readonly content: readonly { text: string }[] };
}

function resultOf({ result, error }: Reply): Record<string, unknown> {
  return result ?? assert.fail(JSON.stringify(error));
}
const slowly = (text: string): string => `[[mock: ${JSON.stringify([{ delay_ms: 2_500, text }])} ]]`;

describe("claude_agent as a task", { timeout: 12 * LONG_MS }, () => {
  let server: ServerProcess;
  let rpc: Rpc;
  let args: string[];
  before(async () => {
    const { home } = await claude.started();
    args = ["--profile", "unified", "--journal", path.join(home, "journal")];
    server = await startServerProcess(claude.model, args);
    rpc = modernClient(server);
  });
  after(() => server.stop());

  const call = async (given: Record<string, unknown>): Promise<Record<string, unknown>> =>
    resultOf(await rpc("tools/call", { name: "claude_agent", arguments: given }));
  const begin = async (given: Record<string, unknown>): Promise<string> => {
    const task = await call(given);
    assert.equal(task["resultType"], "task", JSON.stringify(task));
    return String(task["taskId"]);
  };
  const looked = async (taskId: string, status: string): Promise<Standing> => {
    let task: Record<string, unknown> = {};
    await until(
      async () => (task = resultOf(await rpc("tasks/get", { taskId })))["status"] === status,
      () => `not ${status}: ${JSON.stringify(task)}`,
      3 * LONG_MS,
    );
    return task as unknown as Standing;
  };
  const dataOf = async (taskId: string): Promise<Data> =>
    (await looked(taskId, "completed")).result?.structuredContent ?? assert.fail();

  it("spawns, sends and waits, with the answer that the action would have had", async () => {
    const first = await begin({ prompt: slowly("one"), label: "Ada", made_up: 7 });
    const waiting = await begin({ action: "wait", agents: [0] });
    const { structuredContent: data, content } = (await looked(first, "completed")).result ?? assert.fail();
    assert.deepEqual(
      [data.action, data.agent, data.output, data.completed, data.exit_code],
      ["spawn", 0, "one", true, 0],
    );
    assert.match(data.summary, /^Agent 0 \(Ada-1\): idle, 1 turn/);
    assert.match(content[0]?.text ?? "", /^Agent 0 \(Ada-1\): idle[\s\S]*one$/);
    const waited = await dataOf(waiting);
    assert.deepEqual([waited.action, waited.agent, waited.output], ["wait", 0, "one"]);
    const sent = await dataOf(await begin({ action: "SEND", agent: 0, prompt: slowly("two") }));
    assert.deepEqual([sent.action, sent.agent, sent.output, sent.completed], ["send", 0, "two", true]);
    const two = await dataOf(await begin({ prompt: slowly("both"), worker_count: 2, agent: 7 }));
    assert.deepEqual(
      two.agents?.map(({ agent }) => agent),
      [7, 8],
    );
  });

  it("has a form for its questions, and says in its own words what is wrong", async () => {
    const input = { file_path: path.join(claude.model.home, "unified-task.txt"), content: "x" };
    const prompt = `[[mock: ${JSON.stringify([{ tool: "Write", input }, { text: "Written." }])} ]]`;
    const taskId = await begin({ prompt, ask_permissions: true, label: "Eve" });
    const { inputRequests = {} } = await looked(taskId, "input_required");
    const [[key, { params }] = assert.fail("no form")] = Object.entries(inputRequests);
    assert.match(params.message, /^Eve-1 asks to use Write/);
    resultOf(await rpc("tasks/update", { taskId, inputResponses: { [key]: { action: "accept" } } }));
    assert.equal((await dataOf(taskId)).output, "Written.");
    const table: [Record<string, unknown>, RegExp][] = [
      [{}, /"prompt" is missing/],
      [{ action: "send", agent: 99, prompt: "x" }, /There is no agent 99/],
      [{ action: "wait", agent: crypto.randomUUID() }, /No agent.*Use action "list"/],
      [{ action: "send", agent: 0, prompt: "x", disallowed_tools: ["Bash"] }, /is not an argument/],
    ];
    for (const [given, expected] of table) {
      const { isError, content } = await call(given);
      assert.equal(isError, true, JSON.stringify(given));
      assert.match((content as { text: string }[])[0]?.text ?? "", expected);
    }
  });

  it("answers at once what is no waiting, and what is done", async () => {
    for (const given of [{ action: "list" }, { action: "read", agent: 0 }, { action: "wait", agent: 0 }])
      assert.equal((await call(given))["resultType"], "complete", JSON.stringify(given));
    const listed = (await call({ action: "wait", agent: 0 }))["structuredContent"] as { cursor: string };
    const news = await call({ action: "wait", agent: 0, since: listed.cursor, timeout_ms: 0 });
    assert.equal(news["resultType"], "complete");
  });

  it("is there after the server was killed", async () => {
    const prompt = `[[mock: ${JSON.stringify([{ delay_ms: 4_000, text: "after all" }])} ]]`;
    const taskId = await begin({ agent: 40, prompt });
    await server.stop("SIGKILL");
    server = await startServerProcess(claude.model, args);
    rpc = modernClient(server);
    const { agent, output } = await dataOf(taskId);
    assert.deepEqual([agent, output], [40, "after all"]);
  });

  it("asks those who ask people by an answer, for as long as the call waits", async () => {
    const asks = modernClient(server, { tasks: false });
    const input = { file_path: path.join(claude.model.home, "unified-round.txt"), content: "x" };
    const prompt = `[[mock: ${JSON.stringify([{ tool: "Write", input }, { text: "Round." }])} ]]`;
    const given = { prompt, ask_permissions: true, await_completion_ms: 45_000 };
    const request = { name: "claude_agent", arguments: given };
    const asked = resultOf(await asks("tools/call", request));
    assert.equal(asked["resultType"], "input_required", JSON.stringify(asked));
    const keys = Object.keys(asked["inputRequests"] as object);
    const inputResponses = Object.fromEntries(keys.map((key) => [key, { action: "accept" }]));
    const again = { ...request, inputResponses, requestState: asked["requestState"] };
    const done = resultOf(await asks("tools/call", again));
    assert.deepEqual(
      [(done["structuredContent"] as Data).output, (done["structuredContent"] as Data).action],
      ["Round.", "spawn"],
    );
  });
});
