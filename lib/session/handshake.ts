// `initialize`: the first request of a session, and what its failure means.
import type { Requests } from "../control/requests.ts";
import { ControlRequestError, ControlTimeoutError } from "../errors/session.ts";
import { InitializeError, InitializeTimeoutError } from "../errors/start.ts";
import type { Process } from "../process/process.ts";
import { parseVersion, requireVersion } from "../process/version.ts";
import type { InitializeRequest, InitializeResponse } from "../wire/initialize.ts";
import { type SessionWarning, versionUnreadable } from "./events.ts";

export class Handshake {
  readonly #requests: Requests;
  readonly #timeoutMs: number;
  readonly #onWarning: (warning: SessionWarning) => void;
  #answer: Promise<InitializeResponse>;
  #resolve: (answer: Promise<InitializeResponse>) => void = () => undefined;
  #reject: (reason: unknown) => void = () => undefined;
  #done = false;

  constructor(requests: Requests, timeoutMs: number, onWarning: (warning: SessionWarning) => void) {
    this.#requests = requests;
    this.#timeoutMs = timeoutMs;
    this.#onWarning = onWarning;
    this.#answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // A failure reaches everybody through the end of the session; those who wait here get it as well.
    this.#answer.catch(() => undefined);
  }

  /** Resolves with what the CLI announces of itself. */
  get answer(): Promise<InitializeResponse> {
    return this.#answer;
  }

  /** It announces itself anew; when that fails, what it announced before still holds. */
  renew(answer: Promise<InitializeResponse>): void {
    const before = this.#answer;
    this.#answer = answer.catch(() => before);
    this.#answer.catch(() => undefined);
  }

  /** True once the CLI has accepted `initialize`. */
  get done(): boolean {
    return this.#done;
  }

  async begin(body: InitializeRequest, process: Process): Promise<InitializeResponse> {
    const answer = this.#begin(body, process);
    this.#resolve(answer);
    return answer;
  }

  /** The session ended before it began. */
  fail(reason: unknown): void {
    this.#reject(reason);
  }

  async #begin(body: InitializeRequest, process: Process): Promise<InitializeResponse> {
    try {
      const answer = await this.#requests.request("initialize", body, this.#timeoutMs);
      if (typeof answer !== "object" || answer === null || Array.isArray(answer))
        throw new InitializeError('the answer is not an object; update it with "claude update"');
      const response = answer as InitializeResponse;
      this.#checkVersion(response.claude_code_version);
      requireTaken(body, response);
      this.#done = true;
      return response;
    } catch (error) {
      if (error instanceof ControlTimeoutError) {
        const tail = process.stderrTail();
        throw new InitializeTimeoutError(
          this.#timeoutMs,
          tail === "" ? "it wrote nothing to stderr" : `stderr: ${tail}`,
        );
      }
      if (error instanceof ControlRequestError)
        throw new InitializeError(`${error.message}; check the options, or run "claude update"`);
      throw error;
    }
  }

  #checkVersion(version: unknown): void {
    if (typeof version !== "string") return;
    const number = parseVersion(version);
    if (number === undefined) this.#onWarning(versionUnreadable(version));
    else requireVersion(number);
  }
}

/**
 * A CLI that is too old for something starts without it, and says so only by not saying anything.
 *
 * @throws {InitializeError} If MCP servers, or hooks that are to block when they fail, were announced and not taken.
 */
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
