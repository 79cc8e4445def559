// The public surface of the library: files all of whose exports are public, and what others have that is.
export * from "./client.ts";
export type {
  CanUseTool,
  PermissionContext,
  PermissionDecisionClassification,
  PermissionRequest,
  PermissionResult,
} from "./control/permissions.ts";
export type {
  ElicitationRequest,
  ElicitationResult,
  OnElicitation,
  OnUserDialog,
  QuestionContext,
  UserDialogRequest,
  UserDialogResult,
} from "./control/questions.ts";
export * from "./errors/agent.ts";
export { BudgetExceededError, type BudgetKind, type BudgetLimit } from "./errors/budget.ts";
export * from "./errors/claude-error.ts";
export * from "./errors/input.ts";
export * from "./errors/isolation.ts";
export * from "./errors/journal.ts";
export * from "./errors/not-provided.ts";
export * from "./errors/rate-limit.ts";
export { ConversationNotFoundError, ResultError } from "./errors/result.ts";
export * from "./errors/session.ts";
export * from "./errors/start.ts";
export * from "./errors/templates.ts";
export * from "./errors/timeouts.ts";
export * from "./errors/transcripts.ts";
export { type ExportSessionOptions, exportSession } from "./export/export-session.ts";
export type * from "./export/session-export.ts";
export * from "./generated/constants.ts";
export * from "./generated/guards.ts";
export * from "./generated/hooks.ts";
export type {
  AsyncHookJSONOutput,
  HookJSONOutput,
  HookPermissionDecision,
  SyncHookJSONOutput,
} from "./hooks/answers.ts";
export * from "./hooks/events.ts";
export type {
  BackgroundTaskSummary,
  BaseHookInput,
  PostToolBatchToolCall,
  SessionCronSummary,
  StopFields,
} from "./hooks/inputs.ts";
export type { FolderJournal } from "./journal/folder-journal.ts";
export type * from "./journal/journal.ts";
export * from "./journal/open-journal.ts";
export { loggable } from "./loggable.ts";
export type { Budget, BudgetReport } from "./manager/budget.ts";
export type { AgentWarning } from "./manager/claude.ts";
export type { RateLimit } from "./manager/claude-rate-limit.ts";
export type {
  DelegateJob,
  DelegateOptions,
  Delegation,
  JobFulfilled,
  JobOverlap,
  JobRejected,
  JobReport,
  JobResult,
  JobResults,
  JobSchema,
  WorktreeOptions,
} from "./manager/delegation.ts";
export type { ManagedAgent } from "./manager/describe.ts";
export type { FollowedMessage } from "./manager/follow.ts";
export type { UsageBy, UsageGroup, UsageReport, UsageSums } from "./manager/ledger.ts";
export type { AgentList } from "./manager/list.ts";
export type {
  AgentEvent,
  AgentHappening,
  AnsweredEvent,
  OutputEvent,
  PromptedEvent,
  QuestionEvent,
  StateEvent,
  TurnEvent,
  WarningEvent,
} from "./manager/log.ts";
export type { LogFields, Logger } from "./manager/logger.ts";
export * from "./manager/manager.ts";
export type { AgentMeta } from "./manager/meta.ts";
export type { MetricsSnapshot } from "./manager/metrics.ts";
export * from "./manager/observed.ts";
export type {
  AgentManagerEvents,
  AgentManagerOptions,
  KeptAgent,
  ListRequest,
  OpenManagerOptions,
  SpawnRequest,
  SpawnResult,
  SpawnWorktree,
  TerminateResult,
} from "./manager/options.ts";
export { type EndedOrphans, endOrphans } from "./manager/orphans.ts";
export type { TurnOutcome } from "./manager/outcome.ts";
export * from "./manager/owned.ts";
export * from "./manager/prometheus.ts";
export type { OpenQuestion } from "./manager/questions.ts";
export type { OnRateLimit } from "./manager/rate-limits.ts";
export type {
  AgentMessage,
  OutputPage,
  PageRequest,
  TextPage,
  TextRequest,
} from "./manager/read.ts";
export type { AgentWorktree } from "./manager/repository.ts";
export type { ResumeOptions } from "./manager/resume-options.ts";
export type { AgentState, EndedReason } from "./manager/states.ts";
export type {
  Telemetry,
  TelemetryAttributes,
  TelemetryContext,
  TelemetrySpan,
  TelemetrySpanContext,
  TelemetrySpanOptions,
  TelemetryTracer,
} from "./manager/telemetry.ts";
export type { Waited, WaitOptions } from "./manager/wait.ts";
export type { ManagerWarning } from "./manager/warning.ts";
export type { McpSdkServerConfigWithInstance, McpServerConfig, McpServerInstance } from "./mcp/configs.ts";
export type {
  AnyZodRawShape,
  InferInput,
  InferJson,
  InferShape,
  JsonObjectSchema,
  StandardSchema,
  ToolInputSchema,
} from "./mcp/schema.ts";
export * from "./mcp/server.ts";
export * from "./mcp/tool.ts";
export * from "./options/agents.ts";
export type { ConversationOptions } from "./options/conversation-options.ts";
export * from "./options/denied-models.ts";
export type { ConfigScope, EnvironmentOptions, SettingSource } from "./options/environment-options.ts";
export type { HostOptions } from "./options/host-options.ts";
export type { IsolationOptions } from "./options/isolation.ts";
export * from "./options/isolation-differences.ts";
export type { McpOptions } from "./options/mcp-options.ts";
export type { ModelOptions } from "./options/model-options.ts";
export type * from "./options/model-values.ts";
export { neededEnv } from "./options/needed-env.ts";
export type { Options } from "./options/options.ts";
export type { PermissionOptions } from "./options/permission-options.ts";
export type { ToolConfig, ToolOptions } from "./options/tool-options.ts";
export * from "./prewarm.ts";
export type { SpawnedProcess, SpawnOptions } from "./process/custom.ts";
export type { Env } from "./process/env.ts";
export { type Located, type LocateOptions, locateClaude } from "./process/locate.ts";
export { MINIMUM_CLI_VERSION, readVersion } from "./process/version.ts";
export * from "./query.ts";
export * from "./session/all-controls.ts";
export type { ClaimOptions } from "./session/claim.ts";
export * from "./session/controls.ts";
export * from "./session/declared-frames.ts";
export type { EndReason, SessionEnd } from "./session/ending.ts";
export type { ProtocolFault, SessionEvents, SessionWarning } from "./session/events.ts";
export type { Prompt } from "./session/prompt.ts";
export type { Activity } from "./session/state.ts";
export * from "./settings/default-mode.ts";
export * from "./settings/resolve.ts";
export type * from "./settings/settings.ts";
export * from "./startup.ts";
export * from "./stores/memory-store.ts";
export * from "./stores/store.ts";
export * from "./stores/summary.ts";
export * from "./templates/find.ts";
export type {
  PromptTemplate,
  PromptTemplateParameter,
  PromptTemplateValue,
} from "./templates/front-matter.ts";
export * from "./templates/render.ts";
export * from "./transcripts/edit-sessions.ts";
export { forkSession } from "./transcripts/fork.ts";
export * from "./transcripts/import.ts";
export type { SDKSessionInfo } from "./transcripts/info.ts";
export type {
  ForkSessionOptions,
  ForkSessionResult,
  GetSessionInfoOptions,
  GetSessionMessagesOptions,
  GetSubagentMessagesOptions,
  ListSessionsOptions,
  ListSubagentsOptions,
  SessionMutationOptions,
} from "./transcripts/options.ts";
export * from "./transcripts/read-sessions.ts";
export * from "./transcripts/repair.ts";
export type * from "./transcripts/repair-result.ts";
export * from "./transcripts/search.ts";
export type { SessionMessage } from "./transcripts/session-message.ts";
export { getSessionUsage, type SessionModelUsage, type SessionUsage } from "./transcripts/usage.ts";
export * from "./undeclared.ts";
export * from "./wire/account.ts";
export * from "./wire/api.ts";
export * from "./wire/background.ts";
export * from "./wire/control-frames.ts";
export type {
  ClaimSessionRequest,
  ClaimSessionResponse,
  OutgoingRequests,
} from "./wire/control-requests.ts";
export * from "./wire/conversation-messages.ts";
export { parseMessage } from "./wire/decode.ts";
export type { UUID } from "./wire/fields.ts";
export { isKnownMessage, type MessageGuard } from "./wire/guard.ts";
export type { InitializeRequest, InitializeResponse } from "./wire/initialize.ts";
export * from "./wire/mcp-configs.ts";
export * from "./wire/messages.ts";
export * from "./wire/notices.ts";
export * from "./wire/report-context.ts";
export * from "./wire/report-usage.ts";
export * from "./wire/reports.ts";
export * from "./wire/result.ts";
export * from "./wire/system.ts";
export * from "./wire/undeclared.ts";
