import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type IsolationEvidence, isolationDifferences, type Options } from "../../lib/index.ts";

const RECORDED = path.join(import.meta.dirname, "../recorded");
const INIT = {
  type: "system",
  subtype: "init",
  cwd: "/home/p",
  tools: ["Task", "Bash", "mcp__my_srv__do"],
  mcp_servers: [{ name: "my srv", status: "connected" }],
  plugins: [
    { name: "builtin-one", path: "builtin" },
    { name: "mine", path: "/private/plug" },
  ],
  agents: ["Explore", "mine:helper", "own"],
  model: "claude-opus-5-5",
  permissionMode: "default",
  output_style: "default",
  apiKeySource: "ANTHROPIC_API_KEY",
  memory_paths: { auto: "/private/iso/projects/-work-p/memory/" },
  additional_directories: ["/private/data"],
};
const ASKED: Options = {
  cwd: "/home/p",
  settingSources: [],
  tools: ["Agent", "Bash"],
  mcpServers: { "my srv": { command: "x" } },
  plugins: [{ type: "local", path: "/plug/" }],
  agents: { own: { description: "d", prompt: "p" } },
  model: "opus",
  additionalDirectories: ["/data"],
};
const EVIDENCE: IsolationEvidence = {
  initialize: {
    commands: [{ name: "compact", builtin: true }, { name: "mine:do" }, { name: "mcp__my_srv__prompt" }],
    models: [{ value: "opus", resolvedModel: "claude-opus-5-5" }],
  },
  settings: { sources: [{ source: "flagSettings", settings: { hooks: {} } }] },
  hooks: { hooks: [{ event: "Stop", source: "flagSettings" }] },
  env: { CLAUDE_CONFIG_DIR: "/iso", ANTHROPIC_API_KEY: "k" },
};

/** As `field: found` or `field: found, not asked`. */
const differences = (asked: object = {}, init: object = {}, evidence: object = {}): string[] =>
  isolationDifferences({ ...ASKED, ...asked }, { ...INIT, ...init }, { ...EVIDENCE, ...evidence }).map(
    ({ field, found, asked: right }) => `${field}: ${found}${right === undefined ? "" : `, not ${right}`}`,
  );

describe("isolationDifferences()", () => {
  it("isolationDifferences() finds nothing in what was asked for", () => assert.deepEqual(differences(), []));

  it("isolationDifferences() names each thing that was not, by what it is", () => {
    const table: [expected: string, asked?: object, init?: object, evidence?: object][] = [
      ["tools: Write", {}, { tools: ["Bash", "Write"] }],
      ["tools: Bash", { tools: undefined, disallowedTools: ["Bash"] }],
      ["tools: mcp__evil__x", {}, { tools: ["mcp__evil__x"] }],
      ["mcpServers: evil", {}, { mcp_servers: [{ name: "evil", status: "connected" }] }],
      ["mcpServers: plugin:other:x", {}, { mcp_servers: [{ name: "plugin:other:x" }] }],
      ["plugins: other", {}, { plugins: [...INIT.plugins, { name: "other", path: "/other" }] }],
      ["plugins: mine", {}, { plugins: [...INIT.plugins, { name: "mine", path: "/elsewhere/x" }] }],
      [
        "commands: evil",
        {},
        {},
        { initialize: { commands: [{ name: "a", builtin: true }, { name: "evil" }] } },
      ],
      ["agents: evil", {}, { agents: ["Plan", "evil"] }],
      ["directories: /etc", {}, { additional_directories: ["/etc"] }],
      ["memory: /home/u/.claude/memory/", {}, { memory_paths: { auto: "/home/u/.claude/memory/" } }],
      [
        "settings: policySettings.env",
        {},
        {},
        { settings: { sources: [{ source: "policySettings", settings: { env: {} } }] } },
      ],
      [
        "settings: userSettings.model",
        {},
        {},
        { settings: { sources: [{ source: "userSettings", settings: { model: "x" } }] } },
      ],
      [
        "hooks: policySettings.Stop",
        {},
        {},
        { hooks: { hooks: [{ event: "Stop", source: "policySettings" }] } },
      ],
      ["permissionMode: plan, not default", {}, { permissionMode: "plan" }],
      ["permissionMode: default, not plan", { permissionMode: "plan" }],
      ["permissionMode: default, not plan", { settings: { permissions: { defaultMode: "plan" } } }],
      ["model: claude-haiku-5-5, not claude-opus-5-5", {}, { model: "claude-haiku-5-5" }],
      ["outputStyle: evil, not default", {}, { output_style: "evil" }],
      ["apiKeySource: apiKeyHelper, not ANTHROPIC_API_KEY", {}, { apiKeySource: "apiKeyHelper" }],
      ["apiKeySource: ANTHROPIC_API_KEY, not none", {}, {}, { env: { CLAUDE_CONFIG_DIR: "/iso" } }],
      ["cwd: /other, not /home/p", {}, { cwd: "/other" }],
    ];
    for (const [expected, asked, init, evidence] of table)
      assert.deepEqual(differences(asked, init, evidence), [expected], expected);
  });

  it("isolationDifferences() takes for asked what an option, or the host since, has asked for in another way", () => {
    const table: [asked?: object, init?: object, evidence?: object][] = [
      [{ tools: { type: "preset", preset: "claude_code" } }, { tools: ["Anything"] }],
      [{}, { tools: ["StructuredOutput", "ToolSearch"] }],
      [{ settings: { outputStyle: "mine" } }, { output_style: "mine" }],
      [
        { settings: '{"enabledPlugins":{"other@m":true}}' },
        { plugins: [...INIT.plugins, { name: "other", path: "/m/other" }] },
      ],
      [
        { settingSources: ["project"] },
        { agents: ["theirs"], output_style: "theirs", permissionMode: "plan" },
      ],
      [
        { managedSettings: { env: {} } },
        {},
        { settings: { sources: [{ source: "policySettings", settings: { env: {} } }] } },
      ],
      [{}, { permissionMode: "plan" }, { changedBy: new Set(["set_permission_mode"]) }],
      [{}, { model: "claude-haiku-5-5" }, { changedBy: new Set(["set_model"]) }],
      [{}, { mcp_servers: [{ name: "later" }] }, { changedBy: new Set(["mcp_set_servers"]) }],
      [{}, { cwd: "/claimed", permissionMode: "plan" }, { changedBy: new Set(["claim_session"]) }],
    ];
    for (const [asked, init, evidence] of table)
      assert.deepEqual(differences(asked, init, evidence), [], JSON.stringify([asked, init]));
  });

  it("isolationDifferences() finds in recorded sessions what their servers and modes were, and nothing else", () => {
    for (const file of readdirSync(RECORDED).filter((name) => name.endsWith(".jsonl"))) {
      const lines = readFileSync(path.join(RECORDED, file), "utf8").trim().split("\n");
      const messages = lines.map((line) => (JSON.parse(line) as { line: Record<string, unknown> }).line);
      const init = messages.find(({ subtype }) => subtype === "init");
      if (init === undefined) continue;
      // Long lists are cut in the recordings: the last item says how many more there were.
      init["agents"] = (init["agents"] as string[] | undefined)?.filter((name) => !name.startsWith("..."));
      const servers = (init["mcp_servers"] as { name: string }[]).map(({ name }) => [name, { command: "x" }]);
      const requests = messages.map(({ request }) => request as Record<string, unknown> | undefined);
      const asked = {
        agents: requests.find((request) => request?.["subtype"] === "initialize")?.["agents"],
        settingSources: [],
        mcpServers: Object.fromEntries(servers),
        permissionMode: init["permissionMode"],
      } as Options;
      const evidence = { env: { ANTHROPIC_API_KEY: "k" } };
      assert.deepEqual(isolationDifferences(asked, init, evidence), [], file);
      if (servers.length === 0) continue;
      const found = isolationDifferences({ ...asked, mcpServers: {} }, init, evidence);
      assert.deepEqual(
        found.map(({ found: name }) => name),
        servers.map(([name]) => name),
        file,
      );
    }
  });

  it("isolationDifferences() never throws, whatever a CLI says, and says no more than can be read", () => {
    const fields = fc.dictionary(
      fc.constantFrom(...Object.keys(INIT), "commands", "models", "sources", "hooks"),
      fc.anything({ withNullPrototype: true }),
    );
    fc.assert(
      fc.property(fc.oneof(fields, fc.anything()), fields, fields, (init, initialize, settings) => {
        for (const { found } of isolationDifferences(ASKED, init, { initialize, settings, hooks: settings }))
          assert.ok(found.length <= 201);
      }),
    );
    const many = { tools: Array.from({ length: 100_000 }, (_, index) => `x${index}`.repeat(99)) };
    assert.equal(isolationDifferences(ASKED, many).length, 100);
  });
});
