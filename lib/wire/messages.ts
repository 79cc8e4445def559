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

/** A `system` message of any subtype that the official SDK declares. */
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
 * A message of the CLI: the kinds that the official SDK declares, and no other, so that a `switch` over them that is
 * complete there is complete here.
 *
 * More kinds arrive: those of {@link SDKUndeclaredMessage}, and as {@link UnknownMessage} whatever is newer than this
 * library. To see the former in types, read the messages as `AsyncIterable<KnownMessage>`.
 */
export type SDKMessage =
  | SDKAssistantMessage
  | SDKUserMessage
  | SDKUserMessageReplay
  | SDKResultMessage
  | SDKPartialAssistantMessage
  | SDKAnySystemMessage
  | SDKToolProgressMessage
  | SDKToolUseSummaryMessage
  | SDKRateLimitEvent
  | SDKAuthStatusMessage
  | SDKPromptSuggestionMessage
  | SDKConversationResetMessage;

/** A message of a kind that the CLI sends although the official SDK does not declare it. */
export type SDKUndeclaredMessage =
  | SDKCommandLifecycleMessage
  | SDKSessionTitleChangedMessage
  | SDKTranscriptMirrorMessage
  | SDKActiveGoalMessage;

/**
 * A message of any kind that this library knows.
 *
 * @example Follow what becomes of a prompt
 * ```ts
 * import { type KnownMessage, query, type SDKUserMessage } from "kodegen-claude-agent";
 *
 * async function* prompts(): AsyncGenerator<SDKUserMessage> {
 *   const message = { role: "user", content: "What is the capital of France?" } as const;
 *   yield { type: "user", uuid: crypto.randomUUID(), message, parent_tool_use_id: null };
 * }
 * const messages: AsyncIterable<KnownMessage> = query(prompts());
 * for await (const message of messages) if (message.type === "command_lifecycle") console.log(message.state);
 * ```
 */
export type KnownMessage = SDKMessage | SDKUndeclaredMessage;
