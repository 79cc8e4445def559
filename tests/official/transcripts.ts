// Sessions that the real CLI wrote, as they are recorded: without what is of one machine, and laid out on another.
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { installed, type Versions } from "./versions.ts";

const FILE = new URL("recorded/sessions/transcripts.json", import.meta.url);

interface Transcripts extends Versions {
  /** Ids, by what happened in the session. */
  readonly ids: Readonly<Record<string, string>>;
  /** The folders of working directories: the entries of each file, or the one object that it holds. */
  readonly folders: Readonly<Record<string, Readonly<Record<string, Entry | readonly Entry[]>>>>;
}
type Entry = Readonly<Record<string, unknown>>;

export interface Places {
  readonly home: string;
  readonly dir: string;
  /** A symbolic link to `dir`. */
  readonly link: string;
  /** A directory whose name is too long for the name of a folder. */
  readonly longDir: string;
}

export function makePlaces(home: string): Places {
  const names = Array.from({ length: 12 }, (_, index) => `a-rather-long-name-${index}`);
  const [dir, longDir, link] = [
    path.join(home, "project"),
    path.join(home, ...names),
    path.join(home, "link"),
  ];
  mkdirSync(dir);
  mkdirSync(longDir, { recursive: true });
  symlinkSync(dir, link);
  return { home, dir, longDir, link };
}

const named = (place: string): string => place.replaceAll(/[^A-Za-z0-9]/g, "-").slice(0, 200);

/** What stands for the places of this machine; the longer ones come first. */
export function placeholders({ home, longDir }: Places): Record<string, string> {
  return { "<longDir-as-a-name>": named(longDir), "<home-as-a-name>": named(home), "<home>": home };
}

/** What the CLI writes is recorded once for each version of it: it is no answer of the official SDK's. */
export function areRecorded(): boolean {
  try {
    return read().cli === installed().cli;
  } catch {
    // There is none yet.
    return false;
  }
}

function read(): Transcripts {
  return JSON.parse(readFileSync(FILE, "utf8")) as Transcripts;
}

/** Write the recorded sessions into a configuration folder, and give their ids. */
export function layOut(config: string, places: Places): Readonly<Record<string, string>> {
  const { ids, folders } = read();
  for (const [folder, files] of Object.entries(folders)) {
    for (const [name, content] of Object.entries(files)) {
      const lines = (Array.isArray(content) ? content : [content]).map((entry) =>
        JSON.stringify(filled(entry)),
      );
      const text = Object.entries(placeholders(places)).reduce(
        (whole, [placeholder, place]) => whole.replaceAll(placeholder, place),
        lines.map((line) => `${line}\n`).join(""),
      );
      const file = path.join(config, "projects", folderOf(folder, places), name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  return ids;
}

/** A name that is cut ends in a hash that each runtime makes in its own way. */
function folderOf(folder: string, { dir, longDir }: Places): string {
  return folder === "dir" ? named(dir) : `${named(longDir)}-hash`;
}

/** Record the sessions of a configuration folder. */
export function recordTranscripts(
  config: string,
  places: Places,
  ids: Readonly<Record<string, string>>,
): void {
  const projects = path.join(config, "projects");
  const names = readdirSync(projects, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.jsonl?$/.test(name),
  );
  // In the order in which the sessions were begun, so that ids are numbered in it, too.
  const begun = (name: string): number => Object.values(ids).findIndex((id) => name.includes(id));
  const folders: Record<string, Record<string, unknown>> = { dir: {}, longDir: {} };
  for (const name of names.toSorted((a, b) => begun(a) - begun(b) || b.length - a.length)) {
    const [folder = "", ...rest] = name.split(path.sep);
    const entries = readFileSync(path.join(projects, name), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => emptied(JSON.parse(line) as Entry));
    const place = folder === named(places.dir) ? "dir" : "longDir";
    Object.assign(folders[place] as object, {
      [rest.join("/")]: name.endsWith(".json") ? entries[0] : entries,
    });
  }
  writeFileSync(FILE, `${anonymous(JSON.stringify({ ...installed(), ids, folders }, null, 1), places)}\n`);
}

const CONVERSATION = new Set(["user", "assistant", "system"]);
const FILLER = /^<(\d+) characters>$/;

/** What no reader looks at keeps its length only: system prompts, requests, the machine that it ran on. */
function emptied(entry: Entry): Entry {
  if (CONVERSATION.has(String(entry["type"]))) return entry;
  const fields = Object.entries(entry).map(([name, value]) => {
    if (name !== "attachment")
      return [name, typeof value === "object" && value !== null ? filler(value) : value];
    const { type, ...rest } = value as Entry;
    return [name, type === "queued_command" ? value : { type, filler: filler(rest) }];
  });
  return Object.fromEntries(fields) as Entry;
}

const filler = (value: unknown): string => `<${JSON.stringify(value).length} characters>`;

function filled(value: unknown): unknown {
  if (typeof value === "string")
    return value.replace(FILLER, (_, characters: string) => "x".repeat(Number(characters)));
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, filled(field)]));
}

/** Ids in the order in which they come, times a second apart, and the places' placeholders. */
function anonymous(text: string, places: Places): string {
  const known = new Map<string, string>();
  const number = (id: string, form: (count: string) => string): string => {
    const name = known.get(id) ?? form(String(known.size + 1));
    known.set(id, name);
    return name;
  };
  let seconds = 1_790_000_000;
  return Object.entries(placeholders(places))
    .reduce((whole, [placeholder, place]) => whole.replaceAll(place, placeholder), text)
    .replaceAll(/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g, (id) =>
      number(id, (count) => `00000000-0000-4000-8000-${count.padStart(12, "0")}`),
    )
    .replaceAll(/\b[0-9a-f]{64}\b/g, (hash) => number(hash, (count) => count.padStart(64, "0")))
    .replaceAll(/\ba[0-9a-f]{16}\b/g, (agent) => number(agent, (count) => `a${count.padStart(16, "0")}`))
    .replaceAll(/(?<="slug": ")[\w-]+/g, "three-drawn-words")
    .replaceAll(/(?<="(?:total\w*Duration\w*|durationMs|totalDurationMs|startTime)": )\d+/g, "1")
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, () => {
      seconds += 1;
      return new Date(seconds * 1000).toISOString();
    });
}
