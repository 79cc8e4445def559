// Which tools clients may let agents use without permission, and whether a rule names a tool at all.
import { BUILTIN_TOOL_NAMES, InvalidOptionsError, LEGACY_TOOL_NAME_ALIASES } from "../../lib/index.ts";

/** What reaches past the roots, or beyond this machine, is for the operator to allow. Others ask only about files in them. */
const HARMLESS: ReadonlySet<string> = new Set([
  "Agent",
  "AskUserQuestion",
  "EnterPlanMode",
  "ExitPlanMode",
  "ListAgents",
  "LSP",
  "ReportFindings",
  "SendMessage",
  "Skill",
  "SubagentHandback",
  "TaskCreate",
  "TaskGet",
  "TaskList",
  "TaskStop",
  "TaskUpdate",
  "TodoWrite",
  "ToolSearch",
  "WebFetch",
  "WebSearch",
]);
/** They take a path: without one in the rule they would be allowed everywhere, so that they get the agent's folders. */
const OF_FILES: ReadonlySet<string> = new Set(["Edit", "Glob", "Grep", "NotebookEdit", "Read", "Write"]);
/** They run commands, which only a confinement keeps in the agent's folders. */
const SHELLS: ReadonlySet<string> = new Set(["Bash", "Monitor", "PowerShell"]);

const RULE = /^([A-Za-z_]\w*)(?:\(([\s\S]*)\))?$/;
const OF_SERVERS = /^mcp__[\w-]+(?:__[\w*-]+)?$/;
const KNOWN: ReadonlyMap<string, string> = new Map([
  ...BUILTIN_TOOL_NAMES.map((name) => [name.toLowerCase(), name] as const),
  ...Object.entries(LEGACY_TOOL_NAME_ALIASES).map(([old, name]) => [old.toLowerCase(), name] as const),
]);

/** What decides which tools an agent can come to use. */
export interface ToolRequest {
  readonly allowedTools: readonly string[];
  readonly disallowedTools: readonly string[];
  /** Its caller is asked about what no rule allows. */
  readonly asks: boolean;
}

export class ToolRules {
  readonly #granted: ReadonlySet<string>;

  /** @param granted What the operator allows beyond the harmless ones. @throws {InvalidOptionsError} */
  constructor(granted: readonly string[]) {
    this.#granted = new Set(granted.map((rule) => toolOf("allowTools", rule)));
  }

  /** Shells that an agent would have although the operator has not allowed them: by a rule, or by an answer of its caller. */
  shells({ allowedTools, disallowedTools, asks }: ToolRequest): string[] {
    const rules = allowedTools.filter((rule) => !OF_SERVERS.test(rule));
    const given = new Set(rules.map((rule) => toolOf("allowed_tools", rule)));
    return [...SHELLS].filter(
      (name) => !this.#isGranted(name) && !disallowedTools.includes(name) && (asks || given.has(name)),
    );
  }

  /**
   * Rules that let tools run without permission, those about files narrowed to the agent's folders.
   *
   * @param folders Absolute paths.
   * @param whyNotConfined Why an agent that has a shell cannot be confined; undefined if it is.
   * @throws {InvalidOptionsError} If one names no tool, or one that this server does not allow.
   */
  allowed(
    rules: readonly string[],
    folders: readonly string[],
    whyNotConfined: string | undefined,
  ): string[] {
    return rules.flatMap((rule) => {
      if (OF_SERVERS.test(rule)) return [rule];
      const name = toolOf("allowed_tools", rule);
      if (this.#isGranted(name) || HARMLESS.has(name)) return [rule];
      if (SHELLS.has(name) && whyNotConfined === undefined) return [rule];
      if (!OF_FILES.has(name)) {
        const why = SHELLS.has(name) ? `, and cannot be confined to them here (${whyNotConfined})` : "";
        throw new InvalidOptionsError([
          `"allowed_tools" has "${rule}", which reaches past the server's roots${why}: its operator has to allow it with --allow-tool ${name}`,
        ]);
      }
      const narrowed = folders.map((folder) => `${name}(/${folder}/**)`);
      // As it was given to an agent that a restart has stopped.
      if (narrowed.includes(rule)) return [rule];
      if (RULE.exec(rule)?.[2] !== undefined)
        throw new InvalidOptionsError([
          `"allowed_tools" has "${rule}": rules for files take no path here, since they hold for cwd and add_dirs; use "${name}"`,
        ]);
      return narrowed;
    });
  }

  /** Whoever has one shell has them all. */
  #isGranted(name: string): boolean {
    return this.#granted.has(name) || (SHELLS.has(name) && this.#granted.has("Bash"));
  }

  /** @throws {InvalidOptionsError} If one names no tool. */
  disallowed(rules: readonly string[]): string[] {
    for (const rule of rules) if (!OF_SERVERS.test(rule)) toolOf("disallowed_tools", rule);
    return [...rules];
  }
}

/** The name of the tool that a rule is about, as it is now. @throws {InvalidOptionsError} */
function toolOf(list: string, rule: string): string {
  const [, name = ""] = RULE.exec(rule) ?? [];
  const known = KNOWN.get(name.toLowerCase());
  // Names are matched as they are written: one in another case would match nothing.
  if (known !== undefined && (known === name || Object.hasOwn(LEGACY_TOOL_NAME_ALIASES, name))) return known;
  const meant = known === undefined ? "" : `; it is called "${known}"`;
  throw new InvalidOptionsError([`"${list}" has "${rule}", which names no tool of Claude Code${meant}`]);
}
