// What goes wrong with sessions that are kept on disk or in a store.
import { ClaudeError } from "./claude-error.ts";

/** No transcript has this session id. */
export class SessionNotFoundError extends ClaudeError {
  readonly sessionId: string;

  constructor(sessionId: string, where?: string) {
    const place = where === undefined ? "" : ` in ${where}`;
    const text = `Session ${sessionId} not found${place}; listSessions() shows which there are`;
    super("session_not_found", text);
    this.sessionId = sessionId;
  }
}

/** Nothing that was said in a session can be recovered from its transcript. The transcript is as it was. */
export class SessionUnreadableError extends ClaudeError {
  readonly sessionId: string;

  constructor(sessionId: string, where: string) {
    const text = `Session ${sessionId} has no message that can be recovered from ${where}: restore it from a backup, or start a new session; listSubagents() shows whether conversations of subagents are left`;
    super("session_unreadable", text);
    this.sessionId = sessionId;
  }
}

/** A method of a session store failed (`cause`), timed out (`timedOut`) or is missing; `method` is its name. */
export class SessionStoreError extends ClaudeError {
  /** The method of the store, such as `load`. */
  readonly method: string;
  /** True when it did not answer in time; what it was asked to do may still happen. */
  readonly timedOut: boolean;

  constructor(method: string, detail: string, { cause, timedOut = false }: StoreFailure = {}) {
    // The official SDK says it in these words when time is up, and programs match on them.
    super("session_store_failed", `SessionStore.${method}() ${detail}`, { cause, retryable: true });
    this.method = method;
    this.timedOut = timedOut;
  }
}

interface StoreFailure {
  readonly cause?: unknown;
  readonly timedOut?: boolean;
}

/** Another session, here or elsewhere, holds the lease on the conversation. Retry when it has ended. */
export class SessionInUseError extends ClaudeError {
  readonly sessionId: string;

  constructor(sessionId: string) {
    const text = `Session ${sessionId} is in use by another program: wait for it, or go on in a copy with "forkSession"`;
    super("session_in_use", text, { retryable: true });
    this.sessionId = sessionId;
  }
}
