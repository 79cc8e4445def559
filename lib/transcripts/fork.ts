// Copies a conversation, all of it or up to a message, into a session of its own.
import type { Buffer } from "node:buffer";
import { open, rename, rm } from "node:fs/promises";
import { transcriptFile } from "../config-folder.ts";
import { InvalidOptionsError } from "../errors/input.ts";
import { SessionNotFoundError } from "../errors/transcripts.ts";
import { appendAll, type StoreSource } from "../stores/calls.ts";
import { type FirstPrompt, promptIn } from "../stores/first-prompt.ts";
import { CarriedLines, isCarried } from "./fork-carried.ts";
import { forkedEntry } from "./fork-entry.ts";
import { sliceUpTo } from "./fork-point.ts";
import { loadSession } from "./in-store.ts";
import { type Link, linkOf } from "./link.ts";
import {
  checkSessionId,
  type ForkSessionOptions,
  type ForkSessionResult,
  given,
  projectNamed,
  shown,
  storeOf,
} from "./options.ts";
import { findTranscript } from "./session-files.ts";
import { EntriesSource, type Entry, FileSource, type TranscriptSource } from "./source.ts";
import { threadOf } from "./thread.ts";
import { titleFrom, titleOfFile } from "./title.ts";
import { text } from "./unchecked.ts";

const PRIVATE_FILE = 0o600;
const WRITE_CHARACTERS = 256 * 1024;

/**
 * Copy a session into a new one, which can then go another way. The session itself is not changed.
 *
 * Entries get new uuids; those of the original are in their `forkedFrom`. Subagents' transcripts and the history of
 * file changes stay with the original.
 *
 * @throws {SessionNotFoundError} If there is no such session.
 * @throws {InvalidOptionsError} If the id is no UUID, there is no message `upToMessageId`, or nothing to copy.
 *
 * @example Go another way after the first answer
 * const [, answer] = await getSessionMessages(sessionId);
 * const fork = await forkSession(sessionId, { upToMessageId: answer?.uuid });
 * for await (const message of query("Try something else", { resume: fork.sessionId })) console.log(message.type);
 */
export async function forkSession(
  sessionId: string,
  options?: ForkSessionOptions,
): Promise<ForkSessionResult> {
  const wish = given(options);
  checkSessionId(sessionId);
  const store = await storeOf(wish);
  return store === undefined ? forkOnDisk(sessionId, wish) : forkInStore(store, sessionId, wish);
}

async function forkInStore(
  store: StoreSource,
  sessionId: string,
  options: ForkSessionOptions,
): Promise<ForkSessionResult> {
  const entries = await loadSession(store, sessionId);
  if (entries.length === 0) throw new SessionNotFoundError(sessionId, "the store");
  const fork = new Fork(new EntriesSource(entries), sessionId, options);
  const key = { projectKey: store.projectKey, sessionId: fork.sessionId };
  await appendAll(
    store,
    key,
    fork.entries(() => titleOfEntries(entries)),
  );
  return { sessionId: fork.sessionId };
}

function titleOfEntries(entries: readonly Entry[]): string | undefined {
  const last = (field: string): unknown =>
    entries.findLast((entry) => typeof entry[field] === "string" && entry[field])?.[field];
  const { title } = titleFrom({ custom: text(last("customTitle")), ai: text(last("aiTitle")) });
  if (title !== undefined) return title;
  const seen: FirstPrompt = {};
  for (const entry of entries) {
    const prompt = promptIn(entry, seen);
    if (prompt !== undefined) return prompt;
  }
  return seen.command;
}

async function forkOnDisk(sessionId: string, options: ForkSessionOptions): Promise<ForkSessionResult> {
  const found = await findTranscript(sessionId, options.dir);
  if (found === undefined) throw new SessionNotFoundError(sessionId, projectNamed(options.dir));
  const fork = new Fork(new FileSource(found.file), sessionId, options);
  const file = transcriptFile(found.folder, fork.sessionId);
  await writeAll(
    file,
    fork.entries(() => titleOfFile(found.file)),
  );
  return { sessionId: fork.sessionId };
}

/** The file appears when it is complete: a list shows no half of a fork. */
async function writeAll(file: string, entries: AsyncIterable<Entry>): Promise<void> {
  const draft = `${file}.part`;
  try {
    const handle = await open(draft, "wx", PRIVATE_FILE);
    try {
      let lines = "";
      for await (const entry of entries) {
        lines += `${JSON.stringify(entry)}\n`;
        if (lines.length < WRITE_CHARACTERS) continue;
        await handle.appendFile(lines);
        lines = "";
      }
      await handle.appendFile(lines);
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

class Fork {
  readonly sessionId: string = crypto.randomUUID();
  readonly #source: TranscriptSource;
  readonly #from: string;
  readonly #options: ForkSessionOptions;
  readonly #now: string = new Date().toISOString();
  readonly #links: Link[] = [];
  readonly #carried: CarriedLines;

  constructor(source: TranscriptSource, from: string, options: ForkSessionOptions) {
    this.#source = source;
    this.#from = from;
    this.#options = options;
    this.#carried = new CarriedLines(from, this.sessionId, this.#now);
  }

  async *entries(ownTitle: () => string | undefined): AsyncGenerator<Entry> {
    await this.#source.scan((entry, position) => this.#note(entry, position), mattersToFork);
    const { links, withoutKept } = this.#slice();
    const copied = links.filter(({ type }) => type !== "progress");
    if (copied.length === 0) throw nothingToFork(this.#from);
    const ids = new Map(links.map(({ uuid }) => [uuid, crypto.randomUUID() as string]));
    const keepable = new Map(copied.map(({ uuid }) => [uuid, ids.get(uuid) ?? uuid]));
    const { bridges } = threadOf(links);
    const byUuid = new Map(links.map((link) => [link.uuid, link]));
    yield* this.#carried.before();
    for await (const [entry, index] of this.#source.read(copied.map(({ position }) => position))) {
      const link = copied[index];
      if (link === undefined) continue;
      yield forkedEntry(entry, {
        from: this.#from,
        to: this.sessionId,
        uuid: ids.get(link.uuid) ?? link.uuid,
        parent: newParent(bridges.get(link.uuid) ?? link.parent, byUuid, ids),
        ids,
        keepable,
        timestamp: index === copied.length - 1 ? this.#now : undefined,
        withoutKept: withoutKept.has(link.position),
      });
    }
    yield* this.#carried.after();
    const title = this.#options.title?.trim() || `${ownTitle() || "Forked session"} (fork)`;
    yield {
      type: "custom-title",
      sessionId: this.sessionId,
      customTitle: title,
      uuid: crypto.randomUUID(),
      timestamp: this.#now,
    };
  }

  #note(entry: Entry, position: number): void {
    const link = linkOf(entry, position);
    if (link === undefined) return this.#carried.note(entry);
    if (link.sidechain) return;
    this.#links.push(link);
  }

  #slice(): { readonly links: readonly Link[]; readonly withoutKept: ReadonlySet<number> } {
    if (this.#links.length === 0) throw nothingToFork(this.#from);
    const { upToMessageId } = this.#options;
    if (!upToMessageId) return { links: this.#links, withoutKept: new Set() };
    const slice = sliceUpTo(this.#links, upToMessageId);
    if (slice !== undefined) return slice;
    throw new InvalidOptionsError([
      `"upToMessageId": Message ${shown(upToMessageId)} not found in session ${this.#from}; getSessionMessages() has the uuids`,
    ]);
  }
}

function mattersToFork(line: Buffer): boolean {
  return line.includes('"uuid"') || isCarried(line);
}

/** Progress is not copied, so what hangs on it hangs on the next entry before. */
function newParent(
  parent: string | undefined,
  byUuid: ReadonlyMap<string, Link>,
  ids: ReadonlyMap<string, string>,
): string | null {
  const seen = new Set<string>();
  let at = byUuid.get(parent ?? "");
  while (at?.type === "progress" && !seen.has(at.uuid)) {
    seen.add(at.uuid);
    at = byUuid.get(at.parent ?? "");
  }
  return (at && ids.get(at.uuid)) ?? null;
}

function nothingToFork(sessionId: string): InvalidOptionsError {
  return new InvalidOptionsError([`Session ${sessionId} has no messages to fork; send it a prompt first`]);
}
