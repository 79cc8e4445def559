// Lists the sessions on disk, newest first, by reading two ends of each transcript.
import { realpathSync, statSync } from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { plainKey } from "../config-folder.ts";
import { readArchivedMark } from "./archived.ts";
import { type Ends, EndsReader } from "./ends.ts";
import { nameOf, TAG, TITLE } from "./given-name.ts";
import { type Beside, describeSession, type SDKSessionInfo } from "./info.ts";
import { fileHolds, isProgrammatic, movedOn } from "./list-filter.ts";
import { firstText, lastLineText } from "./raw-fields.ts";
import { type Candidate, candidatesOf, type Project, recordedCwd } from "./session-files.ts";

const SHARE = /^[\\/]{2}/;
/** How many more transcripts are read while a page is not full. */
const STEP = 32;
/** For how long a list may keep the program from other work, in milliseconds. */
const SLICE_MS = 8;
const MESSAGES = ['"type":"user"', '"type":"assistant"'];

export interface ListRequest {
  readonly dir?: string | undefined;
  readonly limit: number;
  readonly offset: number;
  readonly includeWorktrees: boolean;
  readonly includeProgrammatic: boolean;
}

export async function listOnDisk(request: ListRequest): Promise<SDKSessionInfo[]> {
  const candidates = await candidatesOf(request.dir, request.includeWorktrees);
  if (request.limit === Number.POSITIVE_INFINITY && request.offset <= 0) return listAll(candidates, request);
  return listPage(await newestFirst(candidates), request);
}

async function listAll(candidates: readonly Candidate[], request: ListRequest): Promise<SDKSessionInfo[]> {
  const newest = new Map<string, SDKSessionInfo>();
  for (const info of await describeAll(candidates, request)) {
    const other = newest.get(info.sessionId);
    if (other === undefined || info.lastModified > other.lastModified) newest.set(info.sessionId, info);
  }
  return [...newest.values()].toSorted(
    (a, b) => b.lastModified - a.lastModified || compareIds(a.sessionId, b.sessionId),
  );
}

/** Reads no more transcripts than it takes to fill the page. */
async function listPage(sorted: readonly Candidate[], request: ListRequest): Promise<SDKSessionInfo[]> {
  const page = new Map<string, SDKSessionInfo>();
  const wanted = Math.max(0, request.offset) + request.limit;
  for (let from = 0; from < sorted.length && page.size < wanted; from += STEP) {
    for (const info of await describeAll(sorted.slice(from, from + STEP), request))
      if (!page.has(info.sessionId)) page.set(info.sessionId, info);
  }
  return [...page.values()].slice(Math.max(0, request.offset), wanted);
}

async function describeAll(
  candidates: readonly Candidate[],
  request: ListRequest,
): Promise<SDKSessionInfo[]> {
  const reader = new EndsReader();
  const infos = await inSlices(candidates, (candidate) =>
    describeCandidate(candidate, reader, request.includeProgrammatic),
  );
  return infos.filter((info) => info !== undefined);
}

function describeCandidate(
  candidate: Candidate,
  reader: EndsReader,
  includeProgrammatic: boolean,
): SDKSessionInfo | undefined {
  const ends = reader.read(candidate.file);
  if (ends === undefined || (!includeProgrammatic && isProgrammatic(ends))) return undefined;
  if (movedOn(candidate.file, ends)) return undefined;
  const beside = readBeside(candidate.file, ends, candidate.hasFolder);
  const { sessionId, project } = candidate;
  const info = describeSession(sessionId, ends, project?.dir, beside);
  const foreign = info !== undefined && project !== undefined && isForeign(ends, project);
  return foreign ? undefined : info;
}

/** What is to be known of a session besides the two ends of its transcript. */
export function readBeside(file: string, ends: Ends, hasFolder = true): Beside {
  const hasMessages = (): boolean => ends.size > ends.head.length && fileHolds(file, MESSAGES);
  if (!hasFolder) return { hasMessages };
  const [title, tag] = [nameOf(TITLE, file, ends), nameOf(TAG, file, ends)];
  return { title, tag, mark: readArchivedMark(file), hasMessages };
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
function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  return b < a ? -1 : 1;
}

function modified(file: string): number | undefined {
  try {
    return statSync(file).mtime.getTime();
  } catch {
    // Deleted since, or in a folder that may not be entered: to a list it does not exist.
    return undefined;
  }
}

/** Call a function for each item, in order, and let others in every few milliseconds. */
async function inSlices<Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Answer,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let begun = performance.now();
  for (const item of items) {
    answers.push(work(item));
    if (performance.now() - begun < SLICE_MS) continue;
    await setImmediate();
    begun = performance.now();
  }
  return answers;
}

/** Whether a session is of another directory whose path makes the same folder name, as /a/b-c and /a/b/c do. */
function isForeign(ends: Ends, { dir, family }: Project): boolean {
  if (
    firstText(ends.head, "cwd") === dir &&
    lastLineText(ends.tail, "relocatedCwd", "relocated") === undefined
  )
    return false;
  const cwd = recordedCwd(ends);
  if (cwd === undefined || family.some((member) => isWithin(cwd, member)) || !collide(cwd, dir)) return false;
  // Looking at a share of another machine would send it the user's login.
  if (SHARE.test(cwd)) return false;
  try {
    return collide(realpathSync(cwd), dir);
  } catch {
    // The directory is gone, and with it the only way to tell.
    return false;
  }
}

function collide(one: string, other: string): boolean {
  return one !== other && plainKey(one) === plainKey(other);
}

function isWithin(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative === "" || (!relative.startsWith("..") && !path.isAbsolute(relative));
}
