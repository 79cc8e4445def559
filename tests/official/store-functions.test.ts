import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import * as official from "@anthropic-ai/claude-agent-sdk";
import {
  foldSessionSummary,
  InMemorySessionStore,
  importSessionToStore,
  type SessionStoreEntry,
} from "../../lib/index.ts";
import { RecordingStore, user } from "./both-stores.ts";

const KEY = { projectKey: "-project", sessionId: "33333333-3333-4333-8333-333333333333" };

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

describe("foldSessionSummary()", () => {
  it("makes the same of every entry, alone and after others, as the official SDK", () => {
    const offset = (seed: number, index: number): number => (seed * 7919 + index * 104_729) % ENTRIES.length;
    const orders = [
      ...ENTRIES.map((entry) => [entry]),
      ...Array.from({ length: 300 }, (_, seed) =>
        Array.from({ length: 6 }, (_unused, index) => ENTRIES[offset(seed, index)] as SessionStoreEntry),
      ),
    ];
    for (const order of orders) {
      const theirs = official.foldSessionSummary(undefined, KEY, order);
      const ours = foldSessionSummary(undefined, KEY, order);
      assert.deepEqual(ours, theirs, JSON.stringify(order));
      assert.deepEqual(
        foldSessionSummary(theirs, KEY, ENTRIES.slice(0, 3), { mtime: 5 }),
        official.foldSessionSummary(theirs, KEY, ENTRIES.slice(0, 3), { mtime: 5 }),
      );
    }
  });

  it("changes nothing that it is given", () => {
    const prev = foldSessionSummary(undefined, KEY, [user("First")], { mtime: 1 });
    const kept = structuredClone(prev);
    foldSessionSummary(prev, KEY, [{ type: "tag", tag: "t" }]);
    assert.deepEqual(prev, kept);
  });
});

describe("InMemorySessionStore", () => {
  it("lists, counts and clears like the official one", async () => {
    const stores = [new official.InMemorySessionStore(), new InMemorySessionStore()] as const;
    const seen = [];
    for (const store of stores) {
      await store.append(KEY, [user("One")]);
      await store.append({ ...KEY, subpath: "subagents/agent-1" }, [user("Two")]);
      await store.append({ ...KEY, projectKey: "-other" }, [user("Three")]);
      const listed = await store.listSessions(KEY.projectKey);
      const [summary] = await store.listSessionSummaries(KEY.projectKey);
      const held = [store.size, store.getEntries(KEY), store.getEntries({ ...KEY, sessionId: "none" })];
      const ids = listed.map(({ sessionId }) => sessionId);
      const same = listed[0]?.mtime === summary?.mtime;
      const subkeys = await store.listSubkeys(KEY);
      await store.delete(KEY);
      const left = [await store.load({ ...KEY, subpath: "subagents/agent-1" }), store.size];
      store.clear();
      seen.push({ ids, data: summary?.data, same, held, subkeys, left, cleared: store.size });
    }
    assert.deepEqual(seen[1], seen[0]);
  });
});

describe("importSessionToStore()", () => {
  const dir = (): string => path.join(folder, "a project");
  const lines = (count: number): string =>
    Array.from({ length: count }, (_, index) => `${JSON.stringify(user(`line ${index}`))}\n`).join("");

  before(async () => {
    await mkdir(dir(), { recursive: true });
    const project = path.join(folder, "config/projects", dir().replaceAll(/[^a-zA-Z0-9]/g, "-"));
    const subagents = path.join(project, KEY.sessionId, "subagents");
    await mkdir(path.join(subagents, "workflows/run-1"), { recursive: true });
    const session = `${lines(3)}\n{"cut short\n${lines(2)}${JSON.stringify(user("no newline"))}`;
    await writeFile(path.join(project, `${KEY.sessionId}.jsonl`), session);
    await writeFile(path.join(subagents, "agent-1.jsonl"), lines(7));
    await writeFile(path.join(subagents, "agent-1.meta.json"), '{"agentType":"explorer","depth":1}');
    await writeFile(path.join(subagents, "workflows/run-1/agent-2.jsonl"), lines(1));
    await writeFile(path.join(subagents, "workflows/run-1/agent-2.meta.json"), "no JSON");
    await writeFile(path.join(subagents, "notes.txt"), "not a transcript");
  });

  for (const options of [{}, { batchSize: 2 }, { batchSize: 0 }, { includeSubagents: false }]) {
    for (const place of ["dir", "none"]) {
      it(`appends the same with ${JSON.stringify(options)} and ${place}`, async () => {
        const given = place === "dir" ? { ...options, dir: dir() } : options;
        const [theirs, ours] = [new RecordingStore(), new RecordingStore()];
        await official.importSessionToStore(KEY.sessionId, theirs, given);
        await importSessionToStore(KEY.sessionId, ours, given);
        assert.deepEqual(ours.appended, theirs.appended);
        assert.ok(ours.appended.length > 0);
      });
    }
  }

  it("cuts batches at a megabyte, as the official one does", async () => {
    const sessionId = "44444444-4444-4444-8444-444444444444";
    const project = path.join(folder, "config/projects", dir().replaceAll(/[^a-zA-Z0-9]/g, "-"));
    const big = Array.from({ length: 5 }, () => `${JSON.stringify(user("x".repeat(600_000)))}\n`).join("");
    await writeFile(path.join(project, `${sessionId}.jsonl`), big);
    const [theirs, ours] = [new RecordingStore(), new RecordingStore()];
    await official.importSessionToStore(sessionId, theirs, { dir: dir() });
    await importSessionToStore(sessionId, ours, { dir: dir() });
    assert.deepEqual(
      ours.appended.map(({ entries }) => entries.length),
      theirs.appended.map(({ entries }) => entries.length),
    );
  });

  it("says which conversation does not exist", async () => {
    const unknown = "55555555-5555-4555-8555-555555555555";
    const store = new RecordingStore();
    await assert.rejects(official.importSessionToStore(unknown, store), /^Error: Session 5.* not found/);
    await assert.rejects(importSessionToStore(unknown, store), {
      code: "session_not_found",
      message: /^Session 5.* not found/,
    });
    for (const id of ["../../etc/passwd", "", "no-uuid"])
      await assert.rejects(importSessionToStore(id, store, { dir: dir() }), { code: "session_not_found" });
    assert.deepEqual(store.appended, []);
  });
});
