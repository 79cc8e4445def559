// What the lifecycle asks of a session, answered by the session's parts.
import { SessionClosedError } from "../errors/session.ts";
import type { Options } from "../options/options.ts";
import type { LifecycleHost } from "./lifecycle.ts";
import type { Mirroring } from "./mirroring.ts";
import type { Protocol } from "./protocol.ts";
import { explainStartFailure } from "./start.ts";
import type { Turns } from "./turns.ts";
import type { Watchdogs } from "./watchdogs.ts";

export interface SessionParts {
  readonly options: Options;
  readonly protocol: Protocol;
  readonly turns: Turns;
  readonly watchdogs: Watchdogs;
  readonly mirroring: Mirroring;
  /** Aborted when the end is decided. */
  readonly over: AbortController;
}

export function lifecycleAnswers(
  parts: SessionParts,
): Omit<LifecycleHost, "mark" | "warn" | "launch" | "begun" | "ended"> {
  const { options, protocol, turns, watchdogs, mirroring, over } = parts;
  return {
    signal: options.abortController?.signal,
    exitTimeoutMs: options.exitTimeoutMs,
    lastSeen: () => watchdogs.lastSeen(),
    initialized: () => protocol.handshake.done,
    explain: (error, started) => explainStartFailure(error, started, options),
    ending: (error) => {
      const reason = error ?? new SessionClosedError();
      watchdogs.stopAll();
      over.abort(reason);
      protocol.cancelCallbacks(reason);
      if (error !== undefined) protocol.handshake.fail(error);
    },
    interrupt: async () => {
      if (!turns.turnOpen) return true;
      return protocol.handshake.done && (await protocol.interrupt());
    },
    drain: () => {
      const partialBytes = protocol.endOutput();
      const { turnOpen, failed, turnsEnded } = turns;
      const initialized = protocol.handshake.done || turnsEnded > 0;
      return { initialized, turnOpen, failed, partialBytes };
    },
    stored: (reason) => mirroring.finish(reason === "closed" || reason === "aborted"),
  };
}
