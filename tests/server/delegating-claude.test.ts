// The real Claude Code, by itself, delegates through this server: its model sees nothing but what the tools answer.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { query, type SDKMessage } from "../../lib/index.ts";
import type { ApiTurn, OfflineModelOptions } from "../../lib/testing/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { marked } from "../support/leaks.ts";
import { mainCommand, startServerProcess } from "../support/server.ts";

const CALLS = 50;
const LAST_WORDS = "All fifty are read, and the note is written.";
const PREFIX = "mcp__agents__claude_";

/** What the model was given for its last call, as it was given; remarks of the CLI may come after it. */
function lastAnswer(turns: readonly ApiTurn[]): string {
  const blocks = turns.flatMap(({ content }) => (typeof content === "string" ? [] : content)) as {
    type?: string;
    content?: unknown;
  }[];
  const result = blocks.findLast(({ type }) => type === "tool_result")?.content;
  const texts = [result ?? []].flat() as (string | { text?: string })[];
  return texts.map((each) => (typeof each === "string" ? each : (each.text ?? ""))).join("");
}

type Reply = Exclude<NonNullable<OfflineModelOptions["reply"]>, readonly unknown[]>;
type Step = ReturnType<Reply>;

interface Answer {
  readonly session_ids?: readonly string[];
  readonly completed?: boolean;
  readonly cursor?: string;
  readonly has_more?: boolean;
  readonly text?: string;
  readonly agents?: readonly { readonly questions?: readonly { readonly request_id: string }[] }[];
}

/** A model that delegates, waits, answers what is asked, reads page by page with nothing but the cursor, and ends. */
function delegating(work: (name: string) => string): {
  pages: string[];
  called: string[];
  given: string[];
  reply: (turns: readonly ApiTurn[]) => Step;
} {
  const pages: string[] = [];
  const called: string[] = [];
  const given: string[] = [];
  let id = "";
  const use = (name: string, input: object): Step => {
    called.push(name);
    return { tool: `${PREFIX}${name}`, input: input as Record<string, unknown> };
  };
  const next = (answer: Answer): Step => {
    switch (called.at(-1)) {
      case "spawn_agent":
        id = answer.session_ids?.[0] ?? assert.fail("no agent");
        return use("wait_agents", { session_ids: [id] });
      case "wait_agents": {
        const question = answer.agents?.[0]?.questions?.[0];
        if (question !== undefined)
          return use("answer_agent", { session_id: id, request_id: question.request_id, decision: "allow" });
        return answer.completed === true
          ? use("read_agent_output", { session_id: id })
          : use("wait_agents", { session_ids: [id] });
      }
      case "answer_agent":
        return use("wait_agents", { session_ids: [id] });
      case "read_agent_output":
        pages.push(answer.text ?? "");
        return answer.has_more === true
          ? use("read_agent_output", { session_id: id, cursor: answer.cursor })
          : use("terminate_agent_session", { session_id: id });
      default:
        return { text: "Delegated." };
    }
  };
  const reply = (turns: readonly ApiTurn[]): Step => {
    if (called.length === 0) {
      const steps = [
        ...Array.from({ length: CALLS }, (_, number) => ({
          text: `Now for number ${number}. ${"I look at it closely. ".repeat(30)}`,
          tool: "Read",
          input: { file_path: work(`file-${number}.txt`) },
        })),
        { tool: "Write", input: { file_path: work("note.txt"), content: "a note" } },
        { text: LAST_WORDS },
      ];
      const prompt = `[[mock: ${JSON.stringify(steps)} ]]`;
      return use("spawn_agent", { prompt, ask_permissions: true, max_turns: 100, cwd: work("") });
    }
    const text = lastAnswer(turns);
    given.push(text);
    return next(JSON.parse(text) as Answer);
  };
  return { pages, called, given, reply };
}

for (const transport of ["http", "stdio"] as const)
  describe(`Claude Code in front of this server over ${transport}`, { timeout: 600_000 }, () => {
    let home = "";
    const model = delegating((name) => path.join(home, name));
    const claude = withRealClaude({ reply: model.reply });

    it("spawns, waits, answers a question, reads the work of fifty calls page by page, and ends it", async () => {
      ({ home } = await claude.started());
      for (let number = 0; number < CALLS; number += 1)
        await writeFile(path.join(home, `file-${number}.txt`), `words of ${number}\n`.repeat(20));
      const server = transport === "http" ? await startServerProcess(claude.model) : undefined;
      const [command, ...args] = mainCommand();
      const config =
        server === undefined
          ? { command, args: [...args, "serve", "--stdio", "--root", home], env: marked(claude.model.env()) }
          : { type: "http", url: server.url, headers: { Authorization: `Bearer ${server.token}` } };
      const options = claude.options({
        allowedTools: ["mcp__agents"],
        strictMcpConfig: true,
        extraArgs: { "mcp-config": JSON.stringify({ mcpServers: { agents: config } }) },
      });
      // Without this the CLI may begin its first turn before it knows the server's tools.
      const env = { ...options.env, MCP_CONNECTION_NONBLOCKING: "0" };
      const messages: SDKMessage[] = [];
      for await (const message of query("Delegate it", { ...options, env })) messages.push(message);
      const result = messages.at(-1);
      assert.ok(result?.type === "result" && result.subtype === "success", JSON.stringify(result));
      assert.equal(result.result, "Delegated.");

      const words = model.pages.join("");
      for (let number = 0; number < CALLS; number += 1) {
        assert.ok(words.includes(`Now for number ${number}. `), `the words before call ${number}`);
        assert.ok(words.includes(`file-${number}.txt`), `call ${number}`);
      }
      assert.ok(words.includes(LAST_WORDS));
      assert.ok(model.pages.length > 1, "it took more than a page");
      assert.ok(model.called.includes("answer_agent"), "it was asked");
      assert.equal(model.called.at(-1), "terminate_agent_session");
      // Nothing was cut on the way, and nothing put into a file because of its length.
      for (const text of model.given) assert.doesNotMatch(text, /exceeds maximum|truncated|saved to/i);
      if (server !== undefined) await server.stop();
    });
  });
