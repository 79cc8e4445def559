// The port through which the rest of the library sees one running Claude Code process.

/** How a process ended. Exactly one of the two is set once it has. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Where a process delivers what it writes, synchronously and in order. */
export interface ProcessOutput {
  onOutput(chunk: OutputChunk): void;
  onStderr(text: string): void;
}

/** Bytes as the runtime hands them over: a `Buffer` on Node, Deno and Bun. */
export interface OutputChunk extends Uint8Array {
  toString(encoding?: "utf8", start?: number, end?: number): string;
}

export interface Process {
  readonly pid: number | undefined;
  /** Resolves when the process has exited and its stdout is read to the end, or given up; never rejects. */
  readonly exited: Promise<Exit>;
  /** Resolves when stdout ended, which may be before the exit. */
  readonly outputEnded: Promise<void>;
  /** True until the exit of the process itself is known. */
  readonly alive: boolean;
  /** The end of stderr, secrets replaced. */
  stderrTail(): string;
  /**
   * Write to stdin; everything of one tick goes out in one write.
   *
   * @returns Resolves when the pipe has taken it.
   * @throws {SessionClosedError} If stdin is closed.
   */
  write(text: string): Promise<void>;
  /** Close stdin once everything written is out. */
  endInput(): void;
  pauseOutput(): void;
  resumeOutput(): void;
  kill(signal: "SIGINT" | "SIGTERM" | "SIGKILL"): void;
}
