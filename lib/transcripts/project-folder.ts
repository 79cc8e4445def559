// Where Claude Code keeps the transcripts of a working directory.
import { readdir, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import process from "node:process";
import { type Ends, EndsReader } from "./ends.ts";
import { firstLineText, lastLineText } from "./fields.ts";

/** Environment variables; undefined counts as absent. */
type Env = Readonly<Record<string, string | undefined>>;

/** Longer names are cut here, and a hash of the whole is added. */
const LONGEST_NAME = 200;
const HASH_RADIX = 36;
const OVERRIDE = /^[A-Za-z0-9_-]{1,64}$/;
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/** The folder of all projects. Looked up at each call, because programs set `CLAUDE_CONFIG_DIR` while they run. */
export function projectsFolder(): string {
  return path.join(configFolder() ?? path.join(homedir(), ".claude"), "projects").normalize("NFC");
}

function configFolder(): string | undefined {
  return process.env["CLAUDE_CONFIG_DIR"] || undefined;
}

/** The folder name for a working directory: one that the environment fixes, or one made from the path. */
export function projectKey(dir: string, env: Env = process.env): string {
  return fixedKey(env) ?? keyFromPath(dir);
}

/** The CLI obeys this variable only together with a configuration folder of its own. */
function fixedKey(env: Env = process.env): string | undefined {
  const name = env["CLAUDE_CONFIG_DIR"] && env["CLAUDE_CODE_PROJECT_DIR_NAME"];
  return name && OVERRIDE.test(name) && !WINDOWS_DEVICE.test(name) ? name : undefined;
}

function keyFromPath(dir: string): string {
  const name = plainKey(dir);
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}-${hash(dir)}`;
}

/** A path as a name, however long; two paths can have the same one. */
export function plainKey(dir: string): string {
  return dir.replaceAll(/[^a-zA-Z0-9]/g, "-");
}

function hash(text: string): string {
  let value = 0;
  for (let at = 0; at < text.length; at += 1) value = ((value << 5) - value + text.charCodeAt(at)) | 0;
  return Math.abs(value).toString(HASH_RADIX);
}

/** A directory without symbolic links, as the CLI sees its own; as given when there is no such directory. */
export async function realDirectory(dir: string): Promise<string> {
  const absolute = path.resolve(dir);
  try {
    return composed(await realpath(absolute));
  } catch {
    // Sessions outlive their directory, so a missing one is still a key.
    return composed(absolute);
  }
}

/** macOS hands out decomposed names; the CLI composes them. */
function composed(file: string): string {
  return process.platform === "darwin" ? file.normalize("NFC") : file;
}

/** The folders that exist for a working directory: its own, and those whose hash another runtime computed. */
export async function foldersOf(dir: string, projects: string = projectsFolder()): Promise<string[]> {
  const names = fixedKey() === undefined ? [keyFromPath(dir)] : [projectKey(dir), keyFromPath(dir)];
  const found: string[] = [];
  for (const name of names)
    if (await isFolder(path.join(projects, name))) found.push(path.join(projects, name));
  if (fixedKey() !== undefined || plainKey(dir).length <= LONGEST_NAME) return found;
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
  const key = plainKey(dir);
  if (key.length <= LONGEST_NAME || !name.startsWith(`${key.slice(0, LONGEST_NAME)}-`)) return false;
  const reader = new EndsReader();
  for (const file of await readdir(folder)) {
    const ends = file.endsWith(".jsonl") ? reader.read(path.join(folder, file)) : undefined;
    const cwd = ends && recordedCwd(ends);
    if (cwd !== undefined && plainKey(cwd) === key) return true;
  }
  return false;
}

/** The working directory that a transcript names itself. */
export function recordedCwd({ head, tail }: Ends): string | undefined {
  return lastLineText(tail, "relocatedCwd", "relocated") ?? firstLineText(head, "cwd");
}
