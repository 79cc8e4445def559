// Writes what happens to a manager's agents into its journal, in the order of the log.
import { JournalConflictError, JournalError } from "../errors/journal.ts";
import { toError } from "../errors/to-error.ts";
import { within } from "../errors/within.ts";
import type { Journal, JournalClaim, JournalEntry } from "../journal/journal.ts";
import type { PreparedPrompt } from "./claude.ts";
import type { Fleet } from "./fleet.ts";
import type { LineFolder } from "./line-folder.ts";
import type { AgentEvent } from "./log.ts";
import { eventEntry, isDone, pastOf, processOf } from "./past.ts";
import type { AgentRecord } from "./record.ts";
import { FRESH, letGo, type Written } from "./written.ts";

/** An agent's log begins anew with an entry that says all, once it has so many. */
const ENTRIES = 200;

/** How long a shutdown waits for the journal. */
const CLOSE_MS = 5_000;

export class Journaling {
  readonly #journal: Journal;
  readonly #fleet: Fleet;
  readonly #closes: boolean;
  readonly #lines: LineFolder | undefined;
  readonly #agents = new Map<AgentRecord, Written>();
  /** Could not be written, and are tried again when something can. */
  readonly #behind = new Set<AgentRecord>();
  #closed = false;
  /** Nothing is written any more, whatever waits. */
  #over = false;

  /** @param closes The journal is closed with it. */
  constructor(journal: Journal, fleet: Fleet, closes: boolean, lines: LineFolder | undefined) {
    this.#journal = journal;
    this.#fleet = fleet;
    this.#closes = closes;
    this.#lines = lines;
    fleet.log.subscribe((event) => this.#happened(event));
  }

  /** An agent that the journal has already, from the manager before. */
  known(record: AgentRecord, claim: JournalClaim, open: readonly PreparedPrompt[]): void {
    this.#know(record, { ...FRESH, claim, at: claim.next, open: [...open] });
  }

  /** It has a prompt that waits for a process. */
  accepted(record: AgentRecord, prompt: PreparedPrompt): void {
    this.#write(record, { type: "accepted", prompts: [prompt] });
  }

  /** What it was at work on waits like other prompts: all is said anew, so that nobody takes it for interrupted as well. */
  again(record: AgentRecord): void {
    Object.assign(this.#of(record), { open: [], waiting: undefined });
    this.#begin(record, this.#of(record));
  }

  /**
   * Write that a process is about to be given prompts: they are never given to another one unasked.
   *
   * @returns False if it is not to be given them, since the manager after this one does that.
   */
  async sent(record: AgentRecord, prompts: readonly PreparedPrompt[]): Promise<boolean> {
    if (this.#closed) return false;
    const written = this.#of(record);
    written.open.push(...prompts.filter((prompt) => !written.open.includes(prompt)));
    this.#write(record, {
      type: "sent",
      prompts: prompts.map(({ uuid }) => ({ uuid })),
      ...processOf(record),
    });
    await this.#drained(record);
    // What could not be written was perhaps what came before.
    if (written.waiting === undefined) this.#begin(record, written);
    await this.#drained(record);
    return !this.#closed || written.waiting !== undefined;
  }

  /** Resolves when everything so far is written, or cannot be. */
  async written(record: AgentRecord): Promise<void> {
    if (!this.#closed) await Promise.all([this.#drained(record), record.lines.written()]);
  }

  /** It is forgotten. */
  forget(record: AgentRecord): void {
    const written = this.#of(record);
    written.gone = true;
    this.#agents.delete(record);
    this.#behind.delete(record);
    if (this.#closed) return;
    void (written.writing ?? Promise.resolve()).then(() => {
      // One that stays is read once more, and forgotten again.
      if (written.claim !== undefined)
        this.#journal.remove(record.id, written.claim.epoch).catch(() => undefined);
    });
  }

  /**
   * What happens from now on is not for the manager after this one: its agents are to be as they are now.
   *
   * @returns Why not all of that is written.
   */
  async close(): Promise<JournalError | undefined> {
    this.#catchUp();
    this.#closed = true;
    const all = [...this.#agents.keys()].flatMap((record) => [this.#drained(record), record.lines.written()]);
    const inTime = await within(Promise.all(all), CLOSE_MS);
    this.#over = true;
    for (const { lines } of this.#agents.keys()) lines.letGo();
    for (const written of this.#agents.values()) letGo(written);
    try {
      const closing = this.#closes ? this.#journal.close().then(() => true) : true;
      if (inTime === undefined || (await within(Promise.resolve(closing), CLOSE_MS)) === undefined) {
        Promise.resolve(closing).catch(() => undefined); // That it does not answer is the reason.
        throw new Error(`it did not answer within ${CLOSE_MS} ms`);
      }
    } catch (error) {
      return error instanceof JournalError ? error : new JournalError("cannot be closed", error);
    }
    return [...this.#agents.values()].find(({ error }) => error !== undefined)?.error;
  }

  async #drained(record: AgentRecord): Promise<void> {
    while (this.#agents.get(record)?.writing !== undefined) await this.#agents.get(record)?.writing;
  }

  #happened(event: AgentEvent): void {
    const record = this.#fleet.records.get(event.sessionId);
    if (record === undefined) return;
    const written = this.#of(record);
    if (event.type === "state" && isDone(event))
      // Those that wait for this to be written, to be given to the process then, are not done with.
      written.open = written.open.filter((prompt) => record.pending.includes(prompt));
    const { lastConversation } = record;
    if (lastConversation !== undefined && lastConversation !== written.conversation) {
      written.conversation = lastConversation;
      this.#write(record, { type: "conversation", id: lastConversation });
    }
    this.#write(record, eventEntry(record, event, written.open));
  }

  #of(record: AgentRecord): Written {
    let written = this.#agents.get(record);
    if (written === undefined) this.#know(record, (written = { ...FRESH, open: [] }));
    return written;
  }

  #know(record: AgentRecord, written: Written): void {
    this.#agents.set(record, written);
    this.#lines?.keep(record, this.#fleet);
  }

  #write(record: AgentRecord, entry: JournalEntry): void {
    if (this.#closed) return;
    const written = this.#of(record);
    written.waiting?.push(entry);
    this.#begin(record, written);
  }

  #begin(record: AgentRecord, written: Written): void {
    if (written.gone || this.#over) return;
    written.writing ??= new Promise((resolve) => {
      written.release = resolve;
      // What happens in the same moment is written together.
      queueMicrotask(() => void this.#drain(record, written));
    });
  }

  #catchUp(): void {
    for (const record of this.#behind) this.#begin(record, this.#of(record));
    this.#behind.clear();
  }

  async #drain(record: AgentRecord, written: Written): Promise<void> {
    try {
      written.claim ??= await this.#journal.claim(record.id);
      written.at = Math.max(written.at, written.claim.next);
      // What the journal could not say that it has written may have been written.
      if (written.error !== undefined)
        written.at += (await this.#journal.read(record.id, written.at - 1)).length;
      while (!this.#over && !written.gone && written.waiting?.length !== 0)
        await this.#append(record, written);
      written.error = undefined;
      this.#catchUp();
    } catch (error) {
      this.#failed(record, written, error);
    } finally {
      letGo(written);
    }
  }

  async #append(record: AgentRecord, written: Written): Promise<void> {
    const restart = written.waiting === undefined || written.entries > ENTRIES;
    const entries = restart ? [pastOf(record, written.open)] : (written.waiting ?? []);
    const { epoch = 0 } = written.claim ?? {};
    written.waiting = [];
    // First what it has said: the journal counts it.
    await record.lines.written();
    await this.#journal.append({ agent: record.id, epoch, at: written.at, entries, restart });
    written.at += entries.length;
    written.entries = restart ? 1 : written.entries + entries.length;
  }

  /** What was not written is not kept: the next entry says all, whatever it was. */
  #failed(record: AgentRecord, written: Written, cause: unknown): void {
    written.waiting = undefined;
    if (written.gone || this.#over) return;
    if (cause instanceof JournalConflictError) {
      written.gone = true;
      return this.#fleet.fenced(record, cause);
    }
    this.#behind.add(record);
    if (written.error !== undefined) return;
    const error =
      cause instanceof JournalError ? cause : new JournalError("cannot be written", toError(cause));
    written.error = error;
    const message = `What happens to agent "${record.id}" is not in the journal: ${error.message}`;
    // Its own entry comes too late for this one, and is the next try.
    this.#fleet.note(record, { type: "warning", warning: { code: "journal_failed", message, cause: error } });
  }
}
