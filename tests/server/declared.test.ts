// Whatever a server offers is declared: a tool, a resource, a prompt and events are added to a copy of the repository as
// files of their own, and a real client sees and uses each.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { generateServer } from "../../scripts/generate-server.ts";
import { withRealClaude } from "../support/claude.ts";
import { marked } from "../support/leaks.ts";
import { httpClient, scriptCommand } from "../support/server.ts";
import { until } from "../support/until.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const COPIED = ["lib", "spec", "server", "package.json", "deno.json", "tsconfig.json"];
const TOKEN = "test-token-test-token-test-token-0123456789";

/** All that is written by hand: new files, and none that is there. */
const ADDED: Readonly<Record<string, string>> = {
  "spec/tools/kettle.ts": `// claude_count_turns: how many turns all agents have had.
import * as v from "valibot";
import type { ToolSpec } from "../define.ts";
import { count, summary } from "../outputs.ts";

export const kettle: ToolSpec = {
  name: "claude_count_turns",
  title: "Count turns",
  description: "How many turns your agents have had.",
  input: v.strictObject({ label: v.optional(v.pipe(v.string("must be a text"), v.description("Only of that label"))) }),
  output: v.object({ summary, turns: count }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
};
`,
  "server/tools/kettle.ts": `// claude_count_turns: how many turns all agents have had.
import { kettle as spec } from "../../spec/tools/kettle.ts";
import type { KettleInput, KettleOutput } from "../generated/tool-types.ts";
import type { ServerTool } from "./tool.ts";

export const kettle: ServerTool<KettleInput, KettleOutput> = {
  ...spec,
  async run({ label }, { manager }) {
    const { agents } = manager.listSessions();
    const turns = agents
      .filter((agent) => label === undefined || agent.label === label)
      .reduce((sum, agent) => sum + agent.turnCount, 0);
    return { summary: \`\${turns} turns.\`, turns };
  },
  text: ({ summary }) => summary,
};
`,
  "spec/resources/turns.ts": `// turns://{label}: how many turns agents of a label have had.
import type { ResourceSpec } from "../define.ts";

export const turns: ResourceSpec = {
  name: "turns",
  title: "Turns",
  description: "How many turns agents of that label have had.",
  uri: "turns://all{?label}",
  mimeType: "text/plain",
  tool: "claude_count_turns",
  args: (variables) => variables,
};
`,
  "spec/prompts/tea.ts": `// The prompt "tea": have tea made.
import type { PromptSpec } from "../define.ts";

export const tea: PromptSpec = {
  name: "tea",
  title: "Tea",
  description: "Have tea made.",
  arguments: [{ name: "sort", description: "Of tea", required: true, completes: ["black", "green"] }],
  messages: ({ sort }) => [{ role: "user", text: \`Make \${sort} tea.\` }],
};
`,
  "spec/events/turns.ts": `// A turn has ended.
import type { EventSpec } from "../define.ts";

export const counted: EventSpec<"turn"> = {
  type: "turn",
  updates: ["turns://all"],
  status: ({ outcome }) => \`done with turn \${outcome.turn}\`,
  isUrgent: true,
};
`,
};

const claude = withRealClaude();

describe("What is added in spec/, with nothing else changed", { timeout: 240_000 }, () => {
  let root: string;
  let client: Awaited<ReturnType<typeof httpClient>>;
  let end: () => Promise<unknown>;
  before(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), "kodegen-declared-"));
    for (const name of COPIED) await cp(path.join(ROOT, name), path.join(root, name), { recursive: true });
    await symlink(path.join(ROOT, "node_modules"), path.join(root, "node_modules"));
    await mkdir(path.join(root, "docs"));
    for (const [name, text] of Object.entries(ADDED)) await writeFile(path.join(root, name), text);
    assert.equal(await generateServer({ check: false, root }), false);
    const model = await claude.started();
    const [file, ...rest] = scriptCommand(path.join(root, "server/main.ts"));
    const child = spawn(
      file,
      [...rest, "serve", "--http", "127.0.0.1:0", "--root", model.home, "--no-journal"],
      {
        env: marked({ ...model.env(), KODEGEN_CLAUDE_AGENT_TOKEN: TOKEN }),
        cwd: model.home,
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    const ended = new Promise((resolve) => child.once("close", resolve));
    let said = "";
    child.stderr.on("data", (text) => (said += String(text)));
    const url = (): string => /Serving\s+(\S+)/.exec(said)?.[1] ?? "";
    await until(
      () => url() !== "",
      () => `it does not serve: ${said}`,
    );
    client = await httpClient(url(), TOKEN);
    end = async () => {
      child.kill();
      return ended;
    };
  });
  after(async () => {
    await client.close();
    await end();
    await rm(root, { recursive: true, force: true });
  });

  it("a tool is listed, checked, and carried out", async () => {
    const { tools } = await client.listTools();
    const tool = tools.find(({ name }) => name === "claude_count_turns");
    assert.deepEqual(Object.keys(tool?.inputSchema.properties ?? {}), ["label"]);
    const called = await client.callTool({ name: "claude_count_turns", arguments: {} });
    assert.deepEqual(called.structuredContent, { summary: "0 turns.", turns: 0 });
    const wrong = await client.callTool({ name: "claude_count_turns", arguments: { label: ["x"] } });
    assert.equal(wrong.isError, true);
    assert.match((wrong.content as { text: string }[])[0]?.text ?? "", /"label" must be a text/);
  });

  it("a prompt is listed, completed, checked, and filled in", async () => {
    const { prompts } = await client.listPrompts();
    assert.ok(prompts.some(({ name }) => name === "tea"));
    const ref = { type: "ref/prompt", name: "tea" } as const;
    const { completion } = await client.complete({ ref, argument: { name: "sort", value: "gr" } });
    assert.deepEqual(completion.values, ["green"]);
    const { messages } = await client.getPrompt({ name: "tea", arguments: { sort: "green" } });
    assert.deepEqual(messages, [{ role: "user", content: { type: "text", text: "Make green tea." } }]);
    await assert.rejects(client.getPrompt({ name: "tea", arguments: { sort: "pink" } }), /must be one of/);
    await assert.rejects(client.getPrompt({ name: "tea" }), /"sort" is missing/);
  });

  it("a resource is listed and read, and what happens is notified as it is declared", async () => {
    const { resources } = await client.listResources();
    assert.ok(resources.some(({ uri }) => uri === "turns://all"));
    const updated: string[] = [];
    client.fallbackNotificationHandler = async ({ method, params }) => {
      if (method === "notifications/resources/updated") updated.push(String(params?.["uri"]));
    };
    await client.subscribeResource({ uri: "turns://all?label=Agent-1" });
    const progress: string[] = [];
    const spawned = await client.callTool(
      { name: "claude_spawn_agent", arguments: { prompt: "mock:text", await_completion_ms: 60_000 } },
      undefined,
      { onprogress: ({ message = "" }) => void progress.push(message) },
    );
    assert.notEqual(spawned.isError, true, JSON.stringify(spawned.content));
    await until(
      () => updated.includes("turns://all?label=Agent-1"),
      () => `notified of ${updated.join()}`,
    );
    assert.ok(
      progress.some((message) => message.startsWith("Agent-1: done with turn 1")),
      progress.join("\n"),
    );
    const { contents } = await client.readResource({ uri: "turns://all?label=Agent-1" });
    assert.deepEqual(contents, [
      { uri: "turns://all?label=Agent-1", mimeType: "text/plain", text: "1 turns." },
    ]);
  });

  it("the guide has each of them", async () => {
    const guide = await readFile(path.join(root, "docs/tools.md"), "utf8");
    for (const name of ["claude_count_turns", "turns://all", "| `tea` |"])
      assert.ok(guide.includes(name), name);
  });
});
