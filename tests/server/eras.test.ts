// The same 40 requests through both eras of the protocol: what is answered is the same.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { type RunningServer, startServer } from "../../server/index.ts";
import { TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { modernClient, type Rpc } from "../support/modern.ts";
import { httpClient } from "../support/server.ts";
import { LONG_MS } from "../support/until.ts";

const claude = withRealClaude();
const job = (steps: readonly object[]): string => `[[mock: ${JSON.stringify(steps)} ]]`;
const QUICK = job([{ text: "done" }]);
const AWAIT = { await_completion_ms: 45_000 };
const NOBODY = "11111111-1111-4111-8111-111111111111";

/** A call; "$0", "$1" … stand for the agents that the same era has had before, in their order. */
type Call = readonly [tool: string, args: unknown];

/** Good calls, calls with wrong arguments, calls for what is not there, and calls that are refused, of every tool. */
const CALLS: readonly Call[] = [
  ["list_agents", {}],
  ["list_agents", null],
  ["spawn_agent", { prompt: QUICK, label: "Ada", ...AWAIT }],
  ["spawn_agent", { prompt: QUICK, label: "Two", worker_count: 2, ...AWAIT }],
  ["spawn_agent", {}],
  ["spawn_agent", { prompt: 7, ...AWAIT }],
  ["spawn_agent", { prompt: QUICK, worker_count: 0 }],
  ["spawn_agent", { prompt: QUICK, made_up: true, label: "Made", ...AWAIT }],
  ["spawn_agent", { prompt: QUICK, cwd: "/" }],
  ["spawn_agent", { prompt: QUICK, permission_mode: "bypassPermissions" }],
  ["spawn_agent", { prompt: QUICK, permission_mode: "none" }],
  ["spawn_agent", { prompt: QUICK, allowed_tools: ["Bash"], ...AWAIT }],
  ["spawn_agent", { prompt: QUICK, max_turns: "3", label: "Text", ...AWAIT }],
  ["spawn_agent", { prompt: QUICK, system_prompt: ["no text"] }],
  ["send_agent_prompt", { session_id: "$0", prompt: QUICK, ...AWAIT }],
  ["send_agent_prompt", { session_id: "$0" }],
  ["send_agent_prompt", { session_id: NOBODY, prompt: QUICK }],
  ["send_agent_prompt", { session_id: "x", prompt: QUICK }],
  ["read_agent_output", { session_id: "$0" }],
  ["read_agent_output", { session_id: "$0", offset: -1 }],
  ["read_agent_output", { session_id: "$0", length: -1 }],
  ["read_agent_output", { session_id: "$0", offset: 0, length: 1 }],
  ["read_agent_output", { session_id: NOBODY }],
  ["read_agent_output", {}],
  ["list_agents", { limit: 1 }],
  ["list_agents", { state: "none" }],
  ["wait_agents", { session_ids: ["$0", "$1"], timeout_ms: 1_000 }],
  ["wait_agents", { session_ids: [] }],
  ["wait_agents", { session_ids: [NOBODY] }],
  ["wait_agents", { session_ids: ["$0"], timeout_ms: -1 }],
  ["interrupt_agent", { session_id: "$0" }],
  ["interrupt_agent", { session_id: NOBODY }],
  ["answer_agent", { session_id: "$0", request_id: "none", decision: "allow" }],
  ["answer_agent", { session_id: "$0", request_id: "none", decision: "perhaps" }],
  ["terminate_agent_session", { session_id: "$0" }],
  ["terminate_agent_session", { session_id: "$0" }],
  ["terminate_agent_session", { session_id: NOBODY }],
  ["terminate_agent_session", {}],
  ["send_agent_prompt", { session_id: "$0", prompt: QUICK }],
  ["no_such_tool", {}],
];

/** What one era answers, as far as both can say it. */
type Ask = (tool: string, args: unknown) => Promise<unknown>;

function older(client: Client): Ask {
  return async (name, args) => {
    try {
      const { _meta, ...result } = await client.callTool({ name, arguments: args as never });
      return result;
    } catch (error) {
      return { code: (error as { code?: unknown }).code, message: messageIn((error as Error).message) };
    }
  };
}

function newer(rpc: Rpc): Ask {
  return async (name, args) => {
    const { result, error } = await rpc("tools/call", { name, arguments: args });
    if (error !== undefined) return { code: error.code, message: messageIn(error.message) };
    const { resultType, _meta, ...rest } = result ?? {};
    assert.equal(resultType, "complete");
    return rest;
  };
}

/** The client of the older SDK puts its own words before it. */
function messageIn(message: string): string {
  return message.replace(/^(?:MCP error -\d+: )+/, "");
}

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

/** Without what differs from call to call: ids, by their order, processes and times. */
function comparable(answer: unknown, ids: string[]): unknown {
  const inOrder = (id: string): string => {
    if (!ids.includes(id)) ids.push(id);
    return `id ${ids.indexOf(id)}`;
  };
  const text = JSON.stringify(answer)
    .replaceAll(UUID, inOrder)
    .replaceAll(/\b(?:msg|req|toolu)_\w+/g, inOrder)
    .replaceAll(/\b\d+\.sock\b/g, "pid.sock")
    .replaceAll(/(\w+_ms\\*"):\d+/g, "$1:0")
    .replaceAll(/\b\d+(?:\.\d+)? (?:ms|s)\b/g, "a while")
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, "a time");
  return JSON.parse(text);
}

describe("Both eras", { timeout: 10 * LONG_MS }, () => {
  const servers: RunningServer[] = [];
  after(() => Promise.all(servers.map((server) => server.close())));
  const serve = async (): Promise<RunningServer> => {
    const model = await claude.started();
    const http = { http: "127.0.0.1:0", token: TOKEN, roots: [model.home] };
    const server = await startServer({ ...http, agentEnv: model.env(), shutdownTimeoutMs: 0 });
    servers.push(server);
    return server;
  };
  const modern = ({ url }: RunningServer): Rpc => modernClient({ url, token: TOKEN }, { tasks: false });

  it("list the same tools", async () => {
    const server = await serve();
    const client = await httpClient(server.url, TOKEN);
    const { tools } = await client.listTools();
    await client.close();
    const { result } = await modern(server)("tools/list");
    assert.deepEqual(result?.["tools"], tools);
  });

  /** What comes of all calls. */
  const played = async (ask: Ask): Promise<unknown[]> => {
    const agents: string[] = [];
    const ids: string[] = [];
    const answers: unknown[] = [];
    for (const [tool, args] of CALLS) {
      const text = JSON.stringify(args);
      const filled = text.replaceAll(/\$(\d)/g, (_all, at: string) => agents[Number(at)] ?? NOBODY);
      const answer = await ask(`claude_${tool}`, JSON.parse(filled));
      const { structuredContent } = answer as { structuredContent?: { session_ids?: string[] } };
      if (tool === "spawn_agent") agents.push(...(structuredContent?.session_ids ?? []));
      answers.push([tool, text, comparable(answer, ids)]);
    }
    return answers;
  };

  it(`answer ${CALLS.length} calls alike`, async () => {
    assert.equal(CALLS.length, 40);
    const client = await httpClient((await serve()).url, TOKEN);
    const before = await played(older(client));
    await client.close();
    const now = await played(newer(modern(await serve())));
    assert.deepEqual(now, before);
    const refused = before.filter((each) => /"isError":true|"code":/.test(JSON.stringify(each)));
    assert.ok(refused.length >= 20, `${refused.length} are refused`);
  });
});
