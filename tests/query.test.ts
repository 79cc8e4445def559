import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import {
  ConversationNotFoundError,
  type Options,
  query,
  ResultError,
  type SDKMessage,
} from "../lib/index.ts";
import { withRealClaude, withScript } from "./support/claude.ts";
import { livingProcesses } from "./support/leaks.ts";

const claude = withRealClaude();

async function collect(messages: AsyncIterable<SDKMessage>): Promise<SDKMessage[]> {
  const all: SDKMessage[] = [];
  for await (const message of messages) all.push(message);
  return all;
}

const kinds = (messages: readonly SDKMessage[]): string[] =>
  messages.map((message) => ("subtype" in message ? `${message.type}/${message.subtype}` : message.type));

describe("query() with the real CLI", { timeout: 300_000 }, () => {
  it("query() yields init, answer and result, and leaves nothing behind", async () => {
    const messages = await collect(query("mock:text", claude.options()));
    assert.deepEqual(kinds(messages), ["system/init", "assistant", "result/success"]);
    const last = messages.at(-1);
    assert.equal(last?.type === "result" && last.subtype === "success" && last.result, "Paris.");
    const system = JSON.stringify(claude.model.requests.at(-1)?.system);
    assert.ok(system.length < 1_000, "the default is no system prompt of ours");
    assert.deepEqual(livingProcesses(), []);
  });

  it("query() takes one object with prompt and options, as the official SDK does", async () => {
    await withScript({}, async (options) => {
      assert.equal((await query({ prompt: "hello", options }).result()).result, "hello");
    });
  });

  it("query() sends every message of an async iterable, in one session", async () => {
    async function* prompts() {
      for (const text of ["Remember the word apple.", "Which word did I ask you to remember?"]) {
        yield {
          type: "user" as const,
          message: { role: "user" as const, content: text },
          parent_tool_use_id: null,
        };
      }
    }
    const messages = await collect(query(prompts(), claude.options()));
    const answer = JSON.stringify(messages.filter(({ type }) => type === "result"));
    assert.match(answer, /apple/);
    assert.equal(new Set(messages.flatMap((message) => message.session_id ?? [])).size, 1);
  });

  // The official SDK either answers what was sent or gives up at once, whichever is faster, and never tells the error.
  it("query() throws what its source of prompts throws, after what had been sent is answered", async () => {
    const seen: SDKMessage[] = [];
    const broken = new Error("the source is broken");
    async function* prompts() {
      yield {
        type: "user" as const,
        message: { role: "user" as const, content: "mock:text" },
        parent_tool_use_id: null,
      };
      throw broken;
    }
    await assert.rejects(async () => {
      for await (const message of query(prompts(), claude.options())) seen.push(message);
    }, broken);
    assert.equal(kinds(seen).at(-1), "result/success");
    assert.deepEqual(livingProcesses(), []);
  });

  it("query() uses the session id it is given, and resumes that conversation", async () => {
    const sessionId = crypto.randomUUID();
    const first = query("Remember the word pear.", claude.options({ sessionId }));
    assert.equal((await first.result()).session_id, sessionId);
    const second = await query(
      "Which word did I ask you to remember?",
      claude.options({ resume: sessionId }),
    ).result();
    assert.equal(second.session_id, sessionId);
    assert.match(JSON.stringify(second), /It was pear/);
    const fork = query(
      "Which word did I ask you to remember?",
      claude.options({ resume: sessionId, forkSession: true }),
    );
    const forked = await fork.result();
    assert.notEqual(forked.session_id, sessionId);
    assert.equal(forked.session_id, fork.sessionId);
    assert.match(JSON.stringify(forked), /It was pear/);
    const continued = await query(
      "Which word did I ask you to remember?",
      claude.options({ continue: true }),
    ).result();
    assert.match(JSON.stringify(continued), /It was pear/);
  });

  it("query() yields an error result first and throws it afterwards, with the same text", async () => {
    const seen: SDKMessage[] = [];
    await assert.rejects(
      async () => {
        for await (const message of query("mock:err400", claude.options())) seen.push(message);
      },
      (error: unknown) => {
        assert.ok(error instanceof ResultError);
        assert.equal(error.message, "Claude Code returned an error result: API Error: 400 mock bad request");
        assert.equal(error.retryable, false);
        return true;
      },
    );
    assert.equal(kinds(seen).at(-1), "result/success");
  });

  it("query() says by a code of its own that a conversation, or a message of it, is not there", {
    timeout: 60_000,
  }, async () => {
    const [sessionId, unknown] = [crypto.randomUUID(), "99999999-2222-4333-8444-555555555555"];
    await query("hello", claude.options({ sessionId })).result();
    const table: [Options, RegExp][] = [
      [
        { resume: unknown },
        /error result: No conversation found with session ID: 9999\S+; listSessions\(\) shows/,
      ],
      [{ resume: unknown, forkSession: true }, /No conversation found/],
      [{ resume: "no such title" }, /does not match any session title.*; give the id/],
      [{ resume: sessionId, resumeSessionAt: unknown }, /No message found .*; getSessionMessages\(\) shows/],
    ];
    for (const [more, message] of table) {
      const error = await query("hello", claude.options(more))
        .result()
        .catch((thrown: unknown) => thrown);
      assert.ok(error instanceof ConversationNotFoundError && error instanceof ResultError);
      assert.deepEqual(
        [error.code, error.retryable, error.result["is_error"]],
        ["conversation_not_found", false, true],
      );
      assert.match(error.message, message);
    }
  });

  it("query() asks canUseTool, with the input changed on the way", async () => {
    const asked: string[] = [];
    const options = claude.options({
      canUseTool: async (tool, input, { toolUseID, signal }) => {
        asked.push(tool);
        assert.match(toolUseID, /^toolu_/);
        assert.equal(signal.aborted, false);
        return { behavior: "allow", updatedInput: { ...input, command: "touch changed.txt" } };
      },
    });
    await query("mock:touch", options).result();
    assert.deepEqual(asked, ["Bash"]);
    assert.equal(existsSync(path.join(claude.model.home, "changed.txt")), true);
    assert.equal(existsSync(path.join(claude.model.home, "made-by-agent.txt")), false);
  });

  it("query() gives every form of the system prompt to the model", async () => {
    const systemOf = async (systemPrompt: Parameters<typeof claude.options>[0]): Promise<string> => {
      await query("mock:text", claude.options(systemPrompt)).result();
      return JSON.stringify(claude.model.requests.at(-1)?.system);
    };
    assert.match(await systemOf({ systemPrompt: "You are a parrot." }), /You are a parrot/);
    assert.match(await systemOf({ systemPrompt: ["One.", "Two."] }), /One\..*Two\./);
    const preset = await systemOf({
      systemPrompt: { type: "preset", preset: "claude_code", append: "Rhyme." },
    });
    assert.match(preset, /Rhyme/);
    assert.ok(preset.length > 4_000, "the preset is Claude Code's own long prompt");
  });

  it("query() limits tools and permissions as the options say", async () => {
    await query("mock:text", claude.options({ tools: ["Read"] })).result();
    // The CLI adds a placeholder of its own for tools that it loads later.
    const offered = (): string[] =>
      claude.model.requests.at(-1)?.tools.filter((name) => name !== "DeferredToolPlaceholder") ?? [];
    assert.deepEqual(offered(), ["Read"]);
    await query("mock:text", claude.options({ tools: [] })).result();
    assert.deepEqual(offered(), []);
    const denied = await query("mock:bash", claude.options({ disallowedTools: ["Bash"] })).result();
    assert.equal(denied.is_error, false);
    assert.equal(claude.model.requests.at(-1)?.tools.includes("Bash"), false);
    await query("mock:touch", claude.options({ allowedTools: ["Bash(touch:*)"] })).result();
    assert.equal(existsSync(path.join(claude.model.home, "made-by-agent.txt")), true);
  });

  it("query().result() throws the error result, as often as it is asked", async () => {
    const looping = query("mock:loop", claude.options({ maxTurns: 2 }));
    const expected = { code: "result_error", subtype: "error_max_turns" };
    await assert.rejects(looping.result(), expected);
    await assert.rejects(looping.result(), expected);
  });
});
