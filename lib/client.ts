// ClaudeSDKClient: a live session for host applications, with several turns and a place to listen.
import { EventEmitter } from "eventemitter3";
import { announcing, type PermissionRequest } from "./control/permission-request.ts";
import type { ClaudeError } from "./errors/claude-error.ts";
import { SessionClosedError } from "./errors/session.ts";
import { Channel } from "./events/channel.ts";
import type { McpServerConfig } from "./mcp/configs.ts";
import { toLaunch, withSessionId } from "./options/launch.ts";
import type { Options } from "./options/options.ts";
import { validateOptions } from "./options/validate.ts";
import type { SessionEnd } from "./session/ending.ts";
import { forward, type SessionEvents } from "./session/events.ts";
import type { Prompt } from "./session/prompt.ts";
import { Session } from "./session/session.ts";
import { type AllControls, addControls } from "./session/task-controls.ts";
import type { Activity } from "./session/turns.ts";
import type { InitializeResponse } from "./wire/initialize.ts";
import type { SDKMessage } from "./wire/messages.ts";
import type { McpSetServersResult } from "./wire/reports.ts";
import type { OutgoingRequests } from "./wire/requests.ts";
import type { SDKResultMessage } from "./wire/result.ts";

/** Messages that nobody has asked for yet are kept up to this many bytes; then the CLI waits ... */
const HIGH_BYTES = 4 * 1024 * 1024;
/** ... until the reader is down to this many. */
const LOW_BYTES = 1024 * 1024;

/** What a client tells those who listen. */
export interface ClaudeSDKClientEvents extends SessionEvents {
  /** A tool may run only when somebody says so; listening before `connect()` does in place of `canUseTool`. */
  permissionRequest: (request: PermissionRequest) => void;
}

/** The control methods of a client. */
// addControls() puts these methods on the prototype.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface ClaudeSDKClient extends AllControls {}

/**
 * A conversation that stays open: send prompts when you like, read messages when you like, or listen to events.
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
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export class ClaudeSDKClient extends EventEmitter<ClaudeSDKClientEvents> {
  readonly #options: Options;
  readonly #messages: Channel<SDKMessage>;
  #opened: Session | undefined;
  #read = false;

  /** @throws {InvalidOptionsError} */
  constructor(options: Options = {}) {
    super();
    this.#options = withSessionId(validateOptions(options));
    // Throws what would otherwise come up only when the session starts.
    toLaunch(this.#options);
    this.#messages = new Channel<SDKMessage>({
      highBytes: HIGH_BYTES,
      lowBytes: LOW_BYTES,
      onFull: () => this.#onFull(),
      onDrained: () => this.#session.releaseMessages(),
    });
  }

  /** The CLI's id of this conversation, for `resume`. */
  get sessionId(): string {
    return this.#opened?.id ?? this.#options.sessionId ?? this.#options.resume ?? "";
  }

  /** What the session is doing now; the event of the same name tells of changes. */
  get activity(): Activity {
    return this.#opened?.activity ?? "starting";
  }

  /**
   * Start the process and wait until the CLI is ready.
   *
   * @returns What the CLI announced: commands, models, agents, account.
   * @throws {ClaudeError} A start error that says what is missing.
   */
  async connect(): Promise<InitializeResponse> {
    await this.#session.start();
    return this.#session.initialized;
  }

  /**
   * Send a prompt; connects first when that has not been done.
   *
   * @param options `priority`: `now` cuts the running turn short, `next` comes before what is queued, `later` waits
   * until all is done. Default: after what is queued, or into the running turn when tools are at work.
   * @returns The message's uuid, once the CLI's input has taken it; see {@link cancelMessage}.
   */
  sendMessage(prompt: Prompt, options: { priority?: "now" | "next" | "later" } = {}): Promise<string> {
    if (options.priority === undefined) return this.#session.send(prompt);
    return this.#session.send({ ...this.#session.own.prepare(prompt), priority: options.priority });
  }

  /** Same as {@link sendMessage}, by the name that the Python SDK has for it. */
  query(prompt: Prompt, options?: { priority?: "now" | "next" | "later" }): Promise<string> {
    return this.sendMessage(prompt, options);
  }

  /** All messages from now to the end of the session. Leaving the loop ends nothing. */
  async *messages(): AsyncGenerator<SDKMessage, void, undefined> {
    for (let next = await this.nextMessage(); next !== undefined; next = await this.nextMessage()) yield next;
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
    this.#read = true;
    const next = await this.#messages.next();
    return next.done === true ? undefined : next.value;
  }

  /** Read on to the next result; an error result is returned like any other. */
  async result(): Promise<SDKResultMessage> {
    for await (const message of this.receiveResponse()) {
      if (message.type === "result") return message as SDKResultMessage;
    }
    throw new SessionClosedError("The session ended before there was a result: ask again in a new session");
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

  /** End the session and every process it started; resolves when they are gone. */
  close(): Promise<SessionEnd> {
    return this.#session.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Made when it is first needed, because only then is it known who listens. */
  get #session(): Session {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  #open(): Session {
    const { canUseTool } = this.#options;
    const asked = canUseTool !== undefined || this.listenerCount("permissionRequest") > 0;
    const tell = (request: PermissionRequest): boolean => this.emit("permissionRequest", request);
    const session = new Session(
      asked ? { ...this.#options, canUseTool: announcing(canUseTool, tell) } : this.#options,
    );
    session.on("message", (message, _line, bytes) => this.#messages.push(message, bytes));
    session.on("closed", (end) => this.#closed(end));
    forward(session, this as EventEmitter<SessionEvents>);
    return session;
  }

  /** A host that only listens has had these messages already; one that reads must not lose them. */
  #onFull(): void {
    if (!this.#read && this.listenerCount("message") > 0) this.#messages.clear();
    else this.#session.holdMessages();
  }

  #closed(end: SessionEnd): void {
    const error: ClaudeError | undefined = end.error?.code === "result_error" ? undefined : end.error;
    if (error === undefined) this.#messages.end();
    else this.#messages.fail(error);
  }
}

addControls(ClaudeSDKClient);
