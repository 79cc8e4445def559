// The side conversation with the CLI: requests both ways, their answers, and requests that are cancelled.

export type { IncomingRequests } from "../generated/messages.ts";

/** How tool calls are treated that no rule decides. */
export type PermissionMode = "default" | "acceptEdits" | "bypassPermissions" | "plan" | "dontAsk" | "auto";

/** What a rule does with the tool calls that it matches. */
export type PermissionBehavior = "allow" | "deny" | "ask";

/** Where a rule change is kept. */
export type PermissionUpdateDestination = SettingsFile | "session" | "cliArg";
type SettingsFile = "userSettings" | "projectSettings" | "localSettings";

/** A tool, and for some tools which of its uses. */
export type PermissionRuleValue = { toolName: string; ruleContent?: string };

/** A change of the permission rules. */
export type PermissionUpdate = { destination: PermissionUpdateDestination } & (
  | { type: RulesChange; rules: PermissionRuleValue[]; behavior: PermissionBehavior }
  | { type: "setMode"; mode: PermissionMode }
  | { type: "addDirectories" | "removeDirectories"; directories: string[] }
);
type RulesChange = "addRules" | "replaceRules" | "removeRules";

/** A command that a prompt can begin with. */
export interface SlashCommand {
  name: string;
  description: string;
  argumentHint: string;
  aliases?: string[];
  builtin?: boolean;
}

/** A model that can be chosen. */
export interface ModelInfo {
  value: string;
  displayName: string;
  description: string;
  resolvedModel?: string;
  supportsEffort?: boolean;
  supportedEffortLevels?: ("low" | "medium" | "high" | "xhigh" | "max")[];
  supportsAdaptiveThinking?: boolean;
  supportsFastMode?: boolean;
  supportsAutoMode?: boolean;
}

/** Whose account the CLI uses, as far as it tells. */
export interface AccountInfo {
  email?: string;
  organization?: string;
  subscriptionType?: string;
  tokenSource?: string;
  apiKeySource?: string;
  apiProvider?: "firstParty" | "gateway" | "mantle" | Cloud;
}
type Cloud = "bedrock" | "vertex" | "foundry" | "anthropicAws" | "anthropicGoogleCloud";

/** What an interrupt left in the queue, by the messages' uuids. */
export type InterruptResponse = { still_queued: string[]; cancelled?: string[] };

/** May this tool run? */
export interface CanUseToolRequest {
  subtype: "can_use_tool";
  tool_name: string;
  input: Record<string, unknown>;
  tool_use_id: string;
  display_name?: string | null;
  title?: string | null;
  description?: string | null;
  permission_suggestions?: PermissionUpdate[] | null;
  blocked_path?: string | null;
  decision_reason?: string | null;
  decision_reason_type?: string | null;
  matched_ask_rule?: { source: string; tool_name: string; rule_content?: string } | null;
  mcp_server?: { name: string; source: string } | null;
  agent_id?: string | null;
  requires_user_interaction?: boolean | null;
  classifier_approvable?: boolean | null;
  default_to_no?: boolean | null;
  suppress_always_allow_rule?: boolean | null;
  server_policy_ask_only?: boolean | null;
}

/** Run this hook. */
export interface HookCallbackRequest {
  subtype: "hook_callback";
  callback_id: string;
  input: { hook_event_name: string; [field: string]: unknown };
  tool_use_id?: string | null;
}

/** A JSON-RPC message for an in-process MCP server. */
export interface McpMessageRequest {
  subtype: "mcp_message";
  server_name: string;
  message: {
    jsonrpc: "2.0";
    id?: string | number;
    method?: string;
    params?: unknown;
    [field: string]: unknown;
  };
}

/** An MCP server asks the person something. */
export interface ElicitationFrame {
  subtype: "elicitation";
  mcp_server_name: string;
  message: string;
  mode?: string | null;
  url?: string | null;
  elicitation_id?: string | null;
  requested_schema?: Record<string, unknown> | null;
  property_order?: string[] | null;
  title?: string | null;
  display_name?: string | null;
  description?: string | null;
}

/** Show the person a dialog. */
export interface UserDialogFrame {
  subtype: "request_user_dialog";
  dialog_kind: string;
  payload?: unknown;
  tool_use_id?: string | null;
}

/** A question of the CLI; its subtype may be newer than this library. */
export interface ControlRequestFrame {
  type: "control_request";
  request_id: string;
  request: { subtype: string; [field: string]: unknown };
}

/** An answer of the CLI to a question of ours. */
export interface ControlResponseFrame {
  type: "control_response";
  response:
    | { subtype: "success"; request_id: string; response?: unknown }
    | { subtype: "error"; request_id: string; error: string; error_code?: string | null };
}

/** The CLI no longer wants an answer. */
export type ControlCancelFrame = { type: "control_cancel_request"; request_id: string };
