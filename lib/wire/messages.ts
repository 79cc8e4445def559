// Every message that reaches the user, as one union.
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

/** A `system` message of any subtype. */
export type SDKAnySystemMessage =
  | SDKSystemMessage
  | SDKStatusMessage
  | SDKSessionStateChangedMessage
  | SDKAPIRetryMessage
  | SDKCompactBoundaryMessage
  | SDKControlRequestProgressMessage
  | SDKModelRefusalFallbackMessage
  | SDKModelRefusalNoFallbackMessage
  | SDKCommandsChangedMessage
  | SDKLocalCommandOutputMessage
  | SDKNotificationMessage
  | SDKInformationalMessage
  | SDKPermissionDeniedMessage
  | SDKSessionTitleChangedMessage
  | SDKThinkingTokensMessage
  | SDKTaskStartedMessage
  | SDKTaskProgressMessage
  | SDKTaskUpdatedMessage
  | SDKTaskNotificationMessage
  | SDKBackgroundTasksChangedMessage
  | SDKHookStartedMessage
  | SDKHookProgressMessage
  | SDKHookResponseMessage
  | SDKPluginInstallMessage
  | SDKFilesPersistedEvent
  | SDKMemoryRecallMessage
  | SDKElicitationCompleteMessage
  | SDKMirrorErrorMessage
  | SDKSessionWritesLostMessage
  | SDKWorkerShuttingDownMessage;

/**
 * A message of the CLI.
 *
 * Kinds that are newer than this library arrive too, as they are: keep a `default` in a `switch`.
 */
export type SDKMessage =
  | SDKAssistantMessage
  | SDKUserMessage
  | SDKUserMessageReplay
  | SDKResultMessage
  | SDKPartialAssistantMessage
  | SDKAnySystemMessage
  | SDKCommandLifecycleMessage
  | SDKToolProgressMessage
  | SDKToolUseSummaryMessage
  | SDKRateLimitEvent
  | SDKAuthStatusMessage
  | SDKPromptSuggestionMessage
  | SDKConversationResetMessage
  | SDKTranscriptMirrorMessage
  | SDKActiveGoalMessage;
