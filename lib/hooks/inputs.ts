// The input of hooks, event by event.
import type { ExitReason } from "../generated/hooks.ts";
import type { PermissionUpdate } from "../wire/control-frames.ts";
import type { SDKAssistantMessageError } from "../wire/conversation-messages.ts";
import type { McpServerProvenance } from "../wire/reports.ts";

/** Fields of every hook's input. */
export interface BaseHookInput {
  session_id: string;
  transcript_path: string;
  cwd: string;
  /** The uuid of the prompt that led here; absent before the first one. */ prompt_id?: string;
  permission_mode?: string;
  /** Set only inside a subagent. */ agent_id?: string;
  /** Set inside a subagent, and in a session with the option `agent`. */ agent_type?: string;
  /** Absent for events outside turns, and for models without effort levels. */ effort?: { level: string };
}

/** The input of an event's hooks: the fields of {@link BaseHookInput}, and those of the event. */
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

/** The skill that is being loaded, and who started that. */
type Skill = { command_name: string; command_source?: string; invoked_by: "user" | "claude" | "other" };

interface ToolHooks {
  /** Called before a tool runs, and before any permission request for it. */
  PreToolUse: ToolCall;
  /** Called after a tool has run, with its result (`tool_response`) and `duration_ms`. */
  PostToolUse: ToolCall & { tool_response: unknown; duration_ms?: number };
  /** Called after a tool has failed, with its `error`; `is_interrupt` if an interrupt caused that. */
  PostToolUseFailure: ToolCall & { error: string; is_interrupt?: boolean; duration_ms?: number };
  /** Called once after all tool calls of one message, before the model sees their results. */
  PostToolBatch: { tool_calls: PostToolBatchToolCall[] };
  /**
   * Called before a shell command in a skill's text runs, while the skill is being loaded. Its `tool_use_id`
   * belongs to no tool call of the transcript.
   */
  PreSkillShellCommand: Omit<ToolCall, "mcp_server"> & Skill & { tool_input: { command: string } };
}

interface PermissionHooks {
  /** Called when a tool call needs a decision, at the same time as `canUseTool`; the first answer counts. */
  PermissionRequest: Tool & { permission_suggestions?: PermissionUpdate[] };
  /** Called after the mode `auto` has refused a call, for `reason`. */
  PermissionDenied: ToolCall & { reason: string };
}

/** A task that is still running in the background when an agent stops. */
export interface BackgroundTaskSummary {
  id: string;
  /** `shell`, `subagent`, `monitor`, `workflow`, or a newer kind. */ type: string;
  /** Such as `running` or `pending`. */ status: string;
  /** Cut after 1,000 characters, with "… [+N chars]". */ description: string;
  /** Of a `shell` task; cut in the same way. */ command?: string;
  /** Of a `subagent` task. */ agent_type?: string;
  /** The MCP server of a `monitor` task. */ server?: string;
  /** The MCP tool of a `monitor` task. */ tool?: string;
  /** Of a `workflow` task. */ name?: string;
}

/** A prompt that is scheduled for this session; `schedule` is a cron expression. */
export type SessionCronSummary = { id: string; schedule: string; recurring: boolean; prompt: string };

/** Fields of `Stop` and `SubagentStop`. */
export interface StopFields {
  /** A hook has already made the agent continue: check this, or it never stops. */ stop_hook_active: boolean;
  /** The text of its last answer. */ last_assistant_message?: string;
  /** Tasks whose end will wake the session. */ background_tasks?: BackgroundTaskSummary[];
  /** Prompts that will wake the session later. */ session_crons?: SessionCronSummary[];
}

interface PromptHooks {
  /** Called before a prompt is handled; `decision: "block"` refuses it. */
  UserPromptSubmit: {
    prompt: string;
    source?: "user" | "sdk" | "system" | "loop_wakeup" | "schedule_wakeup" | "poll_event";
    session_title?: string;
  };
  /** Called before a slash command or MCP prompt is expanded to its text. */
  UserPromptExpansion: {
    expansion_type: "slash_command" | "mcp_prompt";
    command_name: string;
    command_args: string;
    command_source?: string;
    prompt: string;
  };
  /** Called when the agent is about to stop; `decision: "block"` makes it continue. */
  Stop: StopFields;
  /** Called when a turn ends with an API error. */
  StopFailure: { error: SDKAssistantMessageError; error_details?: string; last_assistant_message?: string };
  /** Called when something needs the user's attention, such as a permission request that waited for 6 s. */
  Notification: { message: string; title?: string; notification_type: string };
  /**
   * Called for each batch of complete lines while an answer streams: `delta` has them, `index` counts a
   * message's batches from 0, and `final` marks the last one, whose `delta` may be empty.
   */
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
   * Called when a session starts again, after `clear`, `compact` or a claim of `prewarm()`, but not at its
   * first start, when your hooks are not known yet.
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
  /** Called after `/clear`, and when the process is told to exit while its input is still open. */
  SessionEnd: { reason: ExitReason };
  /** Called when the CLI runs its own set-up command, never in a session of this library. */
  Setup: { trigger: "init" | "maintenance" };
  /** Called before the conversation is compacted, that is, replaced by a summary to make room. */
  PreCompact: { trigger: "manual" | "auto"; custom_instructions: string | null };
  /** Called after the conversation has been compacted, with the summary (`compact_summary`). */
  PostCompact: { trigger: "manual" | "auto"; compact_summary: string };
  /** Called when a CLAUDE.md file is read, but never for callbacks of the option `hooks`. */
  InstructionsLoaded: {
    file_path: string;
    memory_type: "User" | "Project" | "Local" | "Managed";
    load_reason: "session_start" | "nested_traversal" | "path_glob_match" | "include" | "compact";
    globs?: string[];
    trigger_file_path?: string;
    parent_file_path?: string;
  };
  /** Called after a settings file, or a skill, has changed on disk. */
  ConfigChange: {
    source: "user_settings" | "project_settings" | "local_settings" | "policy_settings" | "skills";
    file_path?: string;
  };
  /** Called before the session switches to another model, with the cost of filling its prompt cache. */
  PreModelSwitch: ModelSwitch & { source: "command" | "picker" | "sdk" };
  /** Called after the session has switched to another model. */
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
  /** Called when a subagent starts. */
  SubagentStart: { agent_id: string; agent_type: string };
  /** Called when a subagent is about to stop; `decision: "block"` makes it continue. */
  SubagentStop: StopFields & { agent_id: string; agent_transcript_path: string; agent_type: string };
  /** Called when a member of an agent team becomes idle. */
  TeammateIdle: { teammate_name: string; team_name: string };
  /** Called when a task is added to the task list. */
  TaskCreated: Task;
  /** Called when a task of the task list is marked as completed. */
  TaskCompleted: Task;
}

interface PlaceHooks {
  /** Called when a worktree is needed: the hook has to make it and return its path. */
  WorktreeCreate: { name: string };
  /** Called when a worktree should be removed. */
  WorktreeRemove: { worktree_path: string };
  /** Called when the session's working directory changes. A `cd` inside a shell command does not count. */
  CwdChanged: { old_cwd: string; new_cwd: string };
  /** Called when a file of `watchPaths` is changed, added or removed. */
  FileChanged: { file_path: string; event: "change" | "add" | "unlink" };
  /** Called when `/add-dir` (`slash_command`) or `registerRepoRoot()` (`register_repo_root`) adds a directory; its path is absolute. */
  DirectoryAdded: { directory: string; source: "slash_command" | "register_repo_root" };
}

interface McpHooks {
  /** Called when an MCP server asks the user for input, before the user sees it. */
  Elicitation: {
    mcp_server_name: string;
    message: string;
    mode?: "form" | "url";
    url?: string;
    elicitation_id?: string;
    requested_schema?: Record<string, unknown>;
  };
  /** Called after the user has answered an MCP server, before the server receives the answer. */
  ElicitationResult: {
    mcp_server_name: string;
    elicitation_id?: string;
    mode?: "form" | "url";
    action: "accept" | "decline" | "cancel";
    content?: Record<string, unknown>;
  };
}
