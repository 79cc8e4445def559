// ClaudeSDKClient: a live session for host applications, with several turns and a place to listen.
import { ResultError } from "./errors/result.ts";
import { SessionClosedError } from "./errors/session.ts";
import { toError } from "./errors/to-error.ts";
import { toLaunch, withSessionId } from "./options/launch.ts";
import type { Options } from "./options/options.ts";
import { validateOptions } from "./options/validate.ts";
import { Conversation, feedTo, ownMethods } from "./session/conversation.ts";
import type { SessionEnd } from "./session/ending.ts";
import type { SessionEvents } from "./session/events.ts";
import { type Prompt, toUserMessage } from "./session/prompt.ts";
import { Session } from "./session/session.ts";
import type { InitializeResponse } from "./wire/initialize.ts";
import type { SDKMessage } from "./wire/messages.ts";
import type { SDKResultMessage } from "./wire/result.ts";

/** The events of a {@link ClaudeSDKClient}; the same as those of a query. */
export type ClaudeSDKClientEvents = SessionEvents;

/**
 * A conversation that stays open: send prompts when you like, read messages when you like, or listen to events.
 *
 * Both can be mixed. While somebody reads, the CLI waits when some MiB are unread. While somebody only
 * listens, it does not wait, and up to 64 MiB of messages are kept for later readers.
 *
 * @example Two turns
 * ```ts
 * import { ClaudeSDKClient } from "kodegen-claude-agent";
 *
 * await using client = new ClaudeSDKClient();
 * await client.connect();
 * await client.sendMessage("Remember the number 7.");
 * for await (const message of client.receiveResponse()) console.log(message.type);
 * await client.sendMessage("Which number was it?");
 * console.log((await client.result()).subtype);
 * ```
 */
export class ClaudeSDKClient extends Conversation {
  readonly #idBefore: string;

  /** @throws {InvalidOptionsError} */
  constructor(options: Options = {}) {
    const valid = withSessionId(validateOptions(options));
    // Throws what would otherwise come up only when the session starts.
    toLaunch(valid);
    super((events) => new Session({ ...options, sessionId: valid.sessionId }, events));
    this.#idBefore = valid.sessionId ?? valid.resume ?? "";
  }

  /** The CLI's id of this conversation, for `resume`. */
  override get sessionId(): string {
    return this.isOpen ? super.sessionId : this.#idBefore;
  }

  /**
   * Start the process and wait until the CLI is ready.
   *
   * @param prompt The first prompt, or a source of prompts that is sent while the agent works. Default: none.
   * @returns What the CLI announced: commands, models, agents, account.
   * @throws {ClaudeError} A start error that says what is missing.
   * @throws {SessionClosedError} If the client was closed.
   */
  async connect(prompt?: string | AsyncIterable<Prompt>): Promise<InitializeResponse> {
    const { session } = this.opened;
    await session.start();
    if (typeof prompt === "string") await session.send(prompt);
    else if (prompt !== undefined)
      feedTo(session, prompt).catch((error: unknown) => {
        const { message } = toError(error);
        session.warn("prompts_failed", `The source of prompts failed: ${message}`, error);
      });
    return session.announced.answer;
  }

  /**
   * Send a prompt; connects first when that has not been done.
   *
   * @param options `priority`: `now` cuts the running turn short, `next` comes before what is queued, `later` waits
   * until all is done. Default: after what is queued, or into the running turn when tools are at work.
   * @returns The message's uuid, once the CLI's input has taken it; see {@link cancelMessage}.
   * @throws {SessionClosedError} If the client was closed, or is about to be.
   */
  async sendMessage(prompt: Prompt, options: { priority?: "now" | "next" | "later" } = {}): Promise<string> {
    const { priority } = options;
    return this.opened.session.send(priority === undefined ? prompt : { ...toUserMessage(prompt), priority });
  }

  /** Same as {@link sendMessage}, by the name that the Python SDK has for it. */
  query(prompt: Prompt, options?: { priority?: "now" | "next" | "later" }): Promise<string> {
    return this.sendMessage(prompt, options);
  }

  /** All messages from now to the end of the session. Leaving the loop ends nothing. */
  async *messages(): AsyncGenerator<SDKMessage, void, undefined> {
    const { inbox } = this.opened;
    inbox.enter();
    try {
      for (let next = await inbox.next(); next.done !== true; next = await inbox.next()) yield next.value;
    } finally {
      inbox.leave();
    }
  }

  /** The messages up to and with the next result. */
  async *receiveResponse(): AsyncGenerator<SDKMessage, void, undefined> {
    for await (const message of this.messages()) {
      yield message;
      if (message.type === "result") return;
    }
  }

  /** The next message, or undefined when the session has ended well. */
  async nextMessage(): Promise<SDKMessage | undefined> {
    const { inbox } = this.opened;
    inbox.enter();
    try {
      const next = await inbox.next();
      return next.done === true ? undefined : next.value;
    } finally {
      inbox.leave();
    }
  }

  /** Read until the next result; an error result is returned like any other. */
  async result(): Promise<SDKResultMessage> {
    for await (const message of this.receiveResponse()) if (message.type === "result") return message;
    throw new SessionClosedError("The session ended before there was a result: ask again in a new session");
  }

  /** End the session and every process it started; resolves when they are gone. */
  close(): Promise<SessionEnd> {
    return this.opened.session.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** An error result is a message, and no reason to throw. */
  protected override failure({ error }: SessionEnd): unknown {
    return error instanceof ResultError ? undefined : error;
  }
}

ownMethods(ClaudeSDKClient);
