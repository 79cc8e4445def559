import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, beforeEach, describe, it } from "node:test";
import * as official from "@anthropic-ai/claude-agent-sdk";
import * as ours from "../../lib/index.ts";

let folder = "";
const before0 = process.env["CLAUDE_CONFIG_DIR"];

async function put(source: "user" | "project" | "local", settings: unknown): Promise<void> {
  const file = {
    user: "config/settings.json",
    project: "project/.claude/settings.json",
    local: "project/.claude/settings.local.json",
  }[source];
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
  await writeFile(
    path.join(folder, file),
    typeof settings === "string" ? settings : JSON.stringify(settings),
  );
}

/** Both resolve; ours has to give the same, and may say more about problems. */
async function same(options: ours.ResolveSettingsOptions = {}): Promise<ours.ResolvedSettings> {
  const all = { cwd: path.join(folder, "project"), ...options };
  const own = await ours.resolveSettings(all);
  const { problems: _more, ...comparable } = own;
  const other = await official.resolveSettings(all as official.ResolveSettingsOptions);
  assert.deepEqual(JSON.parse(JSON.stringify(comparable)), JSON.parse(JSON.stringify(other)));
  return own;
}

describe("resolveSettings(), beside the official one", () => {
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-resolve-"));
    process.env["CLAUDE_CONFIG_DIR"] = path.join(folder, "config");
  });
  beforeEach(async () => {
    await rm(path.join(folder, "config"), { recursive: true, force: true });
    await rm(path.join(folder, "project"), { recursive: true, force: true });
  });
  after(async () => {
    if (before0 === undefined) delete process.env["CLAUDE_CONFIG_DIR"];
    else process.env["CLAUDE_CONFIG_DIR"] = before0;
    await rm(folder, { recursive: true, force: true });
  });

  it("nothing gives nothing", async () => {
    await same();
  });

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

  it("three files become one, and each value tells where it is from", async () => {
    await put("user", user);
    await put("project", project);
    await put("local", local);
    const { effective, provenance } = await same();
    assert.equal(effective.model, "p");
    assert.equal(provenance["model"]?.source, "project");
    assert.deepEqual(effective.permissions?.allow, ["Read", "Bash(ls:*)", "Edit", "Glob"]);
  });

  for (const settingSources of [[], ["user"], ["local", "user"], ["project"]] as const) {
    it(`only the sources that are asked for: [${settingSources.join(", ")}]`, async () => {
      await put("user", user);
      await put("project", project);
      await put("local", local);
      await same({ settingSources: [...settingSources] });
    });
  }

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
    "hooks that are a list": { hooks: [], language: "x" },
    "null for an unknown key": { anythingElse: null, language: "x" },
    "what only administrators may set": { deniedModels: ["a"], availableModelsMatch: "exact", language: "x" },
    "an older name": { allowedMarketplaces: [{ source: "github", repo: "a/b" }] },
  };
  for (const [name, content] of Object.entries(contents)) {
    it(`a file with ${name} counts, or does not`, async () => {
      await put("user", content);
      await same();
    });
  }

  it("a file that does not count says why", async () => {
    await put("project", { permissions: { defaultMode: "nope" } });
    const { problems } = await same();
    assert.equal(problems?.length, 1);
    assert.equal(problems?.[0]?.path, "permissions.defaultMode");
    assert.match(String(problems?.[0]?.file), /settings\.json$/);
  });

  it("a server's managed settings win, and a host's count only without them", async () => {
    await put("user", user);
    const serverManagedSettings = {
      model: "m",
      permissions: { allow: ["Grep"] },
      availableModels: ["haiku"],
    };
    await same({ serverManagedSettings });
    await same({ serverManagedSettings, managedSettings: { permissions: { deny: ["Bash"] } } });
    await same({ managedSettings: { permissions: { deny: ["Bash"] } } });
    await same({
      serverManagedSettings: { ...serverManagedSettings, parentSettingsBehavior: "merge" },
      managedSettings: { permissions: { deny: ["Bash"] }, deniedModels: ["opus"], model: "x" },
    });
  });

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
  for (const [name, managedSettings] of Object.entries(imposed)) {
    it(`a host imposes ${name}`, async () => {
      await same({ settingSources: [], managedSettings });
    });
  }
});

describe("filterEscalatingDefaultMode(), beside the official one", () => {
  const modes = ["default", "plan", "dontAsk", "acceptEdits", "auto", "bypassPermissions"] as const;
  for (const source of ["user", "project", "local", "managed", "flag"] as const) {
    it(`modes that the source "${source}" chooses`, () => {
      for (const defaultMode of modes) {
        const settings = { permissions: { defaultMode, allow: ["Read"] } };
        const lower = {
          source: "user" as const,
          settings: { permissions: { defaultMode: "plan" as const } },
        };
        const resolved = { effective: settings, provenance: {}, sources: [lower, { source, settings }] };
        assert.deepEqual(
          ours.filterEscalatingDefaultMode(resolved),
          official.filterEscalatingDefaultMode(resolved),
          defaultMode,
        );
      }
    });
  }
});

describe("matchDeniedModels(), beside the official one", () => {
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
  for (const entry of entries) {
    it(`"${entry}"`, async () => {
      const [own, other] = await Promise.all([
        ours.matchDeniedModels(models, [entry]),
        official.matchDeniedModels(models, [entry]),
      ]);
      const wrong = models.filter((_model, index) => own.denied[index] !== other.denied[index]);
      assert.deepEqual(wrong, []);
      assert.equal(own.warnings.length > 0, other.warnings.length > 0, JSON.stringify(other.warnings));
    });
  }

  it("nothing throws, whatever it is given", async () => {
    const odd = [undefined, null, "x", 3, [], ["a", 3, null]] as never[];
    for (const asked of odd) {
      for (const denied of odd) {
        const own = await ours.matchDeniedModels(asked, denied);
        assert.deepEqual(own.denied, (await official.matchDeniedModels(asked, denied)).denied);
      }
    }
  });
});
