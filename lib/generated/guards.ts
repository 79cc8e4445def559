// Generated from lib/wire, lib/hooks and lib/errors; run `npm run generate`, never edit.
import { guard, type MessageGuard } from "../wire/guard.ts";
import type { SDKBackgroundTasksChangedMessage, SDKElicitationCompleteMessage, SDKFilesPersistedEvent, SDKHookProgressMessage, SDKHookResponseMessage, SDKHookStartedMessage, SDKMemoryRecallMessage, SDKMirrorErrorMessage, SDKPluginInstallMessage, SDKSessionWritesLostMessage, SDKTaskNotificationMessage, SDKTaskProgressMessage, SDKTaskStartedMessage, SDKTaskUpdatedMessage, SDKWorkerShuttingDownMessage } from "../wire/background.ts";
import type { SDKAssistantMessage, SDKPartialAssistantMessage, SDKToolProgressMessage, SDKToolUseSummaryMessage, SDKUserMessage, SDKUserMessageReplay } from "../wire/conversation.ts";
import type { SDKAuthStatusMessage, SDKConversationResetMessage, SDKPromptSuggestionMessage, SDKRateLimitEvent } from "../wire/notices.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { SDKAPIRetryMessage, SDKCommandsChangedMessage, SDKCompactBoundaryMessage, SDKControlRequestProgressMessage, SDKInformationalMessage, SDKLocalCommandOutputMessage, SDKModelRefusalFallbackMessage, SDKModelRefusalNoFallbackMessage, SDKNotificationMessage, SDKPermissionDeniedMessage, SDKSessionStateChangedMessage, SDKStatusMessage, SDKSystemMessage, SDKThinkingTokensMessage } from "../wire/system.ts";
import type { SDKActiveGoalMessage, SDKCommandLifecycleMessage, SDKSessionTitleChangedMessage, SDKTranscriptMirrorMessage } from "../wire/undeclared.ts";

/** One block of what the model says: a text, a thought, a tool call. Blocks of one answer come one by one and share `message.id`. */
export const isAssistantMessage: MessageGuard<SDKAssistantMessage> = guard("assistant");

/** What is said to the model: a prompt, the result of a tool (as `tool_result` block, and as data in `tool_use_result`), a note of the CLI (`isSynthetic`), a subagent's prompt. */
export const isUserMessage: MessageGuard<SDKUserMessage | SDKUserMessageReplay> = guard("user");

/** A piece of an answer while it is written; with `includePartialMessages`. */
export const isPartialAssistantMessage: MessageGuard<SDKPartialAssistantMessage> = guard("stream_event");

/** A tool still runs; every 30 seconds. */
export const isToolProgressMessage: MessageGuard<SDKToolProgressMessage> = guard("tool_progress");

/** What a group of tool calls did, in a sentence. */
export const isToolUseSummaryMessage: MessageGuard<SDKToolUseSummaryMessage> = guard("tool_use_summary");

/** A subagent or a background command began. */
export const isTaskStartedMessage: MessageGuard<SDKTaskStartedMessage> = guard("system", "task_started");

/** A subagent went a step further. */
export const isTaskProgressMessage: MessageGuard<SDKTaskProgressMessage> = guard("system", "task_progress");

/** Something about a task has changed. */
export const isTaskUpdatedMessage: MessageGuard<SDKTaskUpdatedMessage> = guard("system", "task_updated");

/** A task has ended: `completed`, `failed` or `stopped`, with its usage. */
export const isTaskNotificationMessage: MessageGuard<SDKTaskNotificationMessage> = guard("system", "task_notification");

/** All tasks that run in the background now. */
export const isBackgroundTasksChangedMessage: MessageGuard<SDKBackgroundTasksChangedMessage> = guard("system", "background_tasks_changed");

/** A hook of a settings file began; with `includeHookEvents`, as the next two. */
export const isHookStartedMessage: MessageGuard<SDKHookStartedMessage> = guard("system", "hook_started");

/** A hook of a settings file has printed something. */
export const isHookProgressMessage: MessageGuard<SDKHookProgressMessage> = guard("system", "hook_progress");

/** A hook of a settings file has ended. */
export const isHookResponseMessage: MessageGuard<SDKHookResponseMessage> = guard("system", "hook_response");

/** A plugin is being installed. */
export const isPluginInstallMessage: MessageGuard<SDKPluginInstallMessage> = guard("system", "plugin_install");

/** Files were uploaded. */
export const isFilesPersistedEvent: MessageGuard<SDKFilesPersistedEvent> = guard("system", "files_persisted");

/** Memories were read. */
export const isMemoryRecallMessage: MessageGuard<SDKMemoryRecallMessage> = guard("system", "memory_recall");

/** A question of an MCP server was answered elsewhere. */
export const isElicitationCompleteMessage: MessageGuard<SDKElicitationCompleteMessage> = guard("system", "elicitation_complete");

/** The session store did not take some lines. */
export const isMirrorErrorMessage: MessageGuard<SDKMirrorErrorMessage> = guard("system", "mirror_error");

/** The disk is full: the session file is incomplete. */
export const isSessionWritesLostMessage: MessageGuard<SDKSessionWritesLostMessage> = guard("system", "session_writes_lost");

/** A remote worker is about to end. */
export const isWorkerShuttingDownMessage: MessageGuard<SDKWorkerShuttingDownMessage> = guard("system", "worker_shutting_down");

/** A usage window of a subscription has changed; only with a subscription login. */
export const isRateLimitEvent: MessageGuard<SDKRateLimitEvent> = guard("rate_limit_event");

/** Progress of a login. */
export const isAuthStatusMessage: MessageGuard<SDKAuthStatusMessage> = guard("auth_status");

/** What the user might ask next; with `promptSuggestions`. */
export const isPromptSuggestionMessage: MessageGuard<SDKPromptSuggestionMessage> = guard("prompt_suggestion");

/** The conversation starts anew under another id, for instance after `/clear`. */
export const isConversationResetMessage: MessageGuard<SDKConversationResetMessage> = guard("conversation_reset");

/** The end of a turn; the session may go on. */
export const isResultMessage: MessageGuard<SDKResultMessage> = guard("result");

/** A turn begins: model, tools, MCP servers, directory, version. Comes each turn. */
export const isInitMessage: MessageGuard<SDKSystemMessage> = guard("system", "init");

/** The CLI asks the API, or compacts; or the permission mode has changed. */
export const isStatusMessage: MessageGuard<SDKStatusMessage> = guard("system", "status");

/** The session is `running`, `idle`, or waits for you (`requires_action`). */
export const isSessionStateChangedMessage: MessageGuard<SDKSessionStateChangedMessage> = guard("system", "session_state_changed");

/** A call of the API failed and is tried again. */
export const isApiRetryMessage: MessageGuard<SDKAPIRetryMessage> = guard("system", "api_retry");

/** The conversation was summarised to make room; what came before is gone from the context. */
export const isCompactBoundaryMessage: MessageGuard<SDKCompactBoundaryMessage> = guard("system", "compact_boundary");

/** A control method takes longer. */
export const isControlRequestProgressMessage: MessageGuard<SDKControlRequestProgressMessage> = guard("system", "control_request_progress");

/** The model refused, and another one goes on. */
export const isModelRefusalFallbackMessage: MessageGuard<SDKModelRefusalFallbackMessage> = guard("system", "model_refusal_fallback");

/** The model refused, and there is no other. */
export const isModelRefusalNoFallbackMessage: MessageGuard<SDKModelRefusalNoFallbackMessage> = guard("system", "model_refusal_no_fallback");

/** There are other slash commands now. */
export const isCommandsChangedMessage: MessageGuard<SDKCommandsChangedMessage> = guard("system", "commands_changed");

/** What a slash command printed that needs no model. */
export const isLocalCommandOutputMessage: MessageGuard<SDKLocalCommandOutputMessage> = guard("system", "local_command_output");

/** A text for the person in front of the host. */
export const isNotificationMessage: MessageGuard<SDKNotificationMessage> = guard("system", "notification");

/** A remark of the CLI or of a hook. */
export const isInformationalMessage: MessageGuard<SDKInformationalMessage> = guard("system", "informational");

/** A tool call was refused without asking anybody. */
export const isPermissionDeniedMessage: MessageGuard<SDKPermissionDeniedMessage> = guard("system", "permission_denied");

/** How much the model has thought so far, estimated. */
export const isThinkingTokensMessage: MessageGuard<SDKThinkingTokensMessage> = guard("system", "thinking_tokens");

/** What has become of a prompt with a uuid of yours. */
export const isCommandLifecycleMessage: MessageGuard<SDKCommandLifecycleMessage> = guard("command_lifecycle");

/** The session has another title. */
export const isSessionTitleChangedMessage: MessageGuard<SDKSessionTitleChangedMessage> = guard("system", "session_title_changed");

/** Lines that the CLI has written to its session file; with `sessionStore`. */
export const isTranscriptMirrorMessage: MessageGuard<SDKTranscriptMirrorMessage> = guard("transcript_mirror");

/** The goal that the session works on, as the CLI understands it. */
export const isActiveGoalMessage: MessageGuard<SDKActiveGoalMessage> = guard("active_goal");
