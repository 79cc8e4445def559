// The transcripts that a list may show: those of all projects, or of one directory and its worktrees.
import { statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import {
  configFolder,
  folderOfTranscript,
  isSessionId,
  isTranscript,
  projectKey,
  realDirectory,
} from "../config-folder.ts";
import { foldersIn, foldersOf, holdsLongPath } from "./project-folders.ts";
import { inSlices } from "./slices.ts";
import { worktreesOf } from "./worktrees.ts";

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

/** Every transcript of every project. */
export async function everywhere(): Promise<Candidate[]> {
  const projects = configFolder().projects;
  const found: Candidate[] = [];
  for (const name of await foldersIn(projects))
    found.push(...(await transcriptsIn(path.join(projects, name), undefined)));
  return found;
}

/** The transcripts of a directory and, unless they are left out, of its repository's other worktrees. */
export async function ofDirectory(dir: string, includeWorktrees: boolean): Promise<Candidate[]> {
  const own = await realDirectory(dir);
  const worktrees = includeWorktrees ? await worktreesOf(own) : [];
  const family = worktrees.length > 1 ? [own, ...worktrees] : [own];
  const found: Candidate[] = [];
  const seen = new Set<string>();
  for (const [folder, owner] of await foldersOfFamily(own, family)) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    // A repository without worktrees says nothing about whose session it is.
    const project = { dir: owner, family: family.length > 1 ? family : [] };
    found.push(...(await transcriptsIn(folder, project)));
  }
  return found;
}

async function foldersOfFamily(
  own: string,
  family: readonly string[],
): Promise<[folder: string, owner: string][]> {
  const folders = (await foldersOf(own)).map((folder): [string, string] => [folder, own]);
  if (family.length === 1) return folders;
  const projects = configFolder().projects;
  // The longest name first: a folder that could stand for two worktrees stands for the more particular one.
  const byName = family.slice(1).toSorted((a, b) => projectKey(b).length - projectKey(a).length);
  for (const name of await foldersIn(projects)) {
    const folder = path.join(projects, name);
    for (const worktree of byName) {
      if (name !== projectKey(worktree) && !(await holdsLongPath(folder, name, worktree))) continue;
      folders.push([folder, worktree]);
      break;
    }
  }
  return folders;
}

async function transcriptsIn(folder: string, project: Project | undefined): Promise<Candidate[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const all = new Set(names);
  return names.flatMap((name) => {
    const sessionId = isTranscript(name) ? folderOfTranscript(name) : "";
    if (!isSessionId(sessionId)) return [];
    return [{ sessionId, file: path.join(folder, name), hasFolder: all.has(sessionId), project }];
  });
}

/** The same candidates with the newest first, as far as they still exist. */
export async function newestFirst(candidates: readonly Candidate[]): Promise<Candidate[]> {
  const times = await inSlices(candidates, ({ file }) => modified(file));
  return candidates
    .map((candidate, index) => ({ candidate, time: times[index] }))
    .filter((item): item is { candidate: Candidate; time: number } => item.time !== undefined)
    .toSorted((a, b) => b.time - a.time || compareIds(a.candidate.sessionId, b.candidate.sessionId))
    .map(({ candidate }) => candidate);
}

/** Sessions of the same millisecond are in falling order of their ids, so that pages never overlap. */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  return b < a ? -1 : 1;
}

function modified(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtime.getTime();
}
