// The frames of the side conversation as the official SDK declares them, for programs that name them: the same
// requests as in lib/wire, as closed unions.
import type { HookInput } from "../hooks/events.ts";
import type { AgentDefinition } from "../options/agents.ts";
import type {
  CanUseToolRequest,
  ControlCancelFrame,
  ElicitationFrame,
  InterruptResponse,
} from "../wire/control-frames.ts";
import type { OutgoingRequests } from "../wire/control-requests.ts";
import type { InitializeRequest, InitializeResponse } from "../wire/initialize.ts";
import type {
  McpServerConfigForProcessTransport,
  McpServerToolPolicy,
  WithMeta,
} from "../wire/mcp-configs.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { SdkPluginConfig } from "../wire/reports.ts";
import type { SDKActiveGoalMessage } from "../wire/undeclared.ts";

/** The CLI writes null for some fields that it has nothing to say of; the official declarations leave that out. */
type WithoutNull<T> = { [Field in keyof T]: Exclude<T[Field], null> };

type McpMessage =
  | { jsonrpc: "2.0"; id: string | number; method: string; params?: WithMeta | undefined }
  | { jsonrpc: "2.0"; method: string; params?: WithMeta | undefined }
  | { jsonrpc: "2.0"; id: string | number; result: WithMeta }
  | {
      jsonrpc: "2.0";
      id?: string | number | undefined;
      error: { code: number; message: string; data?: unknown };
    };

type Asks<Subtype extends keyof OutgoingRequests> = {
  [Name in Subtype]: { subtype: Name } & OutgoingRequests[Name]["body"];
}[Subtype];

interface Announcement {
  subtype: "initialize";
  hooks?: { [Event in HookInput["hook_event_name"]]?: NonNullable<InitializeRequest["hooks"]>[string] };
  agents?: Record<string, AgentDefinition>;
  mcpServers?: Record<string, McpServerConfigForProcessTransport>;
  sdkMcpServerConfigs?: Record<string, { timeout?: number; tools?: McpServerToolPolicy[] }>;
  sdkMcpServerManifests?: Record<
    string,
    { initializeResult: Record<string, unknown>; toolsListResult?: Record<string, unknown> }
  >;
  sdkMcpServerManifestsOrigin?: "host_per_send";
  plugins?: SdkPluginConfig[];
  skills?: string[];
}

type Initialize = Announcement & Omit<InitializeRequest, keyof Announcement>;

type Asked =
  | (Omit<WithoutNull<CanUseToolRequest>, "decision_reason_type" | "server_policy_ask_only"> & {
      decision_reason_type?:
        | "rule"
        | "mode"
        | "subcommandResults"
        | "permissionPromptTool"
        | "hook"
        | "asyncAgent"
        | "sandboxOverride"
        | "workingDir"
        | "safetyCheck"
        | "classifier"
        | "other";
    })
  | { subtype: "hook_callback"; callback_id: string; input: HookInput; tool_use_id?: string }
  | { subtype: "mcp_message"; server_name: string; message: McpMessage }
  | (Omit<WithoutNull<ElicitationFrame>, "mode"> & { mode?: "form" | "url" })
  | {
      subtype: "request_user_dialog";
      dialog_kind: string;
      payload: Record<string, unknown>;
      tool_use_id?: string;
    };

/** Requests that the official SDK's union does not list. */
type Undeclared =
  | "initialize"
  | "mcp_message"
  | "claim_session"
  | "end_session"
  | "generate_session_title"
  | "set_mcp_permission_mode_override"
  | "side_question";

/** A control request of either side, typed by subtype; {@link ControlRequestFrame} takes any subtype. */
export type SDKControlRequest = {
  type: "control_request";
  /** Unique among the sender's open requests; the answer has the same. */
  request_id: string;
  request: Initialize | Asks<Exclude<keyof OutgoingRequests, Undeclared>> | Asked;
};

interface PendingRequests {
  request_id: string;
  /** Requests that still wait for an answer, for a host that joins later. */
  pending_permission_requests?: SDKControlRequest[];
  pending_user_dialog_requests?: SDKControlRequest[];
  pending_elicitation_requests?: SDKControlRequest[];
}

/** The response to a control request, matched by `request_id`: success, or an error with its text. */
export type SDKControlResponse = {
  type: "control_response";
  response:
    | ({ subtype: "success"; response?: Record<string, unknown> } & PendingRequests)
    | ({ subtype: "error"; error: string } & PendingRequests);
};

/** The answer to the `initialize` request; the official SDK's name for {@link InitializeResponse}. */
export type SDKControlInitializeResponse = InitializeResponse;

/** The answer to an `interrupt` request; the official SDK's name for {@link InterruptResponse}. */
export type SDKControlInterruptResponse = InterruptResponse;

type OutputFrame =
  | SDKMessage
  | SDKActiveGoalMessage
  | SDKControlRequest
  | SDKControlResponse
  | ControlCancelFrame
  | { type: "keep_alive" };

/**
 * The official SDK's type for a connection to the CLI. Neither that SDK nor this library has an option that
 * takes one; to run the CLI elsewhere, use `spawnClaudeCodeProcess`.
 */
export interface Transport {
  write(data: string): void | Promise<void>;
  /** Close both directions. */
  close(): void;
  isReady(): boolean;
  readMessages(): AsyncGenerator<OutputFrame, void, unknown>;
  /** Announces that a caller awaits this response: ignore responses from anyone but the CLI. */
  expectControlResponse?(requestId: string): void;
  /** Reports that this message has been given to the program. */
  markDelivered?(message: object): void;
  endInput(): void;
  waitForExit?(): Promise<void>;
  [Symbol.dispose]?(): void;
}
