// Generated from the agents that the official SDK declares; run `npm run generate`, never edit.

import type { PermissionMode } from "../wire/control-frames.ts";
import type { McpServerConfigForProcessTransport } from "../wire/mcp-configs.ts";

/** How much work the model puts into an answer: more is slower and costs more. */
export type EffortLevel = "low" | "medium" | "high" | "xhigh" | "max";

/** An MCP server of a subagent: the name of one of the session's, or `{ name: configuration }` of its own. */
export type AgentMcpServerSpec = string | Record<string, McpServerConfigForProcessTransport>;

/** A subagent that the model may use; `description` and `prompt` are required. */
export interface AgentDefinition {
  /** When to use it, in words for the model. */
  description: string;
  /** The tools that it has. Default: all of the session's. */
  tools?: string[];
  /** Tools that it does not have; `mcp__server` stands for all tools of a server. */
  disallowedTools?: string[];
  /** Its system prompt. */
  prompt: string;
  /** A model name or alias, or `inherit`. Default: the CLI's model for subagents. */
  model?: string;
  /** MCP servers that it has. */
  mcpServers?: AgentMcpServerSpec[];
  criticalSystemReminder_EXPERIMENTAL?: string;
  /** Skills that it has read from the start. */
  skills?: string[];
  /** The first prompt, when this agent is the main thread's. */
  initialPrompt?: string;
  /** The most model turns for one task. */
  maxTurns?: number;
  /** Tokens at which it compacts its own conversation. */
  autoCompactWindow?: number;
  /** Run it without waiting for it. Default: false. */
  background?: boolean;
  /** Leave out the CLAUDE.md files. Default: false. */
  omitClaudeMd?: boolean;
  /** Where its memory is kept. Default: it has none. */
  memory?: "user" | "project" | "local";
  /** How much work it puts into its answers. */
  effort?: ("low" | "medium" | "high" | "xhigh" | "max") | number;
  /** A mode of its own. Default: the session's. */
  permissionMode?: PermissionMode;
  /** Names of agents that watch it, separated by commas. */
  observer?: string;
  /** What each digest for the observer ends with. */
  observerMessage?: string;
}
