// A journal in a folder of this machine: one file, to which lines are added.
import { type FileHandle, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { ClaudeError } from "../errors/claude-error.ts";
import { JournalConflictError, JournalError } from "../errors/journal.ts";
import { encodeEntry, entryOf } from "./entry-lines.ts";
import { ownFolder } from "./folder-owner.ts";
import type { Journal, JournalAppend, JournalClaim, JournalEntry, JournaledAgent } from "./journal.ts";
import {
  type AgentLog,
  compact,
  type FoundFile,
  findFile,
  move,
  type Place,
  replace,
  writeAll,
} from "./journal-file.ts";

/** The file is written anew once it is twice as long as it was when that was last done, and so much more. */
const WASTE_BYTES = 4 * 1024 * 1024;

interface Waiting {
  readonly text: string;
  /** Of its entries, in their order. */
  readonly places: readonly Place[];
  readonly settle: (error?: ClaudeError) => void;
}

/** A journal in a folder of this machine, for one program at a time; `openJournal()` returns it. */
export class FolderJournal implements Journal {
  /** What was wrong with the file that was found, and the name that it is kept under; undefined if nothing was. */
  readonly damage: string | undefined;
  readonly #file: string;
  readonly #letGo: () => Promise<void>;
  readonly #logs: Map<string, AgentLog>;
  #handle: FileHandle;
  #end: number;
  #compactAt: number;
  /** Something is behind the end that does not belong there. */
  #torn = false;
  #waiting: Waiting[] = [];
  #work: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | undefined;

  private constructor(file: string, letGo: () => Promise<void>, found: FoundFile) {
    this.#file = file;
    this.#letGo = letGo;
    this.#handle = found.handle;
    this.#logs = found.logs;
    this.#end = found.end;
    this.#compactAt = nextSize(found.end);
    this.damage = found.damage;
  }

  /** As {@link openJournal}. @internal */
  static async open(folder: string): Promise<FolderJournal> {
    return saying(`in "${folder}" cannot be opened`, async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const letGo = await ownFolder(folder);
      try {
        const file = path.join(folder, "journal");
        return new FolderJournal(file, letGo, await findFile(file));
      } catch (error) {
        await letGo();
        throw error;
      }
    });
  }

  async agents(): Promise<readonly JournaledAgent[]> {
    return [...this.#logs].map(([agent, { first, places }]) => ({
      agent,
      first,
      next: first + places.length,
    }));
  }

  async claim(agent: string): Promise<JournalClaim> {
    const log = this.#logs.get(agent) ?? { epoch: 0, first: 0, places: [], before: undefined };
    // At once: whoever claims it next gets another number, and whoever owned it appends no more.
    log.epoch += 1;
    this.#logs.set(agent, log);
    const { epoch } = log;
    await this.#write(encodeEntry({ kind: "claim", agent, epoch, number: 0 }), []);
    return { agent, epoch, first: log.first, next: log.first + log.places.length };
  }

  async append({ agent, epoch, at, entries, restart = false }: JournalAppend): Promise<void> {
    const log = this.#owned(agent, epoch);
    const { first, places, before } = log;
    if (first + places.length !== at) throw new JournalConflictError(agent);
    const lines = entries.map((entry, index) =>
      encodeEntry(
        { kind: restart && index === 0 ? "first" : "entry", agent, epoch, number: at + index },
        entry,
      ),
    );
    const added = lines.map((line) => ({ offset: -1, length: Buffer.byteLength(line) }));
    // Numbers are taken at once, for whoever appends before this is written.
    if (restart) Object.assign(log, { first: at, places: added, before: { first, places, before } });
    else places.push(...added);
    try {
      await this.#write(lines.join(""), added);
    } catch (error) {
      if (restart) Object.assign(log, { first, places, before });
      else places.length = Math.min(places.length, at - first);
      throw error;
    }
    if (log.places === added) log.before = undefined;
  }

  async read(agent: string, after: number): Promise<readonly JournalEntry[]> {
    return this.#next("cannot be read", async () => {
      const { first, places } = this.#logs.get(agent) ?? { first: 0, places: [] };
      const wanted = places.slice(Math.max(0, after + 1 - first)).filter(({ offset }) => offset !== -1);
      const entries: JournalEntry[] = [];
      for (const { offset, length } of wanted) {
        const { buffer, bytesRead } = await this.#handle.read(Buffer.alloc(length), 0, length, offset);
        if (bytesRead < length) throw new Error("the file has been cut short");
        entries.push(entryOf(buffer));
      }
      return entries;
    });
  }

  async remove(agent: string, epoch: number): Promise<void> {
    const log = this.#owned(agent, epoch);
    // At once, as with a claim; what it has stays until this is written.
    log.epoch += 1;
    try {
      await this.#write(encodeEntry({ kind: "remove", agent, epoch, number: 0 }), []);
    } catch (error) {
      if (log.epoch === epoch + 1) log.epoch = epoch;
      throw error;
    }
    Object.assign(log, { first: 0, places: [], before: undefined });
    // Somebody may have claimed it meanwhile, as a new one.
    if (log.epoch === epoch + 1) this.#logs.delete(agent);
  }

  close(): Promise<void> {
    this.#closing ??= this.#next("cannot be closed", () => this.#handle.close()).finally(() => this.#letGo());
    return this.#closing;
  }

  #owned(agent: string, epoch: number): AgentLog {
    const log = this.#logs.get(agent);
    if (log === undefined || log.epoch !== epoch) throw new JournalConflictError(agent);
    return log;
  }

  /** One thing after the other. */
  #next<T>(what: string, work: () => Promise<T>): Promise<T> {
    const mine = this.#work.then(() => saying(what, work));
    this.#work = mine.catch(() => undefined); // Whoever asked for it has the error.
    return mine;
  }

  /** Lines that are to be written in the same moment go to the disk together. */
  async #write(text: string, places: readonly Place[]): Promise<void> {
    if (this.#closing !== undefined) throw new JournalError("cannot be written", "it is closed");
    return new Promise((resolve, reject) => {
      const settle = (error?: ClaudeError): void => (error === undefined ? resolve() : reject(error));
      this.#waiting.push({ text, places, settle });
      if (this.#waiting.length > 1) return;
      this.#next("cannot be written", () => this.#flush()).catch(settle);
    });
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    const bytes = Buffer.from(batch.map(({ text }) => text).join(""));
    try {
      if (this.#torn) await this.#handle.truncate(this.#end);
      this.#torn = true;
      await writeAll(this.#handle, bytes, this.#end);
      this.#torn = false;
    } catch (cause) {
      // Those that came meanwhile have numbers that count on these.
      const error = new JournalError("cannot be written", cause);
      for (const { settle } of [...batch, ...this.#waiting.splice(0)]) settle(error);
      return;
    }
    for (const { text, places, settle } of batch) {
      let offset = this.#end;
      for (const place of places) {
        place.offset = offset;
        offset += place.length;
      }
      this.#end += Buffer.byteLength(text);
      settle();
    }
    if (this.#end > this.#compactAt) await this.#compact();
  }

  async #compact(): Promise<void> {
    const rest = compact(await readFile(this.#file), this.#logs);
    // Also when it fails: the next time is not with the next line.
    this.#compactAt = nextSize(this.#end);
    const former = this.#handle;
    try {
      this.#handle = await replace(this.#file, rest.bytes);
    } catch {
      // What there is goes on to serve; where the disk is full, the next append says so.
      return;
    }
    move(rest.offsets);
    this.#end = rest.bytes.length;
    this.#compactAt = nextSize(this.#end);
    await former.close();
  }
}

/** How long the file may become before it is written anew. */
function nextSize(end: number): number {
  return 2 * end + WASTE_BYTES;
}

async function saying<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ClaudeError ? error : new JournalError(what, error);
  }
}
