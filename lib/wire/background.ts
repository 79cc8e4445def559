// `system` messages about work beside the main thread: tasks, hooks, plugins, files.
import type { SDKMcpResourceLink } from "./mcp-configs.ts";
import type { SystemFields } from "./system.ts";

type TaskFields = { task_id: string; run_id?: string };

type TaskUsage = { total_tokens: number; tool_uses: number; duration_ms: number };

/** A subagent or background command has started; `task_id` is what `stopTask()` takes. */
export interface SDKTaskStartedMessage extends SystemFields<"task_started">, TaskFields {
  description: string;
  tool_use_id?: string;
  task_type?: string;
  subagent_type?: string;
  is_backgrounded?: boolean;
  spawn_depth?: number;
  parent_task_id?: string;
  workflow_name?: string;
  prompt?: string;
  skip_transcript?: boolean;
  ambient?: boolean;
}

/** A subagent has made progress: its usage so far, and the tool it used last. */
export interface SDKTaskProgressMessage extends SystemFields<"task_progress">, TaskFields {
  description: string;
  usage: TaskUsage;
  tool_use_id?: string;
  subagent_type?: string;
  last_tool_name?: string;
  summary?: string;
}

/** Fields of a task that changed; `patch` has only those. */
export interface SDKTaskUpdatedMessage extends SystemFields<"task_updated">, TaskFields {
  patch: {
    status?: "pending" | "running" | "completed" | "failed" | "killed" | "paused";
    description?: string;
    /** In milliseconds since 1970. */ end_time?: number;
    total_paused_ms?: number;
    error?: string;
    is_backgrounded?: boolean;
  };
}

/** A task has ended: `completed`, `failed` or `stopped`, with a summary and, for subagents, its usage. */
export interface SDKTaskNotificationMessage extends SystemFields<"task_notification">, TaskFields {
  status: "completed" | "failed" | "stopped";
  summary: string;
  /** Where its whole output is. */ output_file: string;
  tool_use_id?: string;
  reason?: "worker_restart";
  usage?: TaskUsage;
  resource_links?: SDKMcpResourceLink[];
  skip_transcript?: boolean;
  ambient?: boolean;
}

/** The complete list of tasks that now run in the background; empty when there are none. */
export interface SDKBackgroundTasksChangedMessage extends SystemFields<"background_tasks_changed"> {
  tasks: (TaskFields & {
    task_type: string;
    description: string;
    subagent_type?: string;
    parent_task_id?: string;
    ambient?: boolean;
  })[];
}

type HookFields = { hook_id: string; hook_name: string; hook_event: string };

type HookOutput = { stdout: string; stderr: string; output: string };

/** A hook of a settings file has started. Comes only with `includeHookEvents`. */
export interface SDKHookStartedMessage extends SystemFields<"hook_started">, HookFields {}

/** A hook of a settings file has printed something; only with `includeHookEvents`. */
export interface SDKHookProgressMessage extends SystemFields<"hook_progress">, HookFields, HookOutput {}

/** A hook of a settings file has ended, with its output; only with `includeHookEvents`. */
export interface SDKHookResponseMessage extends SystemFields<"hook_response">, HookFields, HookOutput {
  /** Absent if it did not exit by itself. */ exit_code?: number;
  outcome: "success" | "error" | "cancelled";
}

/** Progress of installing a plugin at the start of a session. */
export interface SDKPluginInstallMessage extends SystemFields<"plugin_install"> {
  status: "started" | "installed" | "failed" | "completed";
  name?: string;
  error?: string;
}

/** Files of the session were uploaded, or could not be (`failed`). */
export interface SDKFilesPersistedEvent extends SystemFields<"files_persisted"> {
  files: { filename: string; file_id: string }[];
  failed: { filename: string; error: string }[];
  /** ISO 8601. */ processed_at: string;
}

/** The CLI added memories to the conversation: selected files, or a synthesis of them (`content`). */
export interface SDKMemoryRecallMessage extends SystemFields<"memory_recall"> {
  mode: "select" | "synthesize";
  memories: { path: string; scope: "personal" | "team" | "organization"; content?: string }[];
}

/** A question of an MCP server was answered outside of the session, such as in a browser. */
export interface SDKElicitationCompleteMessage extends SystemFields<"elicitation_complete"> {
  mcp_server_name: string;
  elicitation_id: string;
}

/** The session store did not accept some entries of the conversation with this `key`. */
export interface SDKMirrorErrorMessage extends SystemFields<"mirror_error"> {
  error: string;
  key: { projectKey: string; sessionId: string; subpath?: string };
}

/** The disk is full (`ENOSPC`) or a quota used up (`EDQUOT`): the session's file is incomplete. */
export interface SDKSessionWritesLostMessage extends SystemFields<"session_writes_lost"> {
  error_code: "ENOSPC" | "EDQUOT";
  lost: ("transcript" | "global_config")[];
  transcript_session_ids?: string[];
}

/** The machine of a remote session is about to stop, for `reason`. */
export interface SDKWorkerShuttingDownMessage extends SystemFields<"worker_shutting_down"> {
  reason: string;
}
