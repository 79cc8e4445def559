// What query() and the client share: a session, its unread messages, its controls, and its listeners.
import { AbortError } from "../errors/session.ts";
import { GuardedEmitter } from "../events/emitter.ts";
import type { McpServerConfig } from "../mcp/configs.ts";
import type { OutgoingRequests } from "../wire/control-requests.ts";
import type { InitializeResponse } from "../wire/initialize.ts";
import type { McpSetServersResult } from "../wire/reports.ts";
import { AllControls } from "./all-controls.ts";
import { ABORTED, type SessionEnd } from "./ending.ts";
import { Inbox } from "./inbox.ts";
import type { SessionEmitter } from "./output.ts";
import { feed, type Prompt } from "./prompt.ts";
import type { Session } from "./session.ts";
import type { Activity } from "./state.ts";

/** Whoever listens for one of these follows the session without reading. */
const FOLLOWED = ["message", "turnEnded", "settled", "activity"] as const;

interface Opened {
  readonly session: Session;
  readonly inbox: Inbox;
}

/** A session with a reader, and with listeners who hear what it says whether anybody reads or not. */
export abstract class Conversation extends AllControls {
  readonly #make: (events: SessionEmitter) => Session;
  #made: Opened | undefined;

  /** @param make Makes the session when it is first needed, because only then is it known who listens. */
  constructor(make: (events: SessionEmitter) => Session) {
    super();
    this.#make = make;
  }

  /** The CLI's id of this conversation, for `resume`. */
  get sessionId(): string {
    return this.opened.session.id;
  }

  /** What the session is doing now; the event of the same name reports changes. */
  get activity(): Activity {
    return this.#made?.session.state.activity ?? "starting";
  }

  override request<S extends keyof OutgoingRequests>(
    subtype: S,
    body: OutgoingRequests[S]["body"],
  ): Promise<OutgoingRequests[S]["answer"]> {
    return this.opened.session.request(subtype, body);
  }

  override async initializationResult(): Promise<InitializeResponse> {
    const { session } = this.opened;
    await session.start();
    return session.announced.answer;
  }

  /** Announce the host to the CLI again: hooks, in-process servers, agents. */
  reinitialize(): Promise<InitializeResponse> {
    return this.opened.session.announced.again();
  }

  override setMcpServers(servers: Record<string, McpServerConfig>): Promise<McpSetServersResult> {
    const { session } = this.opened;
    return session.callbacks.replaceServers(servers, (all) =>
      session.request("mcp_set_servers", { servers: all }),
    );
  }

  /** The session and what is unread of it, made when first asked for. */
  protected get opened(): Opened {
    this.#made ??= this.#open();
    return this.#made;
  }

  protected get isOpen(): boolean {
    return this.#made !== undefined;
  }

  /** Why the reader is to be thrown an error at the end; undefined when it is not. */
  protected abstract failure(end: SessionEnd): unknown;

  protected override listened(): void {
    this.#made?.inbox.reconsider();
  }

  #open(): Opened {
    const session = this.#make(this);
    session.output.events = this;
    const isFollowed = (): boolean => FOLLOWED.some((event) => this.listenerCount(event) > 0);
    const inbox = new Inbox(session, isFollowed);
    const signal = session.options.abortController?.signal;
    const abort = (): void => inbox.fail(new AbortError(ABORTED));
    signal?.addEventListener("abort", abort, { once: true });
    void session.closed.then((end) => {
      signal?.removeEventListener("abort", abort);
      const failure = this.failure(end);
      if (failure === undefined) inbox.end();
      else inbox.fail(failure);
    });
    return { session, inbox };
  }
}

/** Send every prompt of a source; resolves when they are written, or the session is over. */
export function feedTo(session: Session, prompts: AsyncIterable<Prompt>): Promise<void> {
  return feed(prompts, (prompt) => session.send(prompt), session.closed);
}

/** Methods that a class inherits become methods of its own prototype, where programs look for them. */
export function ownMethods(target: { readonly prototype: object }): void {
  let from: object = Object.getPrototypeOf(target.prototype) as object;
  for (; from !== GuardedEmitter.prototype; from = Object.getPrototypeOf(from) as object) {
    for (const [name, method] of Object.entries(Object.getOwnPropertyDescriptors(from)))
      if (!Object.hasOwn(target.prototype, name)) Object.defineProperty(target.prototype, name, method);
  }
}
