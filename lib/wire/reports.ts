// The requests that ask how things are, or that change MCP servers, plugins and skills; and what the CLI answers.
import type { ModelInfo, PermissionBehavior, PermissionUpdateDestination, SlashCommand } from "./control.ts";
import type { McpServerConfigForProcessTransport, McpServerStatusConfig } from "./mcp-configs.ts";
import type { SDKControlGetContextUsageResponse } from "./report-context.ts";
import type { SDKControlGetUsageResponse } from "./report-usage.ts";
import type { Nothing, Request } from "./requests.ts";

/** The requests that ask how things are. */
export interface ReportRequests {
  get_context_usage: Request<{ detail?: "summary" | "full" }, SDKControlGetContextUsageResponse>;
  get_usage: Request<{ skip_behaviors?: boolean }, SDKControlGetUsageResponse>;
  get_session_cost: Request<Nothing, { text: string }>;
  get_settings: Request<Nothing, Record<string, unknown>>;
  get_binary_version: Request<Nothing, { version: string; buildTime?: string }>;
  get_hooks_listing: Request<Nothing, Record<string, unknown>>;
  get_task_output: Request<{ task_id: string }, { output: string; total_bytes: number; truncated: boolean }>;
  list_models: Request<Nothing, { models: ModelInfo[] }>;
  list_permission_rules: Request<Nothing, SDKControlListPermissionRulesResponse>;
  file_suggestions: Request<{ query: string }, { suggestions: unknown[]; cwd: string }>;
  read_file: Request<
    { path: string; max_bytes?: number; encoding?: "utf-8" | "base64" },
    SDKControlReadFileResponse
  >;
  generate_session_title: Request<{ description: string }, { title: string | null }>;
  side_question: Request<{ question: string }, { response: string }>;
}

interface McpCall {
  tool: string;
  arguments?: Record<string, unknown>;
  /** In milliseconds. */
  timeout_ms?: number;
  expires_at?: string;
  result_not_for_model?: boolean;
  check_permissions?: boolean;
  input_files?: { name: string; lane_path: string }[];
  output_files?: { name: string; lane_path: string; if_match?: string }[];
}

/** The requests about MCP servers, plugins and skills. */
export interface ExtensionRequests {
  mcp_status: Request<{ liveReply?: boolean }, { mcpServers: McpServerStatus[] }>;
  mcp_reconnect: Request<{ serverName: string }>;
  mcp_toggle: Request<{ serverName: string; enabled: boolean }>;
  mcp_set_servers: Request<
    { servers: Record<string, McpServerConfigForProcessTransport> },
    McpSetServersResult
  >;
  mcp_call: Request<McpCall, Record<string, unknown>>;
  mcp_read_resource: Request<{ serverName: string; uri: string }, SDKControlMcpReadResourceResponse>;
  mcp_message: Request<{ server_name: string; message: object }>;
  reload_plugins: Request<
    { hold_on_cache_impact?: boolean; add_plugins?: SdkPluginConfig[]; refuse_if_busy?: boolean },
    SDKControlReloadPluginsResponse
  >;
  reload_skills: Request<Nothing, SDKControlReloadSkillsResponse>;
  reload_output_styles: Request<Nothing, SDKControlReloadOutputStylesResponse>;
}

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
