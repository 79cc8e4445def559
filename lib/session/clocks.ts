// The clocks of a running session: how long the CLI may take to react, and how long it may say nothing.
import { ClockError, type ClockName } from "../errors/clocks.ts";
import type { SDKMessage } from "../wire/messages.ts";

export interface ClocksOptions {
  /** Milliseconds; a clock without a limit does not run. */
  readonly limits: Readonly<Partial<Record<ClockName, number | undefined>>>;
  readonly onExpired: (error: ClockError) => void;
}

export class Clocks {
  readonly #options: ClocksOptions;
  readonly #timers = new Map<ClockName, ReturnType<typeof setTimeout>>();
  #lastKind = "";
  #lastAt = 0;

  constructor(options: ClocksOptions) {
    this.#options = options;
  }

  /** Start a clock, or start it anew. */
  start(name: ClockName): void {
    const limit = this.#options.limits[name];
    if (limit === undefined) return;
    this.stop(name);
    const expire = (): void => this.#options.onExpired(new ClockError(name, limit, this.#lastSeen()));
    this.#timers.set(name, setTimeout(expire, limit));
  }

  stop(name: ClockName): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }

  stopAll(): void {
    for (const name of this.#timers.keys()) this.stop(name);
  }

  /** The CLI has written something. */
  heard(): void {
    this.#lastAt = performance.now();
    if (this.#timers.has("silence")) this.start("silence");
  }

  saw(message: SDKMessage): void {
    const { subtype } = message as { subtype?: unknown };
    this.#lastKind = typeof subtype === "string" ? `${message.type}/${subtype}` : message.type;
    this.stop("first_event");
  }

  #lastSeen(): string {
    if (this.#lastAt === 0) return "it has written nothing so far";
    const ago = `${((performance.now() - this.#lastAt) / 1_000).toFixed(1)} s ago`;
    return this.#lastKind === ""
      ? `last output ${ago}`
      : `last message "${this.#lastKind}", last output ${ago}`;
  }
}
