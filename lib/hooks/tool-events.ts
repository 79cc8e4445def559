// Hooks around tool calls: what they are told, and what they may answer.
import type { McpServerProvenance } from "../wire/reports.ts";
import type { BaseHookInput } from "./base.ts";

/** What a hook decides about a tool call; `defer` leaves it to a later session. */
export type HookPermissionDecision = "allow" | "deny" | "ask" | "defer";

/** What a `PreToolUse` hook is told, before a tool runs. */
export interface PreToolUseHookInput extends BaseHookInput {
  hook_event_name: "PreToolUse";
  tool_name: string;
  tool_input: unknown;
  tool_use_id: string;
  mcp_server?: McpServerProvenance;
}

/** What a `PreToolUse` hook may answer with. */
export interface PreToolUseHookSpecificOutput {
  hookEventName: "PreToolUse";
  permissionDecision?: HookPermissionDecision;
  permissionDecisionReason?: string;
  updatedInput?: Record<string, unknown>;
  additionalContext?: string;
}

/** What a `PostToolUse` hook is told, when a tool has run; `duration_ms` in milliseconds. */
export interface PostToolUseHookInput extends BaseHookInput {
  hook_event_name: "PostToolUse";
  tool_name: string;
  tool_input: unknown;
  tool_response: unknown;
  tool_use_id: string;
  duration_ms?: number;
  mcp_server?: McpServerProvenance;
}

/** What a `PostToolUse` hook may answer with. */
export interface PostToolUseHookSpecificOutput {
  hookEventName: "PostToolUse";
  additionalContext?: string;
  classifierContext?: string;
  updatedToolOutput?: unknown;
  updatedMCPToolOutput?: unknown;
}

/** What a `PostToolUseFailure` hook is told, when a tool has failed. */
export interface PostToolUseFailureHookInput extends BaseHookInput {
  hook_event_name: "PostToolUseFailure";
  tool_name: string;
  tool_input: unknown;
  tool_use_id: string;
  error: string;
  is_interrupt?: boolean;
  duration_ms?: number;
  mcp_server?: McpServerProvenance;
}

/** What a `PostToolUseFailure` hook may answer with. */
export interface PostToolUseFailureHookSpecificOutput {
  hookEventName: "PostToolUseFailure";
  additionalContext?: string;
}

/** One of the tool calls of a batch. */
export interface PostToolBatchToolCall {
  tool_name: string;
  tool_input: unknown;
  tool_use_id: string;
  tool_response?: unknown;
}

/** What a `PostToolBatch` hook is told, when all tool calls of a message have run. */
export interface PostToolBatchHookInput extends BaseHookInput {
  hook_event_name: "PostToolBatch";
  tool_calls: PostToolBatchToolCall[];
}

/** What a `PostToolBatch` hook may answer with. */
export interface PostToolBatchHookSpecificOutput {
  hookEventName: "PostToolBatch";
  additionalContext?: string;
}
