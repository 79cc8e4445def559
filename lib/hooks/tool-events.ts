// Hooks around tool calls: what they are told, and what they may answer.
import type { HookContextOf, HookInputOf, HookOutputOf, ToolCallFields } from "./base.ts";

/** What a hook decides about a tool call; `defer` leaves it to a later session. */
export type HookPermissionDecision = "allow" | "deny" | "ask" | "defer";

/** Called before a tool runs, and before anybody is asked for permission. */
export interface PreToolUseHookInput extends HookInputOf<"PreToolUse">, ToolCallFields {}

/** What a `PreToolUse` hook may answer with. */
export interface PreToolUseHookSpecificOutput extends HookOutputOf<"PreToolUse"> {
  permissionDecision?: HookPermissionDecision;
  permissionDecisionReason?: string;
  updatedInput?: Record<string, unknown>;
  additionalContext?: string;
}

/** Called when a tool has run, with `tool_response` and `duration_ms`. */
export interface PostToolUseHookInput extends HookInputOf<"PostToolUse">, ToolCallFields {
  tool_response: unknown;
  duration_ms?: number;
}

/** What a `PostToolUse` hook may answer with. */
export interface PostToolUseHookSpecificOutput extends HookOutputOf<"PostToolUse"> {
  additionalContext?: string;
  classifierContext?: string;
  updatedToolOutput?: unknown;
  updatedMCPToolOutput?: unknown;
}

/** Called when a tool has failed, with `error`. */
export interface PostToolUseFailureHookInput extends HookInputOf<"PostToolUseFailure">, ToolCallFields {
  error: string;
  is_interrupt?: boolean;
  duration_ms?: number;
}

/** What a `PostToolUseFailure` hook may answer with. */
export interface PostToolUseFailureHookSpecificOutput extends HookContextOf<"PostToolUseFailure"> {}

/** One of the tool calls of a batch. */
export interface PostToolBatchToolCall extends Omit<ToolCallFields, "mcp_server"> {
  tool_response?: unknown;
}

/** Called when all calls of one message are done. */
export interface PostToolBatchHookInput extends HookInputOf<"PostToolBatch"> {
  tool_calls: PostToolBatchToolCall[];
}

/** What a `PostToolBatch` hook may answer with. */
export interface PostToolBatchHookSpecificOutput extends HookContextOf<"PostToolBatch"> {}
