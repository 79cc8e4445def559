// What goes to and fro beside the messages, in types: requests, answers, permissions, MCP servers.
export type {
  SDKControlInitializeResponse,
  SDKControlInterruptResponse,
  SDKControlRequest,
  SDKControlResponse,
  Transport,
} from "../session/declared-frames.ts";
export type {
  AccountInfo,
  CanUseToolRequest,
  ControlCancelFrame,
  ControlRequestFrame,
  ControlResponseFrame,
  ElicitationFrame,
  HookCallbackRequest,
  IncomingRequests,
  InterruptResponse,
  McpMessageRequest,
  ModelInfo,
  PermissionBehavior,
  PermissionMode,
  PermissionRuleValue,
  PermissionUpdate,
  PermissionUpdateDestination,
  SlashCommand,
  UserDialogFrame,
} from "../wire/control.ts";
export type { InitializeRequest, InitializeResponse } from "../wire/initialize.ts";
export type {
  McpClaudeAIProxyServerConfig,
  McpHttpServerConfig,
  McpSdkServerConfig,
  McpServerConfigForProcessTransport,
  McpServerStatusConfig,
  McpServerToolPolicy,
  McpSSEServerConfig,
  McpStdioServerConfig,
  SDKMcpResourceLink,
} from "../wire/mcp-configs.ts";
export type {
  SDKContextUsage,
  SDKContextUsageCategory,
  SDKControlGetContextUsageResponse,
} from "../wire/report-context.ts";
export type { SDKControlGetUsageResponse, SDKUsageReport } from "../wire/report-usage.ts";
export type {
  AgentInfo,
  McpServerProvenance,
  McpServerStatus,
  McpSetServersResult,
  RewindFilesResult,
  SDKControlListPermissionRulesResponse,
  SDKControlMcpReadResourceResponse,
  SDKControlPermissionRulesState,
  SDKControlReadFileResponse,
  SDKControlReloadOutputStylesResponse,
  SDKControlReloadPluginsResponse,
  SDKControlReloadSkillsResponse,
  SDKPermissionRuleDescription,
  SDKPermissionRuleEntry,
  SDKPermissionWorkspaceDirectory,
  SDKSettingsParseError,
  SdkPluginConfig,
} from "../wire/reports.ts";
export type { ClaimSessionRequest, ClaimSessionResponse, OutgoingRequests } from "../wire/requests.ts";
