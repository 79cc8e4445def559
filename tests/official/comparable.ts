// Makes two runs comparable: what is made up anew in each run, or measured, is replaced; nothing else is.
import os from "node:os";
import process from "node:process";
import { CLI_VERSION } from "../../lib/generated/versions.ts";

/** Fields whose values are measured. */
const MEASURED = /(?:_ms|Ms)$|^(?:timestamp|start_time|end_time|elapsed_time_seconds|pid|mtime)$/;
/** Fields that hold ids of no recognisable form; they turn up in texts as well. */
const NAMED_ID = /^(?:task_id|taskId|agent_id|agentId|agentID|run_id|backgroundTaskId)$/;

/**
 * What the CLI adds to the messages of a turn when its prompt has an id: ours always have one, by which the CLI reports
 * what becomes of them; the official ones only when the program gives it.
 */
const FOR_PROMPTS_WITH_ID = [
  "user_message_uuid",
  "user_message_uuids",
  "owed_rows",
  "first_request_input_tokens",
  "first_request_cache_read_input_tokens",
  "request_sent_wall_ms",
];
const IDS_OF_PROMPTS = ["user_message_uuid", "user_message_uuids"];

/** Ids that programs have given to their prompts. */
export const givenIds: Set<string> = new Set();

/** A message as it is when only prompts of the program's own ids had any. */
function withoutInvented(message: object): object {
  const given = message as Record<string, unknown>;
  const ids = [given["user_message_uuids"] ?? given["user_message_uuid"]].flat() as unknown[];
  if (!IDS_OF_PROMPTS.some((name) => Object.hasOwn(given, name))) return message;
  const theirs = ids.filter((id) => givenIds.has(String(id)));
  const left = theirs.length === 0 ? FOR_PROMPTS_WITH_ID : [];
  const kept = Object.entries(given).filter(([name]) => !left.includes(name));
  return Object.fromEntries(
    kept.flatMap(([name, value]): [string, unknown][] => {
      if (name === "user_message_uuids") return [[name, theirs]];
      return name === "user_message_uuid" && !theirs.includes(value) ? [] : [[name, value]];
    }),
  );
}

/** Texts that are made up anew: ids are numbered as they come, so that one keeps its identity; times are not. */
const PATTERNS: readonly { readonly kind: string; readonly pattern: RegExp; readonly measured?: true }[] = [
  { kind: "uuid", pattern: /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi },
  { kind: "time", pattern: /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, measured: true },
  { kind: "duration", pattern: /(?<=Total duration \(\w+\): +)[^\n]+/g, measured: true },
  { kind: "duration", pattern: /(?<=duration_ms: )\d+/g, measured: true },
  { kind: "duration", pattern: /(?<=Total duration \(\w+\): +)[\dhms ]+(?=\n)/g, measured: true },
  { kind: "tool", pattern: /\btoolu_offline_\d+_\d+\b/g },
  { kind: "answer", pattern: /\bmsg_offline_\d+\b/g },
  { kind: "request", pattern: /\breq_offline_\d+\b/g },
  { kind: "task", pattern: /\ba[0-9a-f]{16}\b/g },
  { kind: "port", pattern: /(?<=127\.0\.0\.1:)\d+/g, measured: true },
  { kind: "file", pattern: /\bmcp-local-blob-\d+-\w+/g },
  // Three words, of which the CLI draws two.
  { kind: "plan", pattern: /(?<=\/plans\/)[\w-]+(?=\.md)/g },
  { kind: "socket", pattern: /\/cc-socks\/\d+\.sock/g },
];

/** What one run saw with places, ids and measured values replaced; an id keeps its identity within the run. */
export function comparable(seen: unknown, home: string, executable: string): unknown {
  const ids = new Ids();
  const places = [
    [home, "<home>"],
    [home.replaceAll(/[^A-Za-z0-9]/g, "-"), "<home-as-a-name>"],
    [executable, "<claude>"],
    [`${os.tmpdir()}/claude-${process.getuid?.() ?? 0}`, "<temporary>"],
    [os.tmpdir(), "<tmp>"],
  ] as const;
  const named = new Set<string>();
  collect(seen, named);
  const text = (value: string): string => {
    let shown = value;
    for (const id of named) shown = shown.replaceAll(id, () => ids.name("task", id));
    for (const [place, name] of places) shown = shown.replaceAll(place, name);
    for (const { kind, pattern, measured } of PATTERNS)
      shown = shown.replaceAll(pattern, (id) => (measured ? `<${kind}>` : ids.name(kind, id)));
    return shown;
  };
  const plain = (value: unknown, key = ""): unknown => {
    // So that a record tells of a new release only what has changed with it.
    if (key === "claude_code_version" && value === CLI_VERSION) return "<cli>";
    if (MEASURED.test(key) && value !== undefined && value !== null) return "<measured>";
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map((item) => plain(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(withoutInvented(value))
        .filter(([, item]) => item !== undefined)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, item]) => [text(name), plain(item, name)]),
    );
  };
  return plain(seen);
}

function collect(value: unknown, into: Set<string>, key = ""): void {
  if (typeof value === "string" && NAMED_ID.test(key) && value.length >= 8) into.add(value);
  if (typeof value !== "object" || value === null) return;
  for (const [name, item] of Object.entries(value)) collect(item, into, name);
}

class Ids {
  readonly #known = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  name(kind: string, id: string): string {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const name = `<${kind} ${count}>`;
    this.#known.set(id, name);
    return name;
  }
}
