// The side conversation with the CLI: requests both ways, their answers, and requests that are cancelled.

export type { IncomingRequests } from "../generated/messages.ts";

/** How tool calls that no rule decides are treated; docs/permissions.md has a row for each mode. */
export type PermissionMode = "default" | "acceptEdits" | "bypassPermissions" | "plan" | "dontAsk" | "auto";

/** What a rule does with a tool call that it matches: approve, refuse, or force a permission request. */
export type PermissionBehavior = "allow" | "deny" | "ask";

/** Where a change of rules is kept: in a settings file, or only in this session (`session`, `cliArg`). */
export type PermissionUpdateDestination = SettingsFile | "session" | "cliArg";
type SettingsFile = "userSettings" | "projectSettings" | "localSettings";

/** What a rule matches: all calls of a tool, or those of `ruleContent`, such as `git:*` in `Bash(git:*)`. */
export type PermissionRuleValue = { toolName: string; ruleContent?: string };

/** A change of rules, mode or directories, suggested by the CLI or applied by a permission answer. */
export type PermissionUpdate = { destination: PermissionUpdateDestination } & (
  | { type: RulesChange; rules: PermissionRuleValue[]; behavior: PermissionBehavior }
  | { type: "setMode"; mode: PermissionMode }
  | { type: "addDirectories" | "removeDirectories"; directories: string[] }
);
type RulesChange = "addRules" | "replaceRules" | "removeRules";

/** A slash command or skill. `name` has no slash; `argumentHint` is for completion and may be empty. */
export interface SlashCommand {
  name: string;
  description: string;
  argumentHint: string;
  aliases?: string[];
  builtin?: boolean;
}

/** A model that the account may use; `value` is for `setModel()`, and may be an alias such as `sonnet`. */
export interface ModelInfo {
  value: string;
  displayName: string;
  description: string;
  /** The model id behind `value`. */ resolvedModel?: string;
  supportsEffort?: boolean;
  supportedEffortLevels?: ("low" | "medium" | "high" | "xhigh" | "max")[];
  supportsAdaptiveThinking?: boolean;
  supportsFastMode?: boolean;
  supportsAutoMode?: boolean;
}

/** The account of the session; fields are absent if the CLI does not know them, as with an API key. */
export interface AccountInfo {
  email?: string;
  organization?: string;
  subscriptionType?: string;
  tokenSource?: string;
  apiKeySource?: string;
  apiProvider?: "firstParty" | "gateway" | "mantle" | Cloud;
}
type Cloud = "bedrock" | "vertex" | "foundry" | "anthropicAws" | "anthropicGoogleCloud";

/** After an interrupt: the uuids of prompts that are still queued, and of those that were cancelled. */
export type InterruptResponse = { still_queued: string[]; cancelled?: string[] };

/**
 * The control request behind `canUseTool`: may this tool run? `PermissionContext` explains the fields, under
 * its own names. Null and absent both mean "does not apply".
 */
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
  /** After a safety check: true if auto mode's classifier may approve, false if only a person may. */
  classifier_approvable?: boolean | null;
  default_to_no?: boolean | null;
  suppress_always_allow_rule?: boolean | null;
  server_policy_ask_only?: boolean | null;
}

/** The CLI calls a hook; `callback_id` is the id that `initialize` gave it. */
export interface HookCallbackRequest {
  subtype: "hook_callback";
  callback_id: string;
  input: { hook_event_name: string; [field: string]: unknown };
  tool_use_id?: string | null;
}

/** The CLI sends a JSON-RPC message to an in-process MCP server; the response contains the server's. */
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

/** An MCP server asks the user to fill in a form (`requested_schema`), or to visit a page (`url`). */
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

/** The CLI asks the host to show a dialog, of a kind in `supportedDialogKinds`. */
export interface UserDialogFrame {
  subtype: "request_user_dialog";
  dialog_kind: string;
  payload?: unknown;
  tool_use_id?: string | null;
}

/** A control request from the CLI; its subtype may be newer than this library. */
export interface ControlRequestFrame {
  type: "control_request";
  request_id: string;
  request: { subtype: string; [field: string]: unknown };
}

/** The CLI's response to a control request of this library, success or error, matched by `request_id`. */
export interface ControlResponseFrame {
  type: "control_response";
  response:
    | { subtype: "success"; request_id: string; response?: unknown }
    | { subtype: "error"; request_id: string; error: string; error_code?: string | null };
}

/** The CLI cancels one of its own control requests: it no longer expects a response. */
export type ControlCancelFrame = { type: "control_cancel_request"; request_id: string };
