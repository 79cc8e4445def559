// `system` messages about work beside the main thread: tasks, hooks, plugins, files.
import type { SDKMcpResourceLink } from "./mcp-configs.ts";
import type { SystemFields } from "./system.ts";

type TaskFields = {
  task_id: string;
  /** One run of the task: new each time that it is resumed. */ run_id?: string;
};

type TaskUsage = { total_tokens: number; tool_uses: number; duration_ms: number };

/** A task has started: a subagent, a shell command or another; pass its `task_id` to `stopTask()`. */
export interface SDKTaskStartedMessage extends SystemFields<"task_started">, TaskFields {
  description: string;
  /** The tool call that started it. */ tool_use_id?: string;
  /** Such as `local_agent`, `local_bash` or `local_workflow`. */ task_type?: string;
  /** Only for subagents. */ subagent_type?: string;
  /** False while its tool call waits for it; `task_updated` reports a change. */ is_backgrounded?: boolean;
  /** How deep subagents are nested, from 1; only for them. */ spawn_depth?: number;
  /** The subagent that started it; absent for the main thread. */ parent_task_id?: string;
  /** Only with the type `local_workflow`. */ workflow_name?: string;
  /** What it was asked to do; absent if the CLI resumed it on its own. */ prompt?: string;
  /** Housekeeping: hide it from the transcript. */ skip_transcript?: boolean;
  /** No activity: leave it out of activity indicators. */ ambient?: boolean;
}

/** Progress of a task: its usage so far, and the tool that it used last. */
export interface SDKTaskProgressMessage extends SystemFields<"task_progress">, TaskFields {
  description: string;
  usage: TaskUsage;
  tool_use_id?: string;
  subagent_type?: string;
  last_tool_name?: string;
  /** One line on its state; for subagents only with `agentProgressSummaries`. */ summary?: string;
}

/** Some fields of a task have changed: merge `patch`, which holds only those, into your copy of the task. */
export interface SDKTaskUpdatedMessage extends SystemFields<"task_updated">, TaskFields {
  patch: {
    status?: "pending" | "running" | "completed" | "failed" | "killed" | "paused";
    description?: string;
    /** When it ended, in milliseconds since 1970. */ end_time?: number;
    total_paused_ms?: number;
    /** Why it failed. */ error?: string;
    /** True once its tool call no longer waits for it. */ is_backgrounded?: boolean;
  };
}

/** A task has ended (`completed`, `failed` or `stopped`), with a summary and, for subagents, its usage. */
export interface SDKTaskNotificationMessage extends SystemFields<"task_notification">, TaskFields {
  status: "completed" | "failed" | "stopped";
  summary: string;
  /** The file with its whole output. */ output_file: string;
  /** The tool call that started it. */ tool_use_id?: string;
  /** It was `stopped` because the CLI restarted without it. */ reason?: "worker_restart";
  usage?: TaskUsage;
  /** Files that an MCP tool's call has returned. */ resource_links?: SDKMcpResourceLink[];
  /** Housekeeping: hide it from the transcript. */ skip_transcript?: boolean;
  /** No activity: leave it out of activity indicators. */ ambient?: boolean;
}

/** The tasks in the background have changed: replace your list with `tasks`, which has all that now run. */
export interface SDKBackgroundTasksChangedMessage extends SystemFields<"background_tasks_changed"> {
  tasks: (TaskFields & {
    task_type: string;
    description: string;
    /** Only for subagents. */ subagent_type?: string;
    /** The subagent that started it; absent for the main thread. */ parent_task_id?: string;
    /** No activity: leave it out of activity indicators. */ ambient?: boolean;
  })[];
}

type HookFields = { hook_id: string; hook_name: string; hook_event: string };

type HookOutput = { stdout: string; stderr: string; output: string };

/** A hook of a settings file has started. Sent only with `includeHookEvents`. */
export interface SDKHookStartedMessage extends SystemFields<"hook_started">, HookFields {}

/** A hook of a settings file has printed output. Sent only with `includeHookEvents`. */
export interface SDKHookProgressMessage extends SystemFields<"hook_progress">, HookFields, HookOutput {}

/** A hook of a settings file has ended, with its output. Sent only with `includeHookEvents`. */
export interface SDKHookResponseMessage extends SystemFields<"hook_response">, HookFields, HookOutput {
  /** Absent if the hook's process did not exit on its own. */ exit_code?: number;
  outcome: "success" | "error" | "cancelled";
}

/** Progress of installing plugins when a session starts; `name` is the plugin, `error` says why it failed. */
export interface SDKPluginInstallMessage extends SystemFields<"plugin_install"> {
  status: "started" | "installed" | "failed" | "completed";
  name?: string;
  error?: string;
}

/** Files of the session have been uploaded, or could not be (`failed`). */
export interface SDKFilesPersistedEvent extends SystemFields<"files_persisted"> {
  files: { filename: string; file_id: string }[];
  failed: { filename: string; error: string }[];
  /** When that was done, ISO 8601. */ processed_at: string;
}

/** The CLI has added memories to the conversation: selected files, or a synthesis of them (`content`). */
export interface SDKMemoryRecallMessage extends SystemFields<"memory_recall"> {
  mode: "select" | "synthesize";
  memories: { path: string; scope: "personal" | "team" | "organization"; content?: string }[];
}

/** The user has answered an MCP server's question outside the session, such as in a browser. */
export interface SDKElicitationCompleteMessage extends SystemFields<"elicitation_complete"> {
  mcp_server_name: string;
  elicitation_id: string;
}

/** The session store did not accept some entries of the conversation with this `key`. */
export interface SDKMirrorErrorMessage extends SystemFields<"mirror_error"> {
  error: string;
  key: { projectKey: string; sessionId: string; subpath?: string };
}

/** The disk is full (`ENOSPC`) or a quota is exhausted (`EDQUOT`): what `lost` names is incomplete. */
export interface SDKSessionWritesLostMessage extends SystemFields<"session_writes_lost"> {
  error_code: "ENOSPC" | "EDQUOT";
  /** `transcript`: resuming may miss messages; `global_config`: changes to `~/.claude.json` are missing. */
  lost: ("transcript" | "global_config")[];
  /** The sessions whose transcripts are incomplete. */ transcript_session_ids?: string[];
}

/** The machine of a remote session is about to shut down; `reason` says why. */
export interface SDKWorkerShuttingDownMessage extends SystemFields<"worker_shutting_down"> {
  reason: string;
}
