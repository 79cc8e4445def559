// The functions for session stores: summaries, the store in memory, and filling a store from files.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, it } from "node:test";
import { foldSessionSummary, importSessionToStore, type SessionStoreEntry } from "../../lib/index.ts";
import { brief, compareAll } from "./record.ts";
import { RecordingStore, user } from "./recording-store.ts";

const KEY = { projectKey: "-project", sessionId: "33333333-3333-4333-8333-333333333333" };
/** Of a session with entries beyond a megabyte, of one in a deep place, and of one that there is not. */
const BIG = "44444444-4444-4444-8444-444444444444";
const DEEP = "66666666-6666-4666-8666-666666666666";
const UNKNOWN = "55555555-5555-4555-8555-555555555555";

let folder = "";
const configured = process.env["CLAUDE_CONFIG_DIR"];
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "store-functions-"));
  process.env["CLAUDE_CONFIG_DIR"] = path.join(folder, "config");
});
after(async () => {
  if (configured === undefined) delete process.env["CLAUDE_CONFIG_DIR"];
  else process.env["CLAUDE_CONFIG_DIR"] = configured;
  await rm(folder, { recursive: true, force: true });
});

const text = (value: string): object => ({ type: "text", text: value });

/** Entries that a summary has to make something of, or must not. */
const ENTRIES: readonly SessionStoreEntry[] = [
  user("A plain prompt\nof two lines"),
  user(`long ${"word ".repeat(60)}`),
  user(`${"x".repeat(199)}🙂 cut within a pair`),
  user([text(""), text("  "), text("Second block")]),
  user([text("With a result"), { type: "tool_result", tool_use_id: "t", content: "r" }]),
  user([null, 7, { type: "image" }]),
  user("<command-name>/compact</command-name> <command-args></command-args>"),
  user("<command-name></command-name>"),
  user("  <bash-input> ls -la </bash-input>"),
  user("<local-command-stdout>out</local-command-stdout>"),
  user("<ide_opened_file>x</ide_opened_file> what is it?"),
  user("[Request interrupted by user for tool use]"),
  user('<pasted_content id="ab12">\nPasted text\n</pasted_content id="ab12">\n\nand what I say of it'),
  user('Before <pasted_content id="ab12">\n</pasted_content id="ab12"> after'),
  user('<pasted_content id="ab12">\nno end'),
  user("Not shown", { isMeta: true }),
  user("Not shown", { isCompactSummary: true }),
  user("In a subagent", { isSidechain: true }),
  { type: "user" },
  { type: "user", message: "a text" },
  { type: "assistant", message: { content: "No prompt" }, timestamp: "2025-05-05T05:05:05.000Z" },
  { type: "x", timestamp: "no time" },
  { type: "x", timestamp: "2024-01-01T00:00:00.000Z", cwd: "", gitBranch: "main" },
  { type: "x", cwd: "/first", gitBranch: "" },
  { type: "x", cwd: "/second", customTitle: 7 },
  { type: "custom-title", customTitle: "Mine" },
  { type: "ai-title", aiTitle: "Made up" },
  { type: "last-prompt", lastPrompt: "And then?" },
  { type: "summary", summary: "What it was about" },
  { type: "tag", tag: "important" },
  { type: "tag", tag: "" },
  { type: "tag" },
  { type: "relocated", relocatedCwd: "/moved" },
  { type: "relocated", relocatedCwd: "" },
];

/** Each entry alone, and many orders of several. */
const offset = (seed: number, index: number): number => (seed * 7919 + index * 104_729) % ENTRIES.length;
const ORDERS: Readonly<Record<string, readonly SessionStoreEntry[]>> = {
  ...Object.fromEntries(ENTRIES.map((entry, index) => [`entry ${index}`, [entry]])),
  ...Object.fromEntries(
    Array.from({ length: 300 }, (_, seed) => [
      `order ${seed}`,
      Array.from({ length: 6 }, (_unused, index) => ENTRIES[offset(seed, index)] as SessionStoreEntry),
    ]),
  ),
};

compareAll("store/summaries", { "alone, and after others": ORDERS }, ({ foldSessionSummary: fold }, orders) =>
  Object.fromEntries(
    Object.entries(orders).map(([name, order]) => {
      const summary = fold(undefined, KEY, [...order]);
      const more = fold(summary, KEY, ENTRIES.slice(0, 3), { mtime: 5 });
      return [name, name.startsWith("entry") ? { summary, more } : brief({ summary, more }, 0)];
    }),
  ),
);

it("a summary is made without changing the one before", () => {
  const prev = foldSessionSummary(undefined, KEY, [user("First")], { mtime: 1 });
  const kept = structuredClone(prev);
  foldSessionSummary(prev, KEY, [{ type: "tag", tag: "t" }]);
  assert.deepEqual(prev, kept);
});

compareAll("store/memory", { "lists, counts and clears": KEY }, async ({ InMemorySessionStore }, key) => {
  const store = new InMemorySessionStore();
  await store.append(key, [user("One")]);
  await store.append({ ...key, subpath: "subagents/agent-1" }, [user("Two")]);
  await store.append({ ...key, projectKey: "-other" }, [user("Three")]);
  const listed = await store.listSessions(key.projectKey);
  const [summary] = await store.listSessionSummaries(key.projectKey);
  const held = [store.size, store.getEntries(key), store.getEntries({ ...key, sessionId: "none" })];
  const ids = listed.map(({ sessionId }) => sessionId);
  const same = listed[0]?.mtime === summary?.mtime;
  const subkeys = await store.listSubkeys(key);
  await store.delete(key);
  const left = [await store.load({ ...key, subpath: "subagents/agent-1" }), store.size];
  store.clear();
  return { ids, data: summary?.data, same, held, subkeys, left, cleared: store.size };
});

const dir = (): string => path.join(folder, "a project");
const project = (): string => path.join(folder, "config/projects", dir().replaceAll(/[^a-zA-Z0-9]/g, "-"));
/** Its name is cut and ends in a hash, which is of a place that is the same on each machine. */
const LONG = `/kept/long path ü${`/${"x".repeat(40)}`.repeat(8)}`;
const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `${JSON.stringify(user(`line ${index}`))}\n`).join("");

before(async () => {
  await mkdir(dir(), { recursive: true });
  const subagents = path.join(project(), KEY.sessionId, "subagents");
  await mkdir(path.join(subagents, "workflows/run-1"), { recursive: true });
  const session = `${lines(3)}\n{"cut short\n${lines(2)}${JSON.stringify(user("no newline"))}`;
  await writeFile(path.join(project(), `${KEY.sessionId}.jsonl`), session);
  await writeFile(path.join(subagents, "agent-1.jsonl"), lines(7));
  await writeFile(path.join(subagents, "agent-1.meta.json"), '{"agentType":"explorer","depth":1}');
  await writeFile(path.join(subagents, "workflows/run-1/agent-2.jsonl"), lines(1));
  await writeFile(path.join(subagents, "workflows/run-1/agent-2.meta.json"), "no JSON");
  await writeFile(path.join(subagents, "notes.txt"), "not a transcript");
  const big = Array.from({ length: 5 }, () => `${JSON.stringify(user("x".repeat(600_000)))}\n`).join("");
  await writeFile(path.join(project(), `${BIG}.jsonl`), big);
  const cut = path.join(
    folder,
    "config/projects",
    `${LONG.replaceAll(/[^a-zA-Z0-9]/g, "-").slice(0, 200)}-other`,
  );
  await mkdir(cut);
  await writeFile(path.join(cut, `${DEEP}.jsonl`), lines(1));
});

const IMPORTS = {
  "as it is": {},
  "two at a time": { batchSize: 2 },
  "none at a time": { batchSize: 0 },
  "without subagents": { includeSubagents: false },
  "a megabyte at a time": { sessionId: BIG },
  "from a long path": { sessionId: DEEP, dir: LONG },
  "of nothing": { sessionId: UNKNOWN },
} as const;

compareAll(
  "store/import",
  IMPORTS,
  async (sdk, { sessionId = KEY.sessionId, dir: at, ...options }: Import) => {
    const seen: Record<string, unknown> = {};
    for (const [place, where] of Object.entries({ anywhere: {}, "in its directory": { dir: at ?? dir() } })) {
      const store = new RecordingStore();
      try {
        await sdk.importSessionToStore(sessionId, store, { ...options, ...where });
      } catch (error) {
        seen["refused"] = /^Session \S+ not found/.exec((error as Error).message)?.[0];
      }
      seen[place] = store.appended.map(({ key, entries }) => ({
        key: { ...key, projectKey: placed(key.projectKey) },
        entries: brief(entries),
      }));
    }
    return seen;
  },
);

/** Without the names that a folder of this machine gives. */
const placed = (projectKey: string): string =>
  projectKey
    .replace(path.basename(project()), "<project>")
    .replace(process.cwd().replaceAll(/[^a-zA-Z0-9]/g, "-"), "<this directory>");

interface Import {
  readonly sessionId?: string;
  readonly dir?: string;
  readonly batchSize?: number;
  readonly includeSubagents?: boolean;
}

it("a session that there is not is an error with a code", async () => {
  const store = new RecordingStore();
  for (const id of [UNKNOWN, "../../etc/passwd", "", "no-uuid"])
    await assert.rejects(importSessionToStore(id, store, { dir: dir() }), { code: "session_not_found" });
  assert.deepEqual(store.appended, []);
});
