// The port behind which agents outlive their host: a log for each agent, which one owner at a time can write.

/** What is written: an object as JSON can hold it. */
export type JournalEntry = Readonly<Record<string, unknown>>;

/** An agent that has a log. */
export interface JournaledAgent {
  readonly agent: string;
  /** The number of the first entry that is kept. */
  readonly first: number;
  /** The number that the next entry will have. */
  readonly next: number;
}

/** The right to write an agent's log, until somebody else claims it. */
export interface JournalClaim extends JournaledAgent {
  /** One more than the number of the previous owner. */
  readonly epoch: number;
}

/** Entries of one agent's log that are written together, all or none. */
export interface JournalAppend {
  readonly agent: string;
  /** The number of the claim. */
  readonly epoch: number;
  /** The number that the first of them gets: one more than that of the last entry. */
  readonly at: number;
  readonly entries: readonly JournalEntry[];
  /** True if the first entry contains everything that the earlier ones did, so that those may be dropped. */
  readonly restart?: boolean;
}

/**
 * Where a manager keeps what happens to its agents. Each agent has a log of entries, numbered from 0 without a gap. Who
 * claims an agent owns it: the owner before can append no more, whatever it believes.
 *
 * `journalCases` of `kodegen-claude-agent/testing` checks an implementation.
 */
export interface Journal {
  /** Every agent that has a log. @throws {JournalError} */
  agents(): Promise<readonly JournaledAgent[]>;

  /** Own an agent, a new one or one that others have owned so far. @throws {JournalError} */
  claim(agent: string): Promise<JournalClaim>;

  /**
   * Write entries behind the last one. Resolves once the death of this program cannot undo it.
   *
   * @throws {JournalConflictError} If the claim is not the newest, or the last entry has another number.
   * @throws {JournalError} If it cannot be written. It was not, unless the journal is shared and could not say.
   */
  append(append: JournalAppend): Promise<void>;

  /** The entries after a number, -1 for all that are kept, in their order. @throws {JournalError} */
  read(agent: string, after: number): Promise<readonly JournalEntry[]>;

  /** Forget an agent. @throws {JournalConflictError} @throws {JournalError} */
  remove(agent: string, epoch: number): Promise<void>;

  /** Close it, once everything that was appended is written. */
  close(): Promise<void>;
}
