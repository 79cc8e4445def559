// Hooks around permissions and models: what they are told, and what they may answer.

import type { PermissionUpdate } from "../wire/control.ts";
import type { McpServerProvenance } from "../wire/reports.ts";
import type { BaseHookInput } from "./base.ts";

/** What a `PermissionRequest` hook is told, when a tool call needs a decision. */
export interface PermissionRequestHookInput extends BaseHookInput {
  hook_event_name: "PermissionRequest";
  tool_name: string;
  tool_input: unknown;
  permission_suggestions?: PermissionUpdate[];
  mcp_server?: McpServerProvenance;
}

/** What a `PermissionRequest` hook may answer with. */
export interface PermissionRequestHookSpecificOutput {
  hookEventName: "PermissionRequest";
  decision:
    | {
        behavior: "allow";
        updatedInput?: Record<string, unknown>;
        updatedPermissions?: PermissionUpdate[];
      }
    | {
        behavior: "deny";
        message?: string;
        interrupt?: boolean;
      };
}

/** What a `PermissionDenied` hook is told, when auto mode has refused a tool call. */
export interface PermissionDeniedHookInput extends BaseHookInput {
  hook_event_name: "PermissionDenied";
  tool_name: string;
  tool_input: unknown;
  tool_use_id: string;
  reason: string;
  mcp_server?: McpServerProvenance;
}

/** What a `PermissionDenied` hook may answer with. */
export interface PermissionDeniedHookSpecificOutput {
  hookEventName: "PermissionDenied";
  retry?: boolean;
}

/** What a `PreModelSwitch` hook is told, before another model takes over; prices in US dollars. */
export type PreModelSwitchHookInput = (BaseHookInput & {
  hook_event_name: "PreModelSwitch";
}) & {
  from_model: string;
  to_model: string;
  requested_model: string | null;
  source: "command" | "picker" | "sdk";
  context_tokens: number;
  prompt_cache_warm: boolean;
  cache_ttl: "5m" | "1h";
  estimated_cache_write_usd: number;
  pricing: "configured" | "catalog" | "default";
};

/** What a `PreModelSwitch` hook may answer with. */
export interface PreModelSwitchHookSpecificOutput {
  hookEventName: "PreModelSwitch";
  permissionDecision?: "allow" | "deny" | "ask";
  permissionDecisionReason?: string;
}

/** What a `PostModelSwitch` hook is told, when another model has taken over. */
export type PostModelSwitchHookInput = (BaseHookInput & {
  hook_event_name: "PostModelSwitch";
}) & {
  from_model: string;
  to_model: string;
  requested_model: string | null;
  source: "command" | "picker" | "sdk" | "auto" | "resume";
  context_tokens: number;
  prompt_cache_warm: boolean;
  cache_ttl: "5m" | "1h";
  estimated_cache_write_usd: number;
  pricing: "configured" | "catalog" | "default";
};

/** What a `PostModelSwitch` hook may answer with. */
export interface PostModelSwitchHookSpecificOutput {
  hookEventName: "PostModelSwitch";
  additionalContext?: string;
}
