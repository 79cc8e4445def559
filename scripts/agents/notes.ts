// What the names of an agent's fields do not say, in our own words.
import type { Notes } from "../declarations.ts";

/** Types of ours that an agent's fields have. */
export const IMPORTS = `
import type { PermissionMode } from "../wire/control-frames.ts";
import type { McpServerConfigForProcessTransport } from "../wire/mcp-configs.ts";
`;

/** By the type, or the path of a field in it. */
export const NOTES: Notes = {
  EffortLevel: "How much work the model puts into an answer: more is slower and costs more.",
  AgentMcpServerSpec:
    "An MCP server for a subagent: the name of a server that the session has, or `{ name: configuration }` for one that only the subagent has.",
  AgentDefinition: "A subagent that the model may use; `description` and `prompt` are required.",
  "AgentDefinition.description": "When to use it; the model reads this.",
  "AgentDefinition.prompt": "Its system prompt.",
  "AgentDefinition.tools": "The tools that it may use. Default: all tools of the session.",
  "AgentDefinition.disallowedTools":
    "Tools that it may not use; `mcp__server` stands for all tools of a server.",
  "AgentDefinition.model": "A model name or alias, or `inherit`. Default: the CLI's model for subagents.",
  "AgentDefinition.mcpServers": "The MCP servers that it may use.",
  "AgentDefinition.skills": "Skills that are loaded when it starts.",
  "AgentDefinition.initialPrompt": "The first prompt, if this agent is the main thread (option `agent`).",
  "AgentDefinition.maxTurns": "The most model turns that it may take for one task.",
  "AgentDefinition.autoCompactWindow": "At how many tokens its conversation is compacted.",
  "AgentDefinition.background": "Always run it in the background. Default: false.",
  "AgentDefinition.omitClaudeMd": "Leave the CLAUDE.md files out of its context. Default: false.",
  "AgentDefinition.memory": "Where its memory is kept. Default: it has no memory.",
  "AgentDefinition.effort": "How much work it puts into its answers.",
  "AgentDefinition.permissionMode": "Its permission mode. Default: that of the session.",
  "AgentDefinition.observer": "Names of agents that watch it, separated by commas.",
  "AgentDefinition.observerMessage": "The text at the end of each digest for the observer.",
};
