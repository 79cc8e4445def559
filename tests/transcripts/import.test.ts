// importSessionToStore(): everything once, however often, and only a newline ends a line.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import {
  forkSession,
  InMemorySessionStore,
  importSessionToStore,
  listSubagents,
  type SessionKey,
  type SessionStoreEntry,
} from "../../lib/index.ts";
import { withConfigFolder } from "../support/kept-sessions.ts";

const DIR = "/srv/shop";
const PROJECT = "-srv-shop";

function said(content: string, parentUuid: string | null = null): SessionStoreEntry {
  return { type: "user", uuid: crypto.randomUUID(), parentUuid, message: { role: "user", content } };
}

/** As a database gives JSON back: the fields in another order. */
class Reordering extends InMemorySessionStore {
  override async load(key: SessionKey): Promise<SessionStoreEntry[] | null> {
    const turn = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turn);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([name, inside]) => [name, turn(inside)]),
      );
    };
    return turn(await super.load(key)) as SessionStoreEntry[] | null;
  }
}

describe("importSessionToStore()", () => {
  const kept = withConfigFolder();

  function session(lines: readonly (object | string)[]): {
    sessionId: string;
    key: SessionKey;
    file: string;
  } {
    const sessionId = crypto.randomUUID();
    const file = kept.write(DIR, sessionId, lines);
    return { sessionId, key: { projectKey: PROJECT, sessionId }, file };
  }

  for (const store of [new InMemorySessionStore(), new Reordering()])
    it(`may be repeated, and doubles nothing in ${store.constructor.name}`, async () => {
      const title = { type: "custom-title", customTitle: "T", about: { b: 1, a: [{ d: 1, c: 2 }] } };
      // The same line twice is two entries, in the store as on disk.
      const { sessionId, key, file } = session([said("one"), title, title, { type: "tag", tag: "x" }]);
      const agents = path.join(file.replace(/\.jsonl$/, ""), "subagents");
      mkdirSync(agents, { recursive: true });
      writeFileSync(path.join(agents, "agent-a.jsonl"), `${JSON.stringify(said("do it"))}\n`);
      writeFileSync(path.join(agents, "agent-a.meta.json"), '{"agentType":"helper"}');
      for (let time = 0; time < 3; time += 1) await importSessionToStore(sessionId, store, { dir: DIR });
      const types = async (full: SessionKey): Promise<unknown[]> =>
        ((await store.load(full)) ?? []).map(({ type }) => type);
      assert.deepEqual(await types(key), ["user", "custom-title", "custom-title", "tag"]);
      assert.deepEqual(await types({ ...key, subpath: "subagents/agent-a" }), ["user", "agent_metadata"]);
    });

  it("takes what listSubagents() knows, behind links too, and waits for no pipe", {
    skip: process.platform === "win32" && "it has no such links and pipes",
    timeout: 60_000,
  }, async () => {
    const { sessionId, key, file } = session([said("one")]);
    const beside = path.join(file.replace(/\.jsonl$/, ""), "subagents");
    const elsewhere = path.join(kept.folder, `elsewhere-${sessionId}`);
    mkdirSync(beside, { recursive: true });
    mkdirSync(elsewhere);
    writeFileSync(path.join(elsewhere, "agent-b.jsonl"), `${JSON.stringify(said("far"))}\n`);
    symlinkSync(elsewhere, path.join(beside, "linked"));
    writeFileSync(path.join(beside, "agent-a.jsonl"), `${JSON.stringify(said("near"))}\n`);
    execFileSync("mkfifo", [path.join(beside, "agent-a.meta.json"), path.join(beside, "agent-c.jsonl")]);
    const store = new InMemorySessionStore();
    await importSessionToStore(sessionId, store, { dir: DIR });
    const there = { dir: DIR, sessionStore: store };
    const [onDisk, inStore] = [
      await listSubagents(sessionId, { dir: DIR }),
      await listSubagents(sessionId, there),
    ];
    assert.deepEqual(inStore.toSorted(), ["a", "b"]);
    assert.deepEqual(onDisk.toSorted(), ["a", "b"]);
    assert.deepEqual((await store.listSubkeys(key)).toSorted(), [
      "subagents/agent-a",
      "subagents/linked/agent-b",
    ]);
  });

  it("fills the gap that is left when a store has only some of it", async () => {
    const lines = [said("one"), { type: "tag", tag: "x" }, said("two"), { type: "tag", tag: "y" }];
    const { sessionId, key } = session(lines);
    const store = new InMemorySessionStore();
    await store.append(key, [lines[0] as SessionStoreEntry, lines[3] as SessionStoreEntry]);
    await importSessionToStore(sessionId, store, { dir: DIR });
    const loaded = (await store.load(key)) ?? [];
    const texts = loaded.map((entry) => JSON.stringify(entry)).toSorted();
    assert.deepEqual(texts, lines.map((line) => JSON.stringify(line)).toSorted());
  });

  it("loses no entry that holds what other readers take for the end of a line", async () => {
    const odd = ["a\u2028b", "a\u2029b", "a\u0085b", "a\rb", "a\r\nb", "a\u000bb", "a\u000cb"];
    const { sessionId, key } = session(odd.map((text) => said(text)));
    const store = new InMemorySessionStore();
    await importSessionToStore(sessionId, store, { dir: DIR });
    const loaded = (await store.load(key)) ?? [];
    assert.deepEqual(
      loaded.map(({ ["message"]: message }) => (message as { content: string }).content),
      odd,
    );
  });

  it("writes in batches, as a fork does, and a store in memory takes any number", async () => {
    const sizes: number[] = [];
    class Counting extends InMemorySessionStore {
      override append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
        sizes.push(entries.length);
        return super.append(key, entries);
      }
    }
    const store = new Counting();
    const { sessionId, key } = session(Array.from({ length: 1_200 }, (_, index) => said(`${index}`)));
    await importSessionToStore(sessionId, store, { dir: DIR });
    assert.deepEqual(sizes.splice(0), [500, 500, 200]);
    await importSessionToStore(sessionId, new Counting(), { dir: DIR, batchSize: 1_000 });
    assert.deepEqual(sizes.splice(0), [1_000, 200]);
    await forkSession(sessionId, { dir: DIR, sessionStore: store });
    assert.ok(sizes.length > 2 && Math.max(...sizes.splice(0)) <= 500);
    const large = "x".repeat(400_000);
    const heavy = session(Array.from({ length: 9 }, () => said(large)));
    await importSessionToStore(heavy.sessionId, store, { dir: DIR });
    assert.ok(Math.max(...sizes) <= 3, `1 MiB at most: ${sizes.join()}`);
    await store.append(
      key,
      Array.from({ length: 150_000 }, (_, index) => ({ type: "tag", tag: `${index}` })),
    );
  });
});
