// The public surface of the library: named exports and nothing else.
export { ClaudeSDKClient } from "./client.ts";
export type {
  CanUseTool,
  PermissionContext,
  PermissionDecisionClassification,
  PermissionResult,
} from "./control/permissions.ts";
export { AgentEndedError, AgentNotFoundError, OverloadedError } from "./errors/agent.ts";
export { ClaudeError, type ErrorCode } from "./errors/claude-error.ts";
export { InvalidMessageError, InvalidOptionsError } from "./errors/input.ts";
export {
  AbortError,
  ControlRequestError,
  ControlTimeoutError,
  ProcessExitError,
  ResultError,
  SessionClosedError,
  UnexpectedEndError,
} from "./errors/session.ts";
export {
  CLINotExecutableError,
  CLINotFoundError,
  CLIVersionError,
  CwdError,
  InitializeError,
  InitializeTimeoutError,
  type LocateAttempt,
  SpawnError,
} from "./errors/start.ts";
export type { LastResult } from "./manager/agent.ts";
export type { AgentInfo } from "./manager/describe.ts";
export { AgentManager } from "./manager/manager.ts";
export type { AgentMessage, FollowedMessage, OutputPage, PageRequest } from "./manager/read.ts";
export type {
  AgentManagerEvents,
  AgentManagerOptions,
  SpawnRequest,
  SpawnResult,
  TerminateResult,
} from "./manager/requests.ts";
export type { AgentState, EndedReason } from "./manager/state.ts";
export type { WaitOptions } from "./manager/wait.ts";
export type { Options, SettingSource, SystemPrompt } from "./options/options.ts";
export type { Env } from "./process/env.ts";
export { type Located, type LocateOptions, locateClaude } from "./process/locate.ts";
export { MINIMUM_CLI_VERSION, readVersion } from "./process/version.ts";
export { Query, type QueryPrompt, query } from "./query.ts";
export type { EndReason, SessionEnd } from "./session/ending.ts";
export type { SessionEvents, SessionWarning } from "./session/events.ts";
export type { Prompt } from "./session/prompt.ts";
export type { ProtocolFault } from "./session/route.ts";
export type { Activity } from "./session/turns.ts";
export type {
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
} from "./wire/background.ts";
export type {
  ApiMessage,
  ContentBlock,
  DocumentBlock,
  ImageBlock,
  MediaSource,
  MessageParam,
  RedactedThinkingBlock,
  ServerToolResultBlock,
  ServerToolUseBlock,
  StreamDelta,
  StreamEvent,
  TextBlock,
  ThinkingBlock,
  ToolResultBlock,
  ToolUseBlock,
  Usage,
} from "./wire/content.ts";
export type {
  AccountInfo,
  CanUseToolRequest,
  ControlCancelFrame,
  ControlRequestFrame,
  ControlResponseFrame,
  ElicitationRequest,
  HookCallbackRequest,
  IncomingRequests,
  InitializeRequest,
  InitializeResponse,
  InterruptResponse,
  McpMessageRequest,
  ModelInfo,
  OutgoingRequests,
  PermissionBehavior,
  PermissionMode,
  PermissionRuleValue,
  PermissionUpdate,
  PermissionUpdateDestination,
  SlashCommand,
  UserDialogRequest,
} from "./wire/control.ts";
export type {
  SDKAssistantMessage,
  SDKAssistantMessageError,
  SDKCommandLifecycleMessage,
  SDKMessageOrigin,
  SDKPartialAssistantMessage,
  SDKToolProgressMessage,
  SDKToolUseSummaryMessage,
  SDKUserMessage,
  SDKUserMessageReplay,
  ToolResultMeta,
} from "./wire/conversation.ts";
export { isKnownMessage, parseMessage } from "./wire/decode.ts";
export type { SDKAnySystemMessage, SDKMessage } from "./wire/messages.ts";
export type {
  SDKActiveGoalMessage,
  SDKAuthStatusMessage,
  SDKConversationResetMessage,
  SDKPromptSuggestionMessage,
  SDKRateLimitEvent,
  SDKRateLimitInfo,
  SDKTranscriptMirrorMessage,
  UnknownMessage,
} from "./wire/notices.ts";
export type {
  ModelUsage,
  SDKDeferredToolUse,
  SDKPermissionDenial,
  SDKResultError,
  SDKResultMessage,
  SDKResultSuccess,
  TerminalReason,
} from "./wire/result.ts";
export type {
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
  SDKStatus,
  SDKStatusMessage,
  SDKSystemMessage,
  SDKThinkingTokensMessage,
} from "./wire/system.ts";
