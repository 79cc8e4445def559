// What a tool call has to work with.
import type { AgentManager, OwnedAgents } from "../lib/index.ts";
import type { Policy } from "./policy.ts";

/** Who calls: the bearer of a token, or the program at the other end of stdio. */
export type Principal = string;

/** What all tool calls of a server share. */
export interface ServerParts {
  readonly manager: AgentManager;
  readonly policy: Policy;
}

/** What a tool's handler receives for one call: who calls, whether it was cancelled, and how to report progress. */
export interface CallContext {
  /** The agents of the one who calls, and no others. */
  readonly manager: OwnedAgents;
  readonly policy: Policy;
  readonly principal: Principal;
  /** Aborted when the client cancels the call; agents go on. */
  readonly signal: AbortSignal;
  /** Reports progress to the client; undefined if it did not ask for that. */
  readonly progress: ((message: string) => void) | undefined;
}
