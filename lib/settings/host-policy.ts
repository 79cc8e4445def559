// What an embedding program may impose by `managedSettings`: restrictions, and nothing that widens what is allowed.
import { isObject } from "../json-object.ts";
import type { Settings } from "./settings.ts";

/** Decides about one value: what of it counts, or undefined for nothing. */
type Rule = (value: unknown) => unknown;
interface Rules {
  readonly [key: string]: Rule;
}

/** The same for several settings. */
const each = (rule: Rule, names: string): Rules =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, rule]));
const asGiven = (names: string): Rules => each((value) => value, names);
const only = (wanted: unknown, names: string): Rules =>
  each((value) => (value === wanted ? value : undefined), names);

const within =
  (rules: Rules): Rule =>
  (value) => {
    if (!isObject(value)) return undefined;
    const kept = keep(value, rules);
    return Object.keys(kept).length === 0 ? undefined : kept;
  };

/** Secrets that commands do not see; one that is exchanged for some hosts is exchanged for none. */
const secrets: Rule = (list) => {
  if (!Array.isArray(list)) return undefined;
  const exchanged = (secret: Record<string, unknown>): Record<string, unknown> =>
    secret["mode"] === "mask" ? { ...secret, injectHosts: [] } : secret;
  return list.filter(isObject).map(exchanged);
};

const PERMISSIONS: Rules = {
  ...asGiven("allow deny ask additionalDirectories disableBypassPermissionsMode disableAutoMode"),
  ...only(
    true,
    "denyInsteadOfPrompting blockReadsOutsideWorkingDirectories blockWritesOutsideWorkingDirectories",
  ),
};

const SANDBOX: Rules = {
  ...only(true, "enabled failIfUnavailable"),
  ...only(
    false,
    `autoAllowBashIfSandboxed allowUnsandboxedCommands enableWeakerNestedSandbox enableWeakerNetworkIsolation
    allowNestedUserNamespaces allowAppleEvents`,
  ),
  network: within({
    ...asGiven("deniedDomains allowedDomains"),
    ...only(true, "allowManagedDomainsOnly strictAllowlist"),
    ...only(false, "allowAllUnixSockets allowLocalBinding"),
  }),
  filesystem: within({
    ...asGiven("denyRead denyWrite allowRead"),
    ...only(true, "allowManagedReadPathsOnly"),
    ...only(false, "disabled"),
  }),
  credentials: within({
    files: secrets,
    envVars: secrets,
    ...only(false, "allowPlaintextInject"),
    sigv4: within(only("deny", "streaming presigned sigv4a")),
  }),
};

const RULES: Rules = {
  permissions: within(PERMISSIONS),
  sandbox: within(SANDBOX),
  ...asGiven(
    `availableModels deniedModels allowedProviders forceLoginOrgUUID allowedMcpServers deniedMcpServers
    strictKnownMarketplaces blockedMarketplaces disableAutoMode strictPluginOnlyCustomization`,
  ),
  ...only(
    true,
    `enforceAvailableModels allowManagedHooksOnly allowManagedPermissionRulesOnly allowManagedMcpServersOnly
    disableClaudeAiConnectors disableAgentView disableRemoteControl disableWorkflows disableArtifact
    disableSkillShellExecution disableWindowsBashCommandSplit disableCommandPluginSources disableSideloadFlags`,
  ),
  ...only(false, "enableArtifact enableWorkflows"),
};

/** The restrictions among an embedding program's settings. */
export function restrictionsOf(settings: Settings): Settings {
  const attribution = attributionOf(settings);
  return {
    ...keep(settings, RULES),
    // A host cannot forbid the organisation's own hooks, only all others.
    ...(settings.disableAllHooks === true ? { allowManagedHooksOnly: true } : {}),
    ...(Object.keys(attribution).length === 0 ? {} : { attribution }),
  };
}

/** What must not be written into commits. */
function attributionOf({ attribution, includeCoAuthoredBy }: Settings): { [part: string]: false } {
  const parts = isObject(attribution) ? attribution : {};
  return {
    ...(includeCoAuthoredBy === false || parts["commit"] === "" ? { commitTrailers: false } : {}),
    ...(parts["sessionUrl"] === false ? { sessionUrl: false } : {}),
  };
}

function keep(settings: Readonly<Record<string, unknown>>, rules: Rules): Record<string, unknown> {
  const kept = Object.entries(rules).flatMap(([key, rule]) => {
    const value = settings[key] === undefined ? undefined : rule(settings[key]);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(kept);
}
