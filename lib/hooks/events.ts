// Hooks as a program gives them: for an event, callbacks and the occasions on which they are called.
import { HOOK_EVENTS, type HookInput } from "../generated/hooks.ts";
import type { HookJSONOutput } from "./answers.ts";
import type { HookInputs } from "./inputs.ts";

export { HOOK_EVENTS, type HookInput };

/** The name of a hook event: a key of the option `hooks`. */
export type HookEvent = keyof HookInputs;

/** A hook; return `{}` to change nothing. `signal` aborts when its time-out runs out or the session ends. */
export type HookCallback = (
  input: HookInput,
  toolUseID: string | undefined,
  options: { signal: AbortSignal },
) => Promise<HookJSONOutput>;

/** Hooks of one event, and the tools (or other subjects) for which they are called. */
export interface HookCallbackMatcher {
  /** A tool's name, several with `|`, or a regular expression. Default: all. */ matcher?: string;
  hooks: HookCallback[];
  /** The time-out of each hook, in seconds. Default: 60. */ timeout?: number;
  /**
   * What a failure does. `continue` (the default): `PreToolUse`, `PreSkillShellCommand` and
   * `PermissionRequest` refuse, others change nothing. `block`: the CLI blocks what was about to happen.
   */
  onFailure?: "continue" | "block";
}
