// What of a session may be more than was asked for: one row for each part, which says where it is found and what is right.
import type { IsolationField } from "../errors/isolation.ts";
import { fieldsOf, type JsonObject } from "../json-object.ts";
import type { Env } from "../process/env.ts";
import type { Options } from "./options.ts";
import { isSamePlace, names, objects, text } from "./unread.ts";

/** What a CLI has said of a session, as far as it is compared. */
export interface Seen {
  readonly init: JsonObject;
  readonly announced: JsonObject;
  /** Settings, by the source that they are from. */
  readonly sources: readonly JsonObject[];
  readonly hooks: readonly JsonObject[];
  readonly env: Env;
  /** The settings that were given as an object or as its text. */
  readonly inline: JsonObject;
  /** Settings files are read, or a file was given: what they say is asked for as well, and not known here. */
  readonly readsFiles: boolean;
  /** Names of plugins that were asked for, or belong to the CLI. */
  readonly plugins: ReadonlySet<string>;
  readonly otherPlugins: readonly string[];
}

/** One value that should be another one; it is not compared unless both are texts. */
export interface Value {
  readonly found: unknown;
  readonly asked: unknown;
}

export interface Row {
  /** What the host may have changed it by. */
  readonly changedBy?: readonly string[];
  /** Settings files may say it. */
  readonly inFiles?: true;
  /** What should not be there, or one value. */
  readonly compare: (asked: Options, seen: Seen) => readonly string[] | Value | undefined;
}

/** Subagents that the CLI brings with it; of its commands it says itself which are its own. */
const OWN_AGENTS = new Set(
  "claude Explore general-purpose Plan statusline-setup output-style-setup claude-code-guide".split(" "),
);
/** Tools that come with something else: data, MCP servers, tools that are loaded later. */
const OWN_TOOLS = new Set("StructuredOutput ListMcpResourcesTool ReadMcpResourceTool ToolSearch".split(" "));
/** Some tools have two names. */
const TOOL_NAMES: Readonly<Record<string, string>> = {
  Task: "Agent",
  KillShell: "TaskStop",
  BashOutput: "TaskOutput",
};

export const ISOLATION_ROWS: Readonly<Record<IsolationField, Row>> = {
  tools: { compare: (asked, seen) => names(seen.init["tools"]).filter((tool) => !isTool(tool, asked, seen)) },
  mcpServers: {
    changedBy: ["mcp_set_servers"],
    compare: ({ mcpServers = {} }, { init, plugins }) =>
      names(init["mcp_servers"]).filter((name) => {
        const [, plugin = ""] = /^plugin:([^:]+):/.exec(name) ?? [];
        return !Object.hasOwn(mcpServers, name) && !plugins.has(plugin);
      }),
  },
  plugins: { inFiles: true, compare: (_, { otherPlugins }) => otherPlugins },
  commands: {
    inFiles: true,
    compare: ({ skills }, { announced, plugins }) => {
      const commands = objects(announced["commands"]);
      // Older CLIs do not say which are their own.
      if (!commands.some(({ builtin }) => builtin === true)) return undefined;
      const others = names(commands.filter(({ builtin }) => builtin !== true));
      // Prompts of a server are commands too; the server has a row of its own.
      return others.filter(
        (name) => !isOf(plugins, name) && !name.startsWith("mcp__") && !(skills ?? []).includes(name),
      );
    },
  },
  agents: {
    changedBy: ["claim_session"],
    inFiles: true,
    compare: ({ agents = {} }, { init, plugins }) =>
      names(init["agents"]).filter(
        (name) => !OWN_AGENTS.has(name) && !Object.hasOwn(agents, name) && !isOf(plugins, name),
      ),
  },
  directories: {
    changedBy: ["apply_flag_settings", "claim_session"],
    inFiles: true,
    compare: ({ additionalDirectories = [] }, { init, inline }) => {
      const asked = [
        ...additionalDirectories,
        ...names(fieldsOf(inline["permissions"])["additionalDirectories"]),
      ];
      const found = names(init["additional_directories"]);
      return found.filter((place) => !asked.some((other) => isSamePlace(place, other)));
    },
  },
  memory: {
    compare: (_, { init, env, inline }) => {
      const { CLAUDE_CONFIG_DIR: folder } = env;
      if (folder === undefined || inline["autoMemoryDirectory"] !== undefined) return undefined;
      const paths = names(Object.values(fieldsOf(init["memory_paths"])));
      return paths.filter((path) => ![`${folder}/`, `${folder}\\`].some((start) => path.includes(start)));
    },
  },
  settings: {
    compare: ({ managedSettings = {}, settingSources }, { sources }) =>
      sources.flatMap(({ source, settings }) => {
        if (!isOther(source, settingSources)) return [];
        const own = source === "policySettings" ? managedSettings : {};
        const found = Object.keys(fieldsOf(settings)).filter((name) => !Object.hasOwn(own, name));
        return found.map((name) => `${source}.${name}`);
      }),
  },
  hooks: {
    compare: ({ settingSources }, { hooks }) =>
      hooks
        .filter(({ source }) => isOther(source, settingSources))
        .map(({ source, event }) => `${text(source)}.${text(event)}`),
  },
  permissionMode: {
    changedBy: ["set_permission_mode", "apply_flag_settings", "claim_session"],
    compare: ({ permissionMode }, { init, inline, readsFiles }) => ({
      found: init["permissionMode"],
      asked:
        permissionMode ??
        fieldsOf(inline["permissions"])["defaultMode"] ??
        (readsFiles ? undefined : "default"),
    }),
  },
  model: {
    changedBy: ["set_model", "apply_flag_settings"],
    compare: ({ model }, { init, announced, inline, env }) => {
      const { model: found } = init;
      const asked = model ?? inline["model"] ?? env["ANTHROPIC_MODEL"];
      // What an alias means is the CLI's to say.
      const known = objects(announced["models"]).find(({ value }) => value === asked);
      const expected = known?.["resolvedModel"] ?? asked;
      if (!text(expected).startsWith("claude-")) return undefined;
      return text(found).startsWith(text(expected)) ? undefined : { found, asked: expected };
    },
  },
  outputStyle: {
    changedBy: ["apply_flag_settings"],
    inFiles: true,
    compare: (_, { init, inline }) => ({
      found: init["output_style"],
      asked: inline["outputStyle"] ?? "default",
    }),
  },
  apiKeySource: {
    compare: (_, { init, inline, env, readsFiles }) => {
      const { apiKeySource: found } = init;
      const asked = env["ANTHROPIC_API_KEY"] ? "ANTHROPIC_API_KEY" : "none";
      const helps = inline["apiKeyHelper"] !== undefined || readsFiles;
      const isWrong = found === "ANTHROPIC_API_KEY" || (found === "apiKeyHelper" && !helps);
      return isWrong ? { found, asked } : undefined;
    },
  },
  cwd: {
    changedBy: ["claim_session"],
    compare: ({ cwd }, { init }) => {
      const { cwd: found } = init;
      return cwd === undefined || isSamePlace(text(found), cwd) ? undefined : { found, asked: cwd };
    },
  },
};

function isTool(
  tool: string,
  { tools, disallowedTools = [], mcpServers = {} }: Options,
  { init }: Seen,
): boolean {
  // Of servers that nobody has asked for there is a row of its own.
  const servers = [...Object.keys(mcpServers), ...names(init["mcp_servers"])];
  if (tool.startsWith("mcp__"))
    return servers.some((name) => tool.startsWith(`mcp__${name.replaceAll(/[^\w-]/g, "_")}__`));
  const name = TOOL_NAMES[tool] ?? tool;
  const isIn = (given: readonly string[]): boolean =>
    given.some((word) => (TOOL_NAMES[word] ?? word) === name);
  if (isIn(disallowedTools)) return false;
  return !Array.isArray(tools) || OWN_TOOLS.has(tool) || tools.includes("default") || isIn(tools);
}

/** A settings file, or an administrator's settings, that nobody has asked for. */
function isOther(source: unknown, asked: Options["settingSources"] = []): source is string {
  const [, name] = /^(user|project|local|policy)Settings$/.exec(text(source)) ?? [];
  return name !== undefined && !(asked as readonly string[]).includes(name);
}

/** `plugin:name`. */
function isOf(plugins: ReadonlySet<string>, name: string): boolean {
  return plugins.has(name.split(":")[0] ?? "");
}
