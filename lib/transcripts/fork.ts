// Copies a conversation, all of it or up to a message, into a session of its own.
import { transcriptFile } from "../config-folder.ts";
import { InvalidOptionsError } from "../errors/input.ts";
import { SessionNotFoundError } from "../errors/transcripts.ts";
import { appendAll, type StoreSource } from "../stores/calls.ts";
import { type FirstPrompt, promptIn } from "../stores/first-prompt.ts";
import { transcriptOf, writePrivateFile } from "../stores/private-file.ts";
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
  await writePrivateFile(file, transcriptOf(fork.entries(() => titleOfFile(found.file))));
  return { sessionId: fork.sessionId };
}

/** A session under another id, entry by entry. */
class Fork {
  readonly sessionId: string = crypto.randomUUID();
  readonly #source: TranscriptSource;
  readonly #from: string;
  readonly #options: ForkSessionOptions;

  constructor(source: TranscriptSource, from: string, options: ForkSessionOptions) {
    this.#source = source;
    this.#from = from;
    this.#options = options;
  }

  async *entries(ownTitle: () => string | undefined): AsyncGenerator<Entry> {
    const { sessionId } = this;
    const now = new Date().toISOString();
    const carried = new CarriedLines(this.#from, sessionId, now);
    const links = this.#slice(await this.#read(carried));
    const copied = links.filter(({ type }) => type !== "progress");
    if (copied.length === 0) throw nothingToFork(this.#from);
    const ids = new Map(links.map(({ uuid }) => [uuid, crypto.randomUUID() as string]));
    const keepable = new Map(copied.map(({ uuid }) => [uuid, ids.get(uuid) ?? uuid]));
    const parentOf = parentsInCopy(links);
    yield* carried.before();
    for await (const [entry, index] of this.#source.read(copied.map(({ position }) => position))) {
      const link = copied[index];
      if (link === undefined) continue;
      yield forkedEntry(entry, {
        from: this.#from,
        to: sessionId,
        uuid: ids.get(link.uuid) ?? link.uuid,
        parent: ids.get(parentOf(link)?.uuid ?? "") ?? null,
        ids,
        keepable,
        timestamp: index === copied.length - 1 ? now : undefined,
        isForgetful: link.boundary?.isForgetful === true,
      });
    }
    yield* carried.after();
    const customTitle = this.#options.title?.trim() || `${ownTitle() || "Forked session"} (fork)`;
    yield { type: "custom-title", sessionId, customTitle, uuid: crypto.randomUUID(), timestamp: now };
  }

  /** The entries of the conversation itself. */
  async #read(carried: CarriedLines): Promise<Link[]> {
    const links: Link[] = [];
    await this.#source.scan(
      (entry, position) => {
        const link = linkOf(entry, position);
        if (link === undefined) carried.note(entry);
        else if (!link.sidechain) links.push(link);
      },
      (line) => line.includes('"uuid"') || isCarried(line),
    );
    return links;
  }

  #slice(all: readonly Link[]): readonly Link[] {
    const { upToMessageId } = this.#options;
    if (!upToMessageId || all.length === 0) return all;
    const slice = sliceUpTo(all, upToMessageId);
    if (slice !== undefined) return slice;
    throw new InvalidOptionsError([
      `"upToMessageId": Message ${shown(upToMessageId)} not found in session ${this.#from}; getSessionMessages() has the uuids`,
    ]);
  }
}

/** Progress is not copied, so what hangs on it hangs on the next entry before. */
function parentsInCopy(links: readonly Link[]): (link: Link) => Link | undefined {
  const byUuid = new Map(links.map((link) => [link.uuid, link]));
  const { bridges } = threadOf(links);
  const before = ({ uuid, parent }: Link): Link | undefined => byUuid.get(bridges.get(uuid) ?? parent ?? "");
  return (link) => {
    const passed = new Set<Link>();
    let at = before(link);
    for (; at?.type === "progress" && !passed.has(at); at = before(at)) passed.add(at);
    return at?.type === "progress" ? undefined : at;
  };
}

function nothingToFork(sessionId: string): InvalidOptionsError {
  return new InvalidOptionsError([`Session ${sessionId} has no messages to fork; send it a prompt first`]);
}
