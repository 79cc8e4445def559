// What the lifecycle asks of a session, answered by the session's parts.
import { SessionClosedError } from "../errors/session.ts";
import type { Options } from "../options/options.ts";
import type { Clocks } from "./clocks.ts";
import type { LifecycleHost } from "./lifecycle.ts";
import type { Mirroring } from "./mirroring.ts";
import type { Protocol } from "./protocol.ts";
import type { Turns } from "./turns.ts";

export interface SessionParts {
  readonly options: Options;
  readonly protocol: Protocol;
  readonly turns: Turns;
  readonly clocks: Clocks;
  readonly mirroring: Mirroring;
  /** Aborted when the end is decided. */
  readonly over: AbortController;
}

export function lifecycleAnswers(
  parts: SessionParts,
): Omit<LifecycleHost, "cookie" | "launch" | "begun" | "ended"> {
  const { options, protocol, turns, clocks, mirroring, over } = parts;
  return {
    signal: options.abortController?.signal,
    exitTimeoutMs: options.exitTimeoutMs,
    lastSeen: () => clocks.lastSeen(),
    ending: (error) => {
      const reason = error ?? new SessionClosedError();
      clocks.stopAll();
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
