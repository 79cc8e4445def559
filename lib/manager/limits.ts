// The limits of a manager, from its options.
import os from "node:os";
import { InvalidOptionsError } from "../errors/input.ts";
import type { RingBounds } from "../events/ring.ts";
import { type Budget, requireBudget } from "./budget.ts";
import { type AgentManagerOptions, time, wholeNumber } from "./options.ts";
import type { ProcessLimits } from "./processes.ts";
import type { OnRateLimit } from "./rate-limits.ts";
import type { RetentionLimits } from "./retention.ts";

export interface FleetLimits extends ProcessLimits, RetentionLimits {
  readonly logEvents: number;
  /** Of all agents together. */
  readonly budget: Budget | undefined;
  readonly onRateLimit: OnRateLimit;
  readonly ring: RingBounds;
}

/** What a process of the CLI takes, by measurement: 170 MB at its start, 200 to 300 later. */
const AGENT_BYTES = 250 * 1024 * 1024;

/** @throws {InvalidOptionsError} */
export function limitsOf(options: AgentManagerOptions): FleetLimits {
  const {
    maxAgents = 16,
    maxMemoryBytes,
    maxQueued = 32,
    queueTimeoutMs = Number.POSITIVE_INFINITY,
    idleMs = 600_000,
    spares = 0,
    sparesIdleMs = 600_000,
  } = options;
  const { ringMessages = 1_000, ringBytes = 8 * 1024 * 1024 } = options;
  const { endedRetentionMs = 600_000, maxRecords = 10_000, logEvents = 10_000 } = options;
  const { onRateLimit = "fail" } = options;
  if (onRateLimit !== "wait" && onRateLimit !== "fail")
    throw new InvalidOptionsError([
      `"onRateLimit" must be "wait" or "fail", not ${JSON.stringify(onRateLimit)}`,
    ]);
  const agents = wholeNumber("maxAgents", maxAgents, 1);
  const fitting =
    maxMemoryBytes === undefined
      ? agents
      : Math.floor(wholeNumber("maxMemoryBytes", maxMemoryBytes, AGENT_BYTES) / AGENT_BYTES);
  return {
    places: Math.min(agents, fitting),
    maxQueued: wholeNumber("maxQueued", maxQueued, 0),
    // More only slow each other down: a start takes half a second of a processor.
    starts: os.availableParallelism(),
    queueTimeoutMs: time("queueTimeoutMs", queueTimeoutMs),
    idleMs: time("idleMs", idleMs),
    spares: wholeNumber("spares", spares, 0),
    sparesIdleMs: time("sparesIdleMs", sparesIdleMs),
    endedRetentionMs: time("endedRetentionMs", endedRetentionMs),
    maxRecords: wholeNumber("maxRecords", maxRecords, 1),
    logEvents: wholeNumber("logEvents", logEvents, 1),
    budget: requireBudget("budget", options.budget),
    onRateLimit,
    ring: {
      items: wholeNumber("ringMessages", ringMessages, 1),
      bytes: wholeNumber("ringBytes", ringBytes, 1),
    },
  };
}
