// Spans of real agents: one trace from the caller to the tool that an agent's own agent uses.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager, createSdkMcpServer, type Options, type Telemetry, tool } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { inSpan, takeSpans, telemetry, tracesOf, treeOf } from "../support/tracing.ts";

const claude = withRealClaude();
const ENOUGH = { timeoutMs: 60_000 };
const said = (...steps: object[]): string => `[[mock: ${JSON.stringify(steps)} ]]`;
const BASH = { tool: "Bash", input: { command: "echo $TRACEPARENT", description: "Say it" } };

describe("Telemetry of an AgentManager, with the real CLI", { timeout: 120_000 }, () => {
  const disposed = disposing();
  const managed = (options?: Options): AgentManager =>
    disposed(new AgentManager({ telemetry, options: claude.options(options) }));

  it("takes the module of OpenTelemetry's API as it is", () => {
    const given: Telemetry = telemetry;
    assert.ok(new AgentManager({ telemetry: { ...given, tracer: telemetry.trace.getTracer("mine") } }));
    for (const wrong of [true, null, {}, { ...given, context: {} }, { ...given, tracer: {} }])
      assert.throws(() => new AgentManager({ telemetry: wrong as Telemetry }), {
        code: "invalid_options",
        message: /@opentelemetry\/api/,
      });
  });

  it("has one trace from the caller to a tool, and Claude Code's own processes are in it", async () => {
    const manager = managed({ allowedTools: ["Bash"] });
    takeSpans();
    const id = await inSpan("caller", async () => {
      const prompt = said(BASH, { text: "Done." });
      const { sessionIds } = await manager.spawnSession({
        prompt,
        label: "shell",
        options: { model: "haiku" },
      });
      await manager.wait(sessionIds, ENOUGH);
      return sessionIds[0] ?? "";
    });
    const text = JSON.stringify(manager.getSessionOutput(id).messages);
    await manager.terminateSession(id);
    const spans = takeSpans();
    assert.deepEqual(treeOf(spans), [
      "caller",
      "  AgentManager.spawnSession",
      "    create_agent shell-1",
      "      invoke_agent shell-1",
      "        execute_tool Bash",
    ]);
    assert.equal(tracesOf(spans), 1);
    const [, , , turn = assert.fail("no turn"), bash = assert.fail("no tool")] = spans;
    assert.ok(text.includes(`00-${turn.spanContext().traceId}-`), "the CLI gives its trace to its tools");
    const { "gen_ai.usage.output_tokens": tokens, "kodegen.turn.cost_usd": cost, ...rest } = turn.attributes;
    assert.ok(Number(tokens) > 0 && Number(cost) > 0);
    assert.ok(Number(rest["gen_ai.usage.input_tokens"]) > 0);
    assert.ok(typeof rest["gen_ai.response.model"] === "string");
    assert.deepEqual(
      Object.fromEntries(Object.entries(rest).filter(([name]) => !/usage|response/.test(name))),
      {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.provider.name": "anthropic",
        "gen_ai.agent.id": id,
        "gen_ai.agent.name": "shell-1",
        "gen_ai.conversation.id": id,
        "gen_ai.request.model": "haiku",
        "kodegen.turn": 1,
        "kodegen.turn.subtype": "success",
      },
    );
    assert.match(String(bash.attributes["gen_ai.tool.call.id"]), /^toolu_/);
    assert.ok(spans.every(({ status }) => status.code === 0));
  });

  it("has what an in-process tool spawns below the call of the tool", async () => {
    const manager: AgentManager = managed({ allowedTools: ["mcp__team"] });
    const ask = tool("ask", "Asks another agent", {}, async () => {
      const { sessionIds } = await manager.spawnSession({ prompt: "mock:text", label: "child" });
      await manager.wait(sessionIds, ENOUGH);
      return { content: [{ type: "text", text: "It has answered" }] };
    });
    takeSpans();
    const prompt = said({ tool: "mcp__team__ask", input: {} }, { text: "Done." });
    const options = { mcpServers: { team: createSdkMcpServer({ name: "team", tools: [ask] }) } };
    const { sessionIds } = await manager.spawnSession({ prompt, label: "parent", options });
    await manager.wait(sessionIds, ENOUGH);
    const spans = takeSpans();
    assert.deepEqual(treeOf(spans), [
      "AgentManager.spawnSession",
      "  create_agent parent-1",
      "    invoke_agent parent-1",
      "      execute_tool mcp__team__ask",
      "        AgentManager.spawnSession",
      "          create_agent child-1",
      "            invoke_agent child-1",
    ]);
    assert.equal(tracesOf(spans), 1);
  });

  it("has a later prompt in its caller's trace, linked to where the agent was made", async () => {
    const manager = managed();
    takeSpans();
    const { sessionIds } = await inSpan("first", () =>
      manager.spawnSession({ prompt: "mock:text", label: "a" }),
    );
    const [id = ""] = sessionIds;
    await manager.wait(id, ENOUGH);
    await inSpan("second", () => manager.sendPrompt(id, "mock:text"));
    await manager.wait(id, ENOUGH);
    const spans = takeSpans();
    assert.deepEqual(treeOf(spans).slice(4), ["second", "  AgentManager.sendPrompt", "    invoke_agent a-1"]);
    assert.equal(tracesOf(spans), 2);
    const creation = spans.find(({ name }) => name.startsWith("create_agent"));
    assert.deepEqual(
      spans.at(-1)?.links.map(({ context }) => context.spanId),
      [creation?.spanContext().spanId],
    );
    assert.equal(spans.at(-1)?.attributes["kodegen.turn"], 2);
  });

  it("has the calls of a subagent below the call that began it", async () => {
    const manager = managed({ allowedTools: ["Bash", "Agent"] });
    const prompt = said(
      {
        tool: "Agent",
        input: {
          description: "Look",
          subagent_type: "general-purpose",
          run_in_background: false,
          prompt: said(BASH, { text: "Seen." }),
        },
      },
      BASH,
      { text: "Done." },
    );
    takeSpans();
    const { sessionIds } = await manager.spawnSession({ prompt });
    await manager.wait(sessionIds, ENOUGH);
    assert.deepEqual(treeOf(takeSpans()).slice(3), [
      "      execute_tool Agent",
      "        execute_tool Bash",
      "      execute_tool Bash",
    ]);
  });

  it("has the time for which a call waited for the host, what failed, and what was cut off", async () => {
    const manager = managed();
    manager.on("question", (sessionId, { requestId }) =>
      manager.answerPermission(sessionId, requestId, { behavior: "deny", message: "No" }),
    );
    takeSpans();
    const touch = { tool: "Bash", input: { command: "touch x", description: "Make" } };
    const { sessionIds } = await manager.spawnSession({ prompt: said(touch, { text: "No." }) });
    await manager.wait(sessionIds, ENOUGH);
    const spans = takeSpans();
    assert.deepEqual(treeOf(spans).slice(3), ["      execute_tool Bash", "        wait_for_permission Bash"]);
    assert.deepEqual(spans.at(-2)?.status, { code: 2 });
    assert.equal(spans.at(-2)?.attributes["error.type"], "tool_error");
    const running = await manager.spawnSession({ prompt: said({ hang: true }), label: "long" });
    await manager.wait(running.sessionIds, { until: "changed", ...ENOUGH });
    await manager.terminateSession(running.sessionIds[0] ?? "");
    const turn = takeSpans().find(({ name }) => name === "invoke_agent long-1");
    assert.deepEqual([turn?.status.code, turn?.attributes["error.type"]], [2, "terminated"]);
  });
});
