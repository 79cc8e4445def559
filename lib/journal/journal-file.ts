// The file of a journal: what is found in it, and how it is written anew without what nobody needs any more.
import { copyFile, type FileHandle, open, readFile, rename, rm, truncate } from "node:fs/promises";
import { encodeEntry, type FoundLine, HEADER, scanLines } from "./entry-lines.ts";

/** Where an entry stands; -1 until it does. */
export interface Place {
  offset: number;
  length: number;
}

/** What is known of an agent without reading its entries. */
export interface AgentLog {
  epoch: number;
  /** The number of the first entry that counts. */
  first: number;
  /** Where each entry from there on stands. */
  places: Place[];
  /** What counts until the first of these is written, if that says all that others have said. */
  before: Omit<AgentLog, "epoch"> | undefined;
}

export interface FoundFile {
  readonly handle: FileHandle;
  readonly logs: Map<string, AgentLog>;
  /** How long it is. */
  readonly end: number;
  /** What was wrong with it, and under which name it was kept. */
  readonly damage: string | undefined;
}

/** Read what there is, and mend it; make a file where there is none. */
export async function findFile(file: string): Promise<FoundFile> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  // Also one that was cut off within its first line has never held an entry.
  if (bytes === undefined || HEADER.startsWith(bytes.toString())) return begin(file, undefined);
  if (!bytes.toString("latin1", 0, HEADER.length).startsWith(HEADER)) {
    const isNewer = bytes.toString("latin1", 0, 16) === HEADER.slice(0, 16);
    const kept = await setAside(file, isNewer ? "newer" : "damaged");
    return begin(
      file,
      `${isNewer ? "A newer version wrote it" : "It is no journal"}; it is kept as "${kept}"`,
    );
  }
  const { lines, damaged, end } = scanLines(bytes, HEADER.length);
  const { logs, misplaced } = replay(lines);
  if (damaged + misplaced === 0) {
    // Its program died while it wrote.
    if (end < bytes.length) await truncate(file, end);
    return { handle: await open(file, "r+"), logs, end, damage: undefined };
  }
  const rest = compact(bytes, logs);
  const kept = await setAside(file, "damaged");
  const handle = await replace(file, rest.bytes);
  move(rest.offsets);
  const damage = `${damaged} damaged lines were left out, and ${misplaced} that no longer follow the one before; the file is kept as "${kept}"`;
  return { handle, logs, end: rest.bytes.length, damage };
}

/** The file without what nobody needs any more, and where each entry stands in it. */
export function compact(
  bytes: Buffer,
  logs: ReadonlyMap<string, AgentLog>,
): { bytes: Buffer; offsets: Map<Place, number> } {
  const parts: Buffer[] = [Buffer.from(HEADER)];
  const offsets = new Map<Place, number>();
  let end = HEADER.length;
  const add = (part: Buffer): void => {
    parts.push(part);
    end += part.length;
  };
  for (const [agent, log] of logs) {
    add(Buffer.from(encodeEntry({ kind: "claim", agent, epoch: log.epoch, number: 0 })));
    for (const place of placesOf(log)) {
      if (place.offset === -1) continue;
      offsets.set(place, end);
      add(bytes.subarray(place.offset, place.offset + place.length));
    }
  }
  return { bytes: Buffer.concat(parts), offsets };
}

/** Of the entries that are written, or will be behind them. */
function placesOf(log: Omit<AgentLog, "epoch">): Place[] {
  const isWaiting = log.places[0]?.offset === -1;
  return isWaiting && log.before !== undefined ? placesOf(log.before) : log.places;
}

export function move(offsets: ReadonlyMap<Place, number>): void {
  for (const [place, offset] of offsets) place.offset = offset;
}

/** Have another file in its place: the old one or the new one, whenever this program dies. @returns The new one, open. */
export async function replace(file: string, bytes: Buffer): Promise<FileHandle> {
  const next = `${file}.next`;
  const handle = await open(next, "w+", 0o600);
  try {
    await writeAll(handle, bytes, 0);
    await handle.sync();
    await rename(next, file);
    return handle;
  } catch (error) {
    await handle.close();
    // It may be what fills the disk.
    await rm(next, { force: true });
    throw error;
  }
}

/** All of it, however little the system takes at once. */
export async function writeAll(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  let written = 0;
  while (written < bytes.length)
    written += (await file.write(bytes, written, bytes.length - written, at + written)).bytesWritten;
}

function replay(lines: readonly FoundLine[]): { logs: Map<string, AgentLog>; misplaced: number } {
  const logs = new Map<string, AgentLog>();
  let misplaced = 0;
  for (const { kind, agent, epoch, number, offset, length } of lines) {
    const log = logs.get(agent) ?? { epoch: 0, first: 0, places: [], before: undefined };
    if (kind === "remove") logs.delete(agent);
    else {
      logs.set(agent, log);
      log.epoch = Math.max(log.epoch, epoch);
      if (kind === "first") Object.assign(log, { first: number, places: [{ offset, length }] });
      else if (kind === "entry" && number === log.first + log.places.length)
        log.places.push({ offset, length });
      else if (kind === "entry") misplaced += 1;
    }
  }
  return { logs, misplaced };
}

async function begin(file: string, damage: string | undefined): Promise<FoundFile> {
  const handle = await replace(file, Buffer.from(HEADER));
  return { handle, logs: new Map(), end: HEADER.length, damage };
}

/** Keep what is about to be replaced; until then it stays, should this program die. @returns The name of the copy. */
async function setAside(file: string, what: string): Promise<string> {
  const name = `${file}.${what}-${new Date().toISOString().replaceAll(":", "-")}`;
  await copyFile(file, name);
  return name;
}
