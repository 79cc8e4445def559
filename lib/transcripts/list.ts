// Lists the sessions on disk, newest first, by reading two ends of each transcript.
import { realpathSync } from "node:fs";
import path from "node:path";
import { plainKey } from "../config-folder.ts";
import { readArchivedMark } from "./archived.ts";
import {
  type Candidate,
  compareIds,
  everywhere,
  newestFirst,
  ofDirectory,
  type Project,
} from "./candidates.ts";
import { readCustomTitle } from "./custom-title.ts";
import { type Ends, EndsReader } from "./ends.ts";
import { firstText, lastLineText } from "./fields.ts";
import { type Beside, describeSession, type SDKSessionInfo } from "./info.ts";
import { isProgrammatic, movedOn } from "./list-filter.ts";
import { recordedCwd } from "./project-folders.ts";
import { inSlices } from "./slices.ts";

const SHARE = /^[\\/]{2}/;
/** How many more transcripts are read while a page is not full. */
const STEP = 32;

export interface ListRequest {
  readonly dir?: string | undefined;
  readonly limit: number;
  readonly offset: number;
  readonly includeWorktrees: boolean;
  readonly includeProgrammatic: boolean;
}

export async function listOnDisk(request: ListRequest): Promise<SDKSessionInfo[]> {
  const candidates = request.dir
    ? await ofDirectory(request.dir, request.includeWorktrees)
    : await everywhere();
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
  const beside = candidate.hasFolder ? readBeside(candidate.file, ends) : {};
  const { sessionId, project } = candidate;
  const info = describeSession(sessionId, ends, project?.dir, beside);
  const foreign = info !== undefined && project !== undefined && isForeign(ends, project);
  return foreign ? undefined : info;
}

/** What lies beside a transcript; a title at the end of the transcript is newer than one beside it. */
export function readBeside(file: string, { tail }: Ends): Beside {
  const titled = lastLineText(tail, "customTitle", "custom-title") !== undefined;
  return { title: titled ? undefined : readCustomTitle(file), mark: readArchivedMark(file) };
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
