// The side conversation with the CLI: requests both ways, their answers, and requests that are cancelled.

export type { IncomingRequests } from "../generated/messages.ts";

/** What happens to tool calls that no rule decides; docs/permissions.md has a row for each mode. */
export type PermissionMode = "default" | "acceptEdits" | "bypassPermissions" | "plan" | "dontAsk" | "auto";

/** What a rule does with a tool call that it matches: approve it, refuse it, or have somebody asked. */
export type PermissionBehavior = "allow" | "deny" | "ask";

/** Where a change of the rules is kept: in a settings file, or only for this session (`session`, `cliArg`). */
export type PermissionUpdateDestination = SettingsFile | "session" | "cliArg";
type SettingsFile = "userSettings" | "projectSettings" | "localSettings";

/** What a rule matches: all calls of a tool, or with `ruleContent` some, such as `git:*` for `Bash(git:*)`. */
export type PermissionRuleValue = { toolName: string; ruleContent?: string };

/** A change of rules, mode or directories: a suggestion of the CLI, or what a permission answer applies. */
export type PermissionUpdate = { destination: PermissionUpdateDestination } & (
  | { type: RulesChange; rules: PermissionRuleValue[]; behavior: PermissionBehavior }
  | { type: "setMode"; mode: PermissionMode }
  | { type: "addDirectories" | "removeDirectories"; directories: string[] }
);
type RulesChange = "addRules" | "replaceRules" | "removeRules";

/** A slash command or skill; `name` has no slash, `argumentHint` is for completion and may be empty. */
export interface SlashCommand {
  name: string;
  description: string;
  argumentHint: string;
  aliases?: string[];
  builtin?: boolean;
}

/** A model that the account may use; `value` is what `setModel()` takes, an alias perhaps. */
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

/** The account of the session; fields are absent when the CLI does not know them, as with an API key. */
export interface AccountInfo {
  email?: string;
  organization?: string;
  subscriptionType?: string;
  tokenSource?: string;
  apiKeySource?: string;
  apiProvider?: "firstParty" | "gateway" | "mantle" | Cloud;
}
type Cloud = "bedrock" | "vertex" | "foundry" | "anthropicAws" | "anthropicGoogleCloud";

/** After an interrupt: prompts that still wait, and those that `cancelQueued` cancelled, by uuid. */
export type InterruptResponse = { still_queued: string[]; cancelled?: string[] };

/** The CLI asks whether a tool may run. Fields that are null or absent do not apply. */
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

/** The CLI calls a hook; `callback_id` is the one under which `initialize` announced it. */
export interface HookCallbackRequest {
  subtype: "hook_callback";
  callback_id: string;
  input: { hook_event_name: string; [field: string]: unknown };
  tool_use_id?: string | null;
}

/** The CLI sends a JSON-RPC message to an in-process MCP server; the response carries the server's own. */
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

/** An MCP server asks the user something: a form (`requested_schema`), or a page to visit (`url`). */
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

/** The CLI wants a dialog shown, of one of `supportedDialogKinds`. */
export interface UserDialogFrame {
  subtype: "request_user_dialog";
  dialog_kind: string;
  payload?: unknown;
  tool_use_id?: string | null;
}

/** A control request of the CLI; its subtype may be newer than this library. */
export interface ControlRequestFrame {
  type: "control_request";
  request_id: string;
  request: { subtype: string; [field: string]: unknown };
}

/** The CLI's response to a control request of ours, success or error, matched by `request_id`. */
export interface ControlResponseFrame {
  type: "control_response";
  response:
    | { subtype: "success"; request_id: string; response?: unknown }
    | { subtype: "error"; request_id: string; error: string; error_code?: string | null };
}

/** The CLI cancels a control request of its own: no response is expected any more. */
export type ControlCancelFrame = { type: "control_cancel_request"; request_id: string };
