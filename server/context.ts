// What a tool call has to work with.
import type { AgentManager } from "../lib/index.ts";
import type { Owners, Principal } from "./owner.ts";
import type { Policy } from "./policy.ts";

/** The parts of a server that tool calls share. */
export interface ServerParts {
  readonly manager: AgentManager;
  readonly policy: Policy;
  readonly owners: Owners;
}

/** One call. */
export interface CallContext extends ServerParts {
  readonly principal: Principal;
  /** Aborted when the client cancels the call; agents go on. */
  readonly signal: AbortSignal;
  /** Tell the client how things go, if it wants to know. */
  readonly progress: ((message: string) => void) | undefined;
}
