// The input of hooks, event by event.
import type { ExitReason } from "../generated/hooks.ts";
import type { PermissionUpdate } from "../wire/control-frames.ts";
import type { SDKAssistantMessageError } from "../wire/conversation-messages.ts";
import type { McpServerProvenance } from "../wire/reports.ts";

/** Fields of every hook's input. `agent_id` only inside a subagent; `agent_type` also on a main thread that runs as an `agent`. */
export interface BaseHookInput {
  session_id: string;
  transcript_path: string;
  cwd: string;
  prompt_id?: string;
  permission_mode?: string;
  agent_id?: string;
  agent_type?: string;
  effort?: { level: string };
}

/** The input of an event's hooks: the fields of all, and its own. */
export type HookInputOf<Event extends keyof HookInputs> = BaseHookInput & {
  hook_event_name: Event;
} & HookInputs[Event];

/** The fields that each event's hooks receive besides those of {@link BaseHookInput}. */
export interface HookInputs
  extends ToolHooks,
    PermissionHooks,
    PromptHooks,
    SessionHooks,
    AgentHooks,
    PlaceHooks,
    McpHooks {}

type Tool = { tool_name: string; tool_input: unknown; mcp_server?: McpServerProvenance };

interface ToolCall extends Tool {
  tool_use_id: string;
}

/** One tool call of a `PostToolBatch`; `tool_response` is absent if the call did not run. */
export interface PostToolBatchToolCall extends Omit<ToolCall, "mcp_server"> {
  tool_response?: unknown;
}

/** A skill that is loaded, and who wants it. */
type Skill = { command_name: string; command_source?: string; invoked_by: "user" | "claude" | "other" };

interface ToolHooks {
  /** Called before a tool runs, and before anybody is asked for permission. */
  PreToolUse: ToolCall;
  /** Called when a tool has run, with `tool_response` and `duration_ms`. */
  PostToolUse: ToolCall & { tool_response: unknown; duration_ms?: number };
  /** Called when a tool has failed, with `error`. */
  PostToolUseFailure: ToolCall & { error: string; is_interrupt?: boolean; duration_ms?: number };
  /** Called when all calls of one message are done. */
  PostToolBatch: { tool_calls: PostToolBatchToolCall[] };
  /** Called before a command that stands in the text of a skill runs, while the skill is loaded; no tool call has its id. */
  PreSkillShellCommand: Omit<ToolCall, "mcp_server"> & Skill & { tool_input: { command: string } };
}

interface PermissionHooks {
  /** Called when a call needs a decision, together with `canUseTool`; the first answer counts. */
  PermissionRequest: Tool & { permission_suggestions?: PermissionUpdate[] };
  /** Called when mode `auto` has refused a call. */
  PermissionDenied: ToolCall & { reason: string };
}

/** A task that still runs in the background when an agent stops; the optional fields depend on its type. */
export interface BackgroundTaskSummary {
  id: string;
  type: string;
  status: string;
  description: string;
  command?: string;
  agent_type?: string;
  server?: string;
  tool?: string;
  name?: string;
}

/** A prompt that the session has scheduled; `schedule` is a cron expression. */
export type SessionCronSummary = { id: string; schedule: string; recurring: boolean; prompt: string };

/** Fields of `Stop` and `SubagentStop`; `stop_hook_active` is true when a hook has already made it continue. */
export interface StopFields {
  stop_hook_active: boolean;
  last_assistant_message?: string;
  background_tasks?: BackgroundTaskSummary[];
  session_crons?: SessionCronSummary[];
}

interface PromptHooks {
  /** Called before a prompt is handled; `decision: "block"` refuses it. */
  UserPromptSubmit: {
    prompt: string;
    source?: "user" | "sdk" | "system" | "loop_wakeup" | "schedule_wakeup" | "poll_event";
    session_title?: string;
  };
  /** Called before a slash command or MCP prompt becomes a prompt. */
  UserPromptExpansion: {
    expansion_type: "slash_command" | "mcp_prompt";
    command_name: string;
    command_args: string;
    command_source?: string;
    prompt: string;
  };
  /** Called when the agent is about to stop; `decision: "block"` makes it continue. */
  Stop: StopFields;
  /** Called when a turn ends with an error of the API. */
  StopFailure: { error: SDKAssistantMessageError; error_details?: string; last_assistant_message?: string };
  /** Called when the user's attention is needed: for example when a permission request has waited for 6 s. */
  Notification: { message: string; title?: string; notification_type: string };
  /** Called when a text of the model is shown. */
  MessageDisplay: { turn_id: string; message_id: string; index: number; final: boolean; delta: string };
}

/** Prices in US dollars. */
interface ModelSwitch {
  from_model: string;
  to_model: string;
  requested_model: string | null;
  context_tokens: number;
  prompt_cache_warm: boolean;
  cache_ttl: "5m" | "1h";
  estimated_cache_write_usd: number;
  pricing: "configured" | "catalog" | "default";
}

interface SessionHooks {
  /**
   * Called when a session starts again: `clear`, `compact`, a claim of `prewarm()`; not at a plain start,
   * which comes before your hooks are known.
   */
  SessionStart: {
    source: "startup" | "resume" | "clear" | "compact" | "fork";
    model?: string;
    session_title?: string;
    seconds_since_last_response?: number;
    context_tokens?: number;
    prompt_cache_likely_expired?: boolean;
    estimated_cache_write_usd?: number;
  };
  /** Called after `/clear`, and when the process is told to end with input still open. */
  SessionEnd: { reason: ExitReason };
  /** Called when the CLI is set up by its own command; not in a session of yours. */
  Setup: { trigger: "init" | "maintenance" };
  /** Called before the conversation is summarised to make room. */
  PreCompact: { trigger: "manual" | "auto"; custom_instructions: string | null };
  /** Called after the conversation was summarised, with `compact_summary`. */
  PostCompact: { trigger: "manual" | "auto"; compact_summary: string };
  /** Called when a CLAUDE.md file is read; not seen by hooks of programs. */
  InstructionsLoaded: {
    file_path: string;
    memory_type: "User" | "Project" | "Local" | "Managed";
    load_reason: "session_start" | "nested_traversal" | "path_glob_match" | "include" | "compact";
    globs?: string[];
    trigger_file_path?: string;
    parent_file_path?: string;
  };
  /** Called when a settings file has changed. */
  ConfigChange: {
    source: "user_settings" | "project_settings" | "local_settings" | "policy_settings" | "skills";
    file_path?: string;
  };
  /** Called before another model takes over, with what its cache will cost. */
  PreModelSwitch: ModelSwitch & { source: "command" | "picker" | "sdk" };
  /** Called after another model has taken over. */
  PostModelSwitch: ModelSwitch & { source: "command" | "picker" | "sdk" | "auto" | "resume" };
}

interface Task {
  task_id: string;
  task_subject: string;
  task_description?: string;
  teammate_name?: string;
  team_name?: string;
}

interface AgentHooks {
  /** Called when a subagent begins. */
  SubagentStart: { agent_id: string; agent_type: string };
  /** Called when a subagent is about to stop; `decision: "block"` makes it go on. */
  SubagentStop: StopFields & { agent_id: string; agent_transcript_path: string; agent_type: string };
  /** Called when a member of an agent team has nothing to do. */
  TeammateIdle: { teammate_name: string; team_name: string };
  /** Called when a task is put on the task list. */
  TaskCreated: Task;
  /** Called when a task is ticked off. */
  TaskCompleted: Task;
}

interface PlaceHooks {
  /** Called when a worktree is wanted: the hook makes it and must answer with its path. */
  WorktreeCreate: { name: string };
  /** Called when a worktree is to be removed. */
  WorktreeRemove: { worktree_path: string };
  /** Called when the working directory changes; not by `cd` in a command. */
  CwdChanged: { old_cwd: string; new_cwd: string };
  /** Called when a file of `watchPaths` changes. */
  FileChanged: { file_path: string; event: "change" | "add" | "unlink" };
  /** Called when `/add-dir` (`slash_command`) or `registerRepoRoot()` (`register_repo_root`) adds a directory; its path is absolute. */
  DirectoryAdded: { directory: string; source: "slash_command" | "register_repo_root" };
}

interface McpHooks {
  /** Called when a server asks the user for input. */
  Elicitation: {
    mcp_server_name: string;
    message: string;
    mode?: "form" | "url";
    url?: string;
    elicitation_id?: string;
    requested_schema?: Record<string, unknown>;
  };
  /** Called when the user has answered, before the server hears it. */
  ElicitationResult: {
    mcp_server_name: string;
    elicitation_id?: string;
    mode?: "form" | "url";
    action: "accept" | "decline" | "cancel";
    content?: Record<string, unknown>;
  };
}
