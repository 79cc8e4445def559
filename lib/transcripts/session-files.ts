// Where transcripts are: those of a session, of a directory, of all projects, and those of a session's subagents.
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import {
  configFolder,
  cutKey,
  fixedKey,
  folderOfTranscript,
  isSessionId,
  isTranscript,
  keyFromPath,
  metadataFile,
  plainKey,
  realDirectory,
  transcriptFile,
} from "../config-folder.ts";
import { parsedJson } from "../json-object.ts";
import { openRegularFile, readRegularFile } from "../regular-file.ts";
import { type Fields, record } from "../stores/unchecked.ts";
import { type Ends, EndsReader } from "./ends.ts";
import { firstLineText, lastLineText } from "./raw-fields.ts";
import { worktreesOf } from "./worktrees.ts";

/** A file or a folder; a link is what it leads to. */
interface Item {
  readonly name: string;
  readonly path: string;
  readonly isFolder: boolean;
}

/** What is in a folder, by name. What is neither file nor folder, or cannot be looked at, is passed over. */
async function itemsIn(folder: string): Promise<Item[]> {
  const found = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const items: Item[] = [];
  for (const entry of found) {
    const item = path.join(folder, entry.name);
    const what = entry.isSymbolicLink() ? await stat(item).catch(() => undefined) : entry;
    if (what?.isFile() || what?.isDirectory())
      items.push({ name: entry.name, path: item, isFolder: what.isDirectory() });
  }
  return items.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function foldersIn(folder: string): Promise<Item[]> {
  return (await itemsIn(folder)).filter(({ isFolder }) => isFolder);
}

/** A transcript that has something in it. */
export interface Found {
  readonly file: string;
  /** The working directory that led to it, when one was asked for. */
  readonly project: string | undefined;
}

export async function findTranscript(sessionId: string, dir?: string): Promise<Found | undefined> {
  for await (const found of transcriptsOf(sessionId, dir)) return found;
  return undefined;
}

/**
 * All transcripts of a session; after a move there can be more than one.
 *
 * @param least How many bytes they have at least: the CLI creates the file before it writes to it.
 */
export async function* transcriptsOf(sessionId: string, dir?: string, least = 1): AsyncGenerator<Found> {
  if (!isSessionId(sessionId)) return;
  for await (const [folder, project] of foldersOf(dir ? familyOf(dir) : undefined)) {
    const file = transcriptFile(folder, sessionId);
    if (await hasBytes(file, least)) yield { file, project };
  }
}

/** Only of what can be read: lists have nothing else either. */
async function hasBytes(file: string, least: number): Promise<boolean> {
  const handle = await openRegularFile(file).catch(() => undefined);
  if (handle === undefined) return false;
  try {
    return (await handle.stat()).size >= least;
  } finally {
    await handle.close();
  }
}

/** A directory, then its repository's other worktrees. */
async function* familyOf(dir: string): AsyncGenerator<string> {
  const own = await realDirectory(dir);
  yield own;
  yield* await worktreesOf(own);
}

/** The folders of directories, each for the first of them that it stands for; those of all projects if none are given. */
async function* foldersOf(
  dirs: Iterable<string> | AsyncIterable<string> | undefined,
): AsyncGenerator<[folder: string, project: string | undefined]> {
  if (dirs === undefined) {
    for (const folder of await foldersIn(configFolder().projects)) yield [folder.path, undefined];
    return;
  }
  const seen = new Set<string>();
  for await (const dir of dirs)
    for (const folder of await foldersFor(dir)) {
      if (!seen.has(folder)) yield [folder, dir];
      seen.add(folder);
    }
}

/** A transcript that a list may show. */
export interface Candidate {
  readonly sessionId: string;
  readonly file: string;
  /** Whether there is a folder beside the transcript, with a title or a mark perhaps. */
  readonly hasFolder: boolean;
  /** The project whose sessions were asked for. */
  readonly project: Project | undefined;
}

export interface Project {
  /** Its working directory. */
  readonly dir: string;
  /** All directories whose sessions belong to the list. */
  readonly family: readonly string[];
}

/** The transcripts of a directory and, unless they are left out, of its repository's other worktrees; all if none is given. */
export async function candidatesOf(dir: string | undefined, includeWorktrees: boolean): Promise<Candidate[]> {
  const own = dir && (await realDirectory(dir));
  const worktrees = own && includeWorktrees ? await worktreesOf(own) : [];
  // A repository without worktrees says nothing about whose session it is.
  const family = own && worktrees.length > 1 ? [own, ...worktrees] : [];
  const found: Candidate[] = [];
  for await (const [folder, owner] of foldersOf(own ? [own, ...family] : undefined))
    found.push(...(await candidatesIn(folder, owner === undefined ? undefined : { dir: owner, family })));
  return found;
}

async function candidatesIn(folder: string, project: Project | undefined): Promise<Candidate[]> {
  const items = await itemsIn(folder);
  const folders = new Set(items.filter(({ isFolder }) => isFolder).map(({ name }) => name));
  return items.flatMap(({ name, path: file, isFolder }) => {
    const sessionId = isTranscript(name) ? folderOfTranscript(name) : "";
    if (isFolder || !isSessionId(sessionId)) return [];
    return [{ sessionId, file, hasFolder: folders.has(sessionId), project }];
  });
}

/** The folders that exist for a working directory: its own, and those whose hash another runtime computed. */
async function foldersFor(dir: string): Promise<string[]> {
  const fixed = fixedKey();
  const names = fixed === undefined ? [keyFromPath(dir)] : [fixed, keyFromPath(dir)];
  const { projects } = configFolder();
  const found: string[] = [];
  for (const name of names) {
    const folder = path.join(projects, name);
    if ((await stat(folder).catch(() => undefined))?.isDirectory()) found.push(folder);
  }
  const cut = cutKey(dir);
  if (fixed !== undefined || cut === undefined) return found;
  for (const { name, path: folder } of await foldersIn(projects))
    if (name.startsWith(cut) && !names.includes(name) && (await isFolderOf(folder, dir))) found.push(folder);
  return found;
}

/** Whether a folder with a cut-off name holds sessions of this very directory. */
async function isFolderOf(folder: string, dir: string): Promise<boolean> {
  const reader = new EndsReader();
  for (const { file } of await candidatesIn(folder, undefined)) {
    const ends = reader.read(file);
    const cwd = ends && recordedCwd(ends);
    if (cwd !== undefined && plainKey(cwd) === plainKey(dir)) return true;
  }
  return false;
}

/** The working directory that a transcript names itself. */
export function recordedCwd({ head, tail }: Ends): string | undefined {
  return lastLineText(tail, "relocatedCwd", "relocated") ?? firstLineText(head, "cwd");
}

export interface SubagentFile {
  readonly file: string;
  /** Its place in the session, as stores name it. */
  readonly subpath: string;
}

/** What the CLI has noted beside a subagent's transcript: its kind, the call that started it, …; undefined if nothing. */
export async function subagentDetails(file: string): Promise<Fields | undefined> {
  // Written by an older version, or not yet, or not readable: the messages can be read without it.
  const json = await readRegularFile(metadataFile(file)).catch(() => undefined);
  return record(parsedJson(json ?? ""));
}

/** The transcripts of a session's subagents, and of those that they started. */
export async function subagentFiles(transcript: string): Promise<SubagentFile[]> {
  const found: SubagentFile[] = [];
  const seen = new Set<string>();
  const look = async (folder: string, subpath: string): Promise<void> => {
    const real = await realpath(folder).catch(() => folder);
    // A link can lead back up.
    if (seen.has(real)) return;
    seen.add(real);
    for (const { name, path: item, isFolder } of await itemsIn(folder)) {
      if (isFolder) await look(item, `${subpath}/${name}`);
      else if (name.startsWith("agent-") && isTranscript(name))
        found.push({ file: item, subpath: `${subpath}/${folderOfTranscript(name)}` });
    }
  };
  await look(path.join(folderOfTranscript(transcript), "subagents"), "subagents");
  return found;
}
