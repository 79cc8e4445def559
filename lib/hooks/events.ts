// All hook events, their callbacks, and what a callback may answer.
import { HOOK_EVENTS, type HookInput, type HookSpecificOutput } from "../generated/hooks.ts";

export { HOOK_EVENTS, type HookInput };

/** The name of a hook event. */
export type HookEvent = (typeof HOOK_EVENTS)[number];

/** What a hook answers; `{}` when it has nothing to say. */
export interface SyncHookJSONOutput {
  continue?: boolean;
  suppressOutput?: boolean;
  stopReason?: string;
  decision?: "approve" | "block";
  systemMessage?: string;
  terminalSequence?: string;
  reason?: string;
  hookSpecificOutput?: HookSpecificOutput;
}

/** A hook that goes on by itself; `asyncTimeout` in seconds. */
export interface AsyncHookJSONOutput {
  async: true;
  asyncTimeout?: number;
}

/** What a hook answers: now, or never. */
export type HookJSONOutput = AsyncHookJSONOutput | SyncHookJSONOutput;

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
