// What the CLI answers when it is asked how things are, or to change MCP servers, plugins and skills.
import type {
  PermissionBehavior,
  PermissionMode,
  PermissionUpdateDestination,
  SlashCommand,
} from "./control-frames.ts";
import type { McpServerStatusConfig } from "./mcp-configs.ts";

/** A subagent that the model can use: built in, from a file, or one of `agents`. */
export type AgentInfo = { name: string; description: string; model?: string };

/** The MCP server of a tool, and where its configuration comes from; the name is untrusted text: show it as such. */
export type McpServerProvenance = { name: string; source: string };

/** The state of an MCP server; `error` says why it failed, `tools` is absent until it is connected. */
export interface McpServerStatus {
  name: string;
  status: "connected" | "failed" | "needs-auth" | "pending" | "disabled";
  serverInfo?: { name: string; version: string };
  error?: string;
  config?: McpServerStatusConfig;
  scope?: string;
  source?: string;
  tools?: {
    name: string;
    description?: string;
    annotations?: { readOnly?: boolean; destructive?: boolean; openWorld?: boolean };
    _meta?: Record<string, unknown>;
  }[];
}

/** The names of servers that were added and removed, and for those that failed, why, by name. */
export type McpSetServersResult = { added: string[]; removed: string[]; errors: Record<string, string> };

/** The contents of an MCP resource: `text`, or `blob` in base64. It is the server's, so do not trust it. */
export interface SDKControlMcpReadResourceResponse {
  contents: {
    uri: string;
    mimeType?: string;
    text?: string;
    blob?: string;
    _meta?: Record<string, unknown>;
  }[];
}

/** A plugin in the folder `path`; `skipMcpDiscovery` leaves its MCP servers out. */
export type SdkPluginConfig = { type: "local"; path: string; skipMcpDiscovery?: boolean };

/** A mistake in a settings file: the file, the path of the key in it, and what is wrong. */
export type SDKSettingsParseError = { file?: string; path: string; message: string };

/** Commands, agents, plugins and servers after a reload; with `held: true` nothing was changed. */
export interface SDKControlReloadPluginsResponse {
  commands: SlashCommand[];
  agents: AgentInfo[];
  plugins: { name: string; path: string; source?: string; version?: string }[];
  mcpServers: McpServerStatus[];
  error_count: number;
  held?: boolean;
  cache_impact?: {
    mcp_servers_added: string[];
    mcp_servers_removed: string[];
    lsp_tool_change: ("adds" | "may-add" | "removes" | "may-remove") | null;
  };
}

/** All skills, after they were read from disk again. */
export type SDKControlReloadSkillsResponse = { skills: SlashCommand[] };

/** The names of all output styles, after they were read from disk again. */
export type SDKControlReloadOutputStylesResponse = { available_output_styles: string[] };

/** The permission mode in effect after a change, which may be another than the one asked for. */
export type SDKControlSetPermissionModeResponse = { mode?: PermissionMode };

/** A file's contents: text, or base64 if `encoding` says so; `truncated` when it is longer than asked for. */
export interface SDKControlReadFileResponse {
  contents: string;
  absPath: string;
  truncated?: boolean;
  encoding?: "base64";
  lossy?: boolean;
}

/** Whether files can be restored; a dry run lists the files and lines that would change, a real one does not. */
export interface RewindFilesResult {
  canRewind: boolean;
  error?: string;
  filesChanged?: string[];
  insertions?: number;
  deletions?: number;
  skippedLinks?: number;
}

/** Answer of `listPermissionRules()`: every permission rule and directory in force, from all sources. */
export type SDKControlListPermissionRulesResponse = { state: SDKControlPermissionRulesState };

/** The rules and directories in force, of every source; `managedOnly` when only an administrator's count. */
export interface SDKControlPermissionRulesState {
  rules: SDKPermissionRuleEntry[];
  workspaceDirectories: SDKPermissionWorkspaceDirectory[];
  originalCwd: string;
  managedOnly: boolean;
  errors?: SDKSettingsParseError[];
  /** The answer was cut. */ withheld?: boolean;
}

/** A rule in words for a user interface: `prefix`, then `emphasis`, then `suffix`. */
export type SDKPermissionRuleDescription = { prefix: string; emphasis?: string; suffix?: string };

type ManagedSource = "flagSettings" | "policySettings" | "mcpServerPolicy";
type ImpliedSource = "command" | "mcpMount" | "toolsNarrowing" | "hostCredential";

/** A permission rule, its source, and whether it can be changed for good, for the session, or not at all. */
export interface SDKPermissionRuleEntry {
  behavior: PermissionBehavior;
  source: PermissionUpdateDestination | ManagedSource | ImpliedSource;
  rule: string;
  description?: SDKPermissionRuleDescription;
  editability: "persistent" | "session" | "readonly";
  /** `managedOnly` switches it off. */ notInEffect?: boolean;
}

/** A directory that the session may use, and what added it. */
export type SDKPermissionWorkspaceDirectory = { path: string; source: string };
