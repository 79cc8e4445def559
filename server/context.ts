// What a tool call has to work with.
import type { AgentManager } from "../lib/index.ts";
import type { Owners, Principal } from "./owner.ts";
import type { Policy } from "./policy.ts";

/** What all tool calls of a server share: the manager, the policy, and who owns which agent. */
export interface ServerParts {
  readonly manager: AgentManager;
  readonly policy: Policy;
  readonly owners: Owners;
}

/** What a tool's handler receives for one call: who calls, whether it was cancelled, and how to report progress. */
export interface CallContext extends ServerParts {
  readonly principal: Principal;
  /** Aborted when the client cancels the call; agents go on. */
  readonly signal: AbortSignal;
  /** Reports progress to the client; undefined if it did not ask for that. */
  readonly progress: ((message: string) => void) | undefined;
}
