// query(): a prompt in, an async iterator of messages out, and the controls of the session behind it.

import { EventEmitter } from "eventemitter3";
import { AbortError, SessionClosedError, StructuredOutputError } from "./errors/session.ts";
import { Channel } from "./events/channel.ts";
import type { McpServerConfig } from "./mcp/configs.ts";
import type { Options } from "./options/options.ts";
import { resultError, type SessionEnd } from "./session/ending.ts";
import { forward, printWarning, type SessionEvents } from "./session/events.ts";
import { feed, type Prompt } from "./session/prompt.ts";
import { Session } from "./session/session.ts";
import { type AllControls, addControls } from "./session/task-controls.ts";
import type { SDKUserMessage } from "./wire/conversation.ts";
import type { InitializeResponse } from "./wire/initialize.ts";
import type { SDKMessage } from "./wire/messages.ts";
import type { McpSetServersResult } from "./wire/reports.ts";
import type { OutgoingRequests } from "./wire/requests.ts";
import type { SDKResultMessage, SDKResultSuccess } from "./wire/result.ts";

/** Unread messages beyond this many bytes make the CLI wait ... */
const HIGH_BYTES = 4 * 1024 * 1024;
/** ... until the reader is down to this many. */
const LOW_BYTES = 1024 * 1024;

/** What to ask: a text, or a source of user messages that may go on while the agent works. */
export type QueryPrompt = string | AsyncIterable<SDKUserMessage>;

/**
 * Ask Claude Code, and read what it says and does.
 *
 * The process starts at once. It ends when everything is done, when the loop is left, or when `close()` or the
 * `abortController` ends it; nothing of it is left then.
 *
 * @param prompt The prompt; or one object with `prompt` and `options`, as in the official SDK.
 * @throws {InvalidOptionsError} At once, if an option is wrong.
 * @throws {ResultError} From the iteration, after an error result has been yielded as a message.
 * @throws {ClaudeError} From the iteration, when the CLI cannot be started, fails or ends too early.
 *
 * @example Print the answer
 * ```ts
 * import { query } from "kodegen-claude-agent";
 *
 * for await (const message of query("What is the capital of France?")) {
 *   if (message.type === "result" && message.subtype === "success") console.log(message.result);
 * }
 * ```
 */
export function query(prompt: QueryPrompt, options?: Options): Query;
export function query(params: { prompt: QueryPrompt; options?: Options | undefined }): Query;
export function query(
  first: QueryPrompt | { prompt: QueryPrompt; options?: Options | undefined },
  options?: Options,
): Query {
  if (typeof first === "object" && "prompt" in first)
    return new Query(first.prompt, first.options ?? undefined);
  return new Query(first, options);
}

/** The control methods of a query. */
// addControls() puts these methods on the prototype.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface Query extends AllControls {}

/**
 * The messages of one query, control over the session that produces them, and its events. Made by {@link query}.
 *
 * Events tell what is no message: a callback that failed (`warning`), a line that is not of the protocol
 * (`protocolError`), what the session is doing (`activity`), how it ended (`closed`).
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export class Query
  extends EventEmitter<SessionEvents>
  implements AsyncGenerator<SDKMessage, void, undefined>
{
  readonly #session: Session;
  readonly #messages: Channel<SDKMessage>;
  readonly #over = new AbortController();
  #fed = false;
  /** What went wrong with the prompts: the caller's own source, or the way to the CLI. */
  #inputError: { readonly error: unknown } | undefined;
  #lastResult: SDKResultMessage | undefined;

  /** @param session A session that has been started before; its options hold then. */
  constructor(
    prompt: string | AsyncIterable<Prompt>,
    options: Options = {},
    session: Session = new Session(options),
  ) {
    super();
    this.#session = session;
    this.#messages = new Channel<SDKMessage>({
      highBytes: HIGH_BYTES,
      lowBytes: LOW_BYTES,
      onFull: () => session.holdMessages(),
      onDrained: () => session.releaseMessages(),
      onReturn: () => session.close(),
    });
    session.on("message", (message, _line, bytes) => this.#message(message, bytes));
    session.on("warning", (warning) => {
      if (this.listenerCount("warning") === 0) printWarning(warning);
    });
    session.on("settled", () => this.#finishIfDone());
    session.on("closed", (end) => this.#closed(end));
    forward(session, this);
    session.options.abortController?.signal.addEventListener("abort", () => this.#aborted(), {
      once: true,
      signal: this.#over.signal,
    });
    session.releaseMessages();
    void this.#run(prompt);
  }

  /** The CLI's id of this conversation, for `resume`. */
  get sessionId(): string {
    return this.#session.id;
  }

  next(): Promise<IteratorResult<SDKMessage, void>> {
    return this.#messages.next();
  }

  /** End the session; resolves when its processes are gone. */
  return(): Promise<IteratorResult<SDKMessage, void>> {
    return this.#messages.return();
  }

  throw(reason: unknown): Promise<IteratorResult<SDKMessage, void>> {
    return this.#messages.throw(reason);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /**
   * Read to the end and give the last result, which is a success.
   *
   * @throws {ResultError} If it is an error; the error holds it.
   * @throws {SessionClosedError} If the query was closed before it had one.
   */
  async result(): Promise<SDKResultSuccess> {
    for (;;) {
      const next = await this.next();
      if (next.done === true) break;
    }
    const result = this.#lastResult;
    if (result === undefined)
      throw new SessionClosedError(
        "The query was closed before it had a result: ask again, and read to the end",
      );
    if (result.subtype !== "success" || result.is_error) throw resultError(result);
    return result;
  }

  /** End the session and every process it started; resolves when they are gone. */
  async close(): Promise<void> {
    this.#messages.end();
    await this.#session.close();
  }

  /** Send any request that the CLI takes, by its subtype. */
  request<S extends keyof OutgoingRequests>(
    subtype: S,
    body: OutgoingRequests[S]["body"],
  ): Promise<OutgoingRequests[S]["answer"]> {
    return this.#session.request(subtype, body);
  }

  /** What the CLI announced at its start: commands, models, agents, account. */
  async initializationResult(): Promise<InitializeResponse> {
    await this.#session.start();
    return this.#session.initialized;
  }

  /** Announce the host to the CLI again: hooks, in-process servers, agents. */
  reinitialize(): Promise<InitializeResponse> {
    return this.#session.reinitialize();
  }

  /** See {@link AllControls.setMcpServers}. */
  setMcpServers(servers: Record<string, McpServerConfig>): Promise<McpSetServersResult> {
    return this.#session.setMcpServers(servers);
  }

  /**
   * Send more user messages; resolves when all of them are written.
   *
   * @throws {SessionClosedError} If the query has ended.
   */
  async streamInput(stream: AsyncIterable<SDKUserMessage>): Promise<void> {
    if (this.#over.signal.aborted) throw new SessionClosedError();
    await feed(stream, this.#session, this.#over.signal);
  }

  async #run(prompt: string | AsyncIterable<Prompt>): Promise<void> {
    try {
      // At once, whenever the first prompt comes. A session that cannot start tells so when it closes.
      this.#session.start().catch(() => undefined);
      if (typeof prompt === "string") await this.#session.send(prompt);
      else await feed(prompt, this.#session, this.#over.signal);
    } catch (error) {
      // What was sent before is answered first.
      this.#inputError = { error };
    }
    this.#fed = true;
    this.#finishIfDone();
  }

  #message(message: SDKMessage, bytes: number): void {
    if (message.type === "result") this.#lastResult = message as SDKResultMessage;
    this.#messages.push(this.#session.own.withoutIds(message), bytes);
  }

  #finishIfDone(): void {
    if (this.#fed && this.#session.settled) this.#session.finish();
  }

  #aborted(): void {
    this.#messages.fail(new AbortError("Claude Code process aborted by user"));
  }

  #closed(end: SessionEnd): void {
    this.#over.abort();
    const failed = end.reason === "exited" ? this.#session.failedResult : undefined;
    const error =
      end.error ?? this.#inputError?.error ?? (failed && resultError(failed)) ?? this.#missingOutput(end);
    if (error === undefined) this.#messages.end();
    else this.#messages.fail(error);
  }

  /** The CLI calls it a success when the model never gave the output that was asked for. */
  #missingOutput(end: SessionEnd): StructuredOutputError | undefined {
    const result = this.#lastResult;
    if (end.reason !== "exited" || this.#session.options.outputFormat === undefined) return undefined;
    if (result?.subtype !== "success" || result.is_error || result.structured_output !== undefined)
      return undefined;
    return new StructuredOutputError(result);
  }
}

addControls(Query);
