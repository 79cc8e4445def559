// Sees to it that the session's store has what a result tells of before the caller sees the result.
import type { EventEmitter } from "eventemitter3";
import type { Options } from "../options/options.ts";
import { configHome } from "../transcripts/config-home.ts";
import type { Batch } from "../transcripts/delivery.ts";
import { Mirror } from "../transcripts/mirror.ts";
import type { SessionStoreEntry } from "../transcripts/store.ts";
import { keyOfFile } from "../transcripts/transcript-file.ts";
import type { SDKMirrorErrorMessage } from "../wire/background.ts";
import type { KnownMessage } from "../wire/messages.ts";
import type { SDKTranscriptMirrorMessage } from "../wire/undeclared.ts";
import type { SessionEvents } from "./events.ts";
import type { Protocol } from "./protocol.ts";

type Events = Pick<EventEmitter<SessionEvents>, "emit">;
type Flow = Pick<Protocol, "holdMessages" | "releaseMessages">;

/** How long a store may take for one append, as in the official SDK. */
const APPEND_TIMEOUT_MS = 60_000;
/** Somebody who closes a session does not want to wait for a store that hangs. */
const AFTER_CLOSE_MS = 5_000;

export class Mirroring {
  readonly #events: Events;
  readonly #flow: Flow;
  readonly #mirror: Mirror | undefined;
  readonly #timeoutMs: number;
  #projects = "";
  /** What the caller is told once the store has what came before it. */
  #waiting: (() => void)[] = [];
  #gated = false;
  #full = false;
  /** Transcripts that the store did not take when it was last asked. */
  readonly #failing = new Set<string>();
  #strayed = false;
  #missing = 0;

  constructor({ sessionStore, sessionStoreFlush, appendTimeoutMs }: Options, events: Events, flow: Flow) {
    this.#events = events;
    this.#flow = flow;
    this.#timeoutMs = appendTimeoutMs ?? APPEND_TIMEOUT_MS;
    if (sessionStore === undefined) return;
    this.#mirror = new Mirror({
      store: sessionStore,
      eager: sessionStoreFlush === "eager",
      timeoutMs: this.#timeoutMs,
      onFailed: (batch, error) => this.#failed(batch, error),
      onStored: ({ file }) => this.#failing.delete(file),
      onLost: (batch, reason) => this.#lost(batch, reason),
      onFull: () => this.#hold({ full: true }),
      onDrained: () => this.#hold({ full: false }),
    });
  }

  /** How many entries the store has not got, after {@link finish}. */
  get missing(): number {
    return this.#missing;
  }

  /** The process runs with this environment, which says where its transcripts are. */
  attach(env: Readonly<Record<string, string>>): void {
    this.#projects = configHome(env).projects;
  }

  /** A message came; true when it was for the store alone. */
  takes(message: KnownMessage, bytes: number): boolean {
    if (message.type === "result") this.#gate();
    if (message.type !== "transcript_mirror") return false;
    this.#take(message, bytes);
    return true;
  }

  /** Tell the caller something, in its turn. */
  tell<E extends "message" | "turnEnded" | "activity" | "settled">(
    event: E,
    ...about: Parameters<SessionEvents[E]>
  ): void {
    if (this.#gated) this.#waiting.push(() => this.#emit(event, ...about));
    else this.#events.emit(event, ...(about as never));
  }

  /**
   * The process has ended: the last of it goes to the store.
   *
   * @param hurried The caller has ended the session and waits for that.
   */
  async finish(hurried: boolean): Promise<void> {
    if (this.#mirror === undefined) return;
    await this.#mirror.finish(hurried ? Math.min(AFTER_CLOSE_MS, this.#timeoutMs) : this.#timeoutMs);
    this.#open();
  }

  #take({ filePath, entries }: SDKTranscriptMirrorMessage, bytes: number): void {
    // A line of another shape has been reported as a fault of the protocol.
    if (this.#mirror === undefined || typeof filePath !== "string" || !Array.isArray(entries)) return;
    const key = keyOfFile(filePath, this.#projects);
    if (key !== undefined)
      this.#mirror.push({ key, file: filePath, entries: entries as SessionStoreEntry[], bytes });
    else if (!this.#strayed) {
      this.#strayed = true;
      this.#warn(
        `it gets nothing of "${filePath}", because that is not under "${this.#projects}"; ` +
          `give the process the "CLAUDE_CONFIG_DIR" that it really has as a variable of "env"`,
      );
    }
  }

  /** The caller sees a result, and what follows, once everything before it is in the store. */
  #gate(): void {
    if (this.#mirror === undefined || this.#mirror.idle || this.#gated) return;
    this.#hold({ gated: true });
    void this.#openWhenStored(this.#mirror);
  }

  async #openWhenStored(mirror: Mirror): Promise<void> {
    // More may have come meanwhile, with results of its own.
    while (!mirror.idle) await mirror.flush();
    this.#open();
  }

  #open(): void {
    const waiting = this.#waiting.splice(0);
    this.#gated = false;
    for (const event of waiting) event();
    this.#hold({});
  }

  #hold({ gated = this.#gated, full = this.#full }: { gated?: boolean; full?: boolean }): void {
    this.#gated = gated;
    this.#full = full;
    if (gated || full) this.#flow.holdMessages("store");
    else this.#flow.releaseMessages("store");
  }

  /** A listener that throws is as loud as elsewhere, but the store goes on. */
  #emit<E extends keyof SessionEvents>(event: E, ...about: Parameters<SessionEvents[E]>): void {
    try {
      this.#events.emit(event, ...(about as never));
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  #failed({ key, file }: Batch, error: Error): void {
    // The store's own words, as the official SDK gives them.
    const { message: text } = error.cause instanceof Error ? error.cause : error;
    const message: SDKMirrorErrorMessage = {
      type: "system",
      subtype: "mirror_error",
      error: text,
      key,
      uuid: crypto.randomUUID(),
      session_id: key.sessionId,
    };
    const line = JSON.stringify(message);
    this.#emit("message", message, line, line.length);
    if (this.#failing.size === 0)
      this.#warn(`${error.message}; what it has not taken is sent again later`, error);
    this.#failing.add(file);
  }

  #lost({ key, entries }: Batch, reason: string): void {
    this.#missing += entries.length;
    const name = key.subpath === undefined ? key.sessionId : `${key.sessionId}/${key.subpath}`;
    this.#warn(`it will not have ${entries.length} entries of ${name}: ${reason}`);
  }

  #warn(message: string, cause?: unknown): void {
    this.#emit("warning", { code: "store_failed", message: `The session store failed: ${message}`, cause });
  }
}
