// What the CLI answers when it is asked how things are, or to change MCP servers, plugins and skills.
import type {
  PermissionBehavior,
  PermissionMode,
  PermissionUpdateDestination,
  SlashCommand,
} from "./control.ts";
import type { McpServerStatusConfig } from "./mcp-configs.ts";

/** A subagent that can be used. */
export type AgentInfo = { name: string; description: string; model?: string };

/** The MCP server of a tool, and where its configuration comes from; the name is untrusted text. */
export type McpServerProvenance = { name: string; source: string };

/** How an MCP server is doing, and what it offers. */
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

/** Which servers came and went, and why some could not be reached. */
export type McpSetServersResult = { added: string[]; removed: string[]; errors: Record<string, string> };

/** The contents of a resource; untrusted. */
export interface SDKControlMcpReadResourceResponse {
  contents: {
    uri: string;
    mimeType?: string;
    text?: string;
    blob?: string;
    _meta?: Record<string, unknown>;
  }[];
}

/** A plugin in a folder. */
export type SdkPluginConfig = { type: "local"; path: string; skipMcpDiscovery?: boolean };

/** A settings file that could not be read. */
export type SDKSettingsParseError = { file?: string; path: string; message: string };

/** What there is after plugins were loaded again; `held` when nothing was changed. */
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

/** The skills after they were loaded again. */
export type SDKControlReloadSkillsResponse = { skills: SlashCommand[] };

/** The output styles after they were loaded again. */
export type SDKControlReloadOutputStylesResponse = { available_output_styles: string[] };

/** The permission mode that counts after it was changed. */
export type SDKControlSetPermissionModeResponse = { mode?: PermissionMode };

/** A file's contents, as text or base64. */
export interface SDKControlReadFileResponse {
  contents: string;
  absPath: string;
  truncated?: boolean;
  encoding?: "base64";
  lossy?: boolean;
}

/** Whether files can be brought back, and which would change. */
export interface RewindFilesResult {
  canRewind: boolean;
  error?: string;
  filesChanged?: string[];
  insertions?: number;
  deletions?: number;
  skippedLinks?: number;
}

/** The permission rules in force. */
export type SDKControlListPermissionRulesResponse = { state: SDKControlPermissionRulesState };

/** Rules and directories, with those of every source. */
export interface SDKControlPermissionRulesState {
  rules: SDKPermissionRuleEntry[];
  workspaceDirectories: SDKPermissionWorkspaceDirectory[];
  originalCwd: string;
  managedOnly: boolean;
  errors?: SDKSettingsParseError[];
  withheld?: boolean;
}

/** A rule in words, in three pieces. */
export type SDKPermissionRuleDescription = { prefix: string; emphasis?: string; suffix?: string };

type ManagedSource = "flagSettings" | "policySettings" | "mcpServerPolicy";
type ImpliedSource = "command" | "mcpMount" | "toolsNarrowing" | "hostCredential";

/** A rule, where it comes from, and whether it can be changed. */
export interface SDKPermissionRuleEntry {
  behavior: PermissionBehavior;
  source: PermissionUpdateDestination | ManagedSource | ImpliedSource;
  rule: string;
  description?: SDKPermissionRuleDescription;
  editability: "persistent" | "session" | "readonly";
  notInEffect?: boolean;
}

/** A directory that the session may use. */
export type SDKPermissionWorkspaceDirectory = { path: string; source: string };
