// query(): a prompt in, an async iterator of messages out, and the controls of the session behind it.
import { resultError } from "./errors/result.ts";
import { SessionClosedError, StructuredOutputError } from "./errors/session.ts";
import type { Options } from "./options/options.ts";
import { Conversation, feedTo, ownMethods } from "./session/conversation.ts";
import type { SessionEnd } from "./session/ending.ts";
import type { Prompt } from "./session/prompt.ts";
import { Session } from "./session/session.ts";
import type { SDKUserMessage } from "./wire/conversation-messages.ts";
import type { InitializeResponse } from "./wire/initialize.ts";
import type { SDKMessage } from "./wire/messages.ts";
import type { SDKResultSuccess } from "./wire/result.ts";

/** A prompt: a text, or a source of user messages that is read while the agent works. */
export type QueryPrompt = string | AsyncIterable<SDKUserMessage>;

/**
 * Send Claude Code a prompt, and read its messages.
 *
 * The process starts immediately. It ends when all work is done, when you leave the loop, or when `close()`
 * or the
 * `abortController` ends it; no process remains afterwards.
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

/**
 * The messages of one query, control over the session that produces them, and its events. Made by {@link query}.
 *
 * Events report what does not arrive as a message: a callback that failed (`warning`), a line that is not of the protocol
 * (`protocolError`), what the session is doing (`activity`), how it ended (`closed`).
 */
export class Query extends Conversation implements AsyncGenerator<SDKMessage, void, undefined> {
  #reading = false;
  #fed = false;
  /** What went wrong with the prompts: the caller's own source, or the way to the CLI. */
  #inputError: { readonly error: unknown } | undefined;

  /** @param warm A session that has been started before; its options hold then. */
  constructor(prompt: string | AsyncIterable<Prompt>, options: Options = {}, warm?: Session) {
    super((events) => warm ?? new Session(options, events));
    const { session } = this.opened;
    // Once the reader has what was said before.
    session.onChanged = () => {
      if (this.#isDone) queueMicrotask(() => this.#finishIfDone());
    };
    session.resumeMessages();
    void this.#run(prompt);
  }

  next(): Promise<IteratorResult<SDKMessage, void>> {
    const { inbox } = this.opened;
    if (!this.#reading) inbox.enter();
    this.#reading = true;
    return inbox.next();
  }

  /** End the session; resolves when its processes are gone. */
  async return(): Promise<IteratorResult<SDKMessage, void>> {
    this.opened.inbox.abandon();
    await this.opened.session.close();
    return { done: true, value: undefined };
  }

  async throw(reason: unknown): Promise<IteratorResult<SDKMessage, void>> {
    await this.return();
    throw reason;
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
    for (let next = await this.next(); next.done !== true; ) next = await this.next();
    const { lastResult: result } = this.opened.inbox;
    if (result === undefined)
      throw new SessionClosedError(
        "The query was closed before it had a result: ask again, and read to the end",
      );
    if (result.subtype !== "success" || result.is_error) throw resultError(result);
    return result;
  }

  /** End the session and every process it started; resolves when they are gone. */
  async close(): Promise<void> {
    this.opened.inbox.end();
    await this.opened.session.close();
  }

  /**
   * Send more user messages; resolves when all of them are written, or the query has ended.
   *
   * @throws {SessionClosedError} If the query has ended.
   */
  async streamInput(stream: AsyncIterable<SDKUserMessage>): Promise<void> {
    const { session } = this.opened;
    await session.start();
    await feedTo(session, stream);
  }

  /** What the CLI announced at its start, even if it has exited since. */
  override initializationResult(): Promise<InitializeResponse> {
    return this.opened.session.announced.read();
  }

  protected override failure(end: SessionEnd): unknown {
    return end.error ?? this.#inputError?.error ?? this.#missingOutput(end);
  }

  async #run(prompt: string | AsyncIterable<Prompt>): Promise<void> {
    const { session } = this.opened;
    // At once, whenever the first prompt comes. A session that cannot start says so when it closes.
    session.start().catch(() => undefined);
    // Whoever has just made the query has not had time to listen.
    await undefined;
    try {
      if (typeof prompt === "string") await session.send(prompt);
      else await feedTo(session, prompt);
      // A source without prompts: the CLI may find something to do in the conversation that it takes up.
      if (session.state.settled) await session.announced.answer;
    } catch (error) {
      // What was sent before is answered first.
      this.#inputError = { error };
    }
    this.#fed = true;
    this.#finishIfDone();
  }

  /** What cannot call back needs no input after its result; what can may still be asked something. */
  get #isDone(): boolean {
    const { state, callbacks } = this.opened.session;
    return this.#fed && (state.settled || (state.atRest && !callbacks.expected));
  }

  #finishIfDone(): void {
    if (this.#isDone) this.opened.session.life.finish();
  }

  /** The CLI calls it a success when the model never gave the output that was asked for. */
  #missingOutput(end: SessionEnd): StructuredOutputError | undefined {
    const { inbox, session } = this.opened;
    const { lastResult: result } = inbox;
    if (end.reason !== "exited" || session.options.outputFormat === undefined) return undefined;
    if (result?.subtype !== "success" || result.is_error || result.structured_output !== undefined)
      return undefined;
    return new StructuredOutputError(result);
  }
}

ownMethods(Query);
