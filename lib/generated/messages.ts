// Generated from lib/wire, lib/hooks and lib/errors; run `npm run generate`, never edit.
import type { SDKBackgroundTasksChangedMessage, SDKElicitationCompleteMessage, SDKFilesPersistedEvent, SDKHookProgressMessage, SDKHookResponseMessage, SDKHookStartedMessage, SDKMemoryRecallMessage, SDKMirrorErrorMessage, SDKPluginInstallMessage, SDKSessionWritesLostMessage, SDKTaskNotificationMessage, SDKTaskProgressMessage, SDKTaskStartedMessage, SDKTaskUpdatedMessage, SDKWorkerShuttingDownMessage } from "../wire/background.ts";
import type { CanUseToolRequest, ElicitationFrame, HookCallbackRequest, McpMessageRequest, UserDialogFrame } from "../wire/control-frames.ts";
import type { SDKAssistantMessage, SDKPartialAssistantMessage, SDKToolProgressMessage, SDKToolUseSummaryMessage, SDKUserMessage, SDKUserMessageReplay } from "../wire/conversation-messages.ts";
import type { SDKAuthStatusMessage, SDKConversationResetMessage, SDKPromptSuggestionMessage, SDKRateLimitEvent } from "../wire/notices.ts";
import type { SDKResultError, SDKResultSuccess } from "../wire/result.ts";
import type { SDKAPIRetryMessage, SDKCommandsChangedMessage, SDKCompactBoundaryMessage, SDKControlRequestProgressMessage, SDKInformationalMessage, SDKLocalCommandOutputMessage, SDKModelRefusalFallbackMessage, SDKModelRefusalNoFallbackMessage, SDKNotificationMessage, SDKPermissionDeniedMessage, SDKSessionStateChangedMessage, SDKStatusMessage, SDKSystemMessage, SDKThinkingTokensMessage } from "../wire/system.ts";
import type { SDKActiveGoalMessage, SDKCommandLifecycleMessage, SDKSessionTitleChangedMessage, SDKTranscriptMirrorMessage } from "../wire/undeclared.ts";

/** A `system` message of any subtype that the official SDK declares. */
export type SDKAnySystemMessage =
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
  | SDKWorkerShuttingDownMessage
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
  | SDKThinkingTokensMessage;

/** A message of any other type that the official SDK declares. */
export type OtherMessage =
  | SDKAssistantMessage
  | SDKUserMessage
  | SDKUserMessageReplay
  | SDKPartialAssistantMessage
  | SDKToolProgressMessage
  | SDKToolUseSummaryMessage
  | SDKRateLimitEvent
  | SDKAuthStatusMessage
  | SDKPromptSuggestionMessage
  | SDKConversationResetMessage
  | SDKResultSuccess
  | SDKResultError;

/** A message of a kind that the CLI sends although the official SDK does not declare it. */
export type SDKUndeclaredMessage =
  | SDKCommandLifecycleMessage
  | SDKSessionTitleChangedMessage
  | SDKTranscriptMirrorMessage
  | SDKActiveGoalMessage;

/** The requests that the CLI sends, by subtype. */
export interface IncomingRequests {
  can_use_tool: CanUseToolRequest;
  hook_callback: HookCallbackRequest;
  mcp_message: McpMessageRequest;
  elicitation: ElicitationFrame;
  request_user_dialog: UserDialogFrame;
}
