// Generated from the settings that the official SDK declares; run `npm run generate`, never edit.

/** The settings of Claude Code. The CLI checks them itself; keys that are not listed here pass through. */
export interface Settings {
  $schema?: string;
  /** A command that prints the API key. */
  apiKeyHelper?: string;
  proxyAuthHelper?: string;
  awsCredentialExport?: string;
  awsAuthRefresh?: string;
  gcpAuthRefresh?: string;
  /** A command that runs the CLI's own processes. */
  processWrapper?: string;
  /** A program that prints managed settings. */
  policyHelper?: {
    path: string;
    timeoutMs?: number;
    refreshIntervalMs?: 0 | number;
  };
  fileSuggestion?: {
    type: "command";
    command: string;
  };
  respectGitignore?: boolean;
  /** How long transcripts are kept, in days. @type uint32 @minimum 1 */
  cleanupPeriodDays?: number;
  /** @type uint32 */
  desktopSessionCleanupPeriodDays?: number;
  syncClaudeAiSkills?: boolean;
  syncClaudeAiPlugins?: boolean;
  /** @type uint32 @minimum 1 */
  skillListingMaxDescChars?: number;
  /** @exclusiveMinimum 0 @maximum 1 */
  skillListingBudgetFraction?: number;
  wslInheritsWindowsSettings?: boolean;
  /** Environment variables for the session and its commands. */
  env?: Record<string, string>;
  attribution?: boolean | {
    commit?: string;
    pr?: string;
    sessionUrl?: boolean;
    [field: string]: unknown;
  };
  attributionProject?: string;
  attributionProjectPolicy?: {
    default?: string;
  };
  includeCoAuthoredBy?: boolean;
  includeGitInstructions?: boolean;
  permissions?: PermissionSettings;
  model?: string;
  /** Models to use when the chosen one is overloaded, in this order. */
  fallbackModel?: string[];
  availableModels?: string[];
  enforceAvailableModels?: boolean;
  availableModelsMatch?: "prefix" | "exact";
  /** Managed settings only: models that are refused; see `matchDeniedModels()`. */
  deniedModels?: string[];
  modelOverrides?: Record<string, string>;
  modelPicker?: {
    options: {
      model: string;
      label?: string;
      description?: string;
      behavesAs?: string;
    }[];
    replaceBuiltInOptions?: boolean;
  };
  /** US dollars for a million tokens. */
  modelPricing?: {
    /** @exclusiveMinimum 0 */
    multiplier?: number;
    overrides?: Record<string, {
      input: number;
      output: number;
      cacheRead: number;
      cacheWrite: number;
    }>;
  };
  enableAllProjectMcpServers?: boolean;
  enabledMcpjsonServers?: string[];
  disabledMcpjsonServers?: string[];
  disableClaudeAiConnectors?: boolean;
  skillOverrides?: Record<string, "on" | "name-only" | "user-invocable-only" | "off">;
  disableBundledSkills?: boolean;
  managedMcpServers?: Record<string, Record<string, unknown>>;
  allowedMcpServers?: ServerRule[];
  deniedMcpServers?: ServerRule[];
  hooks?: SettingsHooks;
  worktree?: {
    symlinkDirectories?: string[];
    sparsePaths?: string[];
    baseRef?: "fresh" | "head";
    bgIsolation?: "worktree" | "none";
    location?: string;
  };
  disableAllHooks?: boolean;
  disableReplyCheck?: boolean;
  disableAgentView?: boolean;
  disableRemoteControl?: boolean;
  disableWorkflows?: boolean;
  disableArtifact?: boolean;
  enableArtifact?: boolean;
  enableWorkflows?: boolean;
  workflowSizeGuideline?: "unrestricted" | "small" | "medium" | "large";
  workflowKeywordTriggerEnabled?: boolean;
  disableSkillShellExecution?: boolean;
  disableWindowsBashCommandSplit?: boolean;
  defaultShell?: "bash" | "powershell";
  bashEditDiffEnabled?: boolean;
  /** @type uint32 @minimum 1 */
  bashOutputMaxChars?: number;
  /** @type uint32 @minimum 1 */
  taskOutputMaxChars?: number;
  respondToBashCommands?: boolean;
  /** Managed settings only: no hooks but those of managed settings. */
  allowManagedHooksOnly?: boolean;
  allowedHttpHookUrls?: string[];
  httpHookAllowedEnvVars?: string[];
  /** Managed settings only: no rules but those of managed settings. */
  allowManagedPermissionRulesOnly?: boolean;
  allowManagedMcpServersOnly?: boolean;
  desktopMcpServersListScope?: string;
  allowAllClaudeAiMcps?: boolean;
  allowClaudeInChromeWithManagedMcp?: boolean;
  strictPluginOnlyCustomization?: boolean | ("skills" | "agents" | "hooks" | "mcp")[];
  statusLine?: {
    type: "command";
    command: string;
    padding?: number;
    refreshInterval?: number;
    hideVimModeIndicator?: boolean;
  };
  prUrlTemplate?: string;
  footerLinksRegexes?: ({
    type: "regex";
    pattern: string;
    url: string;
    label?: string;
    [field: string]: unknown;
  } | {
    type: string;
    [field: string]: unknown;
  })[];
  subagentStatusLine?: {
    type: "command";
    command: string;
  };
  enabledPlugins?: Record<string, string[] | boolean | Record<string, unknown>>;
  prependPlugins?: string[];
  appendPlugins?: string[];
  extraKnownMarketplaces?: Marketplaces;
  additionalMarketplaces?: Marketplaces;
  strictKnownMarketplaces?: MarketplaceSource[];
  allowedMarketplaces?: MarketplaceSource[];
  blockedMarketplaces?: MarketplaceSource[];
  disableCommandPluginSources?: boolean;
  disableSideloadFlags?: boolean;
  pluginSuggestionMarketplaces?: string[];
  forceLoginMethod?: "claudeai" | "console" | "gateway";
  forceLoginGatewayUrl?: string;
  gatewayInternalNetworks?: string[];
  /** Whether the managed settings of a host program count beside those of this machine. */
  parentSettingsBehavior?: "first-wins" | "merge";
  /** Whether one source of managed settings wins, or all count. */
  managedSourcesBehavior?: "first-wins" | "merge";
  forceLoginOrgUUID?: string | string[];
  allowNestedModelAccessUnderForceLogin?: boolean;
  allowedProviders?: ("anthropic" | "customEndpoint" | "bedrock" | "vertex" | "foundry" | "anthropicAws" | "mantle" | "gateway")[];
  forceRemoteSettingsRefresh?: boolean;
  otelHeadersHelper?: string;
  outputStyle?: string;
  viewMode?: "default" | "verbose" | "focus";
  language?: string;
  skipWebFetchPreflight?: boolean;
  sandbox?: SandboxSettings;
  /** @minimum 0 @maximum 1 */
  feedbackSurveyRate?: number;
  feedbackDrafts?: "notify" | "quiet" | "off";
  spinnerTipsEnabled?: boolean;
  spinnerVerbs?: {
    mode: "append" | "replace";
    verbs: string[];
  };
  spinnerTipsOverride?: {
    excludeDefault?: boolean;
    tips?: (string | Record<string, unknown>)[];
    tipsFile?: string;
    label?: string;
    [field: string]: unknown;
  };
  syntaxHighlightingDisabled?: boolean;
  /** @minimum 40 */
  maxProseWidth?: number;
  spellcheck?: {
    enabled?: boolean;
    checker?: string;
    language?: string;
    color?: string;
    [field: string]: unknown;
  };
  terminalTitleFromRename?: boolean;
  promptCacheTtl?: "5m" | "1h";
  subagentPromptCacheTtl?: "5m" | "1h";
  alwaysThinkingEnabled?: boolean;
  effortLevel?: "low" | "medium" | "high" | "xhigh";
  maxEffortLevel?: "low" | "medium" | "high" | "xhigh" | "max";
  modelSettings?: Record<string, {
    effortLevel?: "low" | "medium" | "high" | "xhigh";
    maxEffortLevel?: "low" | "medium" | "high" | "xhigh" | "max";
    autoCompactWindow?: "auto" | number;
    [field: string]: unknown;
  }>;
  ultracode?: boolean;
  /** Tokens at which the conversation is compacted. @minimum 100000 */
  autoCompactWindow?: number;
  advisorModel?: string;
  fastMode?: boolean;
  fastModePerSessionOptIn?: boolean;
  promptSuggestionEnabled?: boolean;
  emojiCompletionEnabled?: boolean;
  showClearContextOnPlanAccept?: boolean;
  askUserQuestionTimeout?: "60s" | "5m" | "10m" | "never";
  dialogExpiry?: "60s" | "5m" | "10m" | "never";
  agent?: string;
  companyAnnouncements?: string[];
  pluginConfigs?: Record<string, {
    mcpServers?: Record<string, Record<string, string | number | boolean | string[]>>;
    options?: Record<string, string | number | boolean | string[]>;
  } | Record<string, unknown>>;
  remote?: {
    defaultEnvironmentId?: string;
  };
  autoUpdatesChannel?: "latest" | "stable" | "rc";
  minimumVersion?: string;
  requiredMinimumVersion?: string;
  requiredMaximumVersion?: string;
  downloadsMirrorUrl?: string;
  plansDirectory?: string;
  tui?: "default" | "fullscreen";
  voice?: {
    enabled?: boolean;
    mode?: "hold" | "tap";
    autoSubmit?: boolean;
  };
  channelsEnabled?: boolean;
  allowedChannelPlugins?: {
    marketplace: string;
    plugin: string;
  }[];
  prefersReducedMotion?: boolean;
  timeFormat?: ("auto" | "12-hour" | "24-hour" | "24-hour-utc") | string;
  timeZone?: string;
  autoMemoryEnabled?: boolean;
  autoMemoryDirectory?: string;
  autoDreamEnabled?: boolean;
  showThinkingSummaries?: boolean;
  skipDangerousModePermissionPrompt?: boolean;
  disableAutoMode?: "disable";
  sshConfigs?: {
    id: string;
    name: string;
    sshHost: string;
    sshPort?: number;
    sshIdentityFile?: string;
    startDirectory?: string;
  }[];
  sshHostCommands?: unknown[];
  claudeMd?: string;
  claudeMdExcludes?: string[];
  pluginTrustMessage?: string;
  theme?: ("auto" | "dark" | "light" | "light-daltonized" | "dark-daltonized" | "light-ansi" | "dark-ansi") | string;
  editorMode?: "normal" | "vim";
  keybindingFlavor?: "classic" | "readline";
  vimInsertModeRemaps?: Record<string, unknown>;
  verbose?: boolean;
  preferredNotifChannel?: "auto" | "iterm2" | "terminal_bell" | "iterm2_with_bell" | "kitty" | "ghostty" | "notifications_disabled";
  autoCompactEnabled?: boolean;
  precomputeCompactionEnabled?: boolean;
  idleCompaction?: boolean;
  switchModelsOnFlag?: boolean;
  autoContinueAtUsageLimit?: boolean;
  autoScrollEnabled?: boolean;
  wheelScrollAccelerationEnabled?: boolean;
  fileCheckpointingEnabled?: boolean;
  showTurnDuration?: boolean;
  showMessageTimestamps?: boolean;
  terminalProgressBarEnabled?: boolean;
  todoFeatureEnabled?: boolean;
  teammateMode?: "auto" | "tmux" | "iterm2" | "in-process";
  remoteControlAtStartup?: boolean;
  isolatePeerMachines?: boolean;
  daemonColdStart?: "transient" | "ask";
  /** Messages from other sessions of this machine. */
  crossSessionInbound?: "accept" | "hold" | "refuse";
  autoUploadSessions?: boolean;
  inputNeededNotifEnabled?: boolean;
  agentPushNotifEnabled?: boolean;
  skipAutoPermissionPrompt?: boolean;
  useAutoModeDuringPlan?: boolean;
  /** What auto mode is told to allow and refuse. */
  autoMode?: {
    allow?: string[];
    soft_deny?: string[];
    hard_deny?: string[];
    environment?: string[];
    classifyAllShell?: boolean;
  };
  disableDeepLinkRegistration?: "disable";
  voiceEnabled?: boolean;
  defaultView?: "chat" | "transcript";
  [field: string]: unknown;
}

/** The sandbox in which commands run. */
export type SandboxSettings = {
  /** Default: false. */
  enabled?: boolean | undefined;
  /** Fail rather than run without a sandbox. Default: true when `enabled` is given in the option `sandbox`. */
  failIfUnavailable?: boolean | undefined;
  /** Commands in the sandbox need no permission. */
  autoAllowBashIfSandboxed?: boolean | undefined;
  /** The model may ask for a command outside of it. */
  allowUnsandboxedCommands?: boolean | undefined;
  network?: SandboxNetworkConfig | undefined;
  filesystem?: SandboxFilesystemConfig | undefined;
  credentials?: SandboxCredentialsConfig | undefined;
  ignoreViolations?: SandboxIgnoreViolations | undefined;
  enableWeakerNestedSandbox?: boolean | undefined;
  allowNestedUserNamespaces?: boolean | undefined;
  enableWeakerNetworkIsolation?: boolean | undefined;
  allowAppleEvents?: boolean | undefined;
  excludedCommands?: string[] | undefined;
  ripgrep?: {
    command: string;
    args?: string[] | undefined;
  } | undefined;
  /** Where a program is that makes the sandbox on Linux. Managed settings only. */
  bwrapPath?: string | undefined;
  /** Where a program is that makes the sandbox on Linux. Managed settings only. */
  socatPath?: string | undefined;
  [field: string]: unknown;
};

/** Violations that are not reported, by command. */
export type SandboxIgnoreViolations = Record<string, string[]>;

/** What commands see of secrets. */
export type SandboxCredentialsConfig = {
  files?: {
    path: string;
    /** Refuse the secret, or show a placeholder that is swapped for it only in requests to allowed hosts. */
    mode: "deny" | "mask";
    extract?: string | undefined;
    onExtractNoMatch?: "warn" | "deny" | "error" | undefined;
    decode?: "jwt" | undefined;
    maskClaims?: string[] | undefined;
    maskDuplicates?: boolean | undefined;
    injectHosts?: string[] | undefined;
  }[] | undefined;
  envVars?: {
    name: string;
    /** Refuse the secret, or show a placeholder that is swapped for it only in requests to allowed hosts. */
    mode: "deny" | "mask";
    extract?: string | undefined;
    onExtractNoMatch?: "warn" | "deny" | "error" | undefined;
    decode?: "jwt" | undefined;
    maskClaims?: string[] | undefined;
    injectHosts?: string[] | undefined;
  }[] | undefined;
  allowPlaintextInject?: boolean | undefined;
  awsPairs?: {
    accessKeyIdVar: string;
    secretAccessKeyVar: string;
    sessionTokenVar?: string | undefined;
  }[] | undefined;
  sigv4?: {
    streaming?: "deny" | "passthrough" | undefined;
    presigned?: "deny" | "passthrough" | undefined;
    sigv4a?: "deny" | "passthrough" | undefined;
  } | undefined;
};

/** Which files commands can read and write. */
export type SandboxFilesystemConfig = {
  allowWrite?: string[] | undefined;
  denyWrite?: string[] | undefined;
  denyRead?: string[] | undefined;
  allowRead?: string[] | undefined;
  allowManagedReadPathsOnly?: boolean | undefined;
  disabled?: boolean | undefined;
};

/** Which hosts and sockets commands can reach. */
export type SandboxNetworkConfig = {
  allowedDomains?: string[] | undefined;
  deniedDomains?: string[] | undefined;
  strictAllowlist?: boolean | undefined;
  allowManagedDomainsOnly?: boolean | undefined;
  allowUnixSockets?: string[] | undefined;
  allowAllUnixSockets?: boolean | undefined;
  allowLocalBinding?: boolean | undefined;
  allowMachLookup?: string[] | undefined;
  httpProxyPort?: number | undefined;
  socksProxyPort?: number | undefined;
  tlsTerminate?: {
    caCertPath?: string | undefined;
    caKeyPath?: string | undefined;
  } | undefined;
};

/** Marketplaces of plugins, by name. */
export type Marketplaces = Record<string, {
  source: MarketplaceSource;
  installLocation?: string;
  autoUpdate?: boolean;
  pluginDigests?: Record<string, string[]>;
}>;

/** Where a marketplace is. */
export type MarketplaceSource = {
  source: "url";
  url: string;
  headers?: Record<string, string>;
  headersHelper?: string;
} | {
  source: "github";
  repo: string;
  ref?: string;
  path?: string;
  sparsePaths?: string[];
  skipLfs?: boolean;
} | {
  source: "git";
  url: string;
  ref?: string;
  path?: string;
  sparsePaths?: string[];
  skipLfs?: boolean;
} | {
  source: "npm";
  package: string;
  version?: string;
  registry?: string;
} | {
  source: "file";
  path: string;
} | {
  source: "directory";
  path: string;
} | {
  source: "skills-dir";
} | {
  source: "hostPattern";
  hostPattern: string;
} | {
  source: "pathPattern";
  pathPattern: string;
} | {
  source: "settings";
  name: string;
  plugins: {
    name: string;
    source: string | {
      source: "npm";
      package: string;
      version?: string;
      registry?: string;
    } | {
      source: "url";
      url: string;
      ref?: string;
      sha?: string;
    } | {
      source: "github";
      repo: string;
      ref?: string;
      sha?: string;
    } | {
      source: "git-subdir";
      url: string;
      path: string;
      ref?: string;
      sha?: string;
    } | {
      source: "archive";
      url: string;
      sha256?: string;
    } | {
      source: "command";
      command: string;
      timeout?: number;
      mode?: "copy" | "link";
    } | {
      source: "unsupported";
      error?: string;
    };
    description?: string;
    version?: string;
    strict?: boolean;
    engines?: Record<string, unknown>;
    headers?: Record<string, string>;
    headersHelper?: string;
  }[];
  owner?: {
    name: string;
    email?: string;
    url?: string;
  };
};

/** Hooks that are commands, prompts, agents, URLs or MCP tools, by event. */
export type SettingsHooks = Record<string, {
  matcher?: string;
  hooks: ({
    type: "command";
    command: string;
    args?: string[];
    /** A permission rule; the hook runs only for tool calls that it matches. */
    if?: string;
    shell?: "bash" | "powershell";
    /** In seconds. */
    timeout?: number;
    /** What a hook that fails means. */
    onFailure?: "continue" | "block";
    statusMessage?: string;
    /** Run it once in a session. */
    once?: boolean;
    /** Go on without waiting for it; `asyncRewake` lets its end wake the agent. */
    async?: boolean;
    asyncRewake?: boolean;
  } | {
    type: "prompt";
    prompt: string;
    /** A permission rule; the hook runs only for tool calls that it matches. */
    if?: string;
    /** In seconds. */
    timeout?: number;
    model?: string;
    continueOnBlock?: boolean;
    statusMessage?: string;
    /** Run it once in a session. */
    once?: boolean;
  } | {
    type: "agent";
    prompt: string;
    /** A permission rule; the hook runs only for tool calls that it matches. */
    if?: string;
    /** In seconds. */
    timeout?: number;
    model?: string;
    statusMessage?: string;
    /** Run it once in a session. */
    once?: boolean;
  } | {
    type: "http";
    url: string;
    /** A permission rule; the hook runs only for tool calls that it matches. */
    if?: string;
    /** In seconds. */
    timeout?: number;
    /** What a hook that fails means. */
    onFailure?: "continue" | "block";
    headers?: Record<string, string>;
    /** Environment variables whose values may stand in the headers. */
    allowedEnvVars?: string[];
    statusMessage?: string;
    /** Run it once in a session. */
    once?: boolean;
  } | {
    type: "mcp_tool";
    server: string;
    tool: string;
    input?: Record<string, unknown>;
    /** A permission rule; the hook runs only for tool calls that it matches. */
    if?: string;
    /** In seconds. */
    timeout?: number;
    /** What a hook that fails means. */
    onFailure?: "continue" | "block";
    statusMessage?: string;
    /** Run it once in a session. */
    once?: boolean;
  })[];
}[]>;

/** An MCP server: by name, command or URL. */
export interface ServerRule {
  serverName?: string;
  serverCommand?: AtLeast1<string>;
  serverUrl?: string;
}

/** Permission rules such as `Bash(git:*)`, the mode of new sessions, and limits on directories. */
export interface PermissionSettings {
  allow?: string[];
  deny?: string[];
  ask?: string[];
  /** The mode of new sessions; see `filterEscalatingDefaultMode()`. */
  defaultMode?: "acceptEdits" | "auto" | "bypassPermissions" | "default" | "dontAsk" | "plan";
  disableBypassPermissionsMode?: "disable";
  blockReadsOutsideWorkingDirectories?: boolean;
  blockWritesOutsideWorkingDirectories?: boolean;
  blockReadsExemptPaths?: string[];
  workingDirectoriesAsGiven?: string[];
  workingDirectoriesExclude?: string[];
  disableAutoMode?: "disable";
  /** Refuse what would otherwise be asked; `canUseTool` is not asked either. */
  denyInsteadOfPrompting?: boolean;
  additionalDirectories?: string[];
  [field: string]: unknown;
}

type AtLeast1<Item> = [Item, ...Item[]];
