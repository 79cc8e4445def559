// What a tool call has to work with.
import type { AgentMeta, OwnedAgents } from "../../lib/index.ts";
import type { ServerMetrics } from "../metrics.ts";
import type { Policy } from "../policy/policy.ts";
import type { Principal } from "../principal.ts";
import type { Offer } from "./offer.ts";
import type { SpawnKeys } from "./spawn-keys.ts";
import type { Templates } from "./templates.ts";
import type { UsedAgents } from "./used-agents.ts";

/** Who calls, and what the caller may do. */
export interface Caller {
  readonly principal: Principal;
  /** The agents of the one who calls, and no others. */
  readonly manager: OwnedAgents;
  readonly policy: Pick<Policy, "prepare" | "optionsFor">;
}

/** What all tool calls of a server share. */
export interface ServerParts {
  /** Asked once for each connection. */
  callerOf(principal: Principal): Caller;
  /** The tools. */
  readonly offer: Offer;
  /** Undefined if there are none. */
  readonly templates?: Templates | undefined;
  readonly keys: SpawnKeys;
  readonly used: UsedAgents;
  /** Counts calls. */
  readonly metrics: ServerMetrics;
  /** Aborted when the server ends: whoever waits is answered at once. */
  readonly closing: AbortSignal;
}

/** What a tool's handler receives for one call: who calls, whether it was cancelled, and how to report progress. */
export interface CallContext extends Caller {
  /** The name that the client gives itself. */
  readonly client: string;
  /** Of calls that start agents. */
  readonly keys: SpawnKeys;
  /** What `prompt` may name in place of a text. */
  readonly templates?: Pick<Templates, "render"> | undefined;
  readonly used: UsedAgents;
  /** What else the agents that this call starts are to be found by; asked when they are added. */
  readonly marks?: (index: number) => AgentMeta;
  /** Aborted when the client cancels the call; agents go on. */
  readonly signal: AbortSignal;
  /** Aborted when the server ends. */
  readonly closing: AbortSignal;
  /** The client knows structured content. */
  readonly readsData: boolean;
  /** Reports progress to the client; undefined if it did not ask for that. */
  readonly progress: ((message: string) => void) | undefined;
}
