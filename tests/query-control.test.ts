import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { query, type SDKMessage } from "../lib/index.ts";
import { withRealClaude } from "./support/claude.ts";
import { livingProcesses } from "./support/leaks.ts";

const claude = withRealClaude();

describe("Query with the real CLI", () => {
  it("Query.interrupt() ends the turn, not the session", { timeout: 30_000 }, async () => {
    const results: string[] = [];
    let interrupted = false;
    async function* prompts() {
      yield {
        type: "user" as const,
        message: { role: "user" as const, content: "mock:long" },
        parent_tool_use_id: null,
      };
      while (!interrupted) await new Promise((resolve) => setTimeout(resolve, 10));
      yield {
        type: "user" as const,
        message: { role: "user" as const, content: "mock:text" },
        parent_tool_use_id: null,
      };
    }
    const running = query(prompts(), claude.options({ includePartialMessages: true }));
    for await (const message of running) {
      if (message.type === "stream_event" && message.event.type === "content_block_delta" && !interrupted) {
        interrupted = true;
        assert.deepEqual((await running.interrupt())?.still_queued, []);
      }
      if (message.type === "result") results.push(`${message.subtype} ${message.terminal_reason}`);
    }
    assert.deepEqual(results, ["error_during_execution aborted_streaming", "success completed"]);
  });

  it("Query.setModel() and setPermissionMode() change the running session", async () => {
    let changed = false;
    async function* prompts() {
      while (!changed) await new Promise((resolve) => setTimeout(resolve, 5));
      yield {
        type: "user" as const,
        message: { role: "user" as const, content: "mock:text" },
        parent_tool_use_id: null,
      };
    }
    const running = query(prompts(), claude.options({ model: "claude-sonnet-4-5" }));
    const announced = await running.initializationResult();
    assert.equal(announced.claude_code_version, "2.1.330");
    await running.setPermissionMode("plan");
    await running.setModel("claude-haiku-4-5");
    changed = true;
    await running.result();
    assert.equal(claude.model.requests.at(-1)?.model, "claude-haiku-4-5");
    await assert.rejects(running.setModel("x"), { code: "session_closed" });
  });

  it("query() ends the whole tree when the loop is left during a tool", { timeout: 30_000 }, async () => {
    const running = query("mock:sleep", claude.options({ allowedTools: ["Bash"] }));
    for await (const message of running) {
      if (message.type === "assistant") {
        while (livingProcesses().length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
        break;
      }
    }
    assert.deepEqual(livingProcesses(), []);
  });

  it("query() rejects at once when aborted, and its processes are gone soon after", {
    timeout: 30_000,
  }, async () => {
    const abortController = new AbortController();
    const running = query("mock:hang", claude.options({ abortController }));
    let aborted = 0;
    await assert.rejects(
      async () => {
        for await (const message of running) {
          if (message.type === "system" && message.subtype === "init") {
            aborted = performance.now();
            abortController.abort();
          }
        }
      },
      { name: "AbortError", code: "aborted" },
    );
    assert.ok(performance.now() - aborted < 100);
    await running.close();
    assert.deepEqual(livingProcesses(), []);
  });

  it("query() waits for background agents before it ends", { timeout: 30_000 }, async () => {
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
