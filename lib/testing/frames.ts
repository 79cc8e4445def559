// Common lines of the CLI for scripts; "$uuid" and "$session_id" are filled in by the scripted claude.
import { CLI_VERSION } from "../generated/versions.ts";
import type { PermissionUpdate } from "../wire/control-frames.ts";

/** A line of the CLI as an object; `$uuid` and `$session_id` in its texts are replaced. */
export type ScriptedFrame = Record<string, unknown>;

const ids = { uuid: "$uuid", session_id: "$session_id" };
const usage = {
  input_tokens: 10,
  output_tokens: 5,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
};

/** The `system`/`init` line that begins a turn. @param more Fields to add or replace. */
export function initFrame(more: ScriptedFrame = {}): ScriptedFrame {
  return {
    type: "system",
    subtype: "init",
    cwd: "/home/user/project",
    model: "scripted",
    tools: ["Bash", "Read"],
    mcp_servers: [],
    permissionMode: "default",
    apiKeySource: "none",
    claude_code_version: CLI_VERSION,
    slash_commands: [],
    output_style: "default",
    skills: [],
    plugins: [],
    ...ids,
    ...more,
  };
}

/** An `assistant` line with one block of text. @param more Fields to add or replace. */
export function assistantFrame(text: string, more: ScriptedFrame = {}): ScriptedFrame {
  const message = {
    id: "msg_scripted",
    type: "message",
    role: "assistant",
    model: "scripted",
    content: [{ type: "text", text }],
    stop_reason: null,
    stop_sequence: null,
    usage,
  };
  return { type: "assistant", message, parent_tool_use_id: null, ...ids, ...more };
}

/** The `result` line that ends a turn, a success unless `more` says otherwise. */
export function resultFrame(text: string, more: ScriptedFrame = {}): ScriptedFrame {
  return {
    type: "result",
    subtype: "success",
    is_error: false,
    result: text,
    num_turns: 1,
    duration_ms: 10,
    duration_api_ms: 5,
    stop_reason: "end_turn",
    terminal_reason: "completed",
    total_cost_usd: 0.001,
    usage,
    modelUsage: {},
    permission_denials: [],
    ...ids,
    ...more,
  };
}

/** A `session_state_changed` line; a session settles with `idle`. */
export function stateFrame(state: "idle" | "running" | "requires_action"): ScriptedFrame {
  return { type: "system", subtype: "session_state_changed", state, sdk_host_only: true, ...ids };
}

/** A `can_use_tool` control request: asks the host whether a tool may run. */
export function permissionFrame(
  requestId: string,
  tool: string,
  input: Record<string, unknown>,
  suggestions: PermissionUpdate[] = [],
): ScriptedFrame {
  const request = {
    subtype: "can_use_tool",
    tool_name: tool,
    display_name: tool,
    input,
    tool_use_id: `toolu_${requestId}`,
    permission_suggestions: suggestions,
  };
  return { type: "control_request", request_id: requestId, request };
}
