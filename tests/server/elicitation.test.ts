// Questions of agents to the person at a client from before 2026-07-28, which is asked while its call waits.
import assert from "node:assert/strict";
import path from "node:path";
import { after, describe, it } from "node:test";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/streamableHttp"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { AgentManager } from "../../lib/index.ts";
import { Elicitation } from "../../server/eras/elicit.ts";
import { Policy } from "../../server/policy/policy.ts";
import { withRealClaude } from "../support/claude.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { LONG_MS } from "../support/until.ts";

const claude = withRealClaude();

interface Answer {
  readonly completed: boolean;
  readonly agents: readonly { last_result?: { text: string }; questions?: readonly unknown[] }[];
}
interface Given {
  action: "accept" | "decline" | "cancel";
  content?: Record<string, string>;
}
type Person = (message: string) => Given | Promise<Given>;

describe("A client that can ask its person", { timeout: 12 * LONG_MS }, () => {
  let serving: Promise<ServerProcess> | undefined;
  const closing: (() => Promise<unknown>)[] = [];
  after(async () => {
    for (const close of closing.toReversed()) await close();
  });

  async function ask(
    person: Person,
    args: Record<string, unknown>,
  ): Promise<{ answer: Answer; asked: string[] }> {
    const { home } = await claude.started();
    serving ??= startServerProcess(claude.model, ["--allow-permission-mode", "acceptEdits"]).then(
      (server) => {
        closing.push(() => server.stop());
        return server;
      },
    );
    const { url, token } = await serving;
    const asked: string[] = [];
    const client = new Client({ name: "asks", version: "1.0.0" }, { capabilities: { elicitation: {} } });
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      asked.push(params.message);
      return Promise.resolve(person(params.message)).then((given) => ({ ...given }));
    });
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit });
    await client.connect(transport as Parameters<Client["connect"]>[0]);
    closing.push(() => client.close());
    const steps = [
      {
        tool: "Write",
        input: { file_path: path.join(home, `${crypto.randomUUID()}.txt`), content: "a note" },
      },
      { text: "It is written." },
    ];
    const prompt = `[[mock: ${JSON.stringify(steps)} ]]`;
    const { structuredContent } = await client.callTool({
      name: "claude_spawn_agent",
      arguments: { prompt, ask_permissions: true, await_completion_ms: 45_000, ...args },
    });
    return { answer: structuredContent as unknown as Answer, asked };
  }

  it("is asked each question once, and the call has the result", async () => {
    const { answer, asked } = await ask(() => ({ action: "accept" }), { worker_count: 2, label: "Ada" });
    assert.equal(answer.completed, true);
    assert.deepEqual(
      answer.agents.map(({ last_result: result }) => result?.text),
      ["It is written.", "It is written."],
    );
    assert.deepEqual(asked.map((text) => text.slice(0, 24)).toSorted(), [
      "Ada-1 asks to use Write ",
      "Ada-2 asks to use Write ",
    ]);
  });

  it("declines, and the agent is told why", async () => {
    const no: Person = () => ({ action: "decline", content: { reason: "not in this house" } });
    assert.equal((await ask(no, {})).answer.completed, true);
    assert.ok(JSON.stringify(claude.model.requests).includes("not in this house"));
  });

  it("has an agent remember what it may for good, and is not asked about the rest", async () => {
    const file = (name: string): string => path.join(claude.model.home, `${crypto.randomUUID()}-${name}`);
    const writes = ["a", "b"].map((name) => ({
      tool: "Write",
      input: { file_path: file(name), content: "x" },
    }));
    const prompt = `[[mock: ${JSON.stringify([...writes, { text: "Both are written." }])} ]]`;
    for (const [remember, times] of [
      ["always in this session", 1],
      ["only this once", 2],
    ] as const) {
      const { answer, asked } = await ask(() => ({ action: "accept", content: { remember } }), { prompt });
      assert.deepEqual([answer.completed, asked.length], [true, times], remember);
    }
  });

  it("is not asked again what it has put away: the answer has the question, for whoever answers it", async () => {
    const { answer, asked } = await ask(() => ({ action: "cancel" }), {});
    assert.deepEqual([answer.completed, answer.agents[0]?.questions?.length, asked.length], [false, 1, 1]);
  });

  it("goes on if what is known of its agents is from before an answer that has come since", async () => {
    const { home } = await claude.started();
    const manager = new AgentManager({ options: claude.options() });
    closing.push(() => manager.shutdown());
    const steps = [
      { tool: "Write", input: { file_path: path.join(home, "late.txt"), content: "a note" } },
      { text: "It is written." },
    ];
    const prompt = `[[mock: ${JSON.stringify(steps)} ]]`;
    const owned = manager.as("someone");
    const [id = ""] = (await owned.spawnSession({ prompt, askPermissions: true })).sessionIds;
    const { agents } = await owned.wait(id, { until: "question", timeoutMs: LONG_MS });
    const put: string[] = [];
    const elicitation = new Elicitation(
      ({ params }) => {
        put.push(params.message);
        return Promise.resolve({ action: "accept" });
      },
      { principal: "someone", manager: owned, policy: new Policy({ roots: [home] }) },
    );
    const { signal } = new AbortController();
    assert.equal(await elicitation.next(agents, signal), true);
    assert.equal((await owned.wait(id, { timeoutMs: LONG_MS })).done, true);
    assert.equal(await elicitation.next(agents, signal), true, "that is no reason to give up");
    assert.equal(put.length, 1);
  });

  it("does not keep the call longer than it wanted to wait, if nobody answers", async () => {
    const never: Person = () => new Promise(() => undefined);
    const { answer } = await ask(never, { await_completion_ms: 3_000 });
    assert.deepEqual([answer.completed, answer.agents[0]?.questions?.length], [false, 1]);
  });
});
