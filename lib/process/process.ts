// The port through which the rest of the library sees one running Claude Code process.

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

export interface Process {
  /** Of a process of this machine; absent for one that was started elsewhere. */
  readonly pid: number | undefined;
  /** Resolves when the process has exited and its stdout is read to the end, or both are given up; never rejects. */
  readonly exited: Promise<Exit>;
  /** Resolves when stdout ended, which may be before the exit. */
  readonly outputEnded: Promise<void>;
  /** Resolves with the first failure of a stream, or of the process itself; its exit may follow or not. */
  readonly failed: Promise<ProcessFailure>;
  /** True until the exit of the process itself is known. */
  readonly alive: boolean;
  /** When it last wrote anything to stdout, in milliseconds of `performance.now()`; 0 for never. */
  readonly heardAt: number;
  /** The end of stderr, secrets replaced. */
  stderrTail(): string;
  /**
   * Write to stdin; everything of one tick goes out in one write.
   *
   * @returns Resolves when the pipe has taken it.
   * @throws {SessionClosedError} If stdin is closed.
   */
  write(text: string): Promise<void>;
  /** The same for what nobody waits for: when it fails, the end of the process says why. */
  post(text: string): void;
  /** Close stdin once everything written is out. */
  endInput(): void;
  pauseOutput(): void;
  resumeOutput(): void;
  kill(signal: "SIGINT" | "SIGTERM" | "SIGKILL"): void;
  /** Wait no longer for an exit that is not reported: `exited` resolves without one. */
  abandon(): void;
}
