// How much of an agent is in the journal, and what is still to be written.
import type { JournalError } from "../errors/journal.ts";
import type { JournalClaim, JournalEntry } from "../journal/journal.ts";
import type { PreparedPrompt } from "./claude.ts";

/** An agent's log, as far as it is written. */
export interface Written {
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
  /** Whoever waits for that waits no longer. */
  release: (() => void) | undefined;
  error: JournalError | undefined;
  /** It is forgotten, or another manager's. */
  gone: boolean;
}

/** Whoever waits for it to be written waits no longer. */
export function letGo(written: Written): void {
  written.writing = undefined;
  written.release?.();
}

/** Nothing of it is written yet. */
export const FRESH: Omit<Written, "open"> = {
  claim: undefined,
  at: 0,
  entries: 0,
  waiting: undefined,
  conversation: undefined,
  writing: undefined,
  release: undefined,
  error: undefined,
  gone: false,
};
