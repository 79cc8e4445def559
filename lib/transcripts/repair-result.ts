// What a repair is told, and what it says that it has done.
import type { DropReason } from "./mend.ts";
import type { BridgeReason } from "./mended-tree.ts";
import type { SessionMutationOptions } from "./options.ts";
import type { Damage } from "./recover.ts";

/** Options of `repairSession()`. */
export type RepairSessionOptions = SessionMutationOptions & {
  /** The copy's title. @default the session's own, with " (repaired)" behind it */
  title?: string | undefined;
};

/** What `repairSession()` did. A line is counted from 1; in a store, it is an entry's place in the list. */
export type RepairSessionResult = {
  /** The copy's id, for the `resume` option. */
  sessionId: string;
  /** How many messages a resume continues with: those that `getSessionMessages()` returns for the copy. */
  messages: number;
  /** Entries in the copy that the CLI cannot read in the original. */
  recovered: RecoveredEntry[];
  /** What is not in the copy. */
  dropped: DroppedEntry[];
  /** Entries that follow another one than they name. */
  bridged: BridgedEntry[];
};

/** An entry that was recovered. */
export type RecoveredEntry = {
  line: number;
  /**
   * `damaged_line`: it was among other bytes, behind another entry, or on several lines. `torn`: its beginning or its
   * end is lost, but not its message. `control_characters`: it had NUL bytes or raw control characters inside.
   * `same_uuid`: another entry had its uuid.
   */
  reason: Damage | "same_uuid";
};

/** Something that was left out. */
export type DroppedEntry = {
  line: number;
  /**
   * `unreadable`: bytes that are part of no whole entry. `duplicate`: the entry is there a second time. `other_session`:
   * it is of another session. `compaction_without_summary`: nothing is left that would stand for the messages before
   * it, so that they count again.
   */
  reason: DropReason | "unreadable";
  /** The entry; absent if it is unreadable. */
  uuid?: string | undefined;
  /** What can be made out of unreadable bytes, at most 200 characters. */
  text?: string | undefined;
};

/** An entry whose parent could not be used, so that the repair attached it elsewhere. */
export type BridgedEntry = {
  line: number;
  /**
   * `missing_parent`: the parent that it names is not there. `no_parent`: an answer or tool result that names
   * none. `circle`: its chain of parents leads back to itself.
   */
  reason: BridgeReason;
  /** The line of its new parent; absent if the conversation begins with this entry. */
  after?: number | undefined;
};
