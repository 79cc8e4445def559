// Writes files that only this user can read. Each appears when it is complete: nobody reads half of one.
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { SessionStoreEntry } from "./store.ts";

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const PIECE_CHARACTERS = 256 * 1024;

/** @param pieces Its text; its folder is made if need be. */
export async function writePrivateFile(
  file: string,
  pieces: readonly string[] | AsyncIterable<string>,
): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  const draft = path.join(folder, `${crypto.randomUUID()}.part`);
  try {
    const handle = await open(draft, "wx", FILE_MODE);
    try {
      for await (const piece of pieces) await handle.appendFile(piece);
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Entries as the lines of a transcript, many to a piece. */
export async function* transcriptOf(
  entries: Iterable<SessionStoreEntry> | AsyncIterable<SessionStoreEntry>,
): AsyncGenerator<string> {
  let lines = "";
  for await (const entry of entries) {
    lines += `${JSON.stringify(entry)}\n`;
    if (lines.length < PIECE_CHARACTERS) continue;
    yield lines;
    lines = "";
  }
  yield lines;
}
