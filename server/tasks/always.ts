// What "always" would mean to an agent's question: what its CLI suggests, kept until the process ends and nowhere else, if the
// policy would have given it to the agent as it was spawned.
import {
  ClaudeError,
  loggable,
  type ManagedAgent,
  type OpenQuestion,
  type PermissionUpdate,
} from "../../lib/index.ts";
import type { AgentRequest } from "../policy/policy.ts";
import type { Caller } from "../tools/context.ts";

export interface Always {
  /** For the answer of who wants it. */
  readonly updates: PermissionUpdate[];
  /** The same in words. */
  readonly means: string;
}

/** What nobody can read through in a form is not agreed to there. */
const MEANING_CHARACTERS = 500;

/** @returns Undefined if there is nothing to offer. */
export function alwaysOf(
  agent: ManagedAgent,
  { suggestions = [] }: OpenQuestion,
  policy: Pick<Caller["policy"], "optionsFor">,
): Always | undefined {
  const parts = suggestions.map((suggestion) => partOf(suggestion));
  if (parts.length === 0 || !parts.every((part) => part !== undefined)) return undefined;
  const means = loggable(parts.map((part) => part.means).join("; "), { most: Number.POSITIVE_INFINITY });
  if (means.length > MEANING_CHARACTERS) return undefined;
  const { cwd: place, worktree } = agent;
  const rules = parts.flatMap((part) => part.rules ?? []);
  const folders = parts.flatMap((part) => part.folders ?? []).filter((folder) => folder !== place);
  const [mode, ...otherModes] = parts.flatMap((part) => part.mode ?? []);
  if (otherModes.length > 0) return undefined;
  const request: AgentRequest = {
    cwd: worktree?.repository ?? place,
    worktree,
    additionalDirectories: folders,
    permissionMode: mode,
    allowedTools: rules,
    disallowedTools: [],
    asks: false,
  };
  try {
    const { allowedTools, additionalDirectories } = policy.optionsFor(request);
    // A rule or folder that it would have made another one is not what is suggested.
    if (!isSame(rules, allowedTools) || !isSame(folders, additionalDirectories)) return undefined;
  } catch (error) {
    if (error instanceof ClaudeError) return undefined;
    throw error;
  }
  return { updates: parts.map(({ update }) => update), means };
}

interface Part {
  readonly update: PermissionUpdate;
  readonly means: string;
  readonly rules?: readonly string[];
  readonly folders?: readonly string[];
  readonly mode?: NonNullable<AgentRequest["permissionMode"]>;
}

/** One that gives something more to the agent; undefined for all that does anything else. */
function partOf(suggestion: PermissionUpdate): Part | undefined {
  // It comes from the CLI, whatever its type says.
  const { type, behavior, rules, directories, mode } = (suggestion ?? {}) as Partial<
    Record<"type" | "behavior" | "rules" | "directories" | "mode", unknown>
  >;
  const destination = "session";
  if (type === "setMode" && typeof mode === "string") {
    const known = mode as NonNullable<AgentRequest["permissionMode"]>;
    const update = { type, mode: known, destination } as const;
    return { update, mode: known, means: `change its permission mode to ${mode}` };
  }
  if (type === "addDirectories" && isListOf(directories, isText)) {
    const update = { type, directories, destination } as const;
    return { update, folders: directories, means: `let it work in ${directories.join(", ")}` };
  }
  if (type === "addRules" && behavior === "allow" && isListOf(rules, isRule)) {
    const texts = rules.map(({ toolName, ruleContent }) =>
      ruleContent === undefined ? toolName : `${toolName}(${ruleContent})`,
    );
    const update = { type, behavior, rules, destination } as const;
    return { update, rules: texts, means: `allow ${texts.join(", ")} without asking` };
  }
  return undefined;
}

function isListOf<Each>(value: unknown, is: (each: unknown) => each is Each): value is Each[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => is(each));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isRule(value: unknown): value is { toolName: string; ruleContent?: string } {
  const { toolName, ruleContent } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return isText(toolName) && (ruleContent === undefined || isText(ruleContent));
}

function isSame(wanted: readonly string[], given: readonly string[] = []): boolean {
  return wanted.length === given.length && wanted.every((each, index) => each === given[index]);
}
