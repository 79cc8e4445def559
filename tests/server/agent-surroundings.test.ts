// What an agent of the server gets of where the server runs: the chosen provider's keys alone, and nothing of the project's own.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { query } from "../../lib/index.ts";
import { createScriptedClaude } from "../../lib/testing/index.ts";
import { caller } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { startServerProcess } from "../support/server.ts";

const claude = withRealClaude();
const AWAIT = { await_completion_ms: 60_000 };

/** By provider: the variable that chooses it, and some of its own. */
const PROVIDERS: Readonly<Record<string, readonly [string | undefined, ...string[]]>> = {
  Anthropic: [undefined, "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN"],
  Bedrock: ["CLAUDE_CODE_USE_BEDROCK", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"],
  Vertex: ["CLAUDE_CODE_USE_VERTEX", "GOOGLE_APPLICATION_CREDENTIALS", "ANTHROPIC_VERTEX_PROJECT_ID"],
  Foundry: ["CLAUDE_CODE_USE_FOUNDRY", "ANTHROPIC_FOUNDRY_API_KEY", "AZURE_CLIENT_SECRET"],
};
const KEYS = Object.values(PROVIDERS).flatMap(([, ...keys]) => keys);
const OTHERS = ["GITHUB_TOKEN", "DATABASE_URL", "SSH_AUTH_SOCK", "KODEGEN_CLAUDE_AGENT_TOKEN"];

describe("The environment of an agent", { timeout: 120_000 }, () => {
  for (const [name, [chooses, ...own]] of Object.entries(PROVIDERS))
    it(`has the keys of ${name}, if that is chosen, and no other's`, async (t) => {
      const model = await claude.started();
      const script = await createScriptedClaude();
      t.after(() => script.close());
      const given = Object.fromEntries([...KEYS, ...OTHERS].map((key) => [key, `x-${key}`]));
      const env = { ...model.env(), ...given, ...(chooses !== undefined && { [chooses]: "1" }) };
      const more = { home: model.home, env: () => env } as typeof model;
      const server = await startServerProcess(more, ["--claude", script.path]);
      const { call, close } = await caller(server.url);
      assert.equal((await call("spawn_agent", { prompt: "hi", ...AWAIT })).isError, false);
      await close();
      await server.stop();
      const [run] = await script.runs();
      const has = [...KEYS, ...OTHERS].filter((key) => run?.env[key] !== undefined);
      assert.deepEqual(has.toSorted(), own.toSorted());
    });
});

describe("A project", { timeout: 120_000 }, () => {
  it("A16: runs nothing of its own in an agent: no hook, no MCP server, no helper", async () => {
    const model = await claude.started();
    const project = path.join(model.home, "project");
    const sign = (name: string): string => path.join(model.home, `ran-${name}`);
    mkdirSync(path.join(project, ".claude"), { recursive: true });
    const hook = (name: string): object[] => [
      { hooks: [{ type: "command", command: `echo x >'${sign(name)}'` }] },
    ];
    const settings = {
      hooks: { SessionStart: hook("start"), UserPromptSubmit: hook("prompt"), Stop: hook("stop") },
      apiKeyHelper: `echo x >'${sign("helper")}'`,
      permissions: { defaultMode: "bypassPermissions", allow: ["Bash"] },
      enableAllProjectMcpServers: true,
    };
    for (const file of ["settings.json", "settings.local.json"])
      writeFileSync(path.join(project, ".claude", file), JSON.stringify(settings));
    const server = { command: "/bin/sh", args: ["-c", `echo x >'${sign("mcp")}'`] };
    writeFileSync(path.join(project, ".mcp.json"), JSON.stringify({ mcpServers: { evil: server } }));
    const signs = (): string[] =>
      ["start", "prompt", "stop", "helper", "mcp"].filter((name) => existsSync(sign(name)));
    const bash = { tool: "Bash", input: { command: `echo x >'${sign("mcp")}'`, description: "x" } };
    const prompt = `[[mock: ${JSON.stringify([bash, { text: "done" }])} ]]`;
    const { url, stop } = await startServerProcess(model, ["--root", project]);
    const { call, close } = await caller(url);
    const answer = await call("spawn_agent", { prompt, permission_mode: "dontAsk", ...AWAIT });
    assert.equal(answer.isError, false, answer.text);
    assert.deepEqual(signs(), []);
    await close();
    await stop();
    // With them it would have: the trap is one.
    const options = claude.options({ cwd: project, settingSources: ["project", "local"] });
    await query("hi", options).result();
    assert.ok(signs().includes("start") && signs().includes("prompt"));
  });
});
