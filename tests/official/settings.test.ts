// Settings without a session: what files, hosts and servers come to, which modes a source may choose, which models are denied.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, it } from "node:test";
import * as ours from "../../lib/index.ts";
import { compareAll } from "./record.ts";

type Source = "user" | "project" | "local";

/** Files, and what is asked of them. */
interface Case {
  readonly files?: Partial<Record<Source, unknown>>;
  readonly options?: ours.ResolveSettingsOptions;
}

const FILES: Readonly<Record<Source, string>> = {
  user: "config/settings.json",
  project: "project/.claude/settings.json",
  local: "project/.claude/settings.local.json",
};

let folder = "";
const configured = process.env["CLAUDE_CONFIG_DIR"];
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-resolve-"));
  process.env["CLAUDE_CONFIG_DIR"] = path.join(folder, "config");
});
after(async () => {
  if (configured === undefined) delete process.env["CLAUDE_CONFIG_DIR"];
  else process.env["CLAUDE_CONFIG_DIR"] = configured;
  await rm(folder, { recursive: true, force: true });
});

async function put(files: Case["files"] = {}): Promise<ours.ResolveSettingsOptions> {
  for (const [source, file] of Object.entries(FILES)) {
    const settings = files[source as Source];
    const target = path.join(folder, file);
    await rm(target, { force: true });
    if (settings === undefined) continue;
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, typeof settings === "string" ? settings : JSON.stringify(settings));
  }
  await mkdir(path.join(folder, "project"), { recursive: true });
  return { cwd: path.join(folder, "project") };
}

const user = {
  model: "u",
  env: { A: "1", B: "1" },
  permissions: { allow: ["Read", "Bash(ls:*)"], deny: ["WebFetch"], defaultMode: "plan" },
  fallbackModel: ["x"],
  availableModels: ["sonnet"],
  sandbox: { enabled: true, network: { allowedDomains: ["a.example"] } },
  statusLine: { type: "command", command: "x", padding: 1 },
  claudeMdExcludes: ["a"],
  hooks: { Stop: [{ hooks: [{ type: "command", command: "a" }] }] },
  anythingElse: 1,
};
const project = {
  model: "p",
  env: { B: "2", C: "2" },
  permissions: { allow: ["Read", "Edit"], deny: ["Write"] },
  fallbackModel: ["y"],
  availableModels: ["opus"],
  sandbox: { network: { allowedDomains: ["a.example", "b.example"] } },
  statusLine: { type: "command", command: "y" },
  hooks: { Stop: [{ hooks: [{ type: "command", command: "b" }] }] },
};
const local = { env: { C: "3" }, permissions: { allow: ["Glob"], defaultMode: "acceptEdits" } };

const contents: Record<string, unknown> = {
  "no JSON": "{nope",
  "an empty file": "",
  "a list": "[1]",
  "a byte order mark": '\uFEFF{"model":"x"}',
  comments: '{"model":"x", // c\n}',
  "an empty object": {},
  "a schema": { $schema: "https://example.com/schema.json", model: "m" },
  "variables that are no texts": { env: { A: 1, B: true } },
  "a model that is no text": { model: 3, language: "x" },
  "an unknown mode": { permissions: { defaultMode: "nope" }, language: "x" },
  "rules that are no list": { permissions: { allow: "Read" }, language: "x" },
  "a broken rule among others": { permissions: { allow: ["Bash(", "Read", 3] }, language: "x" },
  "days below zero": { cleanupPeriodDays: -1, language: "x" },
  "a flag that is a text": { fastMode: "yes", language: "x" },
  "the mode's other name": { permissions: { defaultMode: "manual", deny: ["Read"] } },
  "rules in small letters": {
    permissions: { allow: ["read", "Read", "mcp__a", "propose_skills", "Bash()", "Bash(a(b)c)"] },
  },
  "an unknown level among others": { effortLevel: "huge", language: "x" },
  "a list with a wrong item": { allowedMcpServers: [{ serverName: "a" }, { serverName: 3 }], language: "x" },
  "an object with a wrong entry": {
    extraKnownMarketplaces: { a: { source: { source: "github", repo: "a/b" } }, b: 3 },
  },
  "a wrong value deep inside": { sandbox: { network: { allowedDomains: "a" } }, language: "x" },
  "a forgiven value deep inside": { spellcheck: { enabled: "yes", language: "en" }, language: "x" },
  "unknown fields deep inside": { sandbox: { network: { allowedDomains: ["a"], other: 1 }, other: 1 } },
  "null for a flag": { enableWorkflows: null, language: "x" },
  "null for a text": { model: null, language: "x" },
  "no days": { cleanupPeriodDays: 0, language: "x" },
  "hooks of unknown kinds": {
    hooks: {
      Stop: [{ matcher: 3, hooks: [] }, { hooks: [{ type: "command", command: "a" }, { type: "other" }] }],
      Unknown: [{ hooks: [] }],
    },
  },
  "attribution that is switched off": { attribution: false, language: "x" },
  "hooks that are a list": { hooks: [], language: "x" },
  "null for an unknown key": { anythingElse: null, language: "x" },
  "what only administrators may set": { deniedModels: ["a"], availableModelsMatch: "exact", language: "x" },
  "an older name": { allowedMarketplaces: [{ source: "github", repo: "a/b" }] },
};

const imposed: Record<string, ours.Settings> = {
  "nothing that widens": { model: "m", env: { A: "1" }, cleanupPeriodDays: 3, disableAllHooks: true },
  rules: { permissions: { deny: ["Read"], ask: ["Edit"], allow: ["Bash"], defaultMode: "plan" } },
  "locks that are on": { allowManagedHooksOnly: true, disableAutoMode: "disable", disableWorkflows: true },
  "locks that are off": { allowManagedHooksOnly: false, enableWorkflows: false, enableArtifact: true },
  models: { availableModels: ["a"], deniedModels: ["opus"], enforceAvailableModels: true },
  servers: { deniedMcpServers: [{ serverName: "z" }], allowedMcpServers: [{ serverName: "q" }] },
  "a stricter sandbox": {
    sandbox: {
      enabled: true,
      failIfUnavailable: true,
      allowUnsandboxedCommands: false,
      network: { deniedDomains: ["b"], allowedDomains: ["a"], allowManagedDomainsOnly: true },
      filesystem: { denyRead: ["/a"], denyWrite: ["/b"], allowWrite: ["/c"] },
    },
  },
  "a looser sandbox": {
    sandbox: { enabled: false, autoAllowBashIfSandboxed: true, network: { httpProxyPort: 3 } },
  },
  "silence about who wrote a commit": { attribution: { commit: "", pr: "", sessionUrl: false } },
  "silence in the old way": { includeCoAuthoredBy: false },
  "an unknown key": { anythingElse: 1 },
};

const all = { user, project, local };
const serverManagedSettings = { model: "m", permissions: { allow: ["Grep"] }, availableModels: ["haiku"] };
const managedSettings = { permissions: { deny: ["Bash"] } };

const CASES: Readonly<Record<string, Case>> = {
  nothing: {},
  "three files": { files: all },
  "no source": { files: all, options: { settingSources: [] } },
  "one source": { files: all, options: { settingSources: ["user"] } },
  "two sources, in another order": { files: all, options: { settingSources: ["local", "user"] } },
  "the project's alone": { files: all, options: { settingSources: ["project"] } },
  "a server's": { files: { user }, options: { serverManagedSettings } },
  "a server's, and a host's": { files: { user }, options: { serverManagedSettings, managedSettings } },
  "a host's": { files: { user }, options: { managedSettings } },
  "a server's with wrong values": {
    options: { serverManagedSettings: { model: 3, effortLevel: "huge", language: "x" } as never },
  },
  "null for everything": {
    files: { user },
    options: { serverManagedSettings: null, managedSettings: null, settingSources: null, cwd: null } as never,
  },
  "a server's, to be merged with a host's": {
    files: { user },
    options: {
      serverManagedSettings: { ...serverManagedSettings, parentSettingsBehavior: "merge" },
      managedSettings: { ...managedSettings, deniedModels: ["opus"], model: "x" },
    },
  },
  ...Object.fromEntries(
    Object.entries(contents).map(([name, content]) => [`a file with ${name}`, { files: { user: content } }]),
  ),
  ...Object.fromEntries(
    Object.entries(imposed).map(([name, settings]) => [
      `a host imposes ${name}`,
      { options: { settingSources: [], managedSettings: settings } },
    ]),
  ),
};

compareAll("settings/resolved", CASES, async (sdk, { files, options }) => {
  const given = { ...(await put(files)), ...options };
  const resolved = await sdk.resolveSettings(given as Parameters<typeof sdk.resolveSettings>[0]);
  // Ours may say more about problems.
  const { problems: _, ...seen } = resolved as ours.ResolvedSettings;
  return JSON.parse(JSON.stringify(seen).replaceAll(folder, "<folder>"));
});

it("a file that does not count says why", async () => {
  const { problems } = await ours.resolveSettings(
    await put({ project: { permissions: { defaultMode: "nope" } } }),
  );
  assert.equal(problems?.length, 1);
  assert.equal(problems?.[0]?.path, "permissions.defaultMode");
  assert.match(String(problems?.[0]?.file), /settings\.json$/);
});

const MODES = ["default", "plan", "dontAsk", "acceptEdits", "auto", "bypassPermissions"] as const;
const SOURCES = ["user", "project", "local", "managed", "flag"] as const;

compareAll(
  "settings/modes",
  Object.fromEntries(SOURCES.map((source) => [`chosen by the source "${source}"`, source])),
  (sdk, source) =>
    MODES.map((defaultMode) => {
      const settings = { permissions: { defaultMode, allow: ["Read"] } };
      const lower = { source: "user" as const, settings: { permissions: { defaultMode: "plan" as const } } };
      const sources = [lower, { source, settings }];
      return sdk.filterEscalatingDefaultMode({ effective: settings, provenance: {}, sources });
    }),
);

const models = [
  ..."opus sonnet haiku fable default best opusplan inherit opus[1m] claude-opus-4-5 claude-opus-4-5[1m]".split(
    " ",
  ),
  ..."claude-opus-4-5-20251101 us.anthropic.claude-opus-4-5-20251101-v1:0 claude-opus-4-5@20251101".split(
    " ",
  ),
  ..."anthropic/claude-opus-4-5 CLAUDE-OPUS-4-5 claude-opus-4 claude-opus-4-50 claude-opus-4-1".split(" "),
  ..."claude-3-opus-20240229 claude-sonnet-4-5 claude-haiku-4-5 claude-fable-5 gpt-4 my-gpt my-gpt-2 x/my-gpt".split(
    " ",
  ),
  "",
  " opus ",
];
const entries = [
  ..."opus sonnet haiku fable default best opusplan opus[1m] claude-opus-4-5 claude-opus-4-5-20251101".split(
    " ",
  ),
  ..."claude-opus claude * claude-* my-gpt".split(" "),
  "",
  " Claude-Opus-4-5 ",
];

compareAll(
  "settings/models",
  { ...Object.fromEntries(entries.map((entry) => [`"${entry}"`, [entry]])), "what is none": undefined },
  async (sdk, entry) => {
    if (entry !== undefined) {
      const { denied, warnings } = await sdk.matchDeniedModels(models, entry);
      return { denied: models.filter((_model, index) => denied[index]), warned: warnings.length > 0 };
    }
    const odd = [undefined, null, "x", 3, [], ["a", 3, null]] as never[];
    const answers = [];
    for (const asked of odd)
      for (const denied of odd) answers.push((await sdk.matchDeniedModels(asked, denied)).denied);
    return answers;
  },
);
