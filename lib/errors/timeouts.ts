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
/** The option of each, and what it means that it ran out. */
const TIMEOUTS: Readonly<Record<TimeoutName, readonly [string, (ms: number) => string]>> = {
  spawn: ["spawnTimeoutMs", (ms) => `was not started within ${ms} ms`],
  initialize: ["initializeTimeoutMs", (ms) => `did not answer "initialize" within ${ms} ms`],
  first_event: ["firstEventTimeoutMs", (ms) => `did not react to the prompt within ${ms} ms`],
  silence: ["silenceTimeoutMs", (ms) => `said nothing for ${ms} ms during a turn`],
  exit: ["exitTimeoutMs", (ms) => `did not exit within ${ms} ms after everything was done`],
};

/** A session's time-out ran out and ended it; `timeout` is which, `lastSeen` what came last. */
export class TimeoutError extends ClaudeError {
  /** Which of the five. */
  readonly timeout: TimeoutName;
  readonly timeoutMs: number;
  /** The last thing that the CLI said, and how long ago; or what it wrote to stderr. */
  readonly lastSeen: string;

  constructor(timeout: TimeoutName, timeoutMs: number, lastSeen: string) {
    const [option, meaning] = TIMEOUTS[timeout];
    const text = `Claude Code ${meaning(timeoutMs)} (option "${option}"); ${lastSeen}`;
    super(CODES[timeout], text, { retryable: true });
    this.timeout = timeout;
    this.timeoutMs = timeoutMs;
    this.lastSeen = lastSeen;
  }
}
