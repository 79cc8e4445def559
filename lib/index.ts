// The public surface of the library: named exports and nothing else.
export { ClaudeSDKClient, type ClaudeSDKClientEvents } from "./client.ts";
export type { PermissionRequest } from "./control/permissions.ts";
export type { LastResult } from "./manager/agent.ts";
export type { ManagedAgent } from "./manager/describe.ts";
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
export { prewarm, type SpareProcess } from "./prewarm.ts";
export { type Located, type LocateOptions, locateClaude } from "./process/locate.ts";
export { MINIMUM_CLI_VERSION, readVersion } from "./process/version.ts";
export * from "./public/errors.ts";
export * from "./public/hooks.ts";
export * from "./public/messages.ts";
export * from "./public/options.ts";
export * from "./public/reports.ts";
export * from "./public/session-stores.ts";
export * from "./public/sessions.ts";
export { Query, type QueryPrompt, query } from "./query.ts";
export type { EndReason, SessionEnd } from "./session/ending.ts";
export type { ProtocolFault, SessionEvents, SessionWarning } from "./session/events.ts";
export type { Prompt } from "./session/prompt.ts";
export type { Activity } from "./session/state.ts";
export { startup, type WarmQuery } from "./startup.ts";
export {
  CommandMatcher,
  type DirectConnectAddress,
  DirectConnectTransport,
  FileIndex,
  type NotProvided,
  parseDirectConnectUrl,
} from "./undeclared.ts";
export { isKnownMessage, parseMessage } from "./wire/decode.ts";
