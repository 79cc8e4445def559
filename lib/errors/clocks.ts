// A clock of the session ran out: which one, and what was last seen.
import { ClaudeError, type ErrorCode } from "./claude-error.ts";

/** What the five clocks of a session measure. */
export type ClockName = "spawn" | "initialize" | "first_event" | "silence" | "exit";

const CODES: Readonly<Record<ClockName, ErrorCode>> = {
  spawn: "spawn_timeout",
  initialize: "initialize_timeout",
  first_event: "first_event_timeout",
  silence: "silence_timeout",
  exit: "exit_timeout",
};
const MEANINGS: Readonly<Record<ClockName, (ms: number) => string>> = {
  spawn: (ms) => `Claude Code was not started within ${ms} ms`,
  initialize: (ms) => `Claude Code did not answer "initialize" within ${ms} ms`,
  first_event: (ms) => `Claude Code did not react to the prompt within ${ms} ms`,
  silence: (ms) => `Claude Code said nothing for ${ms} ms during a turn`,
  exit: (ms) => `Claude Code did not exit within ${ms} ms after everything was done`,
};
const OPTIONS: Readonly<Record<ClockName, string>> = {
  spawn: "spawnTimeoutMs",
  initialize: "initializeTimeoutMs",
  first_event: "firstEventTimeoutMs",
  silence: "silenceTimeoutMs",
  exit: "exitTimeoutMs",
};

/** One of the five clocks of a session ran out; each is an option. */
export class ClockError extends ClaudeError {
  readonly clock: ClockName;
  readonly timeoutMs: number;
  /** The last thing that the CLI said, and how long ago; or what it wrote to stderr. */
  readonly lastSeen: string;

  constructor(clock: ClockName, timeoutMs: number, lastSeen: string) {
    const text = `${MEANINGS[clock](timeoutMs)} (option "${OPTIONS[clock]}"); ${lastSeen}`;
    super(CODES[clock], text, { retryable: true });
    this.clock = clock;
    this.timeoutMs = timeoutMs;
    this.lastSeen = lastSeen;
  }
}
