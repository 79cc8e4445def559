// `initialize`, the first request of a session: what the CLI answers, and what its failure means.
import type { ClaudeError } from "../errors/claude-error.ts";
import { ControlRequestError, ControlTimeoutError } from "../errors/session.ts";
import { InitializeError, InitializeTimeoutError } from "../errors/start.ts";
import type { Process } from "../process/process.ts";
import { parseVersion, tooOld } from "../process/version.ts";
import type { InitializeRequest, InitializeResponse } from "../wire/initialize.ts";
import type { Session } from "./session.ts";

/** What the CLI announces of itself at its start, for whoever waits for it. */
export class Announcement {
  readonly #session: Session;
  #answer: Promise<InitializeResponse>;
  #resolve: (answer: InitializeResponse) => void = () => undefined;
  /** The session has ended; whoever waits for its begin is told. */
  reject: (reason: unknown) => void = () => undefined;

  constructor(session: Session) {
    this.#session = session;
    this.#answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.reject = reject;
    });
    // A failure reaches everybody through the end of the session; those who wait here get it as well.
    this.#answer.catch(() => undefined);
  }

  get answer(): Promise<InitializeResponse> {
    return this.#answer;
  }

  /** Send `initialize`; a session in which it fails ends. */
  async begin(process: Process): Promise<void> {
    const { requests, life, output, state } = this.#session;
    const body = this.#session.announcement();
    try {
      const answer = readAnswer(body, await requests.request("initialize", body, this.#timeoutMs));
      const { claude_code_version: version } = answer;
      if (typeof version === "string") this.#requireVersion(version);
      this.#resolve(answer);
      state.ready();
      this.#session.changed();
    } catch (error) {
      life.end("failed", toFailure(error, this.#timeoutMs, process.stderrTail()));
    } finally {
      output.backlog.decide();
    }
  }

  /** What was announced, also of a CLI that has ended by itself since. */
  async read(): Promise<InitializeResponse> {
    if (!this.#session.life.hasExited) await this.#session.start();
    return this.#answer;
  }

  /** Announce the host to the CLI again, with everything that it has registered. */
  async again(): Promise<InitializeResponse> {
    await this.#session.start();
    const answer = this.#session.request("initialize", this.#session.announcement(), this.#timeoutMs);
    this.renew(answer);
    return answer;
  }

  /** The CLI announces itself anew; when it does not, what it announced before still holds. */
  renew(answer: Promise<InitializeResponse | null | undefined>): void {
    const before = this.#answer;
    this.#answer = answer.catch(() => before).then((given) => given ?? before);
    this.#answer.catch(() => undefined);
  }

  get #timeoutMs(): number {
    return this.#session.options.initializeTimeoutMs;
  }

  /** @throws {CLIVersionError} */
  #requireVersion(version: string): void {
    const number = parseVersion(version);
    const error = tooOld(number);
    if (error !== undefined) throw error;
    if (number !== undefined) return;
    const message = `Claude Code gives its version as "${version.slice(0, 40)}", which cannot be compared with the oldest that works`;
    this.#session.warn("version_unreadable", message);
  }
}

/** @throws {InitializeError} If the answer is no announcement, or does not take what the CLI was told. */
function readAnswer(body: InitializeRequest, answer: unknown): InitializeResponse {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer))
    throw new InitializeError('the answer is not an object; update it with "claude update"');
  requireTaken(body, answer as InitializeResponse);
  return answer as InitializeResponse;
}

/** Why `initialize` failed, in words that say what to do. */
function toFailure(error: unknown, timeoutMs: number, stderrTail: string): ClaudeError {
  if (error instanceof ControlTimeoutError) {
    const seen = stderrTail === "" ? "it wrote nothing to stderr" : `stderr: ${stderrTail}`;
    return new InitializeTimeoutError(timeoutMs, seen);
  }
  if (error instanceof ControlRequestError)
    return new InitializeError(`${error.message}; check the options, or run "claude update"`);
  return error as ClaudeError;
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
