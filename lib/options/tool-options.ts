// Options: the tools, skills, plugins and subagents that there are.
import * as v from "valibot";
import type { SdkPluginConfig } from "../wire/reports.ts";
import type { AgentDefinition } from "./agents.ts";
import { field, joined, joinedUnlessEmpty, one, type Rows } from "./row.ts";
import { anyRecord, flag, list, oneOf, plainText, skillName, text, wholeText } from "./values.ts";

/** Settings of single built-in tools, by their names. */
export type ToolConfig = {
  askUserQuestion?: {
    /** The form of the previews that the model writes for a question's answers. Default: `markdown`. */
    previewFormat?: "markdown" | "html";
  };
};

/** Options: the tools, skills, plugins and subagents of a session. */
export interface ToolOptions {
  /** The tools that exist in the session: names, `[]` for none, or the preset. Default: Claude Code's own set. */
  tools?: string[] | { type: "preset"; preset: "claude_code" } | undefined;
  /** Rules such as `Read` or `Bash(git:*)` that are approved without asking. This restricts nothing: see `tools`. */
  allowedTools?: string[] | undefined;
  /** Tools and rules that are always refused; a tool that is named alone does not exist for the model. */
  disallowedTools?: string[] | undefined;
  /** Tools to run instead of those that the model calls, by name: `{ Bash: "mcp__box__bash" }`. */
  toolAliases?: Record<string, string> | undefined;
  /** Settings of individual built-in tools. */
  toolConfig?: ToolConfig | undefined;
  /** The skills that may be used: names as their folders have them, or `all`. Default: the CLI's own choice. */
  skills?: string[] | "all" | undefined;
  /** Subagents that the model can use, by name. */
  agents?: Record<string, AgentDefinition> | undefined;
  /** The agent whose prompt, tools and model the main thread has: one of `agents`, or of the settings. */
  agent?: string | undefined;
  /** Plugins from folders. */
  plugins?: SdkPluginConfig[] | undefined;
  /** How plugins are passed: `initialize` over stdin, or `argv` as flags. Default: `argv`, as in the official SDK. */
  pluginDelivery?: "argv" | "initialize" | undefined;
}

const agentDefinition = v.looseObject(
  {
    description: wholeText,
    prompt: wholeText,
    tools: v.optional(list(text)),
    disallowedTools: v.optional(list(text)),
    model: v.optional(text),
    skills: v.optional(list(text)),
    maxTurns: v.optional(v.number("must be a number")),
    background: v.optional(flag),
  },
  "must be an agent: { description, prompt, … }",
);

export const TOOL_ROWS: Rows<ToolOptions> = {
  tools: {
    check: v.union(
      [list(plainText), v.object({ type: v.literal("preset"), preset: v.literal("claude_code") })],
      'must be a list of tool names or { type: "preset", preset: "claude_code" }',
    ),
    way: (tools) => (Array.isArray(tools) ? joined("tools")(tools) : one("tools")("default")),
  },
  // Those of `skills` are among them by now: see launch.ts.
  allowedTools: { check: list(plainText), way: joinedUnlessEmpty("allowedTools") },
  disallowedTools: { check: list(plainText), way: joinedUnlessEmpty("disallowedTools") },
  toolAliases: { check: anyRecord(text), way: field("toolAliases") },
  toolConfig: {
    check: v.object({
      askUserQuestion: v.optional(v.object({ previewFormat: v.optional(oneOf("markdown", "html")) })),
    }),
    way: ({ askUserQuestion: { previewFormat } = {} }) =>
      previewFormat === undefined ? {} : { env: { CLAUDE_CODE_QUESTION_PREVIEW_FORMAT: previewFormat } },
  },
  skills: {
    check: v.union([list(skillName), v.literal("all")], 'must be a list of skill names or "all"'),
    way: (names) => (names === "all" ? {} : { initialize: { skills: names } }),
  },
  agents: { check: anyRecord(agentDefinition), way: field("agents") },
  agent: { emptyIsAbsent: true, check: text, way: one("agent") },
  plugins: {
    check: list(
      v.looseObject(
        { type: v.literal("local"), path: text },
        'must be { type: "local", path } (a folder with a plugin)',
      ),
    ),
    way: (plugins, { pluginDelivery }) => {
      if (pluginDelivery === "initialize" && plugins.length > 0)
        return { initialize: { plugins }, waits: true };
      return {
        args: plugins.map(
          ({ path, skipMcpDiscovery }) => `--plugin-dir${skipMcpDiscovery ? "-no-mcp" : ""}=${path}`,
        ),
      };
    },
  },
  pluginDelivery: { check: oneOf("argv", "initialize") },
};

/** The rules that allow skills. */
export function skillRules(skills: ToolOptions["skills"] = []): string[] {
  return skills === "all" ? ["Skill"] : skills.map((name) => `Skill(${name})`);
}
