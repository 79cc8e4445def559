// Writes to a process's stdin: one write for all of a tick, confirmed once the pipe has taken it.
import process from "node:process";
import type { Writable } from "node:stream";
import { SessionClosedError } from "../errors/session.ts";
import { toError } from "../errors/to-error.ts";

const CLOSED = "Cannot write: Claude Code has closed its input; start a new session";

/** Somebody who waits for the pipe to take a text. */
interface Writer {
  resolve(): void;
  reject(reason: SessionClosedError): void;
}

export class Input {
  readonly #stream: Writable;
  #text = "";
  #writers: Writer[] = [];
  #scheduled = false;
  #closed = false;
  /** Those whose text the stream has not confirmed; one that is destroyed never does. */
  readonly #unconfirmed = new Set<Writer>();

  constructor(stream: Writable) {
    this.#stream = stream;
    // EPIPE arrives here when the process closes its stdin; the writer gets it through its own promise.
    stream.on("error", () => this.#close());
    stream.on("close", () => this.#close());
  }

  /** @throws {SessionClosedError} If the pipe is closed, or fails before it has taken the text. */
  write(text: string): Promise<void> {
    if (this.#closed) return Promise.reject(new SessionClosedError(CLOSED));
    return new Promise((resolve, reject) => {
      this.#writers.push({ resolve, reject });
      this.post(text);
    });
  }

  /** The same without anybody who waits. */
  post(text: string): void {
    if (this.#closed) return;
    this.#text += text;
    if (this.#scheduled) return;
    this.#scheduled = true;
    // A system call for each answer costs a third of the time when many callbacks answer in one tick.
    process.nextTick(() => this.#flush());
  }

  end(): void {
    if (this.#closed) return;
    this.#flush();
    this.#closed = true;
    this.#stream.end();
  }

  #flush(): void {
    this.#scheduled = false;
    if (this.#text === "") return;
    const text = this.#text;
    const writers = this.#writers;
    this.#text = "";
    this.#writers = [];
    for (const writer of writers) this.#unconfirmed.add(writer);
    // The callback knows, not the stream's having room: it takes a text also when the pipe is broken.
    const confirm = (error?: Error | null): void => {
      for (const writer of writers) {
        this.#unconfirmed.delete(writer);
        if (error) writer.reject(new SessionClosedError(`${CLOSED} (${error.message})`));
        else writer.resolve();
      }
    };
    try {
      if (this.#stream.destroyed) confirm(new Error("the pipe is gone"));
      else this.#stream.write(text, writers.length === 0 ? undefined : confirm);
    } catch (error) {
      confirm(toError(error));
    }
  }

  #close(): void {
    this.#closed = true;
    for (const writer of [...this.#unconfirmed, ...this.#writers])
      writer.reject(new SessionClosedError(CLOSED));
    this.#unconfirmed.clear();
    this.#writers = [];
  }
}
