// Generated from the agents that the official SDK declares; run `npm run generate`, never edit.

import type { PermissionMode } from "../wire/control-frames.ts";
import type { McpServerConfigForProcessTransport } from "../wire/mcp-configs.ts";

/** How much work the model puts into an answer: more is slower and costs more. */
export type EffortLevel = "low" | "medium" | "high" | "xhigh" | "max";

/** An MCP server for a subagent: the name of a server that the session has, or `{ name: configuration }` for one that only the subagent has. */
export type AgentMcpServerSpec = string | Record<string, McpServerConfigForProcessTransport>;

/** A subagent that the model may use; `description` and `prompt` are required. */
export interface AgentDefinition {
  /** When to use it; the model reads this. */
  description: string;
  /** The tools that it may use. Default: all tools of the session. */
  tools?: string[];
  /** Tools that it may not use; `mcp__server` stands for all tools of a server. */
  disallowedTools?: string[];
  /** Its system prompt. */
  prompt: string;
  /** A model name or alias, or `inherit`. Default: the CLI's model for subagents. */
  model?: string;
  /** The MCP servers that it may use. */
  mcpServers?: AgentMcpServerSpec[];
  criticalSystemReminder_EXPERIMENTAL?: string;
  /** Skills that are loaded when it starts. */
  skills?: string[];
  /** The first prompt, if this agent is the main thread (option `agent`). */
  initialPrompt?: string;
  /** The most model turns that it may take for one task. */
  maxTurns?: number;
  /** At how many tokens its conversation is compacted. */
  autoCompactWindow?: number;
  /** Always run it in the background. Default: false. */
  background?: boolean;
  /** Leave the CLAUDE.md files out of its context. Default: false. */
  omitClaudeMd?: boolean;
  /** Where its memory is kept. Default: it has no memory. */
  memory?: "user" | "project" | "local";
  /** How much work it puts into its answers. */
  effort?: ("low" | "medium" | "high" | "xhigh" | "max") | number;
  /** Its permission mode. Default: that of the session. */
  permissionMode?: PermissionMode;
  /** Names of agents that watch it, separated by commas. */
  observer?: string;
  /** The text at the end of each digest for the observer. */
  observerMessage?: string;
}
