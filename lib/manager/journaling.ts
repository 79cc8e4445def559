// Writes what happens to a manager's agents into its journal, in the order of the log.
import { JournalConflictError, JournalError } from "../errors/journal.ts";
import { toError } from "../errors/to-error.ts";
import { within } from "../errors/within.ts";
import type { Journal, JournalClaim, JournalEntry } from "../journal/journal.ts";
import type { PreparedPrompt } from "./claude.ts";
import type { Fleet } from "./fleet.ts";
import type { AgentEvent } from "./log.ts";
import { pastOf } from "./past.ts";
import type { AgentRecord } from "./record.ts";

/** An agent's log begins anew with an entry that says all, once it has so many. */
const ENTRIES = 200;

/** How long a shutdown waits for the journal. */
const CLOSE_MS = 5_000;

/** An agent's log, as far as it is written. */
interface Written {
  claim: JournalClaim | undefined;
  /** The number of the next entry. */
  at: number;
  /** Since the last entry that says all. */
  entries: number;
  /** Not written yet; undefined if all is to be said next. */
  waiting: JournalEntry[] | undefined;
  /** Prompts that its process has, as the journal knows it. */
  open: PreparedPrompt[];
  conversation: string | undefined;
  writing: Promise<void> | undefined;
  failed: boolean;
}

export class Journaling {
  readonly #journal: Journal;
  readonly #fleet: Fleet;
  readonly #closes: boolean;
  readonly #agents = new Map<AgentRecord, Written>();
  #closed = false;

  /** @param closes The journal is closed with it. */
  constructor(journal: Journal, fleet: Fleet, closes: boolean) {
    this.#journal = journal;
    this.#fleet = fleet;
    this.#closes = closes;
    fleet.log.subscribe((event) => this.#happened(event));
  }

  /** An agent that the journal has already, from the manager before. */
  known(record: AgentRecord, claim: JournalClaim, open: readonly PreparedPrompt[]): void {
    this.#agents.set(record, { ...FRESH, claim, at: claim.next, open: [...open] });
  }

  /** It has a prompt that waits for a process. */
  accepted(record: AgentRecord, prompt: PreparedPrompt): void {
    this.#write(record, { type: "accepted", prompts: [prompt] });
  }

  /** Resolves when it is written that a process is about to be given prompts: they are never given to another one unasked. */
  async sent(record: AgentRecord, prompts: readonly PreparedPrompt[]): Promise<void> {
    const { open } = this.#of(record);
    open.push(...prompts.filter((prompt) => !open.includes(prompt)));
    this.#write(record, { type: "sent", prompts: prompts.map(({ uuid }) => ({ uuid })) });
    await this.written(record);
  }

  /** Resolves when everything so far is written, or cannot be. */
  async written(record: AgentRecord): Promise<void> {
    if (!this.#closed) await this.#drained(record);
  }

  /** It is forgotten. */
  forget(record: AgentRecord): void {
    const { claim } = this.#of(record);
    this.#agents.delete(record);
    if (claim === undefined || this.#closed) return;
    // One that stays is read once more, and forgotten again.
    this.#journal.remove(record.id, claim.epoch).catch(() => undefined);
  }

  /**
   * What happens from now on is not for the manager after this one: its agents are to be as they are now.
   *
   * @returns Why not all of that is written.
   */
  async close(): Promise<JournalError | undefined> {
    this.#closed = true;
    const all = Promise.all([...this.#agents.keys()].map((record) => this.#drained(record)));
    try {
      if ((await within(all, CLOSE_MS)) === undefined)
        throw new Error(`it did not answer within ${CLOSE_MS} ms`);
      if (this.#closes) await this.#journal.close();
    } catch (error) {
      return error instanceof JournalError ? error : new JournalError("cannot be closed", error);
    }
    return undefined;
  }

  async #drained(record: AgentRecord): Promise<void> {
    while (this.#agents.get(record)?.writing !== undefined) await this.#agents.get(record)?.writing;
  }

  #happened(event: AgentEvent): void {
    const record = this.#fleet.records.get(event.sessionId);
    if (record === undefined) return;
    const written = this.#of(record);
    if (event.type === "state" && (event.state === "idle" || event.state === "parked")) written.open = [];
    const { lastConversation } = record;
    if (lastConversation !== undefined && lastConversation !== written.conversation) {
      written.conversation = lastConversation;
      this.#write(record, { type: "conversation", id: lastConversation });
    }
    this.#write(record, { type: "event", event });
  }

  #of(record: AgentRecord): Written {
    let written = this.#agents.get(record);
    if (written === undefined) this.#agents.set(record, (written = { ...FRESH, open: [] }));
    return written;
  }

  #write(record: AgentRecord, entry: JournalEntry): void {
    if (this.#closed) return;
    const written = this.#of(record);
    written.waiting?.push(entry);
    // What happens in the same moment is written together.
    written.writing ??= Promise.resolve().then(() => this.#drain(record, written));
  }

  async #drain(record: AgentRecord, written: Written): Promise<void> {
    try {
      written.claim ??= await this.#journal.claim(record.id);
      written.at = Math.max(written.at, written.claim.next);
      while (written.waiting === undefined || written.waiting.length > 0) await this.#append(record, written);
      written.failed = false;
    } catch (error) {
      this.#failed(record, written, error);
    } finally {
      written.writing = undefined;
    }
  }

  async #append(record: AgentRecord, written: Written): Promise<void> {
    const restart = written.waiting === undefined || written.entries > ENTRIES;
    const entries = restart ? [pastOf(record, written.open)] : (written.waiting ?? []);
    const { epoch = 0 } = written.claim ?? {};
    written.waiting = [];
    await this.#journal.append({ agent: record.id, epoch, at: written.at, entries, restart });
    written.at += entries.length;
    written.entries = restart ? 1 : written.entries + entries.length;
  }

  /** What was not written is not kept: the next entry says all, whatever it was. */
  #failed(record: AgentRecord, written: Written, cause: unknown): void {
    written.waiting = undefined;
    if (cause instanceof JournalConflictError) return this.#fleet.fenced(record, cause);
    if (written.failed) return;
    written.failed = true;
    const error =
      cause instanceof JournalError ? cause : new JournalError("cannot be written", toError(cause));
    const message = `What happens to agent "${record.id}" is not in the journal: ${error.message}`;
    // Its own entry comes too late for this one, and is the next try.
    this.#fleet.note(record, { type: "warning", warning: { code: "journal_failed", message, cause: error } });
  }
}

const FRESH = {
  claim: undefined,
  at: 0,
  entries: 0,
  waiting: undefined,
  conversation: undefined,
  writing: undefined,
  failed: false,
};
