// Which transcripts a list leaves out: those of programs, if asked to, those that go on elsewhere, and those of other folders.
import type { Buffer } from "node:buffer";
import { realpathSync } from "node:fs";
import path from "node:path";
import { isSessionId, plainKey, transcriptFile } from "../config-folder.ts";
import { promptIn } from "../stores/first-prompt.ts";
import { type Ends, EndsReader, fileHolds } from "./ends.ts";
import { parseEntry } from "./entry-line.ts";
import { firstText, lastLineText, lastText, linesOf } from "./raw-fields.ts";
import { type Project, recordedCwd } from "./session-files.ts";

const PROGRAMS = new Set(["sdk-cli", "sdk-ts", "sdk-py"]);
const DAEMONS = new Set(["daemon", "daemon-worker"]);
const SHARE = /^[\\/]{2}/;
const LINKED = '"parentUuid":';

/** Whether a program or a daemon wrote the transcript, and not a person at a terminal. */
export function isProgrammatic({ head, tail }: Ends): boolean {
  const entrypoint = firstText(head, "entrypoint") ?? lastText(tail, "entrypoint");
  if (entrypoint !== undefined && PROGRAMS.has(entrypoint)) return true;
  const first = [...linesOf(head)].find((line) => line.includes(LINKED)) ?? head;
  return DAEMONS.has(firstText(first, "sessionKind") ?? "");
}

/** Whether the session goes on under another id, in a transcript that exists and has messages. */
export function movedOn(file: string, { tail }: Ends): boolean {
  const next = tail.includes("InSessionId") ? continuedIn(tail) : undefined;
  return next !== undefined && hasMessages(transcriptFile(path.dirname(file), next));
}

/** Only a mark with no later turn counts. */
function continuedIn(tail: Buffer): string | undefined {
  for (const line of [...linesOf(tail)].toReversed()) {
    const mark = line.includes('"type":"continued-in"');
    if (!mark && !line.includes('"type":"user"') && !line.includes('"type":"assistant"')) continue;
    // None when the line is cut off at the beginning of what was read.
    const entry = parseEntry(line);
    const id = entry?.["continuedInSessionId"];
    if (mark && entry?.["type"] === "continued-in" && typeof id === "string")
      return isSessionId(id) ? id : undefined;
    if (!mark && entry !== undefined && isTurn(entry)) return undefined;
  }
  return undefined;
}

function isTurn(entry: Record<string, unknown>): boolean {
  if (entry["type"] !== "assistant") return promptIn(entry, {}) !== undefined;
  const message = entry["message"] as { stop_reason?: unknown } | undefined;
  return entry["isApiErrorMessage"] !== true && typeof message?.stop_reason === "string";
}

function hasMessages(file: string): boolean {
  const ends = new EndsReader().read(file);
  return ends !== undefined && (ends.head.includes(LINKED) || fileHolds(file, ends, [LINKED]));
}

/** Whether a session is of another directory whose path makes the same folder name, as /a/b-c and /a/b/c do. */
export function isForeign(ends: Ends, { dir, family }: Project): boolean {
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
