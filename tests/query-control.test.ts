import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CLI_VERSION } from "../lib/generated/versions.ts";
import { query, type SDKMessage } from "../lib/index.ts";
import { withRealClaude } from "./support/claude.ts";
import { livingProcesses } from "./support/leaks.ts";
import { until } from "./support/until.ts";

const claude = withRealClaude();

describe("Query with the real CLI", () => {
  it("Query.interrupt() ends the turn, not the session", { timeout: 60_000 }, async () => {
    const results: string[] = [];
    let go = (): void => undefined;
    const interrupted = new Promise<void>((resolve) => (go = resolve));
    async function* prompts() {
      yield {
        type: "user" as const,
        message: { role: "user" as const, content: "mock:long" },
        parent_tool_use_id: null,
      };
      await interrupted;
      yield {
        type: "user" as const,
        message: { role: "user" as const, content: "mock:text" },
        parent_tool_use_id: null,
      };
    }
    const running = query(prompts(), claude.options({ includePartialMessages: true }));
    let answer: ReturnType<typeof running.interrupt> | undefined;
    for await (const message of running) {
      if (message.type === "stream_event" && message.event.type === "content_block_delta") {
        answer ??= running.interrupt();
        assert.deepEqual((await answer)?.still_queued, []);
        go();
      }
      if (message.type === "result") results.push(`${message.subtype} ${message.terminal_reason}`);
    }
    assert.deepEqual(results, ["error_during_execution aborted_streaming", "success completed"]);
  });

  it("Query.setModel() and setPermissionMode() change the running session", async () => {
    let go = (): void => undefined;
    const changed = new Promise<void>((resolve) => (go = resolve));
    async function* prompts() {
      await changed;
      yield {
        type: "user" as const,
        message: { role: "user" as const, content: "mock:text" },
        parent_tool_use_id: null,
      };
    }
    const running = query(prompts(), claude.options({ model: "claude-sonnet-4-5" }));
    const announced = await running.initializationResult();
    assert.equal(announced.claude_code_version, CLI_VERSION);
    assert.deepEqual(await running.setPermissionMode("plan"), { mode: "plan" });
    await running.setModel("claude-haiku-4-5");
    go();
    await running.result();
    assert.equal(claude.model.requests.at(-1)?.model, "claude-haiku-4-5");
    await assert.rejects(running.setModel("x"), { code: "session_closed" });
  });

  it("query() ends the whole tree when the loop is left during a tool", { timeout: 60_000 }, async () => {
    const running = query("mock:sleep", claude.options({ allowedTools: ["Bash"] }));
    for await (const message of running) {
      if (message.type === "assistant") {
        await until(() => livingProcesses().length > 1, "the tool did not start");
        break;
      }
    }
    assert.deepEqual(livingProcesses(), []);
  });

  it("query() waits for background agents before it ends", { timeout: 60_000 }, async () => {
    const inner = '[[mock:[{\\"delay_ms\\":500,\\"text\\":\\"agent finished\\"}]]]';
    const input = `{"description":"sub","prompt":"go ${inner}","subagent_type":"general-purpose","run_in_background":true}`;
    const prompt = `[[mock:[{"tool":"Agent","input":${input}},{"text":"launched"}]]]`;
    const messages: SDKMessage[] = [];
    for await (const message of query(prompt, claude.options())) messages.push(message);
    assert.equal(messages.filter(({ type }) => type === "result").length, 2);
    assert.ok(
      messages.some((message) => message.type === "system" && message.subtype === "task_notification"),
    );
  });
});
