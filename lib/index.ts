// The public surface of the library: named exports and nothing else.
export { ClaudeSDKClient } from "./client.ts";
export type {
  CanUseTool,
  PermissionContext,
  PermissionDecisionClassification,
  PermissionResult,
} from "./control/permissions.ts";
export {
  AbortError,
  AgentEndedError,
  AgentNotFoundError,
  ClaudeError,
  CLINotExecutableError,
  CLINotFoundError,
  CLIVersionError,
  ControlRequestError,
  ControlTimeoutError,
  CwdError,
  type ErrorCode,
  InitializeError,
  InitializeTimeoutError,
  InvalidMessageError,
  InvalidOptionsError,
  LineTooLongError,
  type LocateAttempt,
  OverloadedError,
  ProcessExitError,
  ResultError,
  SessionClosedError,
  SpawnError,
  UnexpectedEndError,
} from "./errors.ts";
export type { Options, SettingSource, SystemPrompt } from "./options/options.ts";
export type { Env } from "./process/env.ts";
export { Query, type QueryPrompt, query } from "./query.ts";
export type { EndReason, SessionEnd } from "./session/ending.ts";
export type { SessionEvents, SessionWarning } from "./session/events.ts";
export type { Prompt } from "./session/prompt.ts";
export type { ProtocolFault } from "./session/route.ts";
export type { Activity } from "./session/turns.ts";
export { isKnownMessage, parseMessage } from "./wire/decode.ts";
