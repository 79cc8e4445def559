// What the caller gave that cannot be used.
import { ClaudeError } from "./claude-error.ts";

/** An option has a wrong name, type or value, or contradicts another one. */
export class InvalidOptionsError extends ClaudeError {
  /** One sentence for each mistake; each names the option. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super("invalid_options", `Invalid options: ${problems.join("; ")}`);
    this.problems = problems;
  }
}

/** A message is none, cannot be serialised, is too large, or has a shape that would end the CLI. */
export class InvalidMessageError extends ClaudeError {
  constructor(detail: string, cause?: unknown) {
    super("invalid_message", `Invalid message: ${detail}`, { cause });
  }
}
