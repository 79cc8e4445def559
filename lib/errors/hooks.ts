// A hook cannot be run, or failed where that has to stop the agent.
import { ClaudeError } from "./claude-error.ts";

/** A hook failed; its message is what the CLI is told, the cause is in the session's `warning` event. */
export class HookError extends ClaudeError {
  constructor(message: string) {
    super("hook_failed", message);
  }
}
