// Generated from lib/wire, lib/hooks and lib/errors; run `npm run generate`, never edit.
import { guard, type MessageGuard } from "../wire/guard.ts";
import type { SDKBackgroundTasksChangedMessage, SDKElicitationCompleteMessage, SDKFilesPersistedEvent, SDKHookProgressMessage, SDKHookResponseMessage, SDKHookStartedMessage, SDKMemoryRecallMessage, SDKMirrorErrorMessage, SDKPluginInstallMessage, SDKSessionWritesLostMessage, SDKTaskNotificationMessage, SDKTaskProgressMessage, SDKTaskStartedMessage, SDKTaskUpdatedMessage, SDKWorkerShuttingDownMessage } from "../wire/background.ts";
import type { SDKAssistantMessage, SDKPartialAssistantMessage, SDKToolProgressMessage, SDKToolUseSummaryMessage, SDKUserMessage, SDKUserMessageReplay } from "../wire/conversation-messages.ts";
import type { SDKAuthStatusMessage, SDKConversationResetMessage, SDKPromptSuggestionMessage, SDKRateLimitEvent } from "../wire/notices.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { SDKAPIRetryMessage, SDKCommandsChangedMessage, SDKCompactBoundaryMessage, SDKControlRequestProgressMessage, SDKInformationalMessage, SDKLocalCommandOutputMessage, SDKModelRefusalFallbackMessage, SDKModelRefusalNoFallbackMessage, SDKNotificationMessage, SDKPermissionDeniedMessage, SDKSessionStateChangedMessage, SDKStatusMessage, SDKSystemMessage, SDKThinkingTokensMessage } from "../wire/system.ts";
import type { SDKActiveGoalMessage, SDKCommandLifecycleMessage, SDKSessionTitleChangedMessage, SDKTranscriptMirrorMessage } from "../wire/undeclared.ts";

/**
 * Returns true for a message of type "assistant" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * One block of what the model says: text, thinking, or a tool call. The blocks of one answer arrive one by one and share `message.id`.
 */
export const isAssistantMessage: MessageGuard<SDKAssistantMessage> = guard("assistant");

/**
 * Returns true for a message of type "user" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * What the model is told: a prompt, a tool's result (as a `tool_result` block, and as data in `tool_use_result`), a note from the CLI (`isSynthetic`), or a subagent's prompt. Also what a source of prompts yields.
 */
export const isUserMessage: MessageGuard<SDKUserMessage | SDKUserMessageReplay> = guard("user");

/**
 * Returns true for a message of type "stream_event" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * An event of the API's stream while the model writes; sent only with `includePartialMessages`.
 */
export const isPartialAssistantMessage: MessageGuard<SDKPartialAssistantMessage> = guard("stream_event");

/**
 * Returns true for a message of type "tool_progress" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A tool is still running; sent every 30 seconds.
 */
export const isToolProgressMessage: MessageGuard<SDKToolProgressMessage> = guard("tool_progress");

/**
 * Returns true for a message of type "tool_use_summary" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A sentence for a user interface that summarises the preceding tool calls.
 */
export const isToolUseSummaryMessage: MessageGuard<SDKToolUseSummaryMessage> = guard("tool_use_summary");

/**
 * Returns true for a message of subtype "task_started" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A task has started: a subagent, a shell command or another; pass its `task_id` to `stopTask()`.
 */
export const isTaskStartedMessage: MessageGuard<SDKTaskStartedMessage> = guard("system", "task_started");

/**
 * Returns true for a message of subtype "task_progress" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * Progress of a task: its usage so far, and the tool that it used last.
 */
export const isTaskProgressMessage: MessageGuard<SDKTaskProgressMessage> = guard("system", "task_progress");

/**
 * Returns true for a message of subtype "task_updated" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * Some fields of a task have changed: merge `patch`, which holds only those, into your copy of the task.
 */
export const isTaskUpdatedMessage: MessageGuard<SDKTaskUpdatedMessage> = guard("system", "task_updated");

/**
 * Returns true for a message of subtype "task_notification" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A task has ended (`completed`, `failed` or `stopped`), with a summary and, for subagents, its usage.
 */
export const isTaskNotificationMessage: MessageGuard<SDKTaskNotificationMessage> = guard("system", "task_notification");

/**
 * Returns true for a message of subtype "background_tasks_changed" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The tasks in the background have changed: replace your list with `tasks`, which has all that now run.
 */
export const isBackgroundTasksChangedMessage: MessageGuard<SDKBackgroundTasksChangedMessage> = guard("system", "background_tasks_changed");

/**
 * Returns true for a message of subtype "hook_started" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A hook of a settings file has started. Sent only with `includeHookEvents`.
 */
export const isHookStartedMessage: MessageGuard<SDKHookStartedMessage> = guard("system", "hook_started");

/**
 * Returns true for a message of subtype "hook_progress" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A hook of a settings file has printed output. Sent only with `includeHookEvents`.
 */
export const isHookProgressMessage: MessageGuard<SDKHookProgressMessage> = guard("system", "hook_progress");

/**
 * Returns true for a message of subtype "hook_response" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A hook of a settings file has ended, with its output. Sent only with `includeHookEvents`.
 */
export const isHookResponseMessage: MessageGuard<SDKHookResponseMessage> = guard("system", "hook_response");

/**
 * Returns true for a message of subtype "plugin_install" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * Progress of installing plugins when a session starts; `name` is the plugin, `error` says why it failed.
 */
export const isPluginInstallMessage: MessageGuard<SDKPluginInstallMessage> = guard("system", "plugin_install");

/**
 * Returns true for a message of subtype "files_persisted" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * Files of the session have been uploaded, or could not be (`failed`).
 */
export const isFilesPersistedEvent: MessageGuard<SDKFilesPersistedEvent> = guard("system", "files_persisted");

/**
 * Returns true for a message of subtype "memory_recall" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The CLI has added memories to the conversation: selected files, or a synthesis of them (`content`).
 */
export const isMemoryRecallMessage: MessageGuard<SDKMemoryRecallMessage> = guard("system", "memory_recall");

/**
 * Returns true for a message of subtype "elicitation_complete" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The user has answered an MCP server's question outside the session, such as in a browser.
 */
export const isElicitationCompleteMessage: MessageGuard<SDKElicitationCompleteMessage> = guard("system", "elicitation_complete");

/**
 * Returns true for a message of subtype "mirror_error" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The session store did not accept some entries of the conversation with this `key`.
 */
export const isMirrorErrorMessage: MessageGuard<SDKMirrorErrorMessage> = guard("system", "mirror_error");

/**
 * Returns true for a message of subtype "session_writes_lost" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The disk is full (`ENOSPC`) or a quota is exhausted (`EDQUOT`): what `lost` names is incomplete.
 */
export const isSessionWritesLostMessage: MessageGuard<SDKSessionWritesLostMessage> = guard("system", "session_writes_lost");

/**
 * Returns true for a message of subtype "worker_shutting_down" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The machine of a remote session is about to shut down; `reason` says why.
 */
export const isWorkerShuttingDownMessage: MessageGuard<SDKWorkerShuttingDownMessage> = guard("system", "worker_shutting_down");

/**
 * Returns true for a message of type "rate_limit_event" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A usage window of a subscription has changed. Never sent with an API key.
 */
export const isRateLimitEvent: MessageGuard<SDKRateLimitEvent> = guard("rate_limit_event");

/**
 * Returns true for a message of type "auth_status" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * Progress of a login: whether it is still running, what it has printed so far, and its error if any.
 */
export const isAuthStatusMessage: MessageGuard<SDKAuthStatusMessage> = guard("auth_status");

/**
 * Returns true for a message of type "prompt_suggestion" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A prompt that the user may want to send next; sent after a turn, only with `promptSuggestions`.
 */
export const isPromptSuggestionMessage: MessageGuard<SDKPromptSuggestionMessage> = guard("prompt_suggestion");

/**
 * Returns true for a message of type "conversation_reset" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The conversation starts over under a new id, for instance after `/clear`; the session continues.
 */
export const isConversationResetMessage: MessageGuard<SDKConversationResetMessage> = guard("conversation_reset");

/**
 * Returns true for a message of type "result" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The end of a turn, not of the session. Test `is_error`: a `success` may be an API error.
 */
export const isResultMessage: MessageGuard<SDKResultMessage> = guard("result");

/**
 * Returns true for a message of subtype "init" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A turn begins, with this model, these tools and MCP servers. Sent at every turn, not only the first.
 */
export const isInitMessage: MessageGuard<SDKSystemMessage> = guard("system", "init");

/**
 * Returns true for a message of subtype "status" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The CLI waits for the API or compacts the conversation, or the permission mode has changed.
 */
export const isStatusMessage: MessageGuard<SDKStatusMessage> = guard("system", "status");

/**
 * Returns true for a message of subtype "session_state_changed" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The session is now `running`, `idle`, or waits for one of your callbacks (`requires_action`).
 */
export const isSessionStateChangedMessage: MessageGuard<SDKSessionStateChangedMessage> = guard("system", "session_state_changed");

/**
 * Returns true for a message of subtype "api_retry" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A request to the API has failed; the CLI tries again after `retry_delay_ms` milliseconds.
 */
export const isApiRetryMessage: MessageGuard<SDKAPIRetryMessage> = guard("system", "api_retry");

/**
 * Returns true for a message of subtype "compact_boundary" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The conversation has been compacted: the model no longer sees what came before, only a summary of it.
 */
export const isCompactBoundaryMessage: MessageGuard<SDKCompactBoundaryMessage> = guard("system", "compact_boundary");

/**
 * Returns true for a message of subtype "control_request_progress" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * Progress of a control request that takes a while: it has `started`, or retries a failed API request.
 */
export const isControlRequestProgressMessage: MessageGuard<SDKControlRequestProgressMessage> = guard("system", "control_request_progress");

/**
 * Returns true for a message of subtype "model_refusal_fallback" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The model has refused to answer, and `fallback_model` continues.
 */
export const isModelRefusalFallbackMessage: MessageGuard<SDKModelRefusalFallbackMessage> = guard("system", "model_refusal_fallback");

/**
 * Returns true for a message of subtype "model_refusal_no_fallback" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The model has refused to answer, and there is no fallback model; `content` is the text for the user.
 */
export const isModelRefusalNoFallbackMessage: MessageGuard<SDKModelRefusalNoFallbackMessage> = guard("system", "model_refusal_no_fallback");

/**
 * Returns true for a message of subtype "commands_changed" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The slash commands have changed: replace your list with `commands`, which has all of them.
 */
export const isCommandsChangedMessage: MessageGuard<SDKCommandsChangedMessage> = guard("system", "commands_changed");

/**
 * Returns true for a message of subtype "local_command_output" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * Output of a slash command that ran without the model, such as `/cost`.
 */
export const isLocalCommandOutputMessage: MessageGuard<SDKLocalCommandOutputMessage> = guard("system", "local_command_output");

/**
 * Returns true for a message of subtype "notification" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A text to show to the user for a short time, as the CLI's terminal UI does.
 */
export const isNotificationMessage: MessageGuard<SDKNotificationMessage> = guard("system", "notification");

/**
 * Returns true for a message of subtype "informational" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A note for the user, from the CLI or from a hook's `systemMessage`.
 */
export const isInformationalMessage: MessageGuard<SDKInformationalMessage> = guard("system", "informational");

/**
 * Returns true for a message of subtype "permission_denied" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * A tool call has been refused without a permission request; `message` is what the model reads.
 */
export const isPermissionDeniedMessage: MessageGuard<SDKPermissionDeniedMessage> = guard("system", "permission_denied");

/**
 * Returns true for a message of subtype "thinking_tokens" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * An estimate of how many tokens the model has spent on thinking in this answer so far.
 */
export const isThinkingTokensMessage: MessageGuard<SDKThinkingTokensMessage> = guard("system", "thinking_tokens");

/**
 * Returns true for a message of type "command_lifecycle" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The state of a prompt to which you gave a `uuid`; sent at each change.
 */
export const isCommandLifecycleMessage: MessageGuard<SDKCommandLifecycleMessage> = guard("command_lifecycle");

/**
 * Returns true for a message of subtype "session_title_changed" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The session's title has changed; `title` is absent if it was removed.
 */
export const isSessionTitleChangedMessage: MessageGuard<SDKSessionTitleChangedMessage> = guard("system", "session_title_changed");

/**
 * Returns true for a message of type "transcript_mirror" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * Entries that the CLI has written to a transcript, for the `sessionStore`; sent only with that option.
 */
export const isTranscriptMirrorMessage: MessageGuard<SDKTranscriptMirrorMessage> = guard("transcript_mirror");

/**
 * Returns true for a message of type "active_goal" whose fields have the declared types.
 * Optional fields may be null; `uuid`, `session_id` and fields that other CLI versions leave out may be missing.
 *
 * The goal that the session works towards has changed, or there is none any more (`value` is null).
 */
export const isActiveGoalMessage: MessageGuard<SDKActiveGoalMessage> = guard("active_goal");
