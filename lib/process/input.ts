// Writes to a process's stdin: one write per tick, one waiting point for everybody.
import type { Writable } from "node:stream";
import { SessionClosedError } from "../errors/session.ts";
import { toError } from "../errors/to-error.ts";

const CLOSED = "Cannot write: Claude Code has closed its input; start a new session";

export class Input {
  readonly #stream: Writable;
  #pending: string[] = [];
  #flush: Promise<void> | undefined;
  #closed = false;
  /** Of writes that the stream has not confirmed; one that is destroyed never does. */
  readonly #unconfirmed = new Set<(reason: SessionClosedError) => void>();

  constructor(stream: Writable) {
    this.#stream = stream;
    // EPIPE arrives here when the process closes its stdin; the writer gets it through its own promise.
    stream.on("error", () => this.#close());
    stream.on("close", () => this.#close());
  }

  write(text: string): Promise<void> {
    if (this.#closed) return Promise.reject(new SessionClosedError(CLOSED));
    this.#pending.push(text);
    // A system call for each answer costs a third of the time when many callbacks answer in one tick.
    if (this.#flush === undefined) {
      this.#flush = Promise.resolve().then(() => this.#flushNow());
      // A writer that does not wait must not bring the host down; those that wait still get the rejection.
      this.#flush.catch(() => undefined);
    }
    return this.#flush;
  }

  end(): void {
    if (this.#closed) return;
    this.#closed = true;
    const flushed = this.#flush ?? Promise.resolve();
    flushed.then(
      () => this.#stream.end(),
      () => this.#stream.destroy(),
    );
  }

  #flushNow(): Promise<void> {
    const text = this.#pending.join("");
    this.#pending = [];
    this.#flush = undefined;
    if (this.#stream.destroyed) {
      return Promise.reject(new SessionClosedError(CLOSED));
    }
    // The callback knows, not the stream's having room: it takes a text also when the pipe is broken.
    return new Promise((resolve, reject) => {
      this.#unconfirmed.add(reject);
      const confirm = (error?: Error | null): void => {
        this.#unconfirmed.delete(reject);
        if (error) reject(new SessionClosedError(`${CLOSED} (${error.message})`));
        else resolve();
      };
      try {
        this.#stream.write(text, confirm);
      } catch (error) {
        confirm(toError(error));
      }
    });
  }

  #close(): void {
    this.#closed = true;
    for (const reject of this.#unconfirmed) reject(new SessionClosedError(CLOSED));
    this.#unconfirmed.clear();
  }
}
