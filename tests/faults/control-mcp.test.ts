// F47: what the CLI may ask of servers of this program, and what their tools may do to it.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { CLI_VERSION } from "../../lib/generated/versions.ts";
import { createSdkMcpServer, type Options, tool } from "../../lib/index.ts";
import {
  initFrame,
  resultFrame,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { fault, prompted, type Scene } from "../support/fault.ts";

const MIB = 1 << 20;
const answer = { initialize: { claude_code_version: CLI_VERSION, mcp_servers_applied: true } };
const done: ScriptedStep = { emit: [resultFrame("done"), stateFrame("idle")] };

const message = (id: string, rpc: ScriptedFrame, server_name = "own"): ScriptedFrame => ({
  type: "control_request",
  request_id: id,
  request: { subtype: "mcp_message", server_name, message: { jsonrpc: "2.0", ...rpc } },
});
const call = (id: string, name: string): ScriptedFrame =>
  message(id, { id, method: "tools/call", params: { name, arguments: {} } });
const answered = (id: string): ScriptedStep => ({
  expect: { type: "control_response", response: { request_id: id } },
});

interface Rpc {
  readonly id?: unknown;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string };
}

const text = (value: string): { content: { type: "text"; text: string }[] } => ({
  content: [{ type: "text", text: value }],
});
const tools = [
  tool("throws", "Throws", {}, () => Promise.reject(new Error("the disk is full"))),
  tool("null", "Throws null", {}, () => Promise.reject(null)),
  tool("fits", "25 MiB less its frame", {}, async () => text("x".repeat(25 * MIB - 200))),
  tool("huge", "Over 25 MiB", {}, async () => text("x".repeat(25 * MIB))),
  tool("wide", "Over 25 MiB in bytes", {}, async () => text("語".repeat(9 * MIB))),
  tool("big", "No JSON", {}, async () => ({ content: [], structuredContent: { n: 1n } })),
  tool("nothing", "Nothing", {}, async () => undefined as never),
  tool("fine", "Fine", {}, async () => text("fine")),
];
const mcpServers = (): Options["mcpServers"] => ({ own: createSdkMcpServer({ name: "own", tools }) });

/** What each of these requests is answered. */
async function ask(scene: Scene, frames: readonly ScriptedFrame[]): Promise<Map<string, Rpc>> {
  const steps: ScriptedStep[] = [
    prompted,
    { emit: [initFrame(), ...frames] },
    { repeat: frames.length, steps: [{ expect: { type: "control_response" } }] },
    done,
  ];
  const claude = await scene.claude({ answer, steps });
  const { code } = await scene.ask({ pathToClaudeCodeExecutable: claude.path, mcpServers: mcpServers() });
  assert.equal(code, undefined);
  const answers = new Map<string, Rpc>();
  for (const { type, response } of await claude.stdin()) {
    const { request_id: id, response: body } = (response ?? {}) as ScriptedFrame;
    if (type === "control_response") answers.set(String(id), (body as { mcp_response: Rpc }).mcp_response);
  }
  return answers;
}

describe("Servers of this program", () => {
  fault("F47: an unknown server, method or tool is an answer, as is a notification", async (scene) => {
    const answers = await ask(scene, [
      message("server", { id: 1, method: "tools/list" }, "toString"),
      message("method", { id: 2, method: "no/such/method" }),
      call("tool", "no-such-tool"),
      message("note", { method: "notifications/initialized" }),
      message("stray", { id: 3, result: {} }),
      message("cancel", { method: "notifications/cancelled", params: { requestId: 99 } }),
    ]);
    assert.match(answers.get("server")?.error?.message ?? "", /no MCP server "toString".*there are: "own"/);
    assert.deepEqual([answers.get("server")?.id, answers.get("method")?.id], [1, 2]);
    assert.equal(answers.get("method")?.error?.code, -32_601);
    assert.equal(answers.get("tool")?.result?.["isError"], true);
    for (const id of ["note", "stray", "cancel"]) assert.deepEqual(answers.get(id)?.result, {}, id);
  });

  fault(
    "F47: a tool that throws, gives no JSON, nothing, or more than 25 MiB is a failed call or an error",
    async (scene) => {
      const names = tools.map(({ name }) => name);
      const answers = await ask(
        scene,
        names.map((name) => call(name, name)),
      );
      const told = (name: string): string => {
        const { result, error } = answers.get(name) ?? {};
        return error === undefined
          ? `${result?.["isError"] === true ? "failed" : "ok"}: ${JSON.stringify(result)}`
          : `error ${error.code}: ${error.message}`;
      };
      assert.match(told("throws"), /^failed: .*the disk is full/);
      assert.match(told("null"), /^failed: /);
      assert.match(told("fits"), /^ok: /);
      assert.match(
        told("huge"),
        /^error -32603: The result has 262\d+ bytes, more than 26214400; write large data to a file/,
      );
      assert.match(told("wide"), /^error -32603: The result has 283\d+ bytes, more than 26214400/);
      assert.match(told("big"), /^error -32603: |^failed: /);
      assert.match(told("nothing"), /^failed: .*nothing.* gave no result/);
      assert.match(told("fine"), /^ok: .*fine/);
    },
  );

  fault("F47: a tool that never answers is cancelled by the CLI, and by close", async (scene) => {
    const signals: AbortSignal[] = [];
    const hang = tool("hang", "Hangs", {}, (_args, { signal }) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    const steps: ScriptedStep[] = [
      prompted,
      { emit: [initFrame(), call("a", "hang"), call("b", "hang"), call("c", "hang")] },
      { emit: message("n", { method: "notifications/cancelled", params: { requestId: "a" } }) },
      answered("n"),
      { emit: { type: "control_cancel_request", request_id: "b" } },
      { emit: message("ping", { id: 9, method: "ping" }) },
      answered("ping"),
      done,
    ];
    const claude = await scene.claude({ answer, steps });
    const server = createSdkMcpServer({ name: "own", tools: [hang] });
    const client = scene.client({ pathToClaudeCodeExecutable: claude.path, mcpServers: { own: server } });
    await client.sendMessage("hello");
    await client.result();
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, true, false],
    );
    await client.close();
    assert.equal(signals[2]?.aborted, true);
    const ids = (await claude.stdin()).flatMap(({ type, response }) =>
      type === "control_response" ? [(response as ScriptedFrame)["request_id"]] : [],
    );
    assert.deepEqual(ids.toSorted(), ["a", "n", "ping"], "nothing is answered that is no longer wanted");
  });
});
