// Finds the transcript of a session: in the project of a directory, in its other worktrees, or anywhere.
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { configFolder, isSessionId, realDirectory, transcriptFile } from "../config-folder.ts";
import { foldersOf } from "./project-folders.ts";
import { worktreesOf } from "./worktrees.ts";

/** A transcript that has something in it. */
export interface Found {
  readonly file: string;
  /** The folder that it lies in. */
  readonly folder: string;
  /** The working directory that led to it, when one was asked for. */
  readonly project: string | undefined;
}

/** The first transcript of a session. */
export async function findTranscript(sessionId: string, dir?: string): Promise<Found | undefined> {
  for await (const found of transcriptsOf(sessionId, dir)) return found;
  return undefined;
}

/** All transcripts of a session; after a move there can be more than one. */
export async function* transcriptsOf(sessionId: string, dir?: string): AsyncGenerator<Found> {
  if (!isSessionId(sessionId)) return;
  for await (const [folder, project] of dir ? projectFolders(dir) : allFolders()) {
    const file = transcriptFile(folder, sessionId);
    try {
      const found = await stat(file);
      // The CLI creates the file before it writes to it.
      if (found.isFile() && found.size > 0) yield { file, folder, project };
    } catch {
      // Not in this folder.
      continue;
    }
  }
}

/** The folders for a directory, its own ones first, then those of its repository's other worktrees. */
async function* projectFolders(dir: string): AsyncGenerator<[folder: string, project: string]> {
  const own = await realDirectory(dir);
  for (const folder of await foldersOf(own)) yield [folder, own];
  for (const worktree of await worktreesOf(own)) {
    if (worktree === own) continue;
    for (const folder of await foldersOf(worktree)) yield [folder, worktree];
  }
}

async function* allFolders(): AsyncGenerator<[folder: string, project: undefined]> {
  const projects = configFolder().projects;
  const names = await readdir(projects).catch((): string[] => []);
  for (const name of names.toSorted()) yield [path.join(projects, name), undefined];
}
