// What goes wrong between a manager and the journal that keeps its agents.
import { ClaudeError } from "./claude-error.ts";

/** Nothing was written: somebody else owns the agent, or has appended to its log. `agent` is its id. */
export class JournalConflictError extends ClaudeError {
  readonly agent: string;

  constructor(agent: string) {
    super(
      "journal_conflict",
      `Agent "${agent}" is run by another manager, which has written into its log: let that one go on`,
    );
    this.agent = agent;
  }
}

/** Another program has the journal open. Retry when it has ended, or use another folder. */
export class JournalInUseError extends ClaudeError {
  readonly folder: string;

  constructor(folder: string, owner: string) {
    super(
      "journal_in_use",
      `The journal in "${folder}" is in use by ${owner}: end that program, or give this one another folder`,
      { retryable: true },
    );
    this.folder = folder;
  }
}

/** The journal could not be opened, read or written; `cause` is the reason. */
export class JournalError extends ClaudeError {
  constructor(what: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super("journal_failed", `The journal ${what}: ${reason}; look at its folder and its disk`, {
      cause,
      retryable: true,
    });
  }
}
