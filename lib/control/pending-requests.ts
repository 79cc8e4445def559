// Our requests to the CLI: an id for each, a time-out, and an answer or an error for every one of them.
import type { ClaudeError } from "../errors/claude-error.ts";
import { ControlRequestError, ControlTimeoutError } from "../errors/session.ts";
import { Recent } from "../events/recent.ts";
import { LONGEST_TIMER_MS } from "../events/timer.ts";
import type { ControlResponseFrame } from "../wire/control-frames.ts";
import { encodeLine } from "../wire/encode.ts";

/** Most requests are answered in some milliseconds ... */
const ANSWER_MS = 10_000;
/** ... but these wait for a server, for the model, or for hooks of the host. */
const SLOW_ANSWER_MS = 120_000;
const SLOW = (
  "claim_session mcp_set_servers mcp_reconnect mcp_toggle mcp_call mcp_message mcp_read_resource get_context_usage " +
  "get_usage set_model reload_plugins reload_skills rewind_files generate_session_title side_question"
).split(" ");
/** Requests may carry agents, system prompts and settings of any number. */
const MAX_REQUEST_BYTES = 64 * 1024 * 1024;
/** How many requests that were given up are remembered, so that a late answer is no surprise. */
const REMEMBERED = 512;

interface Pending {
  readonly subtype: string;
  readonly timer: ReturnType<typeof setTimeout> | undefined;
  resolve(answer: unknown): void;
  reject(reason: unknown): void;
}

export class PendingRequests {
  /** The subtypes of all so far, some of which change the session. */
  readonly asked: Set<string> = new Set();
  readonly #write: (line: string) => Promise<void>;
  readonly #timeoutMs: number | undefined;
  readonly #pending = new Map<string, Pending>();
  readonly #givenUp = new Recent<true>(REMEMBERED);
  // The prefix keeps ids of different sessions apart in logs and transcripts.
  readonly #prefix = Math.random().toString(36).slice(2, 10);
  #count = 0;
  #closed: ClaudeError | undefined;

  /** @param timeoutMs For every request that names none. Default: by its subtype. */
  constructor(write: (line: string) => Promise<void>, timeoutMs: number | undefined) {
    this.#write = write;
    this.#timeoutMs = timeoutMs;
  }

  get pending(): number {
    return this.#pending.size;
  }

  /**
   * @param timeoutMs How long to wait for the answer, in milliseconds.
   * @throws {ControlTimeoutError} If the CLI does not answer in time; a later answer is ignored.
   * @throws {ControlRequestError} If the CLI answers with an error.
   * @throws {InvalidMessageError} If the request cannot be written.
   */
  async request(
    subtype: string,
    body: object,
    timeoutMs: number = this.#limit(subtype, body),
  ): Promise<unknown> {
    if (this.#closed !== undefined) throw this.#closed;
    this.#count += 1;
    this.asked.add(subtype);
    const requestId = `${this.#prefix}_${this.#count}`;
    const frame = { type: "control_request", request_id: requestId, request: { subtype, ...body } };
    const line = encodeLine(frame, MAX_REQUEST_BYTES);
    return new Promise((resolve, reject) => {
      const expire = (): void => this.#expire(requestId, new ControlTimeoutError(subtype, timeoutMs));
      const timer = timeoutMs > LONGEST_TIMER_MS ? undefined : setTimeout(expire, timeoutMs);
      this.#pending.set(requestId, { subtype, timer, resolve, reject });
      this.#write(line).catch((error: unknown) => this.#take(requestId)?.reject(error));
    });
  }

  /** @returns False when the answer belongs to no request of ours, or is a second one. */
  settle({ response }: ControlResponseFrame): boolean {
    const pending = this.#take(response.request_id);
    if (pending === undefined) return this.#givenUp.delete(response.request_id);
    const { subtype } = pending;
    if (response.subtype === "success") pending.resolve(response.response);
    else pending.reject(new ControlRequestError(subtype, response.error, response.error_code ?? undefined));
    return true;
  }

  /** The answer to a request is none that can be read. */
  spoil(requestId: string, detail: string): void {
    const pending = this.#take(requestId);
    const text = `Claude Code gave a malformed answer: ${detail}`;
    pending?.reject(new ControlRequestError(pending.subtype, text));
  }

  /** Reject everything open, and all that is asked from now on. */
  close(reason: ClaudeError): void {
    this.#closed ??= reason;
    for (const requestId of this.#pending.keys()) this.#take(requestId)?.reject(reason);
  }

  /** A call that has a time-out of its own is not cut by a shorter one of ours. */
  #limit(subtype: string, body: object): number {
    const { timeout_ms: own } = body as { timeout_ms?: unknown };
    const limit = this.#timeoutMs ?? (SLOW.includes(subtype) ? SLOW_ANSWER_MS : ANSWER_MS);
    return typeof own === "number" && own > 0 ? Math.max(limit, own + ANSWER_MS) : limit;
  }

  #expire(requestId: string, error: ControlTimeoutError): void {
    const pending = this.#take(requestId);
    this.#givenUp.set(requestId, true);
    pending?.reject(error);
  }

  #take(requestId: string): Pending | undefined {
    const pending = this.#pending.get(requestId);
    this.#pending.delete(requestId);
    clearTimeout(pending?.timer);
    return pending;
  }
}

/** @throws {ControlRequestError} If the CLI has answered without fields. */
export function fieldsOf<Answer>(subtype: string, answer: Answer): Answer & object {
  if (typeof answer === "object" && answer !== null) return answer;
  const text = `Claude Code gave a malformed answer to "${subtype}": it has no fields`;
  throw new ControlRequestError(subtype, text);
}
