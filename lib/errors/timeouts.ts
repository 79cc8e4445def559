// A time-out of a session: which one, and what was last seen.
import { ClaudeError } from "./claude-error.ts";

/** Which of a session's five time-outs; each has an option, such as `silenceTimeoutMs` for `silence`. */
export type TimeoutName = "spawn" | "initialize" | "first_event" | "silence" | "exit";

const CODES = {
  spawn: "spawn_timeout",
  initialize: "initialize_timeout",
  first_event: "first_event_timeout",
  silence: "silence_timeout",
  exit: "exit_timeout",
} as const;
const MEANINGS: Readonly<Record<TimeoutName, (ms: number) => string>> = {
  spawn: (ms) => `Claude Code was not started within ${ms} ms`,
  initialize: (ms) => `Claude Code did not answer "initialize" within ${ms} ms`,
  first_event: (ms) => `Claude Code did not react to the prompt within ${ms} ms`,
  silence: (ms) => `Claude Code said nothing for ${ms} ms during a turn`,
  exit: (ms) => `Claude Code did not exit within ${ms} ms after everything was done`,
};
const OPTIONS: Readonly<Record<TimeoutName, string>> = {
  spawn: "spawnTimeoutMs",
  initialize: "initializeTimeoutMs",
  first_event: "firstEventTimeoutMs",
  silence: "silenceTimeoutMs",
  exit: "exitTimeoutMs",
};

/** A session's time-out ran out and ended it; `timeout` is which, `lastSeen` what came last. */
export class TimeoutError extends ClaudeError {
  /** Which of the five. */
  readonly timeout: TimeoutName;
  readonly timeoutMs: number;
  /** The last thing that the CLI said, and how long ago; or what it wrote to stderr. */
  readonly lastSeen: string;

  constructor(timeout: TimeoutName, timeoutMs: number, lastSeen: string) {
    const text = `${MEANINGS[timeout](timeoutMs)} (option "${OPTIONS[timeout]}"); ${lastSeen}`;
    super(CODES[timeout], text, { retryable: true });
    this.timeout = timeout;
    this.timeoutMs = timeoutMs;
    this.lastSeen = lastSeen;
  }
}
