// What the functions on kept sessions can be told, and whether it makes sense.

import { isSessionId } from "../config-folder.ts";
import { InvalidOptionsError } from "../errors/input.ts";
import type { SessionStore } from "../stores/store.ts";
import { type StoreSource, storeSource } from "../stores/store-calls.ts";

/** Where to look for a session. */
interface WhereOptions {
  /** The working directory of its project, or of another worktree of the same repository; all projects by default. */
  dir?: string | undefined;
  /** A store to work on instead of this machine's disk. Its sessions are those of `dir`, or of the current directory. */
  sessionStore?: SessionStore | undefined;
  /** How long the store may take for one call, in milliseconds; a `SessionStoreError` says so. @default 60 000 */
  loadTimeoutMs?: number | undefined;
}

interface PageOptions {
  /** How many to return at most; all by default, and if it is below 1. */
  limit?: number | undefined;
  /** How many to skip at the start. */
  offset?: number | undefined;
}

/** Options of `listSessions()`. */
export type ListSessionsOptions = WhereOptions &
  PageOptions & {
    /** With `dir` inside a git repository: include the sessions of its other worktrees. On disk only. @default true */
    includeWorktrees?: boolean | undefined;
    /** Include sessions of programs and daemons, not only those of people. On disk only. @default true */
    includeProgrammatic?: boolean | undefined;
  };

/** Options of `getSessionInfo()`. */
export type GetSessionInfoOptions = WhereOptions;

/** Options of `getSessionMessages()`. */
export type GetSessionMessagesOptions = WhereOptions &
  PageOptions & {
    /** Include system messages, such as the one where a conversation was compacted. @default false */
    includeSystemMessages?: boolean | undefined;
  };

/** Options of `listSubagents()`. */
export type ListSubagentsOptions = WhereOptions;

/** Options of `getSubagentMessages()`. */
export type GetSubagentMessagesOptions = WhereOptions & PageOptions;

/** Options of the functions that change a session. `archiveSession()` and `unarchiveSession()` refuse a store. */
export type SessionMutationOptions = WhereOptions;

/** Options of `forkSession()`. */
export type ForkSessionOptions = SessionMutationOptions & {
  /** Copy up to and including the message with this uuid; everything by default. */
  upToMessageId?: string | undefined;
  /** The copy's title. @default the session's own, with " (fork)" behind it */
  title?: string | undefined;
};

/** What `forkSession()` returns. */
export type ForkSessionResult = {
  /** The copy's id, for the `resume` option. */
  sessionId: string;
};

/** Which items of a list; `limit` is infinite when all are wanted. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** As the official SDK reads them: no limit, or one below 1, means all. */
export function pageFrom({ limit = 0, offset = 0 }: PageOptions): Page {
  return { offset: offset > 0 ? offset : 0, limit: limit > 0 ? limit : Number.POSITIVE_INFINITY };
}

export function pageOf<Item>(items: readonly Item[], { offset, limit }: Page): readonly Item[] {
  return items.slice(offset, offset + limit);
}

/** What a timer can hold; a longer one would end at once. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * The options that are given: null counts as not given, for all of them too, because programs pass columns of a database.
 *
 * @throws {InvalidOptionsError} If one has a type that could only be a mistake.
 */
export function given<Options extends WhereOptions & PageOptions>(
  options: Options | null | undefined,
): Options {
  const set = Object.entries(options ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const { dir, limit, offset, loadTimeoutMs, sessionStore } = Object.fromEntries(set);
  const problems: string[] = [];
  if (dir !== undefined && typeof dir !== "string") problems.push('"dir" must be the path of a directory');
  for (const [name, value] of Object.entries({ limit, offset }))
    if (value !== undefined && typeof value !== "number") problems.push(`"${name}" must be a number`);
  if (loadTimeoutMs !== undefined && !isTimeout(loadTimeoutMs))
    problems.push(
      `"loadTimeoutMs" must be a number of milliseconds from 1 to ${LONGEST_MS}, or Infinity for no limit`,
    );
  if (sessionStore !== undefined && typeof sessionStore?.load !== "function")
    problems.push('"sessionStore" must be a store, with load() and append()');
  if (problems.length > 0) throw new InvalidOptionsError(problems);
  return Object.fromEntries(set) as Options;
}

function isTimeout(value: unknown): boolean {
  return typeof value === "number" && value > 0 && (value <= LONGEST_MS || value === Infinity);
}

/** The store that is to be worked on; undefined for the disk. */
export async function storeOf(options: WhereOptions): Promise<StoreSource | undefined> {
  const { sessionStore, dir, loadTimeoutMs } = options;
  return sessionStore && storeSource(sessionStore, dir, loadTimeoutMs);
}

/** For changes of a session: a wrong id there is a mistake, while a list or a question just finds nothing. */
export function givenFor<Options extends WhereOptions & PageOptions>(
  sessionId: unknown,
  options: Options | null | undefined,
): Options {
  const wish = given(options);
  if (isSessionId(sessionId)) return wish;
  throw new InvalidOptionsError([
    `Invalid sessionId: ${shown(sessionId)} is not a UUID; listSessions() has the ids`,
  ]);
}

const LONGEST_SHOWN = 100;

/** What a caller gave, safe to print. */
export function shown(value: unknown): string {
  return printable(String(value).slice(0, LONGEST_SHOWN));
}

/** Where a session was looked for, in the official SDK's words: programs match on them. */
export function placeNamed({ dir, sessionStore }: WhereOptions): string {
  if (sessionStore) return "the store";
  return dir ? `project directory for ${printable(dir)}` : "any project directory";
}

function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, " ");
}
