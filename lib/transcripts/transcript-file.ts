// Which conversation a transcript file holds, and which file a conversation's transcript is.
import path from "node:path";
import type { SessionKey } from "./store.ts";

const EXTENSION = ".jsonl";

/**
 * Which conversation, or which subagent's, a transcript file holds.
 *
 * @param folder The `projects` folder that it should be in.
 * @returns Undefined when it is not in there, or at a place where no transcripts are.
 */
export function keyOfFile(file: string, folder: string): SessionKey | undefined {
  const relative = path.relative(folder, file);
  if (path.isAbsolute(relative)) return undefined;
  const [projectKey = "", second = "", ...rest] = relative.split(path.sep);
  if (projectKey === "" || projectKey === "..") return undefined;
  if (rest.length === 0) {
    if (!second.endsWith(EXTENSION)) return undefined;
    return { projectKey, sessionId: withoutExtension(second) };
  }
  if (rest.length === 1) return undefined;
  return { projectKey, sessionId: second, subpath: withoutExtension(rest.join("/")) };
}

/** The file of a key, under the `projects` folder. */
export function fileOfKey({ projectKey, sessionId, subpath }: SessionKey, folder: string): string {
  const place = path.join(folder, projectKey, sessionId);
  return `${subpath === undefined ? place : path.join(place, ...subpath.split("/"))}${EXTENSION}`;
}

/** The file in which the CLI keeps what there is to know about a subagent, beside its transcript. */
export function metadataFile(transcript: string): string {
  return `${withoutExtension(transcript)}.meta.json`;
}

/** The folder with everything that belongs to a conversation besides its transcript. */
export function folderOfFile(transcript: string): string {
  return withoutExtension(transcript);
}

function withoutExtension(file: string): string {
  return file.endsWith(EXTENSION) ? file.slice(0, -EXTENSION.length) : file;
}
