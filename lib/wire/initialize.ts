// `initialize`: what the host announces at the start, and what the CLI announces in return.
import type { AccountInfo, ModelInfo, PermissionMode, SlashCommand } from "./control-frames.ts";
import type { FastModeFields } from "./fields.ts";
import type { AgentInfo } from "./reports.ts";

/** How the CLI is to call hooks, by event. */
export type HookRegistrations = Record<
  string,
  { matcher?: string; hookCallbackIds: string[]; timeout?: number; onFailure?: "continue" | "block" }[]
>;

/** What the host's MCP server would answer to the CLI's first two questions. */
export interface SdkMcpServerManifest {
  initializeResult: Record<string, unknown>;
  toolsListResult: Record<string, unknown>;
}

/** What the host announces at the start; the library makes it from the options. */
export interface InitializeRequest {
  systemPrompt?: string[];
  appendSystemPrompt?: string;
  systemPromptSnapshot?: boolean;
  excludeDynamicSections?: boolean;
  planModeInstructions?: string;
  toolAliases?: Record<string, string>;
  hooks?: HookRegistrations;
  sdkMcpServers?: string[];
  sdkMcpServerConfigs?: Record<string, { timeout?: number; alwaysLoad?: boolean }>;
  sdkMcpServerManifests?: Record<string, SdkMcpServerManifest>;
  mcpServers?: Record<string, unknown>;
  plugins?: readonly unknown[];
  agents?: Record<string, unknown>;
  skills?: string[] | "all";
  jsonSchema?: Record<string, unknown>;
  /** With the flag `--managed-settings-in-initialize`. */ managedSettings?: Record<string, unknown>;
  /** With the flag `--initialize-fields=settings`. */ settings?: Record<string, unknown>;
  title?: string;
  forwardSubagentText?: boolean;
  promptSuggestions?: boolean;
  agentProgressSummaries?: boolean;
  perTaskStopAffordance?: boolean;
  supportedDialogKinds?: string[];
}

/** What the CLI announces at the start. Optional fields are absent in older CLIs. */
export interface InitializeResponse extends FastModeFields {
  commands: SlashCommand[];
  agents: AgentInfo[];
  output_style: string;
  available_output_styles: string[];
  models: ModelInfo[];
  account: AccountInfo;
  pid?: number;
  claude_code_version?: string;
  current_permission_mode?: PermissionMode;
  session_state?: string;
  hooks_applied?: boolean;
  hook_on_failure_supported?: boolean;
  mcp_servers_applied?: boolean;
  plugins_applied?: boolean;
  sdk_mcp_manifests_parked?: Record<
    string,
    "parked" | "already_connected" | "protocol_version_mismatch" | "malformed" | "not_honoured"
  >;
  capabilities?: string[];
  [field: string]: unknown;
}
