// The log of a client of before 2026-07-28: what happens to its agents, as `spec/events` declares it, from a level on.
import { type AgentEvent, AgentNotFoundError, loggable, type OwnedAgents } from "../../lib/index.ts";
import { LOG_LEVELS, type LogLevel, type LogLine } from "../../spec/define.ts";
import { specsFor } from "../tools/event-specs.ts";

/** A message of the log, as the protocol has it. */
export interface LogMessage {
  readonly level: LogLevel;
  readonly logger: "agents";
  readonly data: { readonly session_id: string; readonly event: string; readonly message: string };
}

/** Nothing is sent before the client has said from which level on. */
export class ClientLog {
  readonly #manager: OwnedAgents;
  readonly #send: (message: LogMessage) => void;
  #least: number | undefined;

  constructor(manager: OwnedAgents, send: (message: LogMessage) => void) {
    this.#manager = manager;
    this.#send = send;
  }

  setLevel(level: LogLevel): void {
    if (this.#least === undefined) this.#manager.on("event", this.#onEvent);
    this.#least = LOG_LEVELS.indexOf(level);
  }

  stop(): void {
    this.#manager.off("event", this.#onEvent);
    this.#least = undefined;
  }

  readonly #onEvent = (event: AgentEvent): void => {
    const least = this.#least ?? Number.POSITIVE_INFINITY;
    const lines = specsFor(event)
      // Of the same type, by which the declaration was chosen.
      .map(({ log }) => log?.(event as never))
      .filter((line): line is LogLine => line !== undefined && LOG_LEVELS.indexOf(line.level) >= least);
    const label = lines.length === 0 ? undefined : this.#labelOf(event.sessionId);
    if (label === undefined) return;
    for (const { level, text } of lines) {
      const data = { session_id: event.sessionId, event: event.type, message: loggable(`${label}: ${text}`) };
      this.#send({ level, logger: "agents", data });
    }
  };

  /** Undefined for an agent that is not this client's to see: one that was spawned by another agent of its owner. */
  #labelOf(sessionId: string): string | undefined {
    try {
      return this.#manager.getSessionInfo(sessionId, { lastOutputLines: 0 }).label;
    } catch (error) {
      if (error instanceof AgentNotFoundError) return undefined;
      throw error;
    }
  }
}
