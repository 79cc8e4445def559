// Type guards, one for each kind of message: true for the right kind in the right shape.

import type {
  SDKBackgroundTasksChangedMessage,
  SDKElicitationCompleteMessage,
  SDKFilesPersistedEvent,
  SDKHookProgressMessage,
  SDKHookResponseMessage,
  SDKHookStartedMessage,
  SDKMemoryRecallMessage,
  SDKMirrorErrorMessage,
  SDKPluginInstallMessage,
  SDKSessionWritesLostMessage,
  SDKTaskNotificationMessage,
  SDKTaskProgressMessage,
  SDKTaskStartedMessage,
  SDKTaskUpdatedMessage,
  SDKWorkerShuttingDownMessage,
} from "./background.ts";
import type {
  SDKAssistantMessage,
  SDKCommandLifecycleMessage,
  SDKPartialAssistantMessage,
  SDKToolProgressMessage,
  SDKToolUseSummaryMessage,
  SDKUserMessage,
  SDKUserMessageReplay,
} from "./conversation.ts";
import { checkOf } from "./decode.ts";
import type {
  SDKActiveGoalMessage,
  SDKAuthStatusMessage,
  SDKConversationResetMessage,
  SDKPromptSuggestionMessage,
  SDKRateLimitEvent,
  SDKTranscriptMirrorMessage,
} from "./notices.ts";
import type { SDKResultMessage } from "./result.ts";
import type {
  SDKAPIRetryMessage,
  SDKCommandsChangedMessage,
  SDKCompactBoundaryMessage,
  SDKControlRequestProgressMessage,
  SDKInformationalMessage,
  SDKLocalCommandOutputMessage,
  SDKModelRefusalFallbackMessage,
  SDKModelRefusalNoFallbackMessage,
  SDKNotificationMessage,
  SDKPermissionDeniedMessage,
  SDKSessionStateChangedMessage,
  SDKSessionTitleChangedMessage,
  SDKStatusMessage,
  SDKSystemMessage,
  SDKThinkingTokensMessage,
} from "./system.ts";

/** Tells a kind of message, also of a value of which nothing is known; a message of a wrong shape is none. */
export type MessageGuard<T> = (message: unknown) => message is T;

function guard<T>(type: string, subtype?: string): MessageGuard<T> {
  return (message): message is T => {
    if (typeof message !== "object" || message === null) return false;
    const given = message as { type: string; subtype?: unknown };
    if (given.type !== type || (subtype !== undefined && given.subtype !== subtype)) return false;
    return checkOf(given)?.(given) === true;
  };
}

/** Something that the model said or did. */
export const isAssistantMessage: MessageGuard<SDKAssistantMessage> = guard("assistant");
/** A prompt, or the result of a tool. */
export const isUserMessage: MessageGuard<SDKUserMessage | SDKUserMessageReplay> = guard("user");
/** The end of a turn. */
export const isResultMessage: MessageGuard<SDKResultMessage> = guard("result");
/** A piece of what the model is writing; see `includePartialMessages`. */
export const isPartialAssistantMessage: MessageGuard<SDKPartialAssistantMessage> = guard("stream_event");
/** A tool is still running. */
export const isToolProgressMessage: MessageGuard<SDKToolProgressMessage> = guard("tool_progress");
/** What a number of tool calls did. */
export const isToolUseSummaryMessage: MessageGuard<SDKToolUseSummaryMessage> = guard("tool_use_summary");
/** What has become of a prompt. */
export const isCommandLifecycleMessage: MessageGuard<SDKCommandLifecycleMessage> = guard("command_lifecycle");
/** A usage window of a subscription changed. */
export const isRateLimitEvent: MessageGuard<SDKRateLimitEvent> = guard("rate_limit_event");
/** Progress of a login. */
export const isAuthStatusMessage: MessageGuard<SDKAuthStatusMessage> = guard("auth_status");
/** What the user might ask next. */
export const isPromptSuggestionMessage: MessageGuard<SDKPromptSuggestionMessage> = guard("prompt_suggestion");
/** The conversation starts anew under another id. */
export const isConversationResetMessage: MessageGuard<SDKConversationResetMessage> =
  guard("conversation_reset");
/** Lines of the session file. */
export const isTranscriptMirrorMessage: MessageGuard<SDKTranscriptMirrorMessage> = guard("transcript_mirror");
/** The goal that the session works on. */
export const isActiveGoalMessage: MessageGuard<SDKActiveGoalMessage> = guard("active_goal");
/** A turn begins: tools, model, directory. */
export const isInitMessage: MessageGuard<SDKSystemMessage> = guard("system", "init");
/** What the CLI is busy with, or another permission mode. */
export const isStatusMessage: MessageGuard<SDKStatusMessage> = guard("system", "status");
/** The session is idle, at work, or waits for an answer. */
export const isSessionStateChangedMessage: MessageGuard<SDKSessionStateChangedMessage> = guard(
  "system",
  "session_state_changed",
);
/** A call of the model failed and is tried again. */
export const isApiRetryMessage: MessageGuard<SDKAPIRetryMessage> = guard("system", "api_retry");
/** The conversation was made shorter here. */
export const isCompactBoundaryMessage: MessageGuard<SDKCompactBoundaryMessage> = guard(
  "system",
  "compact_boundary",
);
/** A slow request is being worked on. */
export const isControlRequestProgressMessage: MessageGuard<SDKControlRequestProgressMessage> = guard(
  "system",
  "control_request_progress",
);
/** Another model goes on where one refused. */
export const isModelRefusalFallbackMessage: MessageGuard<SDKModelRefusalFallbackMessage> = guard(
  "system",
  "model_refusal_fallback",
);
/** The model refused, and there is no other. */
export const isModelRefusalNoFallbackMessage: MessageGuard<SDKModelRefusalNoFallbackMessage> = guard(
  "system",
  "model_refusal_no_fallback",
);
/** There are other commands now. */
export const isCommandsChangedMessage: MessageGuard<SDKCommandsChangedMessage> = guard(
  "system",
  "commands_changed",
);
/** What a command printed that needs no model. */
export const isLocalCommandOutputMessage: MessageGuard<SDKLocalCommandOutputMessage> = guard(
  "system",
  "local_command_output",
);
/** Something to show to a person. */
export const isNotificationMessage: MessageGuard<SDKNotificationMessage> = guard("system", "notification");
/** A remark of the CLI or of a hook. */
export const isInformationalMessage: MessageGuard<SDKInformationalMessage> = guard("system", "informational");
/** A tool was refused without anybody being asked. */
export const isPermissionDeniedMessage: MessageGuard<SDKPermissionDeniedMessage> = guard(
  "system",
  "permission_denied",
);
/** The session has another title. */
export const isSessionTitleChangedMessage: MessageGuard<SDKSessionTitleChangedMessage> = guard(
  "system",
  "session_title_changed",
);
/** How much the model has thought so far. */
export const isThinkingTokensMessage: MessageGuard<SDKThinkingTokensMessage> = guard(
  "system",
  "thinking_tokens",
);
/** A subagent or a background command began. */
export const isTaskStartedMessage: MessageGuard<SDKTaskStartedMessage> = guard("system", "task_started");
/** How far a task is. */
export const isTaskProgressMessage: MessageGuard<SDKTaskProgressMessage> = guard("system", "task_progress");
/** Something about a task changed. */
export const isTaskUpdatedMessage: MessageGuard<SDKTaskUpdatedMessage> = guard("system", "task_updated");
/** A task ended. */
export const isTaskNotificationMessage: MessageGuard<SDKTaskNotificationMessage> = guard(
  "system",
  "task_notification",
);
/** All tasks that run in the background now. */
export const isBackgroundTasksChangedMessage: MessageGuard<SDKBackgroundTasksChangedMessage> = guard(
  "system",
  "background_tasks_changed",
);
/** A hook of a settings file runs; see `includeHookEvents`. */
export const isHookStartedMessage: MessageGuard<SDKHookStartedMessage> = guard("system", "hook_started");
/** What it has printed so far. */
export const isHookProgressMessage: MessageGuard<SDKHookProgressMessage> = guard("system", "hook_progress");
/** It ended. */
export const isHookResponseMessage: MessageGuard<SDKHookResponseMessage> = guard("system", "hook_response");
/** A plugin is being installed. */
export const isPluginInstallMessage: MessageGuard<SDKPluginInstallMessage> = guard(
  "system",
  "plugin_install",
);
/** Files were kept. */
export const isFilesPersistedEvent: MessageGuard<SDKFilesPersistedEvent> = guard("system", "files_persisted");
/** Memories came into the conversation. */
export const isMemoryRecallMessage: MessageGuard<SDKMemoryRecallMessage> = guard("system", "memory_recall");
/** A question of an MCP server is answered. */
export const isElicitationCompleteMessage: MessageGuard<SDKElicitationCompleteMessage> = guard(
  "system",
  "elicitation_complete",
);
/** A session store did not take some lines. */
export const isMirrorErrorMessage: MessageGuard<SDKMirrorErrorMessage> = guard("system", "mirror_error");
/** The session file lacks some lines. */
export const isSessionWritesLostMessage: MessageGuard<SDKSessionWritesLostMessage> = guard(
  "system",
  "session_writes_lost",
);
/** The process is about to end. */
export const isWorkerShuttingDownMessage: MessageGuard<SDKWorkerShuttingDownMessage> = guard(
  "system",
  "worker_shutting_down",
);
