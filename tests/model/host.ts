// A host program with one session: it prompts, reads, listens and closes through one of the two faces, and notes all that it sees.
import {
  ClaudeSDKClient,
  type Options,
  type Query,
  query,
  type SDKMessage,
  type SessionEnd,
} from "../../lib/index.ts";
import { Callbacks } from "./callbacks.ts";
import { PromptSource } from "./prompt-source.ts";

export const EVENTS = [
  "message",
  "turnEnded",
  "activity",
  "settled",
  "protocolError",
  "warning",
  "stderr",
  "closed",
] as const;
export type EventName = (typeof EVENTS)[number];

export interface HostConfig {
  /** A text, a source of messages, or a client. */
  readonly face: "query" | "stream" | "client";
  /** Whether it has callbacks. */
  readonly callbacks: boolean;
  readonly listens: boolean;
  /** The event of which a listener throws. */
  readonly throws: EventName | "none";
}

/** A promise that the library has given, and what has become of it. */
export interface Given {
  readonly name: string;
  readonly promise: Promise<unknown>;
  outcome?: { readonly value: unknown } | { readonly error: unknown };
}

type Listened = { on(event: string, listener: (...args: unknown[]) => void): unknown };

/** What a listener throws on purpose. */
export class Planned extends Error {}

export class Host {
  readonly read: string[] = [];
  readonly heard: string[] = [];
  readonly warned: string[] = [];
  readonly ends: SessionEnd[] = [];
  readonly thrown: Planned[] = [];
  readonly given: Given[] = [];
  /** What it did by itself that may end the session. */
  readonly acts: Set<"closed" | "aborted"> = new Set();
  /** How its reading ended. */
  readEnd: { readonly error?: unknown } | undefined;
  prompted = 0;
  readonly #config: HostConfig;
  readonly #abort = new AbortController();
  readonly #callbacks = new Callbacks();
  readonly #source = new PromptSource();
  readonly #options: Options;
  #query: Query | undefined;
  #client: ClaudeSDKClient | undefined;
  #wanted = 0;
  #reading = false;

  constructor(config: HostConfig, options: Options) {
    this.#config = config;
    this.#options = {
      ...options,
      abortController: this.#abort,
      ...(config.callbacks ? this.#callbacks.options() : {}),
    };
    if (config.face === "client") this.#listen((this.#client = new ClaudeSDKClient(this.#options)));
    if (config.face === "stream") this.#listen((this.#query = query(this.#source, this.#options)));
  }

  get config(): HostConfig {
    return this.#config;
  }

  get begun(): boolean {
    return this.#query !== undefined || this.#client !== undefined;
  }

  /** It has asked for what needs a process. */
  get starts(): boolean {
    return (
      this.#query !== undefined || this.given.some(({ name }) => name !== "next()" && name !== "close()")
    );
  }

  /** False once a face that takes one prompt has had it. */
  get takesPrompts(): boolean {
    return this.#config.face !== "query" || this.#query === undefined;
  }

  prompt(): void {
    // What is given to a source that has ended never reaches anybody.
    if (this.#config.face === "stream" && this.#source.ended) return;
    this.prompted += 1;
    const text = `prompt ${this.prompted}`;
    if (this.#client !== undefined) this.#note("sendMessage()", this.#client.sendMessage(text));
    else if (this.#config.face === "stream") this.#source.push(text);
    else this.#listen((this.#query = query(text, this.#options)));
  }

  /** No more prompts. */
  endPrompts(): void {
    this.#source.end();
  }

  streamInput(): void {
    const more = new PromptSource();
    more.push("more");
    more.end();
    if (this.#query === undefined) return;
    this.prompted += 1;
    this.#note("streamInput()", this.#query.streamInput(more));
  }

  /** Read so many messages more. */
  want(count: number): void {
    this.#wanted += count;
    if (!this.#reading) void this.#pump();
  }

  interrupt(): void {
    this.#note("interrupt()", this.#face.interrupt());
  }

  ask(): void {
    this.#note("setModel()", this.#face.setModel("other"));
    this.#note("mcpServerStatus()", this.#face.mcpServerStatus());
    this.#note("initializationResult()", this.#face.initializationResult());
  }

  abort(): void {
    this.acts.add("aborted");
    this.#abort.abort();
  }

  close(): void {
    this.acts.add("closed");
    if (this.begun) this.#note("close()", this.#face.close());
  }

  /** Leave the loop: of a client that ends nothing. */
  leave(): void {
    if (this.#query === undefined) return;
    this.acts.add("closed");
    this.#note("return()", this.#query.return());
  }

  /** Callbacks that wait for somebody come to their answers. */
  answerLater(): void {
    this.#callbacks.answerLater();
  }

  /** Callbacks wait for nobody any more. */
  answerAll(): void {
    this.#callbacks.answerAll();
  }

  /** Asks for what may not be asked any more; each promise is noted. */
  askLate(): readonly Given[] {
    const before = this.given.length;
    this.#note("setModel()", this.#face.setModel("late"));
    const client = this.#client;
    if (client !== undefined) {
      this.#note("sendMessage()", client.sendMessage("late"));
      this.#note("connect()", client.connect());
      this.#note("initializationResult()", client.initializationResult());
    }
    return this.given.slice(before);
  }

  get #face(): Query | ClaudeSDKClient {
    const face = this.#query ?? this.#client;
    if (face === undefined) throw new Error("The host has no session yet");
    return face;
  }

  #note(name: string, promise: Promise<unknown>): void {
    const given: Given = { name, promise };
    this.given.push(given);
    promise.then(
      (value) => (given.outcome = { value }),
      (error: unknown) => (given.outcome = { error }),
    );
  }

  async #pump(): Promise<void> {
    this.#reading = true;
    try {
      for (; this.#wanted > 0 && this.readEnd === undefined; this.#wanted -= 1) {
        const message = await this.#next();
        if (message === undefined) this.readEnd = {};
        else this.read.push(JSON.stringify(message));
      }
    } catch (error) {
      this.readEnd = { error };
    }
    this.#reading = false;
  }

  async #next(): Promise<SDKMessage | undefined> {
    const asked =
      this.#query?.next().then(({ value }) => value as SDKMessage | undefined) ?? this.#client?.nextMessage();
    if (asked !== undefined) this.#note("next()", asked);
    return asked;
  }

  #listen(face: Query | ClaudeSDKClient): void {
    const listened = face as unknown as Listened;
    listened.on("closed", (end) => this.ends.push(end as SessionEnd));
    if (!this.#config.listens) return;
    listened.on("message", (message) => this.heard.push(JSON.stringify(message)));
    listened.on("warning", (warning) => this.warned.push((warning as { code: string }).code));
    for (const event of EVENTS.filter((name) => name === this.#config.throws))
      listened.on(event, () => {
        const planned = new Planned(`a listener for "${event}"`);
        this.thrown.push(planned);
        throw planned;
      });
  }
}
