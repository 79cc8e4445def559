// From start to end of a session's process: started once, ended once, by whatever comes first.
import type { ClaudeError } from "../errors/claude-error.ts";
import { resultError } from "../errors/result.ts";
import { AbortError, SessionClosedError, UnexpectedEndError } from "../errors/session.ts";
import { TimeoutError } from "../errors/timeouts.ts";
import { toError } from "../errors/to-error.ts";
import { within } from "../errors/within.ts";
import type { Exit, ProcessFailure } from "../process/process.ts";
import type { ProcessId } from "../process/process-id.ts";
import { STOP_TIMES, startedBy, stopProcess, sweep } from "../process/stop.ts";
import { ABORTED, type EndReason, exitError, failureError, type SessionEnd } from "./ending.ts";
import type { Session } from "./session.ts";
import { explainStartFailure, type Started } from "./start-process.ts";

/** How long a CLI may live on after it closed its output or its input. */
const EXIT_AFTER_OUTPUT_MS = 2_000;
/** An interrupt is answered in some 10 ms; a CLI that does not answer is stopped the hard way. */
const INTERRUPT_TIMEOUT_MS = 500;
/** How long it may live on when it has nothing left to do. */
const EXIT_AFTER_FINISH_MS = 3_000;
/** Or when it was never given anything to do: it may find something in the conversation that it has taken up. */
const EXIT_UNASKED_MS = 30_000;

const NEVER_RAN: Exit = { code: null, signal: null };

export class Lifecycle {
  /** Resolves with how the session ended; never rejects. */
  readonly closed: Promise<SessionEnd>;
  /** Once the process runs. */
  started: Started | undefined;
  readonly #session: Session;
  readonly #onAbort = (): void => this.end("aborted", new AbortError(ABORTED));
  #starting: Promise<Started> | undefined;
  #ending: Pick<SessionEnd, "reason" | "error"> | undefined;
  #stopping: Promise<readonly ProcessId[]> | undefined;
  #failure: ProcessFailure | undefined;
  #finishing = false;
  #children: readonly ProcessId[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #deadline = Number.POSITIVE_INFINITY;
  readonly #decided = new AbortController();
  #resolveClosed: (end: SessionEnd) => void = () => undefined;

  constructor(session: Session) {
    this.#session = session;
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
  }

  /** @throws {ClaudeError} Why nothing more is accepted, once the end is decided. */
  requireOpen(): void {
    if (this.#ending !== undefined) throw this.#ending.error ?? new SessionClosedError();
  }

  /** Nobody has ended it: it had nothing left to do. */
  get hasExited(): boolean {
    return this.#ending?.reason === "exited";
  }

  start(): Promise<Started> {
    let settle = undefined as ((starting: Promise<Started>) => void) | undefined;
    // There before anything runs: what the host is asked for on the way may end the session.
    this.#starting ??= new Promise((resolve) => (settle = resolve));
    settle?.(this.#start());
    return this.#starting;
  }

  /** The CLI ends by itself now that its input is over, or is ended when it does not in time. */
  finish(): void {
    // What is delivered last may settle a session whose process has ended already.
    if (this.#finishing || this.#ending !== undefined || this.started?.process.alive !== true) return;
    this.#finishing = true;
    this.#children = startedBy(this.started.process);
    this.started.process.endInput();
    this.#expectFinish();
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
    const end = await within(this.closed, EXIT_AFTER_OUTPUT_MS);
    if (end === undefined && this.started?.process.alive === true) throw error;
    throw (await this.closed).error ?? error;
  }

  async #start(): Promise<Started> {
    const signal = this.#session.options.abortController?.signal;
    try {
      if (signal?.aborted) this.end("aborted", new AbortError("Operation aborted"));
      this.requireOpen();
      signal?.addEventListener("abort", this.#onAbort, { once: true });
      const started = await this.#session.launch();
      this.started = started;
      void started.process.exited.then((exit) => this.#exited(started, exit));
      void started.process.failed.then((failure) => this.#failed(started, failure));
      void started.process.outputEnded.then(() => this.#outputEnded(started));
      this.#session.begun(started);
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
    const idle = await this.#interrupt();
    // The end of its input stops no CLI that is busy, and one that has been waited for already is not waited for again.
    const times = idle && !this.#finishing ? STOP_TIMES : { ...STOP_TIMES, inputMs: 0 };
    return stopProcess(started.process, times);
  }

  /** Ask a CLI that is at work to stop it; false when it does not answer. */
  #interrupt(): Promise<boolean> {
    const { state, requests } = this.#session;
    if (!state.turnOpen || !state.isReady) return Promise.resolve(!state.turnOpen);
    return requests.request("interrupt", {}, INTERRUPT_TIMEOUT_MS).then(
      () => true,
      () => false,
    );
  }

  #failed({ process }: Started, failure: ProcessFailure): void {
    this.#failure = failure;
    if (!process.alive) return;
    if (failure.part === "process") this.end("failed", failureError(failure, this.#session.state.isReady));
    // A process that is about to end closes its pipes first: its exit then says more.
    else this.#expectExit(EXIT_AFTER_OUTPUT_MS, () => undefined);
  }

  #outputEnded({ process }: Started): void {
    if (!process.alive) return;
    const error = new UnexpectedEndError("it closed its output while it was still running");
    this.#expectExit(EXIT_AFTER_OUTPUT_MS, () => this.end("failed", error));
  }

  /** A CLI that has begun another turn has not finished: queued prompts and background agents are heard to the end. */
  #expectFinish(): void {
    const { state, options, watchdogs } = this.#session;
    const { exitTimeoutMs } = options;
    const { results } = state;
    this.#expectExit(exitTimeoutMs ?? (results > 0 ? EXIT_AFTER_FINISH_MS : EXIT_UNASKED_MS), () => {
      if (!state.settled || state.results > results) this.#expectFinish();
      else if (exitTimeoutMs === undefined) this.end("exited", state.failed && resultError(state.failed));
      else this.end("failed", new TimeoutError("exit", exitTimeoutMs, watchdogs.lastSeen()));
    });
  }

  /** The shortest of several waits counts; what has failed meanwhile is the reason, whatever was waited for. */
  #expectExit(ms: number, late: () => void): void {
    const deadline = performance.now() + ms;
    if (deadline >= this.#deadline) return;
    this.#deadline = deadline;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#deadline = Number.POSITIVE_INFINITY;
      if (this.#failure === undefined) late();
      else this.end("failed", failureError(this.#failure, this.#session.state.isReady));
    }, ms);
  }

  /** Whatever goes wrong on the way, the session is over at the end of it. */
  async #exited(started: Started, exit: Exit): Promise<void> {
    clearTimeout(this.#timer);
    let survivors: readonly number[] = [];
    try {
      await this.#judge(started, exit);
      survivors = await this.#sweep(started, exit);
      await started.release();
    } catch (error) {
      const { message } = toError(error);
      if (this.#ending === undefined) this.#decide("failed", new UnexpectedEndError(message, 0, error));
      this.#survived(`not all that it needed was cleared up (${message})`, error);
    }
    this.#finish(exit, survivors);
  }

  /** How a process ended that nobody had asked to. */
  async #judge(started: Started, exit: Exit): Promise<void> {
    const { state, options, output, watchdogs } = this.#session;
    // Whoever ends a session waits for its end, and not for a store that hangs.
    const hurried = this.#ending?.reason === "closed" || this.#ending?.reason === "aborted";
    const partialBytes = await output.drain(hurried);
    if (this.#ending !== undefined) return;
    watchdogs.ended();
    const { turnOpen, failed, results } = state;
    const initialized = state.isReady || results > 0;
    const stderrTail = started.process.stderrTail();
    const seen = { exit, failure: this.#failure, stderrTail, initialized, turnOpen, failed, partialBytes };
    let error = exitError(seen);
    if (error && !initialized)
      error = await explainStartFailure(error, started, options, this.#decided.signal);
    this.#decide("exited", error);
  }

  /** Tools may have outlived the process that started them. */
  async #sweep({ process }: Started, exit: Exit): Promise<readonly number[]> {
    if (exit.unreported === true) this.#survived("its process has not reported that it ended");
    try {
      const survivors = await sweep(process, [...this.#children, ...((await this.#stopping) ?? [])]);
      if (survivors.length > 0) this.#survived(`the system could not end: ${survivors.join(", ")}`);
      return survivors;
    } catch (error) {
      const { message } = toError(error);
      this.#survived(`it is not known whether its tools have ended (${message})`, error);
      return [];
    }
  }

  #survived(what: string, cause?: unknown): void {
    this.#session.warn("process_survived", `The session is closed, but ${what}`, cause);
  }

  #decide(reason: EndReason, error: ClaudeError | undefined): void {
    if (this.#ending !== undefined) return;
    this.#ending = error === undefined ? { reason } : { reason, error };
    this.#decided.abort();
    this.#session.ending(error ?? new SessionClosedError());
  }

  #finish(exit: Exit, survivors: readonly number[]): void {
    clearTimeout(this.#timer);
    this.#session.options.abortController?.signal.removeEventListener("abort", this.#onAbort);
    const ending = this.#ending ?? { reason: "closed" };
    const end: SessionEnd = { ...ending, exitCode: exit.code, signal: exit.signal, survivors };
    this.#session.ended(end);
    this.#resolveClosed(end);
  }
}
