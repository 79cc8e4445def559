// One running Claude Code process behind three pipes, however it was started, as the rest of the library sees it.
import { Buffer } from "node:buffer";
import type { Readable, Writable } from "node:stream";
import { clearInterval, setImmediate, setInterval } from "node:timers";
import { toError } from "../errors/to-error.ts";
import type { Env } from "./env.ts";
import { Input } from "./input.ts";
import { redact, secretsOf } from "./redact.ts";
import type { SessionMark } from "./tree.ts";

/** How a process ended: one of the two is set, or neither when it never ran or never reported its exit. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  /** It was waited for in vain: it may still run. */
  readonly unreported?: true;
}

/** Where a process delivers what it writes, synchronously and in order. */
export interface ProcessOutput {
  readonly stdout: { push(chunk: OutputChunk): void };
  onStderr(text: string): void;
}

/** Bytes as the runtime hands them over: a `Buffer` on Node, Deno and Bun. */
export interface OutputChunk extends Uint8Array {
  toString(encoding?: "utf8", start?: number, end?: number): string;
}

/** Which part of a process has failed. */
export interface ProcessFailure {
  readonly part: "stdin" | "stdout" | "stderr" | "process";
  readonly error: Error;
}

/** What a started process has to have. */
export interface Pipes {
  readonly pid: number | undefined;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Absent for processes that somebody else starts and that keep it to themselves. */
  readonly stderr: Readable | undefined;
  /** Resolves once, with the exit; never rejects. */
  readonly exit: Promise<Exit>;
  /** Resolves when the process itself reports a failure, such as that it could not be started; never rejects. */
  readonly failed?: Promise<Error>;
  kill(signal: "SIGINT" | "SIGTERM" | "SIGKILL"): void;
  /** Secrets in it are not shown when the process writes them to stderr. */
  readonly env: Env;
  readonly mark: SessionMark;
}

/** Enough for a stack trace and the lines before it; the rest of stderr is counted as read and forgotten. */
const STDERR_TAIL = 16 * 1024;
/** What of the tail goes into an error message. */
const STDERR_SHOWN = 2 * 1024;
/** A tool that outlives the CLI may hold its stdout open; reading stops when nothing has come for this long. */
const QUIET_AFTER_EXIT_MS = 300;
/** From another machine an exit may arrive before the output. */
const QUIET_ELSEWHERE_MS = 1_000;
/** ... or when such a tool goes on writing for this many rounds. */
const ROUNDS_AFTER_EXIT = 20;

/** So much output is delivered in one go; a runtime would hand over some megabytes before anybody else gets a turn. */
const BYTES_IN_A_ROW = 256 * 1024;

export class PipedProcess {
  /** Of a process of this machine; absent for one that was started elsewhere. */
  readonly pid: number | undefined;
  /** By which what it starts is found. */
  readonly mark: SessionMark;
  /** True until the exit of the process itself is known. */
  alive = true;
  /** Resolves when the process has exited and its stdout is read to the end, or both are given up; never rejects. */
  readonly exited: Promise<Exit>;
  /** Resolves when stdout ended, which may be before the exit. */
  readonly outputEnded: Promise<void>;
  /** Resolves with the first failure of a stream, or of the process itself; its exit may follow or not. */
  readonly failed: Promise<ProcessFailure>;
  readonly #pipes: Pipes;
  readonly #input: Input;
  readonly #allEnded: Promise<unknown>;
  /** When it last wrote anything to stdout, in milliseconds of `performance.now()`; 0 for never. */
  heardAt = 0;
  #stderr = "";
  #chunks = 0;
  #held = false;
  #inARow = 0;
  #abandon: (exit: Exit) => void = () => undefined;

  constructor(pipes: Pipes, output: ProcessOutput) {
    this.#pipes = pipes;
    this.pid = pipes.pid;
    this.mark = pipes.mark;
    this.#input = new Input(pipes.stdin);
    pipes.stdout.on("data", (given: OutputChunk | string) => {
      // A stream of somebody else's may be set to deliver text.
      const chunk = typeof given === "string" ? Buffer.from(given) : given;
      this.#chunks += 1;
      this.heardAt = performance.now();
      output.stdout.push(chunk);
      this.#giveWay(chunk.length);
    });
    pipes.stderr?.setEncoding?.("utf8");
    pipes.stderr?.on("data", (given: unknown) => {
      this.#chunks += 1;
      const text = String(given);
      this.#stderr = (this.#stderr + text).slice(-STDERR_TAIL);
      output.onStderr(text);
    });
    this.outputEnded = endOf(pipes.stdout);
    // The last words are on stderr, and may be read after the end of stdout.
    this.#allEnded = Promise.all([this.outputEnded, pipes.stderr && endOf(pipes.stderr)]);
    this.failed = firstFailure(pipes);
    this.exited = this.#untilExit();
  }

  /** The end of stderr, secrets replaced. */
  stderrTail(): string {
    // Cut after it has been cleaned: half a secret has no shape. What is kept may begin with such a half already.
    if (this.#stderr === "") return "";
    const full = this.#stderr.length === STDERR_TAIL;
    const kept = full ? this.#stderr.replace(/^\S{0,4096}/, "") : this.#stderr;
    return redact(kept, secretsOf(this.#pipes.env)).slice(-STDERR_SHOWN).trim();
  }

  /**
   * Write to stdin; everything of one tick goes out in one write.
   *
   * @returns Resolves when the pipe has taken it.
   * @throws {SessionClosedError} If stdin is closed.
   */
  write(text: string): Promise<void> {
    return this.#input.write(text);
  }

  /** The same for what nobody waits for: when it fails, the end of the process says why. */
  post(text: string): void {
    this.#input.post(text);
  }

  /** Close stdin once everything written is out. */
  endInput(): void {
    this.#input.end();
  }

  pauseOutput(): void {
    // Once the process is gone only what the pipe still holds can come: it is read at once, or it would be lost.
    this.#held = this.alive;
    if (this.#held) this.#pipes.stdout.pause();
  }

  resumeOutput(): void {
    this.#held = false;
    this.#pipes.stdout.resume();
  }

  kill(signal: "SIGINT" | "SIGTERM" | "SIGKILL"): void {
    if (this.alive) this.#pipes.kill(signal);
  }

  /** Wait no longer for an exit that is not reported: `exited` resolves without one. */
  abandon(): void {
    this.#abandon({ code: null, signal: null, unreported: true });
  }

  /** Let timers and other connections of the host have their turn in the middle of a burst. */
  #giveWay(bytes: number): void {
    const before = this.#inARow;
    this.#inARow += bytes;
    if (before >= BYTES_IN_A_ROW || this.#inARow < BYTES_IN_A_ROW) return;
    this.#pipes.stdout.pause();
    setImmediate(() => {
      this.#inARow = 0;
      if (!this.#held) this.#pipes.stdout.resume();
    });
  }

  async #untilExit(): Promise<Exit> {
    const { exit: exited, stdin, stdout, stderr } = this.#pipes;
    const abandoned = new Promise<Exit>((resolve) => {
      this.#abandon = resolve;
    });
    const exit = await Promise.race([exited, abandoned]);
    this.alive = false;
    this.#input.end();
    this.resumeOutput();
    await this.#untilQuiet();
    stdout.destroy();
    stderr?.destroy();
    stdin.destroy();
    return exit;
  }

  /** Resolves when all output has ended, or nothing more of it has come for a while. */
  #untilQuiet(): Promise<void> {
    const quietMs = this.pid === undefined ? QUIET_ELSEWHERE_MS : QUIET_AFTER_EXIT_MS;
    return new Promise((resolve) => {
      let seen = this.#chunks;
      let round = 0;
      const timer = setInterval(() => {
        round += 1;
        if (this.#chunks === seen || round === ROUNDS_AFTER_EXIT) end();
        seen = this.#chunks;
      }, quietMs);
      const end = (): void => {
        clearInterval(timer);
        resolve();
      };
      void this.#allEnded.then(end);
    });
  }
}

/** One running Claude Code process, as the rest of the library sees it. */
export type Process = Readonly<Pick<PipedProcess, keyof PipedProcess>>;

/** Not every stream closes when it has ended, and some have ended before anybody listens. */
function endOf(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.readableEnded || stream.destroyed) resolve();
    for (const event of ["end", "close", "error"]) stream.once(event, () => resolve());
  });
}

/** A stream that fails is reported, not thrown: nobody else listens, and an unheard `error` ends the host. */
function firstFailure({ stdin, stdout, stderr, failed }: Pipes): Promise<ProcessFailure> {
  return new Promise((resolve) => {
    const streams = { stdin, stdout, stderr };
    for (const [part, stream] of Object.entries(streams) as [keyof typeof streams, Readable | undefined][])
      stream?.on("error", (error: unknown) => resolve({ part, error: toError(error) }));
    void failed?.then((error) => resolve({ part: "process", error }));
  });
}
