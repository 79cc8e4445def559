// Asks about kept sessions and changes them, and makes comparable what was answered and what was written.
import { cpSync, existsSync, lutimesSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import type * as ours from "../../lib/index.ts";
import { brief, compareAll } from "./record.ts";

/** What the two libraries have in common here. */
export type Sessions = Pick<
  typeof ours,
  | "archiveSession"
  | "deleteSession"
  | "forkSession"
  | "getSessionInfo"
  | "getSessionMessages"
  | "getSubagentMessages"
  | "listSessions"
  | "listSubagents"
  | "renameSession"
  | "tagSession"
  | "unarchiveSession"
>;

/** Ask something under a name. What comes of it is written down under that name, and given. */
export type Ask = (what: string, ask: (library: Sessions) => Promise<unknown>) => Promise<unknown>;

export type KeptScenario = (ask: Ask) => Promise<void>;

/** Places stand for parts of paths that are others on each machine. */
export function compareKept(
  name: string,
  scenarios: Readonly<Record<string, KeptScenario>>,
  folder: string,
  places: Readonly<Record<string, string>> = {},
): void {
  compareAll(name, scenarios, async (sdk, scenario) => {
    const log: Record<string, unknown> = {};
    await scenario(async (what, ask) => {
      if (Object.hasOwn(log, what)) throw new Error(`"${what}" is asked twice`);
      setTimes(path.join(folder, "projects"));
      const answer = await outcome(() => ask(sdk as unknown as Sessions));
      log[placed(what, places) as string] = brief(placed(answer, places));
      return answer;
    });
    return log;
  });
}

const START = 1_790_000_000;

/** Files were last changed at times that are the same each time: one second after the other, as they are sorted. */
function setTimes(folder: string): void {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  for (const [index, name] of names.toSorted().entries())
    lutimesSync(path.join(folder, name), START + index, START + index);
}

/** Without the paths of this machine, whose length shows in the size of files. */
function placed(value: unknown, places: Readonly<Record<string, string>>): unknown {
  if (Object.keys(places).length === 0) return value;
  const visit = (item: unknown, key = ""): unknown => {
    if (key === "fileSize" && typeof item === "number") return "<size>";
    if (typeof item === "string")
      return Object.entries(places).reduce((text, [name, place]) => text.replaceAll(place, name), item);
    if (Array.isArray(item)) return item.map((one) => visit(one));
    if (typeof item !== "object" || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([name, field]) => [visit(name), visit(field, name)]));
  };
  return visit(value);
}

async function outcome(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    const answer = await ask();
    return Array.isArray(answer) ? answer.map(withoutParent) : answer;
  } catch (error) {
    return { refused: reason(error as Error) };
  }
}

/** The official messages do not say which entry they follow. */
function withoutParent(item: unknown): unknown {
  if (typeof item !== "object" || item === null || !("parent_agent_id" in item)) return item;
  const { parentUuid: _ours, ...rest } = item as { parentUuid?: unknown };
  return rest;
}

/** The words that programs match on; ours say more around them. */
const REASONS = [
  /Invalid sessionId: \S+/,
  /Session \S+ not found(?: in (?:project directory for \S+?|any project directory))?(?=$|;)/,
  /Session \S+ not found/,
  /Message \S+ not found in session [\w-]+/,
  /Session \S+ has no messages to fork/,
  /title must be non-empty/,
  /tag must be non-empty \(use null to clear\)/,
  /Archiving is not supported with sessionStore/,
  /sessionStore\.\w+ is not implemented/,
];

function reason(error: Error): string {
  for (const pattern of REASONS) {
    const found = pattern.exec(error.message)?.[0];
    if (found !== undefined) return found;
  }
  return `${error.name}: ${error.message}`;
}

/** Change a copy of a folder; gives the answer and what became of the files. */
export async function changed(folder: string, change: () => Promise<unknown>): Promise<unknown> {
  const original = textsIn(folder);
  const known = knownIn(Object.entries(original).flat().join("\n"));
  const before = process.env["CLAUDE_CONFIG_DIR"];
  const copy = `${folder}-copy`;
  cpSync(path.join(folder, "projects"), path.join(copy, "projects"), {
    recursive: true,
    preserveTimestamps: true,
  });
  process.env["CLAUDE_CONFIG_DIR"] = copy;
  try {
    const answer = await outcome(change);
    return comparable({ answer, files: changes(original, textsIn(copy)) }, known);
  } finally {
    process.env["CLAUDE_CONFIG_DIR"] = before;
    rmSync(copy, { recursive: true, force: true });
  }
}

function textsIn(folder: string): Record<string, string> {
  const projects = path.join(folder, "projects");
  const names = readdirSync(projects, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.jsonl?$/.test(name),
  );
  return Object.fromEntries(
    names.toSorted().map((name) => [name, readFileSync(path.join(projects, name), "utf8")]),
  );
}

/** What happened to each file; those that are gone are missing. */
function changes(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): object {
  return Object.fromEntries(
    Object.entries(after).map(([name, text]) => {
      const old = before[name];
      if (text === old) return [name, "unchanged"];
      if (old !== undefined && text.startsWith(old))
        return [name, { added: parsedLines(text.slice(old.length)) }];
      return [name, parsedLines(text)];
    }),
  );
}

function parsedLines(text: string): unknown[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): unknown => {
      try {
        return JSON.parse(line);
      } catch {
        // A torn line stays what it is.
        return line;
      }
    });
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** Ids and times that were there before. */
interface Known {
  readonly ids: ReadonlySet<string>;
  readonly times: ReadonlySet<string>;
}

export function knownIn(text: string): Known {
  return { ids: new Set(text.match(ID)), times: new Set(text.match(TIME)) };
}

/** Without ids and times that were made up anew: a new id is named after the order in which it first appears. */
export function comparable(value: unknown, known: Known): unknown {
  const newIds: string[] = [];
  const rename = (id: string): string => {
    if (known.ids.has(id)) return id;
    if (!newIds.includes(id)) newIds.push(id);
    return `new id ${newIds.indexOf(id)}`;
  };
  const visit = (item: unknown): unknown => {
    if (typeof item === "string")
      return item.replaceAll(ID, rename).replaceAll(TIME, (time) => (known.times.has(time) ? time : "now"));
    if (Array.isArray(item)) return item.map(visit);
    if (typeof item !== "object" || item === null) return item;
    const fields = Object.entries(item).filter(([, field]) => field !== undefined);
    // The first that is met gets the first number, so that the order has to be the same in both.
    const sorted = fields.toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([name, field]) => [name.replaceAll(ID, rename), visit(field)]));
  };
  return visit(value);
}
