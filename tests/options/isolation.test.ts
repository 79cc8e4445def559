import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { ClaudeSDKClient, type Options, query, type SDKSystemMessage } from "../../lib/index.ts";
import { putCanaries } from "../support/canaries.ts";
import { withRealClaude } from "../support/claude.ts";

const LOOK = "env | sort; git config --list --global; cat ~/.npmrc; true";
const claude = withRealClaude({
  reply: [{ tool: "Bash", input: { command: LOOK, description: "Look around" } }, { text: "done" }],
});
/** How the test runner finds what a test has left running. */
const MARK = ["KODEGEN_TEST_RUN"];

interface Seen {
  /** All that the model was sent, and all that the CLI has said. */
  readonly said: string;
  readonly init: SDKSystemMessage;
  readonly traces: readonly string[];
  readonly warnings: readonly string[];
}

/** A session in a home full of canaries, of which the program's own environment has some as well. */
async function lookAround(more: Options): Promise<Seen> {
  const { home, cwd, traces } = putCanaries(path.join(claude.model.home, crypto.randomUUID()));
  const env = { ...claude.options().env, HOME: home, USERPROFILE: home, CANARY_TOKEN: "CANARY-variable" };
  const before = claude.model.requests.length;
  const warnings: string[] = [];
  const systemPrompt = { type: "preset", preset: "claude_code" } as const;
  const running = query("go", { env, cwd, systemPrompt, allowedTools: ["Bash"], ...more });
  running.on("warning", ({ code, message }) => warnings.push(`${code}: ${message}`));
  const messages = [];
  for await (const message of running) messages.push(message);
  const init = messages.find((message) => message.type === "system" && message.subtype === "init");
  const said = JSON.stringify([messages, claude.model.requests.slice(before)]);
  return { said, init: init as SDKSystemMessage, traces: traces(), warnings };
}

const found = ({ said }: Seen): string[] => [...new Set(said.match(/CANARY-[\w-]+/g))].toSorted();

describe("isolation", () => {
  it("keeps everything of the user's, of the project's and of the environment from the agent", async () => {
    const seen = await lookAround({ isolation: { allowEnv: MARK } });
    assert.deepEqual(found(seen), []);
    assert.doesNotMatch(seen.said, /canary/i);
    assert.deepEqual(seen.traces, []);
    assert.match(seen.said, /PATH=/, "the command has run");
    assert.deepEqual(
      seen.warnings.filter((warning) => !warning.startsWith("env_dropped")),
      [],
    );
    assert.match(seen.warnings.join(), /env_dropped: .*CANARY_TOKEN/);
  });

  it("is not there without the option: the same things arrive", async () => {
    const seen = await lookAround({});
    const words = "home-memory above-memory project-memory home-hook env variable git npm canary-agent";
    const missing = words.split(" ").filter((word) => !found(seen).includes(`CANARY-${word}`));
    assert.deepEqual(missing, []);
    assert.match(JSON.stringify(seen.init), /canary-command.*canary-skill|canary-skill.*canary-command/);
    assert.match(JSON.stringify(seen.init), /"canary-home"/);
    for (const trace of ["home-hook", "home-server"]) assert.ok(seen.traces.includes(trace), trace);
  });

  it("gives folders that only this user can read, and that go with the session", async () => {
    const { cwd, home } = putCanaries(path.join(claude.model.home, crypto.randomUUID()));
    const env = { ...claude.options().env, HOME: home };
    let folder = "";
    const client = new ClaudeSDKClient({ env, cwd, isolation: { allowEnv: MARK } });
    client.on("message", (message) => {
      if (message.type !== "system" || message.subtype !== "init") return;
      const { memory_paths: memory } = message as unknown as { memory_paths: { auto: string } };
      folder = memory.auto.replace(/[/\\]projects[/\\].*/s, "");
    });
    await client.sendMessage("go");
    await client.result();
    assert.notEqual(folder, "");
    if (process.platform !== "win32") assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.ok(!folder.startsWith(home), folder);
    await client.close();
    assert.equal(existsSync(folder), false);
  });

  it("goes on with a conversation in a folder that stays, and only there", async () => {
    const { cwd, home } = putCanaries(path.join(claude.model.home, crypto.randomUUID()));
    const configDir = path.join(claude.model.home, crypto.randomUUID());
    const options = { env: { ...claude.options().env, HOME: home }, cwd };
    const isolation = { configDir, allowEnv: MARK };
    const first = query("Remember the word plum.", { ...options, isolation, tools: [] });
    const { session_id: resume } = await first.result();
    assert.ok(existsSync(path.join(configDir, "projects")));
    assert.equal(existsSync(path.join(home, ".claude", "projects")), false);
    const again = await query("Which word?", { ...options, isolation, resume, tools: [] }).result();
    assert.equal(again.session_id, resume);
    const { messages } = claude.model.requests.at(-1) ?? { messages: [] };
    assert.match(JSON.stringify(messages), /plum/);
    assert.throws(() => query("x", { ...options, isolation: true, resume }), {
      message: /"resume" needs.*configDir/,
    });
  });

  it("names what the agent has beyond its options, and ends it if that is asked for", async () => {
    // It ends at once: Claude Code waits half a minute for one that says nothing.
    const server = { command: "false" };
    const extraArgs = {
      "mcp-config": JSON.stringify({ mcpServers: { other: server } }),
      "permission-mode": "acceptEdits",
    };
    const { warnings } = await lookAround({ extraArgs, isolation: { allowEnv: MARK } });
    const text = warnings.find((warning) => warning.startsWith("not_isolated")) ?? "";
    assert.match(text, /mcpServers: "other"/);
    assert.match(text, /permissionMode: "acceptEdits" and not "default"/);
    await assert.rejects(lookAround({ extraArgs, isolation: { allowEnv: MARK, strict: true } }), (error) => {
      assert.equal((error as { code: string }).code, "not_isolated");
      const { differences } = error as { differences: { field: string }[] };
      assert.deepEqual(differences.map(({ field }) => field).toSorted(), ["mcpServers", "permissionMode"]);
      return true;
    });
  });
});
