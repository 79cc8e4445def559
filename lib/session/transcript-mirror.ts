// Takes the lines that are for the session's store to it, and says when the store has them.
import { configFolder } from "../config-folder.ts";
import { type Batch, Batcher } from "../stores/batcher.ts";
import { keyOfFile } from "../stores/keys.ts";
import type { SessionStore, SessionStoreEntry } from "../stores/store.ts";
import type { SDKMirrorErrorMessage } from "../wire/background.ts";
import type { Session } from "./session.ts";

/** Somebody who closes a session does not want to wait for a store that hangs. */
const AFTER_CLOSE_MS = 5_000;

export class TranscriptMirror {
  readonly #session: Session;
  readonly #batcher: Batcher;
  readonly #timeoutMs: number;
  #projects = "";
  /** Transcripts that the store did not take when it was last asked. */
  readonly #failing = new Set<string>();
  #strayed = false;
  #missing = 0;

  constructor(store: SessionStore, session: Session) {
    const { options } = session;
    this.#session = session;
    this.#timeoutMs = options.appendTimeoutMs;
    this.#batcher = new Batcher({
      store,
      eager: options.sessionStoreFlush === "eager",
      timeoutMs: this.#timeoutMs,
      onFailed: (batch, error) => this.#failed(batch, error),
      onStored: ({ file }) => this.#failing.delete(file),
      onLost: (batch, reason) => this.#lost(batch, reason),
      onFull: () => session.output.backlog.pause("store"),
      onDrained: () => session.output.backlog.resume("store"),
    });
  }

  /** True when the store has everything that came so far, or has failed to take it. */
  get idle(): boolean {
    return this.#batcher.idle;
  }

  /** How many entries the store has not got, after {@link finish}. */
  get missing(): number {
    return this.#missing;
  }

  /** The process runs with this environment, which says where its transcripts are. */
  attach(env: Readonly<Record<string, string>>): void {
    this.#projects = configFolder(env).projects;
  }

  take(filePath: string, entries: readonly unknown[], bytes: number): void {
    const key = keyOfFile(filePath, this.#projects);
    if (key !== undefined)
      return this.#batcher.push({ key, file: filePath, entries: entries as SessionStoreEntry[], bytes });
    if (this.#strayed) return;
    this.#strayed = true;
    const way = 'give the process the "CLAUDE_CONFIG_DIR" that it really has as a variable of "env"';
    this.#warn(`it gets nothing of "${filePath}", because that is not under "${this.#projects}"; ${way}`);
  }

  /** Resolves when the store has everything that came so far, or has failed to take it. */
  flush(): Promise<void> {
    return this.#batcher.flush();
  }

  /**
   * The process has ended: the last of it goes to the store.
   *
   * @param hurried The caller has ended the session and waits for that.
   */
  finish(hurried: boolean): Promise<void> {
    return this.#batcher.finish(hurried ? Math.min(AFTER_CLOSE_MS, this.#timeoutMs) : this.#timeoutMs);
  }

  #failed({ key, file }: Batch, error: Error): void {
    // The store's own words, as the official SDK gives them.
    const { message: text } = error.cause instanceof Error ? error.cause : error;
    const kind = { type: "system", subtype: "mirror_error" } as const;
    const ids = { uuid: crypto.randomUUID(), session_id: key.sessionId };
    const message: SDKMirrorErrorMessage = { ...kind, error: text, key, ...ids };
    this.#session.output.deliver(message, JSON.stringify(message), 0);
    if (this.#failing.size === 0)
      this.#warn(`${error.message}; what it has not taken is sent again later`, error);
    this.#failing.add(file);
  }

  #lost({ key, entries }: Batch, reason: string): void {
    this.#missing += entries.length;
    const name = key.subpath === undefined ? key.sessionId : `${key.sessionId}/${key.subpath}`;
    this.#warn(`it will not have ${entries.length} entries of ${name}: ${reason}`);
  }

  #warn(problem: string, cause?: unknown): void {
    this.#session.warn("store_failed", `The session store failed: ${problem}`, cause);
  }
}
