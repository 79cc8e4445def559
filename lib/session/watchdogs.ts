// The watchdogs of a running session: how long the CLI may take to react, and how long it may be silent.
import { TimeoutError, type TimeoutName } from "../errors/timeouts.ts";
import type { Options } from "../options/options.ts";
import type { SDKMessage } from "../wire/messages.ts";

/** What is watched while a turn is open. */
type TurnTimeout = "first_event" | "silence";

export class Watchdogs {
  readonly #limits: Readonly<Record<TurnTimeout, number | undefined>>;
  readonly #onExpired: (error: TimeoutError) => void;
  readonly #running = new Set<TurnTimeout>();
  readonly #timers = new Map<TimeoutName, ReturnType<typeof setTimeout>>();
  // Until the CLI is ready "initialize" has a time-out of its own.
  #paused = true;
  #lastKind = "";
  #lastAt = 0;

  /** Without a limit nothing is watched. */
  constructor({ firstEventTimeoutMs, silenceTimeoutMs }: Options, onExpired: (error: TimeoutError) => void) {
    this.#limits = { first_event: firstEventTimeoutMs, silence: silenceTimeoutMs };
    this.#onExpired = onExpired;
  }

  /** Start a watchdog, or start it anew. */
  start(name: TurnTimeout): void {
    const limit = this.#limits[name];
    if (limit === undefined) return;
    this.stop(name);
    this.#running.add(name);
    if (this.#paused) return;
    const expire = (): void => this.#onExpired(new TimeoutError(name, limit, this.lastSeen()));
    this.#timers.set(name, setTimeout(expire, limit));
  }

  stop(name: TurnTimeout): void {
    this.#running.delete(name);
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }

  stopAll(): void {
    for (const name of this.#running) this.stop(name);
  }

  /** The CLI has asked the host something, so it has reacted, and its silence means nothing until it is answered. */
  pause(): void {
    this.#paused = true;
    this.stop("first_event");
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** It is the CLI's turn again. */
  resume(): void {
    this.#paused = false;
    const waiting = [...this.#running];
    for (const name of waiting) this.start(name);
  }

  /** The CLI has written something. */
  heard(): void {
    this.#lastAt = performance.now();
    if (this.#timers.has("silence")) this.start("silence");
  }

  /** The CLI has said or asked something of this kind. */
  saw(kind: string): void {
    this.#lastKind = kind;
    this.stop("first_event");
  }

  lastSeen(): string {
    if (this.#lastAt === 0) return "it has written nothing so far";
    const ago = `${((performance.now() - this.#lastAt) / 1_000).toFixed(1)} s ago`;
    return this.#lastKind === ""
      ? `last output ${ago}`
      : `last message "${this.#lastKind}", last output ${ago}`;
  }
}

/** What a message is, for people. */
export function kindOf(message: SDKMessage): string {
  const { subtype } = message as { subtype?: unknown };
  return typeof subtype === "string" ? `${message.type}/${subtype}` : message.type;
}
