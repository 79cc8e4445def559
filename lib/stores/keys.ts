// Which conversation a transcript file holds, and which file a conversation's transcript is.
import path from "node:path";
import { folderOfTranscript, isTranscript, transcriptFile } from "../config-folder.ts";
import type { SessionKey } from "./store.ts";

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
    if (!isTranscript(second)) return undefined;
    return { projectKey, sessionId: folderOfTranscript(second) };
  }
  if (rest.length === 1) return undefined;
  return { projectKey, sessionId: second, subpath: folderOfTranscript(rest.join("/")) };
}

/** The file of a key, under the `projects` folder. */
export function fileOfKey({ projectKey, sessionId, subpath }: SessionKey, folder: string): string {
  const project = path.join(folder, projectKey);
  return transcriptFile(project, path.join(sessionId, ...(subpath?.split("/") ?? [])));
}
