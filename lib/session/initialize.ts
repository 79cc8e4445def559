// The answer to `initialize`, the first request of a session: what it has to be, and what its failure means.
import type { ClaudeError } from "../errors/claude-error.ts";
import { ControlRequestError, ControlTimeoutError } from "../errors/session.ts";
import { InitializeError, InitializeTimeoutError } from "../errors/start.ts";
import { parseVersion, requireVersion } from "../process/version.ts";
import type { InitializeRequest, InitializeResponse } from "../wire/initialize.ts";
import { type SessionWarning, versionUnreadable } from "./events.ts";

/**
 * What the CLI announces of itself, and what is odd about it.
 *
 * @throws {InitializeError} If it is no announcement, or does not take what it was told.
 * @throws {CLIVersionError} If it is too old.
 */
export function readAnnouncement(
  body: InitializeRequest,
  answer: unknown,
): { response: InitializeResponse; warning: SessionWarning | undefined } {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer))
    throw new InitializeError('the answer is not an object; update it with "claude update"');
  const response = answer as InitializeResponse;
  const { claude_code_version: version } = response;
  const number = typeof version === "string" ? parseVersion(version) : undefined;
  if (number !== undefined) requireVersion(number);
  requireTaken(body, response);
  const isOdd = typeof version === "string" && number === undefined;
  return { response, warning: isOdd ? versionUnreadable(version) : undefined };
}

/** Why `initialize` failed, in words that say what to do. */
export function initializeFailure(error: unknown, timeoutMs: number, stderrTail: string): ClaudeError {
  if (error instanceof ControlTimeoutError) {
    const seen = stderrTail === "" ? "it wrote nothing to stderr" : `stderr: ${stderrTail}`;
    return new InitializeTimeoutError(timeoutMs, seen);
  }
  if (error instanceof ControlRequestError)
    return new InitializeError(`${error.message}; check the options, or run "claude update"`);
  return error as ClaudeError;
}

/** The answer to `initialize`, for whoever waits for it. */
export class Announcement {
  #answer: Promise<InitializeResponse>;
  resolve: (answer: InitializeResponse) => void = () => undefined;
  /** The session ended before it began. */
  reject: (reason: unknown) => void = () => undefined;

  constructor() {
    this.#answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // A failure reaches everybody through the end of the session; those who wait here get it as well.
    this.#answer.catch(() => undefined);
  }

  get answer(): Promise<InitializeResponse> {
    return this.#answer;
  }

  /** The CLI announces itself anew; when that fails, what it announced before still holds. */
  renew(answer: Promise<InitializeResponse>): void {
    const before = this.#answer;
    this.#answer = answer.catch(() => before);
    this.#answer.catch(() => undefined);
  }
}

/** A CLI that is too old for something starts without it, and says so only by not saying anything. */
function requireTaken({ mcpServers, hooks = {} }: InitializeRequest, answer: InitializeResponse): void {
  if (mcpServers !== undefined && answer.mcp_servers_applied !== true) {
    const names = Object.keys(mcpServers).join(", ");
    throw new InitializeError(
      `it does not take MCP servers (${names}) over stdin; update it to 2.1.261 or newer, or set "mcpServersDelivery": "argv"`,
    );
  }
  const blocks = Object.values(hooks).some((matchers) =>
    matchers.some(({ onFailure }) => onFailure === "block"),
  );
  if (blocks && answer.hook_on_failure_supported !== true)
    throw new InitializeError('it does not know "onFailure" of hooks; update it, or leave "onFailure" out');
}
