// Every error that this library throws.
export { AgentEndedError, AgentNotFoundError, OverloadedError } from "../errors/agent.ts";
export { ClaimError, type ClaimedSession } from "../errors/claim.ts";
export { ClaudeError, type ErrorCode } from "../errors/claude-error.ts";
export { HookError } from "../errors/hooks.ts";
export { InvalidMessageError, InvalidOptionsError } from "../errors/input.ts";
export { DirectConnectError, NotProvidedError } from "../errors/not-provided.ts";
export {
  AbortError,
  ControlRequestError,
  ControlTimeoutError,
  ConversationNotFoundError,
  LineTooLongError,
  ProcessExitError,
  ResultError,
  SessionClosedError,
  StructuredOutputError,
  UnexpectedEndError,
} from "../errors/session.ts";
export {
  CLINotExecutableError,
  CLINotFoundError,
  CLIVersionError,
  CwdError,
  InitializeError,
  InitializeTimeoutError,
  type LocateAttempt,
  SpawnError,
} from "../errors/start.ts";
export { SessionInUseError, SessionStoreError } from "../errors/store.ts";
export { TimeoutError, type TimeoutName } from "../errors/timeouts.ts";
