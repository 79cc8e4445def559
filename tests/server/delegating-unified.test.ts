// The real Claude Code delegates with the one tool of `--profile unified`, by number.
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { query, type SDKMessage } from "../../lib/index.ts";
import type { ApiTurn } from "../../lib/testing/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { startServerProcess } from "../support/server.ts";

interface Answer {
  readonly agent: number;
  readonly completed: boolean;
  readonly output: string;
  readonly agents?: readonly { readonly questions?: readonly { readonly request_id: string }[] }[];
}
interface Call {
  readonly action: string;
  readonly [argument: string]: unknown;
}

/** What the model was given for its last call. */
function lastAnswer(turns: readonly ApiTurn[]): Answer {
  const blocks = turns.flatMap(({ content }) => (typeof content === "string" ? [] : content)) as {
    type?: string;
    content?: unknown;
  }[];
  const result = blocks.findLast(({ type }) => type === "tool_result")?.content;
  const texts = [result ?? []].flat() as (string | { text?: string })[];
  return JSON.parse(
    texts.map((each) => (typeof each === "string" ? each : (each.text ?? ""))).join(""),
  ) as Answer;
}

describe("Claude Code in front of --profile unified", { timeout: 300_000 }, () => {
  let home = "";
  const calls: Call[] = [];
  const use = (call: Call): { tool: string; input: Record<string, unknown> } => {
    calls.push(call);
    return { tool: "mcp__agents__claude_agent", input: call };
  };
  const next = (last: Call, answer: Answer): ReturnType<typeof use> | { text: string } => {
    const { agent } = answer;
    const request_id = answer.agents?.[0]?.questions?.[0]?.request_id;
    if (last.action === "terminate") return { text: "Delegated." };
    if (last.action === "read") return use({ action: "terminate", agent });
    if (request_id !== undefined && last.action === "wait")
      return use({ action: "answer", agent, request_id, decision: "allow" });
    if (last.action === "wait" && answer.completed) return use({ action: "read", agent });
    return use({ action: "wait", agent });
  };
  const claude = withRealClaude({
    reply: (turns: readonly ApiTurn[]) => {
      const last = calls.at(-1);
      if (last !== undefined) return next(last, lastAnswer(turns));
      const steps = [
        {
          text: "I write it.",
          tool: "Write",
          input: { file_path: path.join(home, "note.txt"), content: "x" },
        },
        { text: "The note is written." },
      ];
      return use({ action: "spawn", prompt: `[[mock: ${JSON.stringify(steps)} ]]`, ask_permissions: true });
    },
  });

  it("spawns, waits, answers a question, reads, and ends, each by number", async () => {
    ({ home } = await claude.started());
    const server = await startServerProcess(claude.model, ["--profile", "unified"]);
    const headers = { Authorization: `Bearer ${server.token}` };
    const mcpServers = { agents: { type: "http", url: server.url, headers } };
    const options = claude.options({
      allowedTools: ["mcp__agents"],
      strictMcpConfig: true,
      extraArgs: { "mcp-config": JSON.stringify({ mcpServers }) },
    });
    const env = { ...options.env, MCP_CONNECTION_NONBLOCKING: "0" };
    const messages: SDKMessage[] = [];
    for await (const message of query("Delegate it", { ...options, env })) messages.push(message);
    const result = messages.at(-1);
    assert.ok(result?.type === "result" && result.subtype === "success", JSON.stringify(result));
    assert.equal(result.result, "Delegated.");
    const actions = calls.map(({ action }) => action).join(" ");
    assert.match(actions, /^spawn wait (?:wait )*answer wait (?:wait )*read terminate$/);
    assert.ok(calls.slice(1).every(({ agent }) => agent === 0));
    await server.stop();
  });
});
