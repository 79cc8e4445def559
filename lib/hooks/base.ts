// What every hook is told, and how what hooks of one event are told and answer begins.
import type { McpServerProvenance } from "../wire/reports.ts";

/** What every hook is told. */
export interface BaseHookInput {
  session_id: string;
  transcript_path: string;
  cwd: string;
  prompt_id?: string;
  permission_mode?: string;
  agent_id?: string;
  agent_type?: string;
  effort?: { level: string };
}

/** What hooks around a tool call are told of it. */
export interface ToolCallFields {
  tool_name: string;
  tool_input: unknown;
  tool_use_id: string;
  mcp_server?: McpServerProvenance;
}

export interface HookInputOf<Event extends string> extends BaseHookInput {
  hook_event_name: Event;
}

export interface HookOutputOf<Event extends string> {
  hookEventName: Event;
}

export interface HookContextOf<Event extends string> extends HookOutputOf<Event> {
  /** What the model is told besides. */
  additionalContext?: string;
}
