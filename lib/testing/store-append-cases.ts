// Cases: what is appended can be loaded, in order, once, and unchanged.
import assert from "node:assert/strict";
import type { SessionKey, SessionStore, SessionStoreEntry } from "../stores/store.ts";
import {
  append,
  assertHas,
  assertUnknown,
  type Contract,
  entries,
  needing,
  newKey,
  newProject,
} from "./store-contract.ts";

const BIG_BYTES = 2_000_000;

export const APPEND_CASES: readonly Contract[] = needing([], {
  "load() gives what was appended, in that order and not in that of ids or times": async (store, key) => {
    const all = ["c", "a", "b"].map((letter, index) => ({
      type: "user",
      uuid: `${letter}0000000-0000-4000-8000-000000000000`,
      timestamp: `2020-01-0${3 - index}T00:00:00.000Z`,
    }));
    await append(store, key, all);
    await assertHas(store, key, all, "the order of an append() must stay");
  },
  "append() adds after everything that came before": async (store, key) => {
    const all = entries(...Array.from({ length: 300 }, (_, index) => String(index)));
    for (let at = 0; at < all.length; at += 30) await append(store, key, all.slice(at, at + 30));
    await assertHas(store, key, all, "the order of several append() must stay");
  },
  "append() leaves out an entry whose uuid the transcript has": async (store, key) => {
    const [first, second, third] = entries("1", "2", "3");
    await append(store, key, [first, second]);
    await append(store, key, [second, third, third]);
    await append(store, key, [{ ...first, message: { content: "changed" } }]);
    await assertHas(store, key, [first, second, third], "a uuid must come once: the first stays");
  },
  "append() takes a uuid that another transcript has, as copies of conversations do": async (store, key) => {
    const all = entries("1", "2");
    const others = [
      newKey(key.projectKey),
      { ...newKey(), sessionId: key.sessionId },
      { ...key, subpath: "subagents/agent-1" },
    ];
    await append(store, key, all);
    for (const other of others) {
      await append(store, other, all);
      await assertHas(store, other, all, "a uuid is known within one transcript only");
    }
  },
  "append() keeps every entry without a uuid, equal ones too": async (store, key) => {
    const title: SessionStoreEntry = { type: "custom-title", customTitle: "same" };
    await append(store, key, [title]);
    await append(store, key, [title, title]);
    await assertHas(store, key, [title, title, title], "entries without a uuid are never duplicates");
  },
  "append() of nothing changes nothing": async (store, key) => {
    const all = entries("1");
    await append(store, key, all);
    await append(store, key, []);
    await assertHas(store, key, all, "append([]) must change nothing");
  },
  "load() gives null for what was never written": async (store, key) => {
    await assertUnknown(store, key, "an unknown conversation is null, not an error and not a list");
    await append(store, key, entries("1"));
    await assertUnknown(store, newKey(key.projectKey), "so is an unknown session of a known project");
    await assertUnknown(store, { ...key, projectKey: newProject() }, "... of an unknown project");
    await assertUnknown(store, { ...key, subpath: "subagents/agent-1" }, "... and an unknown subpath");
  },
  "load() gives entries as they were, whatever is in them": async (store, key) => {
    const opaque: SessionStoreEntry = {
      type: "x",
      uuid: crypto.randomUUID(),
      nothing: null,
      empty: { list: [], object: {}, text: "" },
      numbers: [0, -1.5, 1e21, 9_007_199_254_740_991],
      nested: [[[{ deep: [true, false, null] }]]],
      text: 'line\nline\r\n\ttab "quoted" \\ \u2028 \u2029 é 日本 🙂',
      "a.b": 1,
      $set: { $where: 2 },
      _id: "mine",
      id: 3,
      key: 4,
      mtime: 5,
      seq: 6,
    };
    await append(store, key, [opaque]);
    await assertHas(store, key, [opaque], "an entry must come back equal, but for the order of its keys");
  },
  "load() gives a text with a NUL character in it, as commands print": async (store, key) => {
    const all = entries("before\0after");
    await append(store, key, all);
    await assertHas(store, key, all, "a NUL must neither cut a text nor be refused");
  },
  "append() takes an entry of 2 MB": async (store, key) => {
    const all = entries("x".repeat(BIG_BYTES), "small");
    await append(store, key, all);
    await assertHas(store, key, all, "images and long outputs are single entries");
  },
  "what was appended or loaded can be changed without changing the store": async (store, key) => {
    const [given] = entries("1");
    const kept = structuredClone(given);
    await store.append(key, [given]);
    given["message"] = "changed";
    await assertHas(store, key, [kept], "the store must not keep the caller's object");
    const loaded = (await store.load(key)) ?? [];
    loaded.push(...entries("2"));
    if (loaded[0] !== undefined) loaded[0]["message"] = "changed";
    await assertHas(store, key, [kept], "the store must not give out its own object");
  },
  "subpaths are transcripts of their own": async (store, key) => {
    const subpaths = ["subagents/agent-1", "subagents/agent-2", "subagents/workflows/run-1/agent-1"];
    const under = (subpath: string): SessionKey => ({ ...key, subpath });
    await assertApart(store, [key, ...subpaths.map(under)], "a subpath must not mix with others");
  },
  "project keys and session ids are told apart, however much they look alike": async (store) => {
    const base = newProject();
    const session = crypto.randomUUID();
    const keys = [
      { projectKey: `${base}_a`, sessionId: session },
      { projectKey: `${base}Xa`, sessionId: session },
      { projectKey: `${base}_a-b`, sessionId: session },
      { projectKey: base, sessionId: `a-b-${session}` },
      { projectKey: `${base}-a`, sessionId: `b-${session}` },
    ];
    await assertApart(store, keys, "a key must not reach another one's entries");
  },
  "append() may be called while others run: everything arrives, once, and batches keep their order": async (
    store,
    key,
  ) => {
    const batches = Array.from({ length: 20 }, (_, batch) =>
      entries(...Array.from({ length: 5 }, (_unused, index) => `${batch}:${index}`)),
    );
    await Promise.all(batches.map((batch) => append(store, key, batch)));
    const loaded = (await store.load(key)) ?? [];
    assert.equal(loaded.length, 100, "concurrent append() must neither lose nor repeat entries");
    for (const batch of batches) {
      const ids = new Set(batch.map(({ uuid }) => uuid));
      const found = loaded.filter(({ uuid }) => ids.has(uuid));
      assert.deepEqual(found, batch, "a batch must keep its order");
    }
  },
  "append() may be repeated while the first still runs, as after a time-out": async (store, key) => {
    const all = entries("1", "2", "3");
    await Promise.all([append(store, key, all), append(store, key, all)]);
    await assertHas(store, key, all, "a uuid must come once even when both appends run at once");
  },
});

/** Transcripts with entries of their own do not mix. */
async function assertApart(store: SessionStore, keys: readonly SessionKey[], problem: string): Promise<void> {
  const transcripts = keys.map((key, index) => ({ key, all: entries(`transcript ${index}`) }));
  for (const { key, all } of transcripts) await append(store, key, all);
  for (const { key, all } of transcripts) await assertHas(store, key, all, problem);
}
