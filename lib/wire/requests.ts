// The requests that the CLI takes: body and answer of each.
import type { InterruptResponse, PermissionMode } from "./control.ts";
import type { InitializeRequest, InitializeResponse } from "./initialize.ts";
import type { ExtensionRequests, ReportRequests, RewindFilesResult } from "./reports.ts";

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
  /** In-process MCP servers whose handshake the claim is to wait for. */
  sdk_mcp_servers: string[];
  /** Also announce commands, agents and models of the session. */
  include_initialize: boolean;
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
  set_permission_mode: Request<{ mode: PermissionMode }, { mode?: PermissionMode }>;
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

/** Every request that the CLI is known to take, by subtype: what to send and what comes back. */
export interface OutgoingRequests extends SteeringRequests, ReportRequests, ExtensionRequests {}
