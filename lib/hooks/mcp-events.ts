// Hooks around questions of MCP servers: what they are told, and what they may answer.
import type { HookInputOf, HookOutputOf } from "./base.ts";

/** Called when a server asks the person something. */
export interface ElicitationHookInput extends HookInputOf<"Elicitation"> {
  mcp_server_name: string;
  message: string;
  mode?: "form" | "url";
  url?: string;
  elicitation_id?: string;
  requested_schema?: Record<string, unknown>;
}

/** What a `Elicitation` hook may answer with. */
export interface ElicitationHookSpecificOutput extends HookOutputOf<"Elicitation"> {
  action?: "accept" | "decline" | "cancel";
  content?: Record<string, unknown>;
}

/** Called when the person has answered, before the server hears it. */
export interface ElicitationResultHookInput extends HookInputOf<"ElicitationResult"> {
  mcp_server_name: string;
  elicitation_id?: string;
  mode?: "form" | "url";
  action: "accept" | "decline" | "cancel";
  content?: Record<string, unknown>;
}

/** What a `ElicitationResult` hook may answer with. */
export interface ElicitationResultHookSpecificOutput extends HookOutputOf<"ElicitationResult"> {
  action?: "accept" | "decline" | "cancel";
  content?: Record<string, unknown>;
}
