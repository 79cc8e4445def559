// The folders that exist for a working directory, and which of them are really its own.
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { configFolder, cutKey, fixedKey, isTranscript, keyFromPath, plainKey } from "../config-folder.ts";
import { type Ends, EndsReader } from "./ends.ts";
import { firstLineText, lastLineText } from "./fields.ts";

/** The folders that exist for a working directory: its own, and those whose hash another runtime computed. */
export async function foldersOf(dir: string, projects: string = configFolder().projects): Promise<string[]> {
  const fixed = fixedKey();
  const names = fixed === undefined ? [keyFromPath(dir)] : [fixed, keyFromPath(dir)];
  const found: string[] = [];
  for (const name of names)
    if (await isFolder(path.join(projects, name))) found.push(path.join(projects, name));
  if (fixed !== undefined || cutKey(dir) === undefined) return found;
  for (const name of await foldersIn(projects)) {
    const folder = path.join(projects, name);
    if (!names.includes(name) && (await holdsLongPath(folder, name, dir))) found.push(folder);
  }
  return found;
}

async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** The names of the folders directly in one. */
export async function foldersIn(folder: string): Promise<string[]> {
  try {
    const inside = await readdir(folder, { withFileTypes: true });
    return inside.filter((item) => item.isDirectory()).map(({ name }) => name);
  } catch {
    // Nothing has been kept here yet.
    return [];
  }
}

/** Whether a folder with a cut-off name holds sessions of this very directory. */
export async function holdsLongPath(folder: string, name: string, dir: string): Promise<boolean> {
  const cut = cutKey(dir);
  if (cut === undefined || !name.startsWith(cut)) return false;
  const key = plainKey(dir);
  const reader = new EndsReader();
  for (const file of await readdir(folder)) {
    const ends = isTranscript(file) ? reader.read(path.join(folder, file)) : undefined;
    const cwd = ends && recordedCwd(ends);
    if (cwd !== undefined && plainKey(cwd) === key) return true;
  }
  return false;
}

/** The working directory that a transcript names itself. */
export function recordedCwd({ head, tail }: Ends): string | undefined {
  return lastLineText(tail, "relocatedCwd", "relocated") ?? firstLineText(head, "cwd");
}
