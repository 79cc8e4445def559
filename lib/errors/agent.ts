// What the manager cannot do.
import { ClaudeError } from "./claude-error.ts";

/** `maxAgents` run and `maxQueued` wait: the spawn was refused whole. Retry after `retryAfterMs` milliseconds. */
export class OverloadedError extends ClaudeError {
  readonly limit: number;
  /** When to try again, in milliseconds; a guess. */
  readonly retryAfterMs: number;

  constructor(limit: number, queued: number, retryAfterMs: number) {
    super(
      "overloaded",
      `No room for another agent: ${limit} are running and ${queued} are waiting; end one, or try again later`,
      { retryable: true },
    );
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

/** The agent has ended and accepts no prompts; `resume` its session id in another one. */
export class AgentEndedError extends ClaudeError {
  readonly sessionId: string;

  constructor(sessionId: string, reason: string) {
    super(
      "agent_ended",
      `Agent "${sessionId}" has ended (${reason}): spawn a new one, with "resume" to keep its context`,
    );
    this.sessionId = sessionId;
  }
}
