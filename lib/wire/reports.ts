// What the CLI answers when it is asked how things are, or to change MCP servers, plugins and skills.
import type {
  PermissionBehavior,
  PermissionMode,
  PermissionUpdateDestination,
  SlashCommand,
} from "./control-frames.ts";
import type { McpServerStatusConfig } from "./mcp-configs.ts";

/** A subagent that the model can use: built in, from a file, or from the option `agents`. */
export type AgentInfo = {
  name: string;
  description: string;
  /** Absent if it uses the default model for subagents, or that of its parent. */ model?: string;
};

/** The MCP server of a tool, and where its configuration comes from. The name is untrusted text. */
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

/** The names of the servers that were added and removed, and the error of each that failed, by name. */
export type McpSetServersResult = { added: string[]; removed: string[]; errors: Record<string, string> };

/** The contents of an MCP resource: `text`, or `blob` in base64. Untrusted: it comes from the server. */
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

/** An error in a settings file: the file, the path of the key in it, and what is wrong. */
export type SDKSettingsParseError = { file?: string; path: string; message: string };

/** The commands, agents, plugins and MCP servers after a reload; with `held: true` nothing has changed. */
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

/** All skills, read again from disk. */
export type SDKControlReloadSkillsResponse = { skills: SlashCommand[] };

/** The names of all output styles, read again from disk. */
export type SDKControlReloadOutputStylesResponse = { available_output_styles: string[] };

/** The permission mode after a change; it may differ from the one that was requested. */
export type SDKControlSetPermissionModeResponse = { mode?: PermissionMode };

/** A file's contents: text, or base64 if `encoding` says so; `truncated` if only the beginning was read. */
export interface SDKControlReadFileResponse {
  contents: string;
  absPath: string;
  truncated?: boolean;
  encoding?: "base64";
  lossy?: boolean;
}

/** Whether files can be restored; only a dry run lists the files and counts the lines that would change. */
export interface RewindFilesResult {
  canRewind: boolean;
  error?: string;
  filesChanged?: string[];
  insertions?: number;
  deletions?: number;
  skippedLinks?: number;
}

/** The answer of `listPermissionRules()`: all permission rules and directories, from every source. */
export type SDKControlListPermissionRulesResponse = { state: SDKControlPermissionRulesState };

/** The rules and directories in force; with `managedOnly`, only those of an administrator are. */
export interface SDKControlPermissionRulesState {
  rules: SDKPermissionRuleEntry[];
  workspaceDirectories: SDKPermissionWorkspaceDirectory[];
  originalCwd: string;
  managedOnly: boolean;
  errors?: SDKSettingsParseError[];
  /** True if the list was cut. */ withheld?: boolean;
}

/** A rule in words for a user interface: `prefix`, then `emphasis`, then `suffix`. */
export type SDKPermissionRuleDescription = { prefix: string; emphasis?: string; suffix?: string };

type ManagedSource = "flagSettings" | "policySettings" | "mcpServerPolicy";
type ImpliedSource = "command" | "mcpMount" | "toolsNarrowing" | "hostCredential";

/** A permission rule, its source, and whether it can be changed: for good, for the session, or not at all. */
export interface SDKPermissionRuleEntry {
  behavior: PermissionBehavior;
  source: PermissionUpdateDestination | ManagedSource | ImpliedSource;
  rule: string;
  description?: SDKPermissionRuleDescription;
  editability: "persistent" | "session" | "readonly";
  /** True if `managedOnly` disables it. */ notInEffect?: boolean;
}

/** A directory that the session may use, and what added it. */
export type SDKPermissionWorkspaceDirectory = { path: string; source: string };
