// What can be asked for when a session starts.
export type {
  CanUseTool,
  PermissionContext,
  PermissionDecisionClassification,
  PermissionResult,
} from "../control/permissions.ts";
export type {
  ElicitationRequest,
  ElicitationResult,
  OnElicitation,
  OnUserDialog,
  QuestionContext,
  UserDialogRequest,
  UserDialogResult,
} from "../control/questions.ts";
export type { McpSdkServerConfigWithInstance, McpServerConfig, McpServerInstance } from "../mcp/configs.ts";
export type { InferJson, JsonObjectSchema } from "../mcp/json-schema.ts";
export type {
  AnyZodRawShape,
  InferInput,
  InferShape,
  StandardSchema,
  ToolInputSchema,
} from "../mcp/schema.ts";
export { type CreateSdkMcpServerOptions, createSdkMcpServer, type InProcessServer } from "../mcp/server.ts";
export {
  type SdkMcpToolDefinition,
  type ToolCallContext,
  type ToolExtras,
  tool,
} from "../mcp/tool.ts";
export type { ToolAnnotations, ToolContent, ToolResult } from "../mcp/tool-result.ts";
export type { AgentDefinition, AgentMcpServerSpec, EffortLevel } from "../options/agents.ts";
export type { ConversationOptions } from "../options/conversation-options.ts";
export type { ConfigScope, EnvironmentOptions, SettingSource } from "../options/environment-options.ts";
export type { HostOptions } from "../options/host-options.ts";
export type { McpOptions } from "../options/mcp-options.ts";
export type {
  BaseOutputFormat,
  JsonSchemaOutputFormat,
  ModelOptions,
  OutputFormat,
  OutputFormatType,
  SdkBeta,
  SystemPrompt,
  ThinkingAdaptive,
  ThinkingConfig,
  ThinkingDisabled,
  ThinkingEnabled,
} from "../options/model-options.ts";
export type { Options } from "../options/options.ts";
export type { PermissionOptions } from "../options/permission-options.ts";
export type { ToolConfig, ToolOptions } from "../options/tool-options.ts";
export type { SpawnedProcess, SpawnOptions } from "../process/custom.ts";
export type { Env } from "../process/env.ts";
export type { ClaimOptions } from "../session/claim.ts";
export { type FlagSettings, SessionControls } from "../session/controls.ts";
export { AllControls } from "../session/task-controls.ts";
export { filterEscalatingDefaultMode } from "../settings/default-mode.ts";
export { type DeniedModelsMatch, matchDeniedModels } from "../settings/denied-models.ts";
export { EXIT_REASONS, type ExitReason } from "../settings/exit-reasons.ts";
export type { SettingsHooks } from "../settings/hook-settings.ts";
export type { PermissionSettings } from "../settings/permission-settings.ts";
export { SYSTEM_PROMPT_DYNAMIC_BOUNDARY } from "../settings/prompt-boundary.ts";
export {
  type PolicySettingsOrigin,
  type ProvenanceEntry,
  type ResolvedSettingSource,
  type ResolvedSettings,
  type ResolveSettingsOptions,
  resolveSettings,
} from "../settings/resolve.ts";
export type {
  SandboxCredentialsConfig,
  SandboxFilesystemConfig,
  SandboxIgnoreViolations,
  SandboxNetworkConfig,
  SandboxSettings,
} from "../settings/sandbox.ts";
export type { Settings } from "../settings/settings.ts";
export { BUILTIN_TOOL_NAMES, LEGACY_TOOL_NAME_ALIASES } from "../settings/tool-names.ts";
export {
  ORG_POLICY_LIMIT_PREFIXES,
  USAGE_LIMIT_ERROR_PREFIXES,
  USAGE_TRANSITION_PREFIXES,
  USAGE_WARNING_PREFIXES,
} from "../settings/usage-messages.ts";
