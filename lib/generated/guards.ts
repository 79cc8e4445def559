// Generated from lib/wire, lib/hooks and lib/errors; run `npm run generate`, never edit.
import { guard, type MessageGuard } from "../wire/guard.ts";
import type { SDKBackgroundTasksChangedMessage, SDKElicitationCompleteMessage, SDKFilesPersistedEvent, SDKHookProgressMessage, SDKHookResponseMessage, SDKHookStartedMessage, SDKMemoryRecallMessage, SDKMirrorErrorMessage, SDKPluginInstallMessage, SDKSessionWritesLostMessage, SDKTaskNotificationMessage, SDKTaskProgressMessage, SDKTaskStartedMessage, SDKTaskUpdatedMessage, SDKWorkerShuttingDownMessage } from "../wire/background.ts";
import type { SDKAssistantMessage, SDKPartialAssistantMessage, SDKToolProgressMessage, SDKToolUseSummaryMessage, SDKUserMessage, SDKUserMessageReplay } from "../wire/conversation-messages.ts";
import type { SDKAuthStatusMessage, SDKConversationResetMessage, SDKPromptSuggestionMessage, SDKRateLimitEvent } from "../wire/notices.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { SDKAPIRetryMessage, SDKCommandsChangedMessage, SDKCompactBoundaryMessage, SDKControlRequestProgressMessage, SDKInformationalMessage, SDKLocalCommandOutputMessage, SDKModelRefusalFallbackMessage, SDKModelRefusalNoFallbackMessage, SDKNotificationMessage, SDKPermissionDeniedMessage, SDKSessionStateChangedMessage, SDKStatusMessage, SDKSystemMessage, SDKThinkingTokensMessage } from "../wire/system.ts";
import type { SDKActiveGoalMessage, SDKCommandLifecycleMessage, SDKSessionTitleChangedMessage, SDKTranscriptMirrorMessage } from "../wire/undeclared.ts";

/**
 * Returns true for a message of type "assistant" in which every declared field has its type.
 *
 * One block of what the model says: text, thinking, or a tool call. The blocks of one answer arrive one by one and share `message.id`.
 */
export const isAssistantMessage: MessageGuard<SDKAssistantMessage> = guard("assistant");

/**
 * Returns true for a message of type "user" in which every declared field has its type.
 *
 * What the model is told: a prompt, a tool's result (as a `tool_result` block, and as data in `tool_use_result`), a note of the CLI (`isSynthetic`), or a subagent's prompt. Also what a source of prompts yields.
 */
export const isUserMessage: MessageGuard<SDKUserMessage | SDKUserMessageReplay> = guard("user");

/**
 * Returns true for a message of type "stream_event" in which every declared field has its type.
 *
 * An event of the API's stream while an answer is written; only with `includePartialMessages`.
 */
export const isPartialAssistantMessage: MessageGuard<SDKPartialAssistantMessage> = guard("stream_event");

/**
 * Returns true for a message of type "tool_progress" in which every declared field has its type.
 *
 * A tool is still running; sent every 30 seconds.
 */
export const isToolProgressMessage: MessageGuard<SDKToolProgressMessage> = guard("tool_progress");

/**
 * Returns true for a message of type "tool_use_summary" in which every declared field has its type.
 *
 * A sentence on what the preceding tool calls did, for a user interface.
 */
export const isToolUseSummaryMessage: MessageGuard<SDKToolUseSummaryMessage> = guard("tool_use_summary");

/**
 * Returns true for a message of subtype "task_started" in which every declared field has its type.
 *
 * A subagent or background command has started; `task_id` is what `stopTask()` takes.
 */
export const isTaskStartedMessage: MessageGuard<SDKTaskStartedMessage> = guard("system", "task_started");

/**
 * Returns true for a message of subtype "task_progress" in which every declared field has its type.
 *
 * A subagent has made progress: its usage so far, and the tool it used last.
 */
export const isTaskProgressMessage: MessageGuard<SDKTaskProgressMessage> = guard("system", "task_progress");

/**
 * Returns true for a message of subtype "task_updated" in which every declared field has its type.
 *
 * Fields of a task that changed; `patch` has only those.
 */
export const isTaskUpdatedMessage: MessageGuard<SDKTaskUpdatedMessage> = guard("system", "task_updated");

/**
 * Returns true for a message of subtype "task_notification" in which every declared field has its type.
 *
 * A task has ended: `completed`, `failed` or `stopped`, with a summary and, for subagents, its usage.
 */
export const isTaskNotificationMessage: MessageGuard<SDKTaskNotificationMessage> = guard("system", "task_notification");

/**
 * Returns true for a message of subtype "background_tasks_changed" in which every declared field has its type.
 *
 * The complete list of tasks that now run in the background; empty when there are none.
 */
export const isBackgroundTasksChangedMessage: MessageGuard<SDKBackgroundTasksChangedMessage> = guard("system", "background_tasks_changed");

/**
 * Returns true for a message of subtype "hook_started" in which every declared field has its type.
 *
 * A hook of a settings file has started. Comes only with `includeHookEvents`.
 */
export const isHookStartedMessage: MessageGuard<SDKHookStartedMessage> = guard("system", "hook_started");

/**
 * Returns true for a message of subtype "hook_progress" in which every declared field has its type.
 *
 * A hook of a settings file has printed something; only with `includeHookEvents`.
 */
export const isHookProgressMessage: MessageGuard<SDKHookProgressMessage> = guard("system", "hook_progress");

/**
 * Returns true for a message of subtype "hook_response" in which every declared field has its type.
 *
 * A hook of a settings file has ended, with its output; only with `includeHookEvents`.
 */
export const isHookResponseMessage: MessageGuard<SDKHookResponseMessage> = guard("system", "hook_response");

/**
 * Returns true for a message of subtype "plugin_install" in which every declared field has its type.
 *
 * Progress of installing a plugin at the start of a session.
 */
export const isPluginInstallMessage: MessageGuard<SDKPluginInstallMessage> = guard("system", "plugin_install");

/**
 * Returns true for a message of subtype "files_persisted" in which every declared field has its type.
 *
 * Files of the session were uploaded, or could not be (`failed`).
 */
export const isFilesPersistedEvent: MessageGuard<SDKFilesPersistedEvent> = guard("system", "files_persisted");

/**
 * Returns true for a message of subtype "memory_recall" in which every declared field has its type.
 *
 * The CLI added memories to the conversation: selected files, or a synthesis of them (`content`).
 */
export const isMemoryRecallMessage: MessageGuard<SDKMemoryRecallMessage> = guard("system", "memory_recall");

/**
 * Returns true for a message of subtype "elicitation_complete" in which every declared field has its type.
 *
 * A question of an MCP server was answered outside of the session, such as in a browser.
 */
export const isElicitationCompleteMessage: MessageGuard<SDKElicitationCompleteMessage> = guard("system", "elicitation_complete");

/**
 * Returns true for a message of subtype "mirror_error" in which every declared field has its type.
 *
 * The session store did not accept some entries of the conversation with this `key`.
 */
export const isMirrorErrorMessage: MessageGuard<SDKMirrorErrorMessage> = guard("system", "mirror_error");

/**
 * Returns true for a message of subtype "session_writes_lost" in which every declared field has its type.
 *
 * The disk is full (`ENOSPC`) or a quota used up (`EDQUOT`): the session's file is incomplete.
 */
export const isSessionWritesLostMessage: MessageGuard<SDKSessionWritesLostMessage> = guard("system", "session_writes_lost");

/**
 * Returns true for a message of subtype "worker_shutting_down" in which every declared field has its type.
 *
 * The machine of a remote session is about to stop, for `reason`.
 */
export const isWorkerShuttingDownMessage: MessageGuard<SDKWorkerShuttingDownMessage> = guard("system", "worker_shutting_down");

/**
 * Returns true for a message of type "rate_limit_event" in which every declared field has its type.
 *
 * A usage window of a subscription has changed. Never sent with an API key.
 */
export const isRateLimitEvent: MessageGuard<SDKRateLimitEvent> = guard("rate_limit_event");

/**
 * Returns true for a message of type "auth_status" in which every declared field has its type.
 *
 * Progress of a login: whether it is under way, and what it printed so far.
 */
export const isAuthStatusMessage: MessageGuard<SDKAuthStatusMessage> = guard("auth_status");

/**
 * Returns true for a message of type "prompt_suggestion" in which every declared field has its type.
 *
 * A prompt that the user may want to send next; after a turn, only with `promptSuggestions`.
 */
export const isPromptSuggestionMessage: MessageGuard<SDKPromptSuggestionMessage> = guard("prompt_suggestion");

/**
 * Returns true for a message of type "conversation_reset" in which every declared field has its type.
 *
 * The conversation starts over under a new id, after `/clear` for instance; the session goes on.
 */
export const isConversationResetMessage: MessageGuard<SDKConversationResetMessage> = guard("conversation_reset");

/**
 * Returns true for a message of type "result" in which every declared field has its type.
 *
 * Ends a turn, not the session. Test `is_error`: a `success` may be an API error.
 */
export const isResultMessage: MessageGuard<SDKResultMessage> = guard("result");

/**
 * Returns true for a message of subtype "init" in which every declared field has its type.
 *
 * A turn begins: model, tools, MCP servers, directory, version. Sent at every turn, not only the first.
 */
export const isInitMessage: MessageGuard<SDKSystemMessage> = guard("system", "init");

/**
 * Returns true for a message of subtype "status" in which every declared field has its type.
 *
 * The CLI waits for the API or compacts the conversation, or the permission mode has changed.
 */
export const isStatusMessage: MessageGuard<SDKStatusMessage> = guard("system", "status");

/**
 * Returns true for a message of subtype "session_state_changed" in which every declared field has its type.
 *
 * The session is `running`, `idle`, or waits for a callback of yours (`requires_action`).
 */
export const isSessionStateChangedMessage: MessageGuard<SDKSessionStateChangedMessage> = guard("system", "session_state_changed");

/**
 * Returns true for a message of subtype "api_retry" in which every declared field has its type.
 *
 * A request to the API failed; the CLI tries again after `retry_delay_ms`.
 */
export const isApiRetryMessage: MessageGuard<SDKAPIRetryMessage> = guard("system", "api_retry");

/**
 * Returns true for a message of subtype "compact_boundary" in which every declared field has its type.
 *
 * The conversation was summarised to make room: the model no longer sees what came before, only the summary.
 */
export const isCompactBoundaryMessage: MessageGuard<SDKCompactBoundaryMessage> = guard("system", "compact_boundary");

/**
 * Returns true for a message of subtype "control_request_progress" in which every declared field has its type.
 *
 * A control request is taking longer: it has begun, or the API is tried again for it.
 */
export const isControlRequestProgressMessage: MessageGuard<SDKControlRequestProgressMessage> = guard("system", "control_request_progress");

/**
 * Returns true for a message of subtype "model_refusal_fallback" in which every declared field has its type.
 *
 * The model refused to answer, and `fallback_model` continues.
 */
export const isModelRefusalFallbackMessage: MessageGuard<SDKModelRefusalFallbackMessage> = guard("system", "model_refusal_fallback");

/**
 * Returns true for a message of subtype "model_refusal_no_fallback" in which every declared field has its type.
 *
 * The model refused to answer, and there is no fallback model; `content` is the text for the user.
 */
export const isModelRefusalNoFallbackMessage: MessageGuard<SDKModelRefusalNoFallbackMessage> = guard("system", "model_refusal_no_fallback");

/**
 * Returns true for a message of subtype "commands_changed" in which every declared field has its type.
 *
 * The list of slash commands has changed; `commands` is the whole new list.
 */
export const isCommandsChangedMessage: MessageGuard<SDKCommandsChangedMessage> = guard("system", "commands_changed");

/**
 * Returns true for a message of subtype "local_command_output" in which every declared field has its type.
 *
 * Output of a slash command that ran without the model, such as `/cost`.
 */
export const isLocalCommandOutputMessage: MessageGuard<SDKLocalCommandOutputMessage> = guard("system", "local_command_output");

/**
 * Returns true for a message of subtype "notification" in which every declared field has its type.
 *
 * A text to show to the user for a while.
 */
export const isNotificationMessage: MessageGuard<SDKNotificationMessage> = guard("system", "notification");

/**
 * Returns true for a message of subtype "informational" in which every declared field has its type.
 *
 * A note of the CLI, or the `systemMessage` of a hook, for the user.
 */
export const isInformationalMessage: MessageGuard<SDKInformationalMessage> = guard("system", "informational");

/**
 * Returns true for a message of subtype "permission_denied" in which every declared field has its type.
 *
 * A tool call was refused without asking anybody: `message` is what the model reads.
 */
export const isPermissionDeniedMessage: MessageGuard<SDKPermissionDeniedMessage> = guard("system", "permission_denied");

/**
 * Returns true for a message of subtype "thinking_tokens" in which every declared field has its type.
 *
 * An estimate of the tokens that the model has spent on thinking in this answer so far.
 */
export const isThinkingTokensMessage: MessageGuard<SDKThinkingTokensMessage> = guard("system", "thinking_tokens");

/**
 * Returns true for a message of type "command_lifecycle" in which every declared field has its type.
 *
 * The state of a prompt to which you gave a `uuid`; one for each change.
 */
export const isCommandLifecycleMessage: MessageGuard<SDKCommandLifecycleMessage> = guard("command_lifecycle");

/**
 * Returns true for a message of subtype "session_title_changed" in which every declared field has its type.
 *
 * The session's title has changed; `title` is absent when it was removed.
 */
export const isSessionTitleChangedMessage: MessageGuard<SDKSessionTitleChangedMessage> = guard("system", "session_title_changed");

/**
 * Returns true for a message of type "transcript_mirror" in which every declared field has its type.
 *
 * Entries that the CLI has written to a transcript; only with `sessionStore`, which receives them.
 */
export const isTranscriptMirrorMessage: MessageGuard<SDKTranscriptMirrorMessage> = guard("transcript_mirror");

/**
 * Returns true for a message of type "active_goal" in which every declared field has its type.
 *
 * The goal that the session works towards, as the CLI understands it.
 */
export const isActiveGoalMessage: MessageGuard<SDKActiveGoalMessage> = guard("active_goal");
