// Our requests to the CLI: an id for each, a time limit, and an answer or an error for every one of them.
import type { ClaudeError } from "../errors/claude-error.ts";
import { ControlRequestError, ControlTimeoutError } from "../errors/session.ts";
import type { ControlResponseFrame } from "../wire/control.ts";
import type { OutgoingRequests } from "../wire/requests.ts";

/** Most requests are answered in some milliseconds ... */
const ANSWER_MS = 10_000;
/** ... but these wait for a server, for the model, or for hooks of the host. */
const SLOW_ANSWER_MS = 120_000;
const SLOW: ReadonlySet<string> = new Set<keyof OutgoingRequests>([
  "claim_session",
  "mcp_set_servers",
  "mcp_reconnect",
  "mcp_toggle",
  "mcp_call",
  "mcp_message",
  "mcp_read_resource",
  "get_context_usage",
  "get_usage",
  "set_model",
  "reload_plugins",
  "reload_skills",
  "rewind_files",
  "generate_session_title",
  "side_question",
]);

/** How long the CLI may take to answer, in milliseconds. */
export function answerTimeoutMs(subtype: string, given: number | undefined): number {
  return given ?? (SLOW.has(subtype) ? SLOW_ANSWER_MS : ANSWER_MS);
}

interface Pending {
  readonly subtype: string;
  readonly timer: ReturnType<typeof setTimeout> | undefined;
  resolve(answer: unknown): void;
  reject(reason: unknown): void;
}

/** How many requests that were given up are remembered, so that a late answer is no surprise. */
const REMEMBERED = 1024;

export class Requests {
  readonly #write: (frame: object) => Promise<void>;
  readonly #pending = new Map<string, Pending>();
  readonly #givenUp = new Set<string>();
  // The prefix keeps ids of different sessions apart in logs and transcripts.
  readonly #prefix = Math.random().toString(36).slice(2, 10);
  #count = 0;
  #closed: ClaudeError | undefined;

  constructor(write: (frame: object) => Promise<void>) {
    this.#write = write;
  }

  get pending(): number {
    return this.#pending.size;
  }

  /**
   * @param timeoutMs How long to wait for the answer, in milliseconds.
   * @throws {ControlTimeoutError} If the CLI does not answer in time; a later answer is ignored.
   * @throws {ControlRequestError} If the CLI answers with an error.
   */
  request(subtype: string, body: object, timeoutMs: number): Promise<unknown> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    this.#count += 1;
    const requestId = `${this.#prefix}_${this.#count}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#giveUp(requestId);
        reject(new ControlTimeoutError(subtype, timeoutMs));
      }, timeoutMs);
      this.#pending.set(requestId, { subtype, timer, resolve, reject });
      const frame = { type: "control_request", request_id: requestId, request: { subtype, ...body } };
      this.#write(frame).catch((error: unknown) => this.#take(requestId)?.reject(error));
    });
  }

  /** @returns False when the answer belongs to no request of ours, or is a second one. */
  settle(frame: ControlResponseFrame): boolean {
    const { response } = frame;
    const pending = this.#take(response.request_id);
    if (pending === undefined) return this.#givenUp.delete(response.request_id);
    if (response.subtype === "success") pending.resolve(response.response);
    else
      pending.reject(
        new ControlRequestError(pending.subtype, response.error, response.error_code ?? undefined),
      );
    return true;
  }

  /** Reject everything open, and all that is asked from now on. */
  close(reason: ClaudeError): void {
    this.#closed ??= reason;
    for (const requestId of this.#pending.keys()) this.#take(requestId)?.reject(reason);
  }

  #giveUp(requestId: string): void {
    this.#pending.delete(requestId);
    this.#givenUp.add(requestId);
    const [oldest = requestId] = this.#givenUp;
    if (this.#givenUp.size > REMEMBERED) this.#givenUp.delete(oldest);
  }

  #take(requestId: string): Pending | undefined {
    const pending = this.#pending.get(requestId);
    this.#pending.delete(requestId);
    clearTimeout(pending?.timer);
    return pending;
  }
}
