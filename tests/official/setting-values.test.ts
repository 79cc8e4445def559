// Each setting with a value of each kind: whether it counts, is left out, or makes the whole file not count.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before } from "node:test";
import { SETTING_KINDS, type SettingKinds } from "../../lib/generated/setting-checks.ts";
import { compareAll } from "./record.ts";

let folder = "";
const configured = process.env["CLAUDE_CONFIG_DIR"];
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-values-"));
  process.env["CLAUDE_CONFIG_DIR"] = folder;
});
after(async () => {
  if (configured === undefined) delete process.env["CLAUDE_CONFIG_DIR"];
  else process.env["CLAUDE_CONFIG_DIR"] = configured;
  await rm(folder, { recursive: true, force: true });
});

/** A setting that is given a value of each kind, and what comes of each. */
const VALUES = [null, true, "x", 3, -1, [], ["x"], [3], {}, { a: "x" }, { a: 3 }];

/** Settings with a fallback of their own, or with rules that no type says. */
const OTHERWISE = new Set(
  `permissions.allow permissions.deny permissions.ask permissions.blockReadsExemptPaths
  permissions.workingDirectoriesAsGiven permissions.workingDirectoriesExclude sandbox.bwrapPath sandbox.socatPath
  prependPlugins appendPlugins desktopMcpServersListScope sshHostCommands gatewayInternalNetworks theme
  spinnerTipsOverride.tips`.split(/\s+/),
);

function pathsOf(kinds: SettingKinds, inside = ""): string[] {
  return Object.entries(kinds).flatMap(([name, kind]) => {
    if (name === "*") return [];
    const deeper = typeof kind === "string" ? [] : pathsOf(kind, `${inside}${name}.`);
    return [inside + name].concat(deeper);
  });
}

function at(setting: string, value: unknown): Record<string, unknown> {
  return setting.split(".").reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Record<
    string,
    unknown
  >;
}

compareAll(
  "settings/values",
  Object.fromEntries(
    pathsOf(SETTING_KINDS)
      .filter((setting) => !OTHERWISE.has(setting))
      .map((setting) => [setting, setting]),
  ),
  async (sdk, setting) => {
    const seen: string[] = [];
    for (const value of VALUES) {
      const given = at(setting, value);
      await writeFile(path.join(folder, "settings.json"), JSON.stringify({ ...given, $schema: "counts" }));
      const { effective } = await sdk.resolveSettings({ cwd: folder });
      const top = setting.split(".")[0] ?? "";
      const [then, now] = [given, effective as typeof given].map((settings) => JSON.stringify(settings[top]));
      if (effective.$schema === undefined) seen.push("the file does not count");
      else seen.push(now === undefined ? "left out" : now === then ? "counts" : now);
    }
    return { values: seen.join(", ") };
  },
);
