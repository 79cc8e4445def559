// What a program gives for the manager's log, and how nothing that it does reaches an agent.
import { InvalidOptionsError } from "../errors/input.ts";
import { warnOnce } from "../process/warn.ts";

/**
 * The structured fields of one log line: always `event`, `seq`, `agent` (the label) and `sessionId`, `owner`
 * if there is one, and what belongs to the event, such as `state`, `costUsd` or `code`. What prompts and
 * answers say is never in it.
 */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Where the manager writes its log: each line is a text, then its fields. `console` is one. */
export interface Logger {
  debug(message: string, fields: LogFields): unknown;
  info(message: string, fields: LogFields): unknown;
  warn(message: string, fields: LogFields): unknown;
  error(message: string, fields: LogFields): unknown;
}

export type LogLevel = keyof Logger;

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** @throws {InvalidOptionsError} */
export function requireLogger(given: Logger): void {
  const logger = Object(given) as Partial<Logger>;
  if (LEVELS.some((level) => typeof logger[level] !== "function"))
    throw new InvalidOptionsError(['"logger" must have the methods debug, info, warn and error']);
}

/** Write a line; a logger that throws or rejects is reported once. */
export function write(logger: Logger, level: LogLevel, message: string, fields: LogFields): void {
  try {
    const written = logger[level](message, fields);
    // A promise is nobody's to wait for.
    if (written instanceof Promise) written.catch(failed);
  } catch {
    failed();
  }
}

function failed(): void {
  warnOnce("The logger of an AgentManager has failed: lines of its log are missing", "logger_failed");
}
