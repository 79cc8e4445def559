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
    "An MCP server of a subagent: the name of one of the session's, or `{ name: configuration }` of its own.",
  AgentDefinition: "A subagent that the model may use; `description` and `prompt` are required.",
  "AgentDefinition.description": "When to use it, in words for the model.",
  "AgentDefinition.prompt": "Its system prompt.",
  "AgentDefinition.tools": "The tools that it has. Default: all of the session's.",
  "AgentDefinition.disallowedTools":
    "Tools that it does not have; `mcp__server` stands for all tools of a server.",
  "AgentDefinition.model": "A model name or alias, or `inherit`. Default: the CLI's model for subagents.",
  "AgentDefinition.mcpServers": "MCP servers that it has.",
  "AgentDefinition.skills": "Skills that it has read from the start.",
  "AgentDefinition.initialPrompt": "The first prompt, when this agent is the main thread's.",
  "AgentDefinition.maxTurns": "The most model turns for one task.",
  "AgentDefinition.autoCompactWindow": "Tokens at which it compacts its own conversation.",
  "AgentDefinition.background": "Run it without waiting for it. Default: false.",
  "AgentDefinition.omitClaudeMd": "Leave out the CLAUDE.md files. Default: false.",
  "AgentDefinition.memory": "Where its memory is kept. Default: it has none.",
  "AgentDefinition.effort": "How much work it puts into its answers.",
  "AgentDefinition.permissionMode": "A mode of its own. Default: the session's.",
  "AgentDefinition.observer": "Names of agents that watch it, separated by commas.",
  "AgentDefinition.observerMessage": "What each digest for the observer ends with.",
};
