// What the generated validators demand of each kind of line: what a program relies on, and no more, so that
// a newer CLI's lines still pass. Run `npm run generate` after a change; nothing imports this file.
import typia from "typia";
import type { ControlRequestFrame, ControlResponseFrame } from "./control.ts";

interface Blocks {
  content: { type: string }[];
}

interface Assistant {
  type: "assistant";
  message: Blocks & { role: "assistant" };
}

interface User {
  type: "user";
  message: { role: "user"; content: string | { type: string }[] };
}

interface Success {
  type: "result";
  subtype: "success";
  is_error: boolean;
  result: string;
}

interface Failure {
  type: "result";
  subtype:
    | "error_during_execution"
    | "error_max_turns"
    | "error_max_budget_usd"
    | "error_max_structured_output_retries";
  is_error: boolean;
  errors?: string[];
}

interface StreamPiece {
  type: "stream_event";
  event: { type: string };
}

interface Lifecycle {
  type: "command_lifecycle";
  command_uuid: string;
  state: string;
}

interface ToolProgress {
  type: "tool_progress";
  tool_use_id: string;
  elapsed_time_seconds: number;
}

interface RateLimit {
  type: "rate_limit_event";
  rate_limit_info: { status: string };
}

interface Init {
  session_id: string;
  cwd: string;
  model: string;
  tools: string[];
  mcp_servers: { name: string; status: string }[];
}

interface Task {
  task_id: string;
}

/** Validators of top-level kinds, by `type`. */
export const messageChecks: Readonly<Record<string, (input: unknown) => boolean>> = {
  assistant: typia.createIs<Assistant>(),
  user: typia.createIs<User>(),
  result: typia.createIs<Success | Failure>(),
  stream_event: typia.createIs<StreamPiece>(),
  command_lifecycle: typia.createIs<Lifecycle>(),
  tool_progress: typia.createIs<ToolProgress>(),
  tool_use_summary: typia.createIs<{ summary: string }>(),
  rate_limit_event: typia.createIs<RateLimit>(),
  auth_status: typia.createIs<{ isAuthenticating: boolean }>(),
  prompt_suggestion: typia.createIs<{ suggestion: string }>(),
  conversation_reset: typia.createIs<{ new_conversation_id: string }>(),
  transcript_mirror: typia.createIs<{ filePath: string; entries: unknown[] }>(),
  active_goal: typia.createIs<object>(),
};

/** Validators of `system` messages, by `subtype`. */
export const systemChecks: Readonly<Record<string, (input: unknown) => boolean>> = {
  init: typia.createIs<Init>(),
  status: typia.createIs<{ status?: string | null; permissionMode?: string }>(),
  session_state_changed: typia.createIs<{ state: string }>(),
  api_retry: typia.createIs<{ attempt: number; max_retries: number }>(),
  compact_boundary: typia.createIs<{ compact_metadata: { trigger: string } }>(),
  control_request_progress: typia.createIs<{ request_id: string; status: string }>(),
  model_refusal_fallback: typia.createIs<{ original_model: string; fallback_model: string }>(),
  model_refusal_no_fallback: typia.createIs<{ original_model: string }>(),
  commands_changed: typia.createIs<{ commands: unknown[] }>(),
  local_command_output: typia.createIs<{ content: string }>(),
  notification: typia.createIs<{ text: string }>(),
  informational: typia.createIs<{ content: string }>(),
  permission_denied: typia.createIs<{ tool_name: string; tool_use_id: string }>(),
  session_title_changed: typia.createIs<object>(),
  thinking_tokens: typia.createIs<{ estimated_tokens: number }>(),
  task_started: typia.createIs<Task & { description: string }>(),
  task_progress: typia.createIs<Task & { description: string }>(),
  task_updated: typia.createIs<Task & { patch: object }>(),
  task_notification: typia.createIs<Task & { status: string }>(),
  background_tasks_changed: typia.createIs<{ tasks: Task[] }>(),
  hook_started: typia.createIs<{ hook_id: string; hook_event: string }>(),
  hook_progress: typia.createIs<{ hook_id: string; hook_event: string }>(),
  hook_response: typia.createIs<{ hook_id: string; hook_event: string }>(),
  plugin_install: typia.createIs<{ status: string }>(),
  files_persisted: typia.createIs<{ files: unknown[] }>(),
  memory_recall: typia.createIs<{ memories: unknown[] }>(),
  elicitation_complete: typia.createIs<{ elicitation_id: string }>(),
  mirror_error: typia.createIs<{ error: string }>(),
  session_writes_lost: typia.createIs<{ error_code: string }>(),
  worker_shutting_down: typia.createIs<{ reason: string }>(),
};

export const controlRequest: (input: unknown) => input is ControlRequestFrame =
  typia.createIs<ControlRequestFrame>();

export const controlResponse: (input: unknown) => input is ControlResponseFrame =
  typia.createIs<ControlResponseFrame>();

export const controlCancel: (input: unknown) => input is { request_id: string } = typia.createIs<{
  request_id: string;
}>();
