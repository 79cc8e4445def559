// Settings: plugins, marketplaces, skills and MCP servers.

interface GitPlace {
  ref?: string;
  path?: string;
  sparsePaths?: string[];
  skipLfs?: boolean;
}

interface NpmPlace {
  source: "npm";
  package: string;
  version?: string;
  registry?: string;
}

interface HttpFields {
  headers?: { [name: string]: string };
  /** A command that prints headers. */
  headersHelper?: string;
}

type PluginSource =
  | string
  | NpmPlace
  | { source: "url"; url: string; ref?: string; sha?: string }
  | { source: "github"; repo: string; ref?: string; sha?: string }
  | { source: "git-subdir"; url: string; path: string; ref?: string; sha?: string }
  | { source: "archive"; url: string; sha256?: string }
  | { source: "command"; command: string; timeout?: number; mode?: "copy" | "link" }
  | { source: "unsupported"; error?: string };

interface ListedPlugin extends HttpFields {
  name: string;
  source: PluginSource;
  description?: string;
  version?: string;
  strict?: boolean;
  engines?: { [name: string]: unknown };
}

type MarketplaceSource =
  | ({ source: "url"; url: string } & HttpFields)
  | ({ source: "github"; repo: string } & GitPlace)
  | ({ source: "git"; url: string } & GitPlace)
  | NpmPlace
  | { source: "file"; path: string }
  | { source: "directory"; path: string }
  | { source: "skills-dir" }
  | { source: "hostPattern"; hostPattern: string }
  | { source: "pathPattern"; pathPattern: string }
  | {
      source: "settings";
      name: string;
      plugins: ListedPlugin[];
      owner?: { name: string; email?: string; url?: string };
    };

interface Marketplaces {
  [name: string]: {
    source: MarketplaceSource;
    installLocation?: string;
    autoUpdate?: boolean;
    pluginDigests?: { [plugin: string]: string[] };
  };
}

interface ServerRule {
  serverName?: string;
  serverCommand?: [string, ...string[]];
  serverUrl?: string;
}

interface OptionValues {
  [option: string]: string | number | boolean | string[];
}

/** Settings: plugins, skills and MCP servers. */
export interface PluginSettings {
  enabledPlugins?: { [plugin: string]: string[] | boolean | { [field: string]: unknown } };
  pluginConfigs?: {
    [plugin: string]:
      | { mcpServers?: { [server: string]: OptionValues }; options?: OptionValues }
      | { [field: string]: unknown };
  };
  prependPlugins?: string[];
  appendPlugins?: string[];
  pluginTrustMessage?: string;
  pluginSuggestionMarketplaces?: string[];
  strictPluginOnlyCustomization?: boolean | ("skills" | "agents" | "hooks" | "mcp")[];
  disableCommandPluginSources?: boolean;
  disableSideloadFlags?: boolean;
  extraKnownMarketplaces?: Marketplaces;
  additionalMarketplaces?: Marketplaces;
  strictKnownMarketplaces?: MarketplaceSource[];
  allowedMarketplaces?: MarketplaceSource[];
  blockedMarketplaces?: MarketplaceSource[];
  channelsEnabled?: boolean;
  allowedChannelPlugins?: { marketplace: string; plugin: string }[];
  syncClaudeAiPlugins?: boolean;
  syncClaudeAiSkills?: boolean;
  skillOverrides?: { [skill: string]: "on" | "name-only" | "user-invocable-only" | "off" };
  /** @type uint32 @minimum 1 */
  skillListingMaxDescChars?: number;
  /** @exclusiveMinimum 0 @maximum 1 */
  skillListingBudgetFraction?: number;
  disableBundledSkills?: boolean;
  disableSkillShellExecution?: boolean;
  enableAllProjectMcpServers?: boolean;
  enabledMcpjsonServers?: string[];
  disabledMcpjsonServers?: string[];
  allowedMcpServers?: ServerRule[];
  deniedMcpServers?: ServerRule[];
  managedMcpServers?: { [server: string]: { [field: string]: unknown } };
  allowManagedMcpServersOnly?: boolean;
  allowAllClaudeAiMcps?: boolean;
  allowClaudeInChromeWithManagedMcp?: boolean;
  disableClaudeAiConnectors?: boolean;
  desktopMcpServersListScope?: string;
}
