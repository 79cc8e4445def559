// What the names of settings do not say, in our own words, and what a value has to be beyond its type.
import type { Notes } from "../declarations.ts";

/** Types that have a name, by the fields that hold them; of a list what it holds. */
export const PARTS: Readonly<Record<string, string>> = {
  permissions: "PermissionSettings",
  hooks: "SettingsHooks",
  sandbox: "SandboxSettings",
  "sandbox.network": "SandboxNetworkConfig",
  "sandbox.filesystem": "SandboxFilesystemConfig",
  "sandbox.credentials": "SandboxCredentialsConfig",
  "sandbox.ignoreViolations": "SandboxIgnoreViolations",
  extraKnownMarketplaces: "Marketplaces",
  additionalMarketplaces: "Marketplaces",
  "extraKnownMarketplaces.source": "MarketplaceSource",
  "additionalMarketplaces.source": "MarketplaceSource",
  strictKnownMarketplaces: "MarketplaceSource",
  allowedMarketplaces: "MarketplaceSource",
  blockedMarketplaces: "MarketplaceSource",
  allowedMcpServers: "ServerRule",
  deniedMcpServers: "ServerRule",
};

/** Settings of which a wrong value is left out, alone, and that no comparison can play: they have rules that no type says. */
export const FORGIVEN: readonly string[] = [
  "appendPlugins",
  "desktopMcpServersListScope",
  "gatewayInternalNetworks",
  "permissions.blockReadsExemptPaths",
  "permissions.workingDirectoriesAsGiven",
  "permissions.workingDirectoriesExclude",
  "prependPlugins",
  "sandbox.bwrapPath",
  "sandbox.socatPath",
  "sshHostCommands",
  "theme",
];

/** By the type, or the path of a field in it. The checks obey the tags. */
export const NOTES: Notes = {
  Settings:
    "The settings of Claude Code. The CLI checks them itself; keys that are not listed here pass through.",
  "Settings.env": "Environment variables for the session and its commands.",
  "Settings.cleanupPeriodDays": "How long transcripts are kept, in days. @type uint32 @minimum 1",
  "Settings.desktopSessionCleanupPeriodDays": "@type uint32",
  "Settings.bashOutputMaxChars": "@type uint32 @minimum 1",
  "Settings.taskOutputMaxChars": "@type uint32 @minimum 1",
  "Settings.skillListingMaxDescChars": "@type uint32 @minimum 1",
  "Settings.skillListingBudgetFraction": "@exclusiveMinimum 0 @maximum 1",
  "Settings.maxProseWidth": "@minimum 40",
  "Settings.feedbackSurveyRate": "@minimum 0 @maximum 1",
  "Settings.fallbackModel": "Models to use when the chosen one is overloaded, in this order.",
  "Settings.deniedModels": "Managed settings only: models that are refused; see `matchDeniedModels()`.",
  "Settings.modelPricing": "US dollars for a million tokens.",
  "Settings.modelPricing.multiplier": "@exclusiveMinimum 0",
  "Settings.autoCompactWindow": "Tokens at which the conversation is compacted. @minimum 100000",
  "Settings.apiKeyHelper": "A command that prints the API key.",
  "Settings.processWrapper": "A command that runs the CLI's own processes.",
  "Settings.policyHelper": "A program that prints managed settings.",
  "Settings.parentSettingsBehavior":
    "Whether the managed settings of a host program count beside those of this machine.",
  "Settings.managedSourcesBehavior": "Whether one source of managed settings wins, or all count.",
  "Settings.allowManagedHooksOnly": "Managed settings only: no hooks but those of managed settings.",
  "Settings.allowManagedPermissionRulesOnly":
    "Managed settings only: no rules but those of managed settings.",
  "Settings.autoMode": "What auto mode is told to allow and refuse.",
  "Settings.crossSessionInbound": "Messages from other sessions of this machine.",
  PermissionSettings:
    "Permission rules such as `Bash(git:*)`, the mode of new sessions, and limits on directories.",
  "PermissionSettings.defaultMode": "The mode of new sessions; see `filterEscalatingDefaultMode()`.",
  "PermissionSettings.denyInsteadOfPrompting":
    "Refuse what would otherwise be asked; `canUseTool` is not asked either.",
  SettingsHooks: "Hooks that are commands, prompts, agents, URLs or MCP tools, by event.",
  "SettingsHooks.hooks.if": "A permission rule; the hook runs only for tool calls that it matches.",
  "SettingsHooks.hooks.timeout": "In seconds.",
  "SettingsHooks.hooks.once": "Run it once in a session.",
  "SettingsHooks.hooks.onFailure": "What a hook that fails means.",
  "SettingsHooks.hooks.async": "Go on without waiting for it; `asyncRewake` lets its end wake the agent.",
  "SettingsHooks.hooks.allowedEnvVars": "Environment variables whose values may stand in the headers.",
  SandboxSettings: "The sandbox in which commands run.",
  "SandboxSettings.enabled": "Default: false.",
  "SandboxSettings.failIfUnavailable":
    "Fail rather than run without a sandbox. Default: true when `enabled` is given in the option `sandbox`.",
  "SandboxSettings.autoAllowBashIfSandboxed": "Commands in the sandbox need no permission.",
  "SandboxSettings.allowUnsandboxedCommands": "The model may ask for a command outside of it.",
  "SandboxSettings.bwrapPath": "Where a program is that makes the sandbox on Linux. Managed settings only.",
  "SandboxSettings.socatPath": "Where a program is that makes the sandbox on Linux. Managed settings only.",
  SandboxNetworkConfig: "Which hosts and sockets commands can reach.",
  SandboxFilesystemConfig: "Which files commands can read and write.",
  SandboxCredentialsConfig: "What commands see of secrets.",
  "SandboxCredentialsConfig.files.mode":
    "Refuse the secret, or show a placeholder that is swapped for it only in requests to allowed hosts.",
  "SandboxCredentialsConfig.envVars.mode":
    "Refuse the secret, or show a placeholder that is swapped for it only in requests to allowed hosts.",
  SandboxIgnoreViolations: "Violations that are not reported, by command.",
  Marketplaces: "Marketplaces of plugins, by name.",
  MarketplaceSource: "Where a marketplace is.",
  ServerRule: "An MCP server: by name, command or URL.",
};
