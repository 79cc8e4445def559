// The requests that the CLI takes: body and answer of each.
import type { InterruptResponse, ModelInfo, PermissionMode } from "./control-frames.ts";
import type { InitializeRequest, InitializeResponse } from "./initialize.ts";
import type { McpServerConfigForProcessTransport } from "./mcp-configs.ts";
import type { SDKControlGetContextUsageResponse } from "./report-context.ts";
import type { SDKControlGetUsageResponse } from "./report-usage.ts";
import type {
  McpServerStatus,
  McpSetServersResult,
  RewindFilesResult,
  SDKControlListPermissionRulesResponse,
  SDKControlMcpReadResourceResponse,
  SDKControlReadFileResponse,
  SDKControlReloadOutputStylesResponse,
  SDKControlReloadPluginsResponse,
  SDKControlReloadSkillsResponse,
  SdkPluginConfig,
} from "./reports.ts";

/** A request: what is sent with it, and what comes back. */
export interface Request<Body, Answer = unknown> {
  /** A field that may be left out may also be undefined: JSON leaves it out. */
  body: { [Field in keyof Body]: undefined extends Body[Field] ? Body[Field] | undefined : Body[Field] };
  answer: Answer;
}
export type Nothing = Record<never, never>;

/** What makes a spare process a session. */
export interface ClaimSessionRequest {
  cwd: string;
  permission_mode?: PermissionMode;
  env?: Record<string, string>;
  additional_directories?: string[];
  append_system_prompt?: string;
  title?: string;
  agents?: Record<string, unknown>;
  /** In-process MCP servers whose handshake the claim is to wait for. */ sdk_mcp_servers: string[];
  /** Also announce commands, agents and models of the session. */ include_initialize: boolean;
}

/** The session that a spare process has become. */
export interface ClaimSessionResponse {
  cwd: string;
  session_id: string;
  parked_ms?: number;
  sdk_mcp_settled?: boolean;
  initialize?: InitializeResponse;
}

/** The requests that steer the session. */
interface SteeringRequests {
  initialize: Request<InitializeRequest, InitializeResponse>;
  claim_session: Request<ClaimSessionRequest, ClaimSessionResponse>;
  interrupt: Request<{ cancel_queued?: boolean }, InterruptResponse>;
  set_permission_mode: Request<{ mode: PermissionMode }, { mode?: string }>;
  set_mcp_permission_mode_override: Request<
    { serverName: string; mode: "default" | "auto" | null },
    { warning?: string } | undefined
  >;
  set_model: Request<{ model?: string | null }, { model?: string }>;
  set_max_thinking_tokens: Request<{
    max_thinking_tokens?: number | null;
    thinking_display?: "summarized" | "omitted" | "highlights" | null;
  }>;
  apply_flag_settings: Request<{ settings: Record<string, unknown> }>;
  update_settings: Request<{ source: "localSettings" | "userSettings"; settings: Record<string, unknown> }>;
  rename_session: Request<{ title: string; source?: "remote" | "host"; session_id?: string }>;
  end_session: Request<Nothing>;
  cancel_async_message: Request<{ message_uuid: string }, { cancelled: boolean }>;
  stop_task: Request<{ task_id: string }>;
  background_tasks: Request<{ tool_use_id?: string }, { backgrounded?: boolean } | undefined>;
  rewind_files: Request<{ user_message_id: string; dry_run?: boolean }, RewindFilesResult>;
  seed_read_state: Request<{ path: string; mtime: number }>;
  register_repo_root: Request<
    { directory: string; reload_claude_md?: boolean; reload_plugins?: boolean; reload_skills?: boolean },
    { directory: string }
  >;
  /** Whether anybody watches; null when the host does not know. */
  set_has_subscribers: Request<{ has_subscribers: boolean | null }>;
  set_color: Request<{ color: string }>;
}

/** The requests that ask how things are. */
interface ReportRequests {
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
  /** In milliseconds. */ timeout_ms?: number;
  expires_at?: string;
  result_not_for_model?: boolean;
  /** Give a tool's own error as a result with `isError`, not as a refusal of the request. */
  soft_error_result?: boolean;
  check_permissions?: boolean;
  input_files?: { name: string; lane_path: string }[];
  output_files?: { name: string; lane_path: string; if_match?: string }[];
}

/** The requests about MCP servers, plugins and skills. */
interface ExtensionRequests {
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

/** Every request that the CLI is known to take, by subtype: what to send and what comes back. */
export interface OutgoingRequests extends SteeringRequests, ReportRequests, ExtensionRequests {}
