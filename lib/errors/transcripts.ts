// What goes wrong with sessions that are kept on disk or in a store.
import { ClaudeError } from "./claude-error.ts";

/** No transcript has this session id. */
export class SessionNotFoundError extends ClaudeError {
  readonly sessionId: string;

  constructor(sessionId: string, where?: string) {
    const place = where === undefined ? "" : ` in ${where}`;
    super(
      "session_not_found",
      `Session ${sessionId} not found${place}; listSessions() shows which there are`,
    );
    this.sessionId = sessionId;
  }
}
