// What query() and the client share: a session, its unread messages, and when the CLI has to wait for their reader.
import { AbortError } from "../errors/session.ts";
import { GuardedEmitter } from "../events/emitter.ts";
import { Queue } from "../events/queue.ts";
import type { McpServerConfig } from "../mcp/configs.ts";
import type { InitializeResponse } from "../wire/initialize.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { McpSetServersResult } from "../wire/reports.ts";
import type { OutgoingRequests } from "../wire/requests.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { SessionEnd } from "./ending.ts";
import { messagesDropped, type SessionEvents } from "./events.ts";
import { ABORTED } from "./lifecycle.ts";
import type { SessionEmitter } from "./output.ts";
import { feed, type Prompt } from "./prompt.ts";
import type { Session } from "./session.ts";
import type { Activity } from "./state.ts";
import { AllControls } from "./task-controls.ts";

/** Unread messages beyond this many bytes make the CLI wait ... */
const HIGH_BYTES = 4 * 1024 * 1024;
/** ... until the reader is down to this many. */
const LOW_BYTES = 1024 * 1024;
/** What somebody has heard is kept up to this many bytes for one who reads later. */
const HEARD_BYTES = 64 * 1024 * 1024;
/** Whoever listens for one of these follows the session without reading. */
const FOLLOWED = ["message", "turnEnded", "settled", "activity"] as const;

/** A session with a reader, and with listeners who hear what it says whether anybody reads or not. */
export abstract class Conversation extends AllControls {
  readonly #make: (events: SessionEmitter) => Session;
  readonly #unread: Queue<SDKMessage> = new Queue();
  /** The last result that has come, whether it has been read or not. */
  protected lastResult: SDKResultMessage | undefined;
  #made: Session | undefined;
  #readers = 0;
  #held = false;
  #hasDropped = false;

  /** @param make Makes the session when it is first needed, because only then is it known who listens. */
  constructor(make: (events: SessionEmitter) => Session) {
    super();
    this.#make = make;
  }

  /** The CLI's id of this conversation, for `resume`. */
  get sessionId(): string {
    return this.session.id;
  }

  /** What the session is doing now; the event of the same name reports changes. */
  get activity(): Activity {
    return this.#made?.state.activity ?? "starting";
  }

  override request<S extends keyof OutgoingRequests>(
    subtype: S,
    body: OutgoingRequests[S]["body"],
  ): Promise<OutgoingRequests[S]["answer"]> {
    return this.session.request(subtype, body);
  }

  override initializationResult(): Promise<InitializeResponse> {
    return this.session.announced.read();
  }

  /** Announce the host to the CLI again: hooks, in-process servers, agents. */
  reinitialize(): Promise<InitializeResponse> {
    return this.session.announced.again();
  }

  override setMcpServers(servers: Record<string, McpServerConfig>): Promise<McpSetServersResult> {
    const { session } = this;
    return session.callbacks.replaceServers(servers, (all) =>
      session.request("mcp_set_servers", { servers: all }),
    );
  }

  protected get hasSession(): boolean {
    return this.#made !== undefined;
  }

  protected get session(): Session {
    this.#made ??= this.#open();
    return this.#made;
  }

  /** Why the reader is to be thrown an error at the end; undefined when it is not. */
  protected abstract failure(end: SessionEnd): unknown;

  /** The next unread message, or the end. */
  protected read(): Promise<IteratorResult<SDKMessage, undefined>> {
    const next = this.#unread.next();
    if (this.#held && this.#unread.bytes <= LOW_BYTES) this.#release();
    return next;
  }

  /** Somebody reads from now on, and what it has not read is kept for it: the CLI waits rather than go on without it. */
  protected enter(): void {
    this.#readers += 1;
  }

  protected leave(): void {
    this.#readers -= 1;
    this.listened();
  }

  /** Nothing more is given to readers; what is unread still can be read, unless nobody is left to read it. */
  protected endReading(keep: boolean): void {
    if (keep) this.#unread.end();
    else void this.#unread.return();
    this.#release();
  }

  /** Send every prompt of a source; resolves when they are written, or the session is over. */
  protected feed(prompts: AsyncIterable<Prompt>): Promise<void> {
    return feed(prompts, (prompt) => this.session.send(prompt), this.session.closed);
  }

  #open(): Session {
    const session = this.#make(this);
    this.#made = session;
    session.output.events = this;
    session.output.sink = this.#sink;
    void session.closed.then((end) => {
      const failure = this.failure(end);
      if (failure === undefined) this.#unread.end();
      else this.#unread.fail(failure);
    });
    const signal = session.options.abortController?.signal;
    const abort = (): void => this.#unread.fail(new AbortError(ABORTED));
    signal?.addEventListener("abort", abort, { once: true });
    void session.closed.then(() => signal?.removeEventListener("abort", abort));
    return session;
  }

  readonly #sink = (message: SDKMessage, bytes: number): void => {
    if (message.type === "result") this.lastResult = message;
    this.#unread.push(message, bytes);
    if (this.#unread.bytes >= HIGH_BYTES && !this.#held) this.#full();
  };

  #full(): void {
    if (this.#readers > 0 || !this.#isFollowed) {
      this.#held = true;
      return this.session.holdMessages();
    }
    if (this.#unread.bytes < HEARD_BYTES) return;
    while (this.#unread.bytes >= HEARD_BYTES) this.#unread.shift();
    if (!this.#hasDropped) this.session.warn(messagesDropped());
    this.#hasDropped = true;
  }

  get #isFollowed(): boolean {
    return FOLLOWED.some((event: keyof SessionEvents) => this.listenerCount(event) > 0);
  }

  /** Where nobody reads, those who listen go on alone. */
  protected override listened(): void {
    if (this.#held && this.#readers === 0 && this.#isFollowed) this.#release();
  }

  #release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.session.releaseMessages();
  }
}

/** Methods that a class inherits become methods of its own prototype, where programs look for them. */
export function ownMethods(target: { readonly prototype: object }): void {
  let from: object = Object.getPrototypeOf(target.prototype) as object;
  for (; from !== GuardedEmitter.prototype; from = Object.getPrototypeOf(from) as object) {
    for (const [name, method] of Object.entries(Object.getOwnPropertyDescriptors(from)))
      if (!Object.hasOwn(target.prototype, name)) Object.defineProperty(target.prototype, name, method);
  }
}
