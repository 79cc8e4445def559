// What an embedding program may impose by `managedSettings`: restrictions, and nothing that widens what is allowed.
import { isObject } from "./merge.ts";
import type { Settings } from "./settings.ts";

/** Decides about one value: what of it counts, or undefined for nothing. */
type Rule = (value: unknown) => unknown;
interface Rules {
  readonly [key: string]: Rule;
}

const asGiven: Rule = (value) => value;
const only =
  (wanted: unknown): Rule =>
  (value) =>
    value === wanted ? value : undefined;
const yes = only(true);
const no = only(false);
const denied = only("deny");

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
  allow: asGiven,
  deny: asGiven,
  ask: asGiven,
  additionalDirectories: asGiven,
  disableBypassPermissionsMode: asGiven,
  disableAutoMode: asGiven,
  denyInsteadOfPrompting: yes,
  blockReadsOutsideWorkingDirectories: yes,
  blockWritesOutsideWorkingDirectories: yes,
};

const SANDBOX: Rules = {
  enabled: yes,
  failIfUnavailable: yes,
  autoAllowBashIfSandboxed: no,
  allowUnsandboxedCommands: no,
  enableWeakerNestedSandbox: no,
  enableWeakerNetworkIsolation: no,
  allowNestedUserNamespaces: no,
  allowAppleEvents: no,
  network: within({
    deniedDomains: asGiven,
    allowedDomains: asGiven,
    allowManagedDomainsOnly: yes,
    strictAllowlist: yes,
    allowAllUnixSockets: no,
    allowLocalBinding: no,
  }),
  filesystem: within({
    denyRead: asGiven,
    denyWrite: asGiven,
    allowRead: asGiven,
    allowManagedReadPathsOnly: yes,
    disabled: no,
  }),
  credentials: within({
    files: secrets,
    envVars: secrets,
    allowPlaintextInject: no,
    sigv4: within({ streaming: denied, presigned: denied, sigv4a: denied }),
  }),
};

const RULES: Rules = {
  permissions: within(PERMISSIONS),
  sandbox: within(SANDBOX),
  availableModels: asGiven,
  deniedModels: asGiven,
  allowedProviders: asGiven,
  forceLoginOrgUUID: asGiven,
  allowedMcpServers: asGiven,
  deniedMcpServers: asGiven,
  strictKnownMarketplaces: asGiven,
  blockedMarketplaces: asGiven,
  disableAutoMode: asGiven,
  strictPluginOnlyCustomization: asGiven,
  enforceAvailableModels: yes,
  allowManagedHooksOnly: yes,
  allowManagedPermissionRulesOnly: yes,
  allowManagedMcpServersOnly: yes,
  disableClaudeAiConnectors: yes,
  disableAgentView: yes,
  disableRemoteControl: yes,
  disableWorkflows: yes,
  disableArtifact: yes,
  disableSkillShellExecution: yes,
  disableWindowsBashCommandSplit: yes,
  disableCommandPluginSources: yes,
  disableSideloadFlags: yes,
  enableArtifact: no,
  enableWorkflows: no,
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
