// Lists the sessions on disk, newest first, by reading two ends of each transcript.
import { statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { EndsReader } from "./ends.ts";
import { describeFile, type SDKSessionInfo } from "./info.ts";
import { isForeign, isProgrammatic, movedOn } from "./list-filter.ts";
import type { ListSessionsOptions, Page } from "./options.ts";
import { type Candidate, candidatesOf } from "./session-files.ts";

/** For how long a list may keep the program from other work, in milliseconds. */
const SLICE_MS = 8;

/** Reads no more transcripts than it takes to fill the page. */
export async function listOnDisk(
  { dir, includeWorktrees = true, includeProgrammatic = true }: ListSessionsOptions,
  { offset, limit }: Page,
): Promise<SDKSessionInfo[]> {
  const candidates = await newestFirst(await candidatesOf(dir, includeWorktrees));
  const reader = new EndsReader();
  const page = new Map<string, SDKSessionInfo>();
  for await (const candidate of inSlices(candidates)) {
    const info = describeCandidate(candidate, reader, includeProgrammatic);
    if (info !== undefined && !page.has(info.sessionId)) page.set(info.sessionId, info);
    if (page.size >= offset + limit) break;
  }
  return [...page.values()].slice(offset, offset + limit);
}

function describeCandidate(
  candidate: Candidate,
  reader: EndsReader,
  includeProgrammatic: boolean,
): SDKSessionInfo | undefined {
  const ends = reader.read(candidate.file);
  if (ends === undefined || (!includeProgrammatic && isProgrammatic(ends))) return undefined;
  if (movedOn(candidate.file, ends)) return undefined;
  const { sessionId, file, hasFolder, project } = candidate;
  const info = describeFile(sessionId, file, ends, project?.dir, hasFolder);
  const foreign = info !== undefined && project !== undefined && isForeign(ends, project);
  return foreign ? undefined : info;
}

/** The same candidates with the newest first, as far as they still exist. */
export async function newestFirst(candidates: readonly Candidate[]): Promise<Candidate[]> {
  const dated: { candidate: Candidate; time: number; id: string }[] = [];
  for await (const candidate of inSlices(candidates)) {
    const time = modified(candidate.file);
    if (time !== undefined) dated.push({ candidate, time, id: candidate.sessionId });
  }
  // Sessions of the same millisecond are in falling order of their ids, so that pages never overlap.
  return dated
    .toSorted((a, b) => b.time - a.time || Number(a.id < b.id) - Number(b.id < a.id))
    .map(({ candidate }) => candidate);
}

function modified(file: string): number | undefined {
  try {
    return statSync(file).mtime.getTime();
  } catch {
    // Deleted since, or in a folder that may not be entered: to a list it does not exist.
    return undefined;
  }
}

/** Each item, in order; while it is worked on, others are let in every few milliseconds. */
async function* inSlices<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  let begun = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - begun < SLICE_MS) continue;
    await setImmediate();
    begun = performance.now();
  }
}
