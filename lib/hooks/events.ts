// Hooks as a program gives them: for an event, callbacks and the occasions on which they are called.
import { HOOK_EVENTS, type HookInput } from "../generated/hooks.ts";
import type { HookJSONOutput } from "./answers.ts";
import type { HookInputs } from "./inputs.ts";

export { HOOK_EVENTS, type HookInput };

/** The name of a hook event. */
export type HookEvent = keyof HookInputs;

/** A hook. Its `signal` is aborted when its answer is no longer wanted, because of its timeout or the session's end. */
export type HookCallback = (
  input: HookInput,
  toolUseID: string | undefined,
  options: { signal: AbortSignal },
) => Promise<HookJSONOutput>;

/** Hooks for some of an event's occasions. */
export interface HookCallbackMatcher {
  /** Which occasions: a tool's name, several with `|`, or a regular expression. Default: all. */
  matcher?: string;
  hooks: HookCallback[];
  /** How long each may take, in seconds. Default: 60. */
  timeout?: number;
  /** What a hook that fails means. Default: `continue`; before a tool runs and where permission is asked, "no". */
  onFailure?: "continue" | "block";
}
