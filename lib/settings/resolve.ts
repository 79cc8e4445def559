// resolveSettings(): what the settings files of a directory amount to, and where each value comes from.
import path from "node:path";
import process from "node:process";
import type { SDKSettingsParseError } from "../wire/reports.ts";
import { restrictionsOf } from "./host-policy.ts";
import { mergeSettings } from "./merge.ts";
import type { Settings } from "./settings.ts";
import { settingsPath, unreadPolicies } from "./settings-places.ts";

/** Where the value of a setting comes from: a file, the organisation, or the command line. */
export type ResolvedSettingSource = "user" | "project" | "local" | "managed" | "flag";

/**
 * Which kind of managed settings a value comes from. Only three occur here: `remote` (`serverManagedSettings`), `file`
 * (the managed settings file) and `parent` (`managedSettings`). `plist`, `hklm`, `hkcu` and `helper` (a macOS profile,
 * the Windows registry, a policy helper) are declared for compatibility: those places are not read.
 */
export type PolicySettingsOrigin = "helper" | "remote" | "plist" | "hklm" | "file" | "parent" | "hkcu";

/** Where a value of a setting comes from. */
export type ProvenanceEntry = {
  source: ResolvedSettingSource;
  /** The settings file; absent for `managed`. */
  path?: string;
  /** Only for `managed`: which kind of managed settings. */
  policyOrigin?: PolicySettingsOrigin;
};

/** The result of {@link resolveSettings}: the settings, and where each comes from. */
export type ResolvedSettings = {
  /** The settings of all sources, merged. */
  effective: Settings;
  /** For each key of `effective`, the highest source that has it. */
  provenance: Partial<Record<keyof Settings, ProvenanceEntry>>;
  /** What each source holds, the weakest first. */
  sources: Array<ProvenanceEntry & { settings: Settings }>;
  /** Managed settings that may be there and could not be read; false when there are none. */
  machinePolicy?: {
    didNotLoad: false | Array<"profile" | "registry" | "file">;
    /** The official SDK says it of the Windows registry, which is not read here. */
    registryPolicyDifferedFromFingerprint?: true;
  };
  /** Files, and values of managed files, that are ignored, and why. The official SDK does not report these. */
  problems?: SDKSettingsParseError[];
};

/** Options of {@link resolveSettings}: which files and other settings it reads. */
export type ResolveSettingsOptions = {
  /** The directory whose project and local settings are read. Default: `process.cwd()`. */
  cwd?: string;
  /** Which files count; managed settings always do. Default: all. */
  settingSources?: ("user" | "project" | "local")[];
  /** As the option of `query()`: restrictions of an embedding program, which count when nothing else is managed. */
  managedSettings?: Settings;
  /** Managed settings as an organisation's server sends them; they count instead of those of files. */
  serverManagedSettings?: Settings;
  /** Has no effect: the Windows registry, which it is about, is not read here. */
  registryPolicyFingerprint?: () => { hklm: string | null; hkcu: string | null } | undefined;
};

type Source = ResolvedSettings["sources"][number];

/**
 * Say what settings a session would find, without starting one.
 *
 * This is what the files say, and no decision about safety: `permissions.defaultMode` is reported whoever chose it,
 * so give the result to {@link filterEscalatingDefaultMode} first. Managed settings of macOS profiles, of the Windows
 * registry and of policy helpers are not read; `machinePolicy` says so where they may be there. A settings file that
 * is no JSON or has a value of a wrong kind counts as absent, as for Claude Code; `problems` says why.
 *
 * @example Which model would a session use, and who says so?
 * ```ts
 * import { resolveSettings } from "kodegen-claude-agent";
 *
 * const { effective, provenance } = await resolveSettings({ settingSources: ["user", "project"] });
 * console.log(effective.model, provenance.model?.path);
 * ```
 */
export async function resolveSettings(options?: ResolveSettingsOptions): Promise<ResolvedSettings> {
  // With the checks of all settings, which nothing else needs.
  const { managed, readManaged, readSettings } = await import("./settings-files.ts");
  const given = options ?? {};
  const cwd = path.resolve(given.cwd ?? process.cwd());
  const wanted = given.settingSources ?? ["user", "project", "local"];
  const sources: Source[] = [];
  const problems: SDKSettingsParseError[] = [];
  for (const source of ["user", "project", "local"] as const) {
    if (!wanted.includes(source)) continue;
    const file = settingsPath(source, cwd);
    const read = await readSettings(file);
    problems.push(...read.problems);
    if (read.settings !== undefined) sources.push({ source, settings: read.settings, path: file });
  }
  const machine = await readManaged();
  problems.push(...machine.problems);
  const server = managed(given.serverManagedSettings ?? {});
  const host = given.managedSettings ? restrictionsOf(managed(given.managedSettings)) : undefined;
  const policy = managedSource(server, machine.settings ?? {}, host);
  if (policy !== undefined) sources.push(policy);
  const didNotLoad = [
    ...unreadPolicies(),
    ...(machine.problems.some((problem) => problem.path === "") ? (["file"] as const) : []),
  ];
  return {
    ...joined(sources.filter(({ settings }) => !isEmpty(settings))),
    machinePolicy: { didNotLoad: didNotLoad.length > 0 && didNotLoad },
    problems,
  };
}

/** The first of server, file and host wins, unless it says that the next one counts as well. */
function managedSource(server: Settings, file: Settings, host: Settings | undefined): Source | undefined {
  const policyOrigin = isEmpty(server) ? "file" : "remote";
  let settings = isEmpty(server) ? file : server;
  if (isEmpty(settings)) return host && { source: "managed", settings: host, policyOrigin: "parent" };
  const { managedSourcesBehavior, parentSettingsBehavior, ...rest } = settings;
  if (managedSourcesBehavior === "merge") {
    const kept = parentSettingsBehavior === undefined ? {} : { parentSettingsBehavior };
    const lower = isEmpty(server) ? {} : file;
    settings = { ...mergeSettings(lower, rest, ["availableModels"]), ...kept };
  }
  if (parentSettingsBehavior === "merge" && host !== undefined) settings = mergeSettings(host, settings);
  return { source: "managed", settings, policyOrigin };
}

function isEmpty(settings: Settings): boolean {
  return Object.keys(settings).length === 0;
}

function joined(sources: Source[]): Pick<ResolvedSettings, "effective" | "provenance" | "sources"> {
  let effective: Settings = {};
  const provenance: ResolvedSettings["provenance"] = {};
  for (const { settings, ...where } of sources) {
    // An organisation's list of models takes the place of the user's.
    const replaced = where.source === "managed" ? ["availableModels"] : [];
    effective = mergeSettings(effective, settings, replaced);
    for (const key of Object.keys(settings)) provenance[key] = where;
  }
  return { effective, provenance, sources };
}
