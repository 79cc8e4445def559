// What the caller gave that cannot be used.
import { ClaudeError } from "./claude-error.ts";

/** Options have a wrong type or value, or contradict each other; `problems` lists every mistake. */
export class InvalidOptionsError extends ClaudeError {
  /** One sentence for each mistake; each names the option. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super("invalid_options", `Invalid options: ${problems.join("; ")}`);
    this.problems = problems;
  }
}

/** A prompt is not a user message, cannot be written as JSON, or is longer than 10 MiB. */
export class InvalidMessageError extends ClaudeError {
  constructor(detail: string, cause?: unknown) {
    super("invalid_message", `Invalid message: ${detail}`, { cause });
  }
}
