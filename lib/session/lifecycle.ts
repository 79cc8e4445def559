// From start to end of a session's process: started once, ended once, by whatever comes first.
import type { ClaudeError } from "../errors/claude-error.ts";
import { AbortError, SessionClosedError, UnexpectedEndError } from "../errors/session.ts";
import { TimeoutError } from "../errors/timeouts.ts";
import { toError } from "../errors/to-error.ts";
import type { Exit, ProcessFailure } from "../process/process.ts";
import type { ProcessId } from "../process/process-id.ts";
import { STOP_TIMES, startedBy, stopProcess, sweep } from "../process/stop.ts";
import type { SessionMark } from "../process/tree.ts";
import { type EndReason, exitError, failureError, type LastSeen, type SessionEnd } from "./ending.ts";
import { processSurvived, type SessionWarning } from "./events.ts";
import type { Started } from "./start.ts";

/** How long a CLI may live on after it closed its output or its input. */
const EXIT_AFTER_OUTPUT_MS = 2_000;
/** How long it may live on when it has nothing left to do. */
const EXIT_AFTER_FINISH_MS = 3_000;

/** What the lifecycle asks of the session. */
export interface LifecycleHost {
  /** Marks every process of the session. */
  readonly mark: SessionMark;
  readonly signal: AbortSignal | undefined;
  /** How long the process may live on when everything is done; a typed error when that was asked for and ran out. */
  readonly exitTimeoutMs: number | undefined;
  /** What the CLI did last, for an error. */
  lastSeen(): string;
  /** True once the CLI has accepted `initialize`. */
  initialized(): boolean;
  warn(warning: SessionWarning): void;
  launch(): Promise<Started>;
  /** Why a process that was not ready has ended, when more can be found out than its exit says. */
  explain(error: ClaudeError, started: Started): Promise<ClaudeError>;
  /** The process runs. */
  begun(started: Started): void;
  /** The end is decided; the process may still run. */
  ending(error: ClaudeError | undefined): void;
  /** Ask a busy CLI to drop what it is doing; false when it is busy and goes on. */
  interrupt(): Promise<boolean>;
  /** Output is over: deliver what is kept, and report how things stand. */
  drain(): Omit<LastSeen, "exit" | "failure" | "stderrTail">;
  /** Resolves when the session's store has everything, or has had its time. */
  stored(reason: EndReason): Promise<void>;
  /** Everything is over. */
  ended(end: SessionEnd): void;
}

interface Ending {
  readonly reason: EndReason;
  readonly error?: ClaudeError;
}

const NEVER_RAN: Exit = { code: null, signal: null };

export class Lifecycle {
  /** Resolves with how the session ended; never rejects. */
  readonly closed: Promise<SessionEnd>;
  readonly #host: LifecycleHost;
  readonly #onAbort = (): void => this.end("aborted", new AbortError("Claude Code process aborted by user"));
  #starting: Promise<Started> | undefined;
  #started: Started | undefined;
  #ending: Ending | undefined;
  #stopping: Promise<readonly ProcessId[]> | undefined;
  #failure: ProcessFailure | undefined;
  #finishing = false;
  #children: readonly ProcessId[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #deadline = Number.POSITIVE_INFINITY;
  #resolveClosed: (end: SessionEnd) => void = () => undefined;

  constructor(host: LifecycleHost) {
    this.#host = host;
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
  }

  get started(): Started | undefined {
    return this.#started;
  }

  start(): Promise<Started> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  /** The CLI ends by itself now that its input is over, or is ended when it does not in time. */
  finish(): void {
    if (this.#started === undefined) return this.end("closed");
    this.#finishing = true;
    this.#children = startedBy(this.#started.process);
    this.#started.process.endInput();
    const { exitTimeoutMs } = this.#host;
    this.#expectExit(exitTimeoutMs ?? EXIT_AFTER_FINISH_MS, () => {
      if (exitTimeoutMs === undefined) this.end("exited");
      else this.end("failed", new TimeoutError("exit", exitTimeoutMs, this.#host.lastSeen()));
    });
  }

  /** Decide how the session ends, once, and see to it that it does. */
  end(reason: EndReason, error?: ClaudeError): void {
    if (this.#ending !== undefined) return;
    this.#decide(reason, error);
    if (this.#starting === undefined) this.#finish(NEVER_RAN, []);
    else {
      // A start that fails ends the session itself.
      this.#starting.then(
        (started) => (this.#stopping = this.#stop(started)),
        () => undefined,
      );
    }
  }

  /**
   * A write has failed. A process that is about to end closes its input first: its end then says why.
   *
   * @throws That reason, or the error that was given.
   */
  async explain(error: unknown): Promise<never> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, EXIT_AFTER_OUTPUT_MS, undefined);
    });
    const end = await Promise.race([this.closed, late]);
    clearTimeout(timer);
    if (end === undefined && this.#started?.process.alive === true) throw error;
    throw (await this.closed).error ?? error;
  }

  async #start(): Promise<Started> {
    const { signal } = this.#host;
    if (this.#ending === undefined && signal?.aborted)
      this.end("aborted", new AbortError("Operation aborted"));
    if (this.#ending !== undefined) throw this.#ending.error ?? new SessionClosedError();
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    try {
      const started = await this.#host.launch();
      this.#started = started;
      started.process.exited.then((exit) => this.#exited(started, exit));
      started.process.failed.then((failure) => this.#failed(started, failure));
      started.process.outputEnded.then(() => this.#outputEnded(started));
      this.#host.begun(started);
      return started;
    } catch (error) {
      if (this.#ending === undefined) this.#decide("failed", error as ClaudeError);
      this.#finish(NEVER_RAN, []);
      throw error;
    }
  }

  /** @returns Processes that the CLI had started when it was asked to end. */
  async #stop(started: Started): Promise<readonly ProcessId[]> {
    if (!started.process.alive) return [];
    const idle = await this.#host.interrupt();
    // The end of its input stops no CLI that is busy, and one that has been waited for already is not waited for again.
    const times = idle && !this.#finishing ? STOP_TIMES : { ...STOP_TIMES, inputMs: 0 };
    return stopProcess(started.process, this.#host.mark, times);
  }

  #failed({ process }: Started, failure: ProcessFailure): void {
    this.#failure = failure;
    if (!process.alive) return;
    if (failure.part === "process") this.end("failed", failureError(failure, this.#host.initialized()));
    // A process that is about to end closes its pipes first: its exit then says more.
    else this.#expectExit(EXIT_AFTER_OUTPUT_MS, () => undefined);
  }

  #outputEnded({ process }: Started): void {
    if (!process.alive) return;
    const error = new UnexpectedEndError("it closed its output while it was still running");
    this.#expectExit(EXIT_AFTER_OUTPUT_MS, () => this.end("failed", error));
  }

  /** The shortest of several waits counts; what has failed meanwhile is the reason, whatever was waited for. */
  #expectExit(ms: number, late: () => void): void {
    const deadline = performance.now() + ms;
    if (deadline >= this.#deadline) return;
    this.#deadline = deadline;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#failure === undefined) late();
      else this.end("failed", failureError(this.#failure, this.#host.initialized()));
    }, ms);
  }

  /** Whatever goes wrong on the way, the session is over at the end of it. */
  async #exited(started: Started, exit: Exit): Promise<void> {
    clearTimeout(this.#timer);
    let survivors: readonly number[] = [];
    try {
      await this.#judge(started, exit);
      const stored = this.#host.stored(this.#ending?.reason ?? "exited");
      survivors = await this.#sweep(exit);
      await stored;
      await started.release();
    } catch (error) {
      const { message } = toError(error);
      if (this.#ending === undefined) this.#decide("failed", new UnexpectedEndError(message, 0, error));
      this.#host.warn(processSurvived(`not all that it needed was cleared up (${message})`, error));
    }
    this.#finish(exit, survivors);
  }

  /** How a process ended that nobody had asked to. */
  async #judge(started: Started, exit: Exit): Promise<void> {
    const stderrTail = started.process.stderrTail();
    const seen = { ...this.#host.drain(), exit, failure: this.#failure, stderrTail };
    if (this.#ending !== undefined) return;
    const error = exitError(seen);
    this.#decide("exited", error && !seen.initialized ? await this.#host.explain(error, started) : error);
  }

  /** Tools may have outlived the process that started them. */
  async #sweep(exit: Exit): Promise<readonly number[]> {
    if (exit.unreported === true)
      this.#host.warn(processSurvived("its process has not reported that it ended"));
    try {
      const survivors = await sweep([...this.#children, ...((await this.#stopping) ?? [])], this.#host.mark);
      if (survivors.length > 0)
        this.#host.warn(processSurvived(`the system could not end: ${survivors.join(", ")}`));
      return survivors;
    } catch (error) {
      const { message } = error as Error;
      this.#host.warn(processSurvived(`it is not known whether its tools have ended (${message})`, error));
      return [];
    }
  }

  #decide(reason: EndReason, error: ClaudeError | undefined): void {
    this.#ending ??= error === undefined ? { reason } : { reason, error };
    this.#host.ending(this.#ending.error);
  }

  #finish(exit: Exit, survivors: readonly number[]): void {
    clearTimeout(this.#timer);
    this.#host.signal?.removeEventListener("abort", this.#onAbort);
    const ending = this.#ending ?? { reason: "closed" };
    const end: SessionEnd = { ...ending, exitCode: exit.code, signal: exit.signal, survivors };
    this.#resolveClosed(end);
    this.#host.ended(end);
  }
}
