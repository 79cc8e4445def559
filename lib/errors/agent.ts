// What the manager cannot do.
import { ClaudeError } from "./claude-error.ts";

/** `maxAgents` run and `maxQueued` wait, so no agent was spawned. Retry after `retryAfterMs` milliseconds. */
export class OverloadedError extends ClaudeError {
  /** How many agents have a process; for `as(owner)`, how many of that owner's. */
  readonly limit: number;
  /** When to try again, in milliseconds, from how fast places have become free so far; 5 seconds if none has. */
  readonly retryAfterMs: number;

  constructor(limit: number, queued: number, retryAfterMs: number) {
    const text = `No room for another agent: all places are taken; ${limit} of yours are running and ${queued} are waiting: end one, or try again in ${Math.ceil(retryAfterMs / 1_000)} s`;
    super("overloaded", text, { retryable: true });
    this.limit = limit;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The manager has no agent with this session id; one that has ended is forgotten after `endedRetentionMs`. */
export class AgentNotFoundError extends ClaudeError {
  readonly sessionId: string;

  constructor(sessionId: string) {
    super("agent_not_found", `No agent "${sessionId}": list the agents to see which there are`);
    this.sessionId = sessionId;
  }
}

/**
 * The agent has ended and accepts no more prompts. To continue its conversation, spawn an agent with the
 * option `resume` set to its session id.
 */
export class AgentEndedError extends ClaudeError {
  readonly sessionId: string;

  constructor(sessionId: string, reason: string) {
    const text = `Agent "${sessionId}" has ended (${reason}): spawn a new one, with "resume" to keep its context`;
    super("agent_ended", text);
    this.sessionId = sessionId;
  }
}

/** The agent has no open question of this id: it was answered, or is no longer asked. */
export class QuestionNotFoundError extends ClaudeError {
  readonly sessionId: string;
  readonly requestId: string;

  constructor(sessionId: string, requestId: string) {
    const text = `Agent "${sessionId}" has no open question "${requestId}": it was answered, or is no longer asked`;
    super("question_not_found", text);
    this.sessionId = sessionId;
    this.requestId = requestId;
  }
}

/** The agent waited longer than `queueTimeoutMs` for a free place; the `error` of an agent that ended as `expired`. */
export class QueueTimeoutError extends ClaudeError {
  /** The time-out that ran out, in milliseconds. */
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    const text = `No place became free within ${timeoutMs} ms: raise "queueTimeoutMs" or "maxAgents", or spawn fewer agents`;
    super("queue_timeout", text, { retryable: true });
    this.timeoutMs = timeoutMs;
  }
}

/** A job took longer than `timeoutMs`, with all of its attempts; its agent was ended. */
export class JobTimeoutError extends ClaudeError {
  /** The time-out that ran out, in milliseconds. */
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    const text = `The job was not done within ${timeoutMs} ms: raise "timeoutMs", or ask for less`;
    super("job_timeout", text, { retryable: true });
    this.timeoutMs = timeoutMs;
  }
}

/** A job's answer does not fit its schema; `problems` has a sentence for each fault, `value` the answer as it came. */
export class WrongShapeError extends ClaudeError {
  readonly problems: readonly string[];
  readonly value: unknown;

  constructor(problems: readonly string[], value: unknown) {
    const text = `The answer does not fit the schema: ${problems.join("; ")}; raise "retry" to have it corrected`;
    super("wrong_shape", text, { retryable: true });
    this.problems = problems;
    this.value = value;
  }
}

/**
 * Why git failed: `missing` on PATH, `cwd` is in `no_repository` that can be used, `base` is an `unknown_base`, a
 * `timeout`, or it `failed` in another way.
 */
export type GitProblem = "missing" | "no_repository" | "unknown_base" | "timeout" | "failed";

/** A worktree could not be made or read: there is no git, no repository, no such commit, or git failed. */
export class GitError extends ClaudeError {
  readonly problem: GitProblem;

  constructor(problem: GitProblem, message: string, cause?: unknown) {
    super("git_failed", message, { cause });
    this.problem = problem;
  }
}
