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
