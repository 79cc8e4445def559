// Searches what was said in kept sessions, the newest first, without parsing what does not hold the text.
import { Buffer } from "node:buffer";
import { InvalidOptionsError } from "../errors/input.ts";
import { openRegularFile } from "../regular-file.ts";
import { loadEntries } from "../stores/store-calls.ts";
import { blocksOf, record, text as textOf } from "../stores/unchecked.ts";
import { parseEntry } from "./entry-line.ts";
import { CHUNK_BYTES, piecesOf } from "./file-lines.ts";
import { sessionsOf } from "./in-store.ts";
import { newestFirst } from "./list.ts";
import { given, type ListSessionsOptions, pageFrom, storeOf } from "./options.ts";
import { linesOf } from "./raw-fields.ts";
import { candidatesOf } from "./session-files.ts";
import type { Entry } from "./transcript-source.ts";

/** Where a text was found: in a prompt or answer, in thinking, in a tool's input or result, or in a title. */
export type SessionHitKind = "prompt" | "answer" | "thinking" | "tool_use" | "tool_result" | "title";

/** A place in a kept session where a text was found. */
export type SessionHit = {
  sessionId: string;
  kind: SessionHitKind;
  /** The message's uuid, for `forkSession()`; absent for a title. */
  uuid?: string | undefined;
  /** When it was written, ISO 8601; absent if the CLI did not record it. */
  timestamp?: string | undefined;
  /** The working directory of the session at that time. */
  cwd?: string | undefined;
  /** The text with some words around it, on one line. */
  snippet: string;
  /** Where the match is in `snippet`, for `snippet.slice(start, end)`. */
  match: readonly [start: number, end: number];
};

/** Options of `searchSessions()`. */
export type SearchSessionsOptions = Omit<ListSessionsOptions, "offset" | "includeProgrammatic"> & {
  /** Match upper and lower case exactly. @default false */
  caseSensitive?: boolean | undefined;
  /** Only these kinds of places; all by default. */
  kinds?: readonly SessionHitKind[] | undefined;
};

/** Characters on each side of a found text. */
const AROUND = 80;

/**
 * Search the kept sessions of this machine, or of a store, for a text. The newest session comes first; hits come as
 * they are found, so that one can stop at the first.
 *
 * Titles, prompts, answers, thinking, and the input and output of tools are searched, in branches that were left behind
 * too, and in subagents not. A gigabyte takes some seconds, and no more memory than the longest line.
 *
 * @param text What to look for, as it was written; not a pattern.
 * @throws {InvalidOptionsError} If the text is empty, or an option has the wrong type.
 *
 * @example
 * for await (const { sessionId, snippet } of searchSessions("database migration", { limit: 20 }))
 *   console.log(sessionId, snippet);
 */
export async function* searchSessions(
  text: string,
  options?: SearchSessionsOptions,
): AsyncGenerator<SessionHit, void, undefined> {
  const wish = given(options);
  if (typeof text !== "string" || text === "")
    throw new InvalidOptionsError(["the text to search for must not be empty"]);
  const needle = new Needle(text, wish);
  let { limit } = pageFrom(wish);
  for await (const [sessionId, entry] of entriesOf(wish, needle))
    for (const hit of needle.hitsIn(sessionId, entry)) {
      yield hit;
      limit -= 1;
      if (limit <= 0) return;
    }
}

async function* entriesOf(
  wish: SearchSessionsOptions,
  needle: Needle,
): AsyncGenerator<[sessionId: string, entry: Entry]> {
  const store = await storeOf(wish);
  if (store !== undefined) {
    for (const { sessionId } of await sessionsOf(store))
      for (const entry of await loadEntries(store, { sessionId })) yield [sessionId, entry];
    return;
  }
  const { dir, includeWorktrees = true } = wish;
  const candidates = await candidatesOf(dir, includeWorktrees);
  const memory = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  for (const { file, sessionId } of await newestFirst(candidates))
    for await (const entry of entriesWith(needle, file, memory)) yield [sessionId, entry];
}

/** Entries in which the text may be. A part of the file without it is not even cut into lines. */
async function* entriesWith(needle: Needle, file: string, memory: Buffer): AsyncGenerator<Entry> {
  // What cannot be read holds nothing to find.
  const handle = await openRegularFile(file).catch(() => undefined);
  if (handle === undefined) return;
  try {
    for await (const [piece] of piecesOf(handle, memory)) {
      if (!needle.mayBeIn(piece)) continue;
      for (const line of linesOf(piece)) {
        const entry = needle.mayBeIn(line) ? parseEntry(line) : undefined;
        if (entry !== undefined) yield entry;
      }
    }
  } finally {
    await handle.close();
  }
}

/** What is looked for. */
class Needle {
  readonly #text: string;
  /** As it stands inside a JSON text. */
  readonly #escaped: string;
  readonly #caseSensitive: boolean;
  readonly #kinds: ReadonlySet<SessionHitKind> | undefined;

  constructor(text: string, { caseSensitive = false, kinds }: SearchSessionsOptions) {
    this.#caseSensitive = caseSensitive;
    this.#kinds = kinds && new Set(kinds);
    this.#text = caseSensitive ? text : inSmallLetters(text);
    this.#escaped = this.#folded(JSON.stringify(text).slice(1, -1));
  }

  mayBeIn(json: Buffer): boolean {
    return this.#folded(json.toString("utf8")).includes(this.#escaped);
  }

  *hitsIn(sessionId: string, entry: Entry): Generator<SessionHit> {
    for (const [kind, said] of textsOf(entry)) {
      if (this.#kinds?.has(kind) === false) continue;
      const at = (this.#caseSensitive ? said : inSmallLetters(said)).indexOf(this.#text);
      if (at === -1) continue;
      const uuid = kind === "title" ? undefined : entry.uuid;
      const { timestamp } = entry;
      yield { sessionId, kind, uuid, timestamp, cwd: textOf(entry["cwd"]), ...this.#snippet(said, at) };
    }
  }

  #snippet(said: string, at: number): Pick<SessionHit, "snippet" | "match"> {
    const end = at + this.#text.length;
    const before = oneLine(`${at > AROUND ? "…" : ""}${said.slice(Math.max(0, at - AROUND), at)}`);
    const found = oneLine(said.slice(at, end));
    const after = oneLine(`${said.slice(end, end + AROUND)}${end + AROUND < said.length ? "…" : ""}`);
    return { snippet: before + found + after, match: [before.length, before.length + found.length] };
  }

  #folded(text: string): string {
    return this.#caseSensitive ? text : text.toLowerCase();
  }
}

/** Of the same length, so that positions stay: a capital that becomes two letters, such as "İ", stays as it is. */
function inSmallLetters(text: string): string {
  const small = text.toLowerCase();
  if (small.length === text.length) return small;
  return Array.from(text, (letter) => {
    const one = letter.toLowerCase();
    return one.length === letter.length ? one : letter;
  }).join("");
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]/gu, " ");
}

const TITLES: Readonly<Record<string, string>> = {
  "custom-title": "customTitle",
  "ai-title": "aiTitle",
  summary: "summary",
};

/** What of an entry can be found. */
function* textsOf(entry: Entry): Generator<[kind: SessionHitKind, text: string]> {
  const title = TITLES[entry.type];
  if (title !== undefined) yield ["title", textOf(entry[title]) ?? ""];
  const attachment = record(entry["attachment"]);
  if (attachment?.["type"] === "queued_command") yield* textsIn(attachment["prompt"], "prompt");
  if (entry.type !== "user" && entry.type !== "assistant") return;
  if (entry["isMeta"] === true) return;
  yield* textsIn(record(entry["message"])?.["content"], entry.type === "user" ? "prompt" : "answer");
}

function* textsIn(content: unknown, kind: SessionHitKind): Generator<[SessionHitKind, string]> {
  for (const block of blocksOf(content)) {
    if (block["type"] === "text") yield [kind, textOf(block["text"]) ?? ""];
    else if (block["type"] === "thinking") yield ["thinking", textOf(block["thinking"]) ?? ""];
    else if (block["type"] === "tool_use") yield ["tool_use", leaves(block["input"])];
    else if (block["type"] === "tool_result") yield* textsIn(block["content"], "tool_result");
  }
}

/** The texts of a tool's input, as they were written. */
function leaves(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value ?? "");
  return Object.values(value).map(leaves).join("\n");
}
