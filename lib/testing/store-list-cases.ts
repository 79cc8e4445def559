// Cases: what a store lists, sums up, deletes and gives to one session at a time; the methods that a store may leave out.
import assert from "node:assert/strict";
import type { SessionStore, SessionSummaryEntry } from "../stores/store.ts";
import { foldSessionSummary } from "../stores/summary.ts";
import {
  append,
  assertHas,
  assertUnknown,
  type Contract,
  entries,
  type Key,
  later,
  needing,
  newKey,
  newProject,
} from "./store-contract.ts";

const SUBAGENT = "subagents/agent-1";

export const LIST_CASES: readonly Contract[] = [
  ...needing(["listSessions"], {
    "listSessions() lists the conversations of one project": async (store) => {
      const [first, second] = [newKey(), newKey()];
      const third = newKey(first.projectKey);
      const alike = newKey(`${first.projectKey}-more`);
      for (const key of [first, second, third, alike]) await append(store, key, entries("1"));
      await append(store, { ...first, subpath: SUBAGENT }, entries("1"));
      const ids = (await store.listSessions(first.projectKey)).map(({ sessionId }) => sessionId);
      assert.deepEqual(ids.toSorted(), [first.sessionId, third.sessionId].toSorted());
      assert.deepEqual(await store.listSessions(newProject()), [], "an unknown project has none");
    },
    "listSessions() says when each changed last, in whole milliseconds since 1970": async (store) => {
      const first = newKey();
      const second = newKey(first.projectKey);
      // The entry's own time says nothing about when it was stored.
      await append(store, first, [{ type: "user", timestamp: "2020-01-01T00:00:00.000Z" }]);
      await later();
      await append(store, second, entries("1"));
      await later();
      await append(store, first, entries("2"));
      const listed = new Map(
        (await store.listSessions(first.projectKey)).map(({ sessionId, mtime }) => [sessionId, mtime]),
      );
      const [early = 0, late = 0] = [listed.get(second.sessionId), listed.get(first.sessionId)];
      for (const mtime of [early, late]) assertMilliseconds(mtime);
      assert.ok(late >= early, "an append() must renew the time");
    },
  }),
  ...needing(["listSubkeys"], {
    "listSubkeys() lists the subpaths of one conversation": async (store, key) => {
      const subpaths = [SUBAGENT, "subagents/agent-2", "subagents/workflows/run-1/agent-1"];
      const others = [newKey(key.projectKey), { ...key, projectKey: `${key.projectKey}-more` }];
      await append(store, key, entries("1"));
      for (const subpath of subpaths) await append(store, { ...key, subpath }, entries("1"));
      for (const other of others)
        await append(store, { ...other, subpath: "subagents/agent-x" }, entries("1"));
      assert.deepEqual((await store.listSubkeys(key)).toSorted(), subpaths.toSorted());
    },
    "listSubkeys() lists none where there are none": async (store, key) => {
      assert.deepEqual(await store.listSubkeys(key), [], "an unknown conversation has none");
      await append(store, key, entries("1"));
      assert.deepEqual(await store.listSubkeys(key), [], "the conversation itself is no subpath");
    },
  }),
  ...needing(["listSessionSummaries"], {
    "listSessionSummaries() gives what foldSessionSummary() made of every append()": async (store, key) => {
      const batches = [
        [{ type: "user", cwd: "/project", message: { content: "First prompt" } }],
        [{ type: "custom-title", customTitle: "one" }, ...entries("2")],
        [{ type: "custom-title", customTitle: "two" }],
      ];
      for (const batch of batches) await append(store, key, batch);
      await append(store, newKey(), [{ type: "custom-title", customTitle: "of another project" }]);
      await append(store, { ...key, subpath: SUBAGENT }, [{ type: "custom-title", customTitle: "subagent" }]);
      const { data } = foldSessionSummary(undefined, key, batches.flat());
      assert.deepEqual(
        (await onlySummary(store, key)).data,
        data,
        "keep `data` as it is, main transcript only",
      );
      assert.deepEqual(await store.listSessionSummaries(newProject()), [], "an unknown project has none");
    },
    "listSessionSummaries() loses no append() of several at once": async (store, key) => {
      await append(store, key, entries("First prompt"));
      const titles = Array.from({ length: 20 }, (_, index) => ({
        type: index % 2 === 0 ? "custom-title" : "summary",
        [index % 2 === 0 ? "customTitle" : "summary"]: `title ${index}`,
      }));
      await Promise.all(titles.map((title) => append(store, key, [title])));
      const { data } = foldSessionSummary(undefined, key, (await store.load(key)) ?? []);
      assert.deepEqual((await onlySummary(store, key)).data, data, "read, fold and write one at a time");
    },
  }),
  ...needing(["listSessionSummaries", "listSessions"], {
    "listSessionSummaries() has the times of listSessions()": async (store, key) => {
      await append(store, key, [{ type: "user", timestamp: "2020-01-01T00:00:00.000Z" }]);
      await later();
      await append(store, key, entries("2"));
      const { mtime } = await onlySummary(store, key);
      const [listed] = await store.listSessions(key.projectKey);
      assertMilliseconds(mtime);
      assert.ok(mtime >= (listed?.mtime ?? 0), "an older summary counts as out of date, and is not used");
    },
  }),
  ...needing(["delete"], {
    "delete() removes a conversation with its subagents, and nothing else": async (store, key) => {
      const subagent = { ...key, subpath: SUBAGENT };
      const others = [newKey(key.projectKey), { ...key, projectKey: `${key.projectKey}-more` }];
      const kept = entries("kept");
      await store.delete(key);
      for (const other of others) await append(store, other, kept);
      for (const each of [key, subagent]) await append(store, each, entries("gone"));
      await store.delete(key);
      await assertUnknown(store, key, "a deleted conversation is unknown");
      await assertUnknown(store, subagent, "so are its subagents");
      for (const other of others) await assertHas(store, other, kept, "others stay");
    },
    "delete() with a subpath removes that one only": async (store, key) => {
      const kept = entries("kept");
      const others = [key, { ...key, subpath: "subagents/agent-10" }];
      for (const other of others) await append(store, other, kept);
      await append(store, { ...key, subpath: SUBAGENT }, entries("gone"));
      await store.delete({ ...key, subpath: SUBAGENT });
      await assertUnknown(store, { ...key, subpath: SUBAGENT }, "a deleted subpath is unknown");
      for (const other of others) await assertHas(store, other, kept, "the conversation and the others stay");
    },
    "delete() leaves nothing that a new conversation of this id would meet": async (store, key) => {
      const all = entries("1", "2");
      await append(store, key, all);
      await store.delete(key);
      await append(store, key, all);
      await assertHas(store, key, all, "uuids of deleted entries are free again");
    },
  }),
  ...needing(["delete", "listSessions"], {
    "delete() takes a conversation off the list": async (store, key) => {
      await append(store, key, entries("1"));
      await store.delete(key);
      assert.deepEqual(await store.listSessions(key.projectKey), []);
    },
  }),
  ...needing(["delete", "listSubkeys"], {
    "delete() takes subagents off the list": async (store, key) => {
      await append(store, { ...key, subpath: SUBAGENT }, entries("1"));
      await append(store, { ...key, subpath: "subagents/agent-2" }, entries("1"));
      await store.delete({ ...key, subpath: SUBAGENT });
      assert.deepEqual(await store.listSubkeys(key), ["subagents/agent-2"]);
      await store.delete(key);
      assert.deepEqual(await store.listSubkeys(key), []);
    },
  }),
  ...needing(["delete", "listSessionSummaries"], {
    "delete() takes the summary away": async (store, key) => {
      await append(store, key, [{ type: "custom-title", customTitle: "old" }]);
      await store.delete(key);
      assert.deepEqual(await store.listSessionSummaries(key.projectKey), []);
      await append(store, key, entries("New"));
      const { data } = await onlySummary(store, key);
      assert.equal(data["customTitle"], undefined, "a new conversation starts without the old summary");
    },
  }),
  ...needing(["lease"], {
    "lease(), if there is one, gives a conversation to one session at a time": async (store, key) => {
      const giveBack = await store.lease(key);
      assert.equal(typeof giveBack, "function", "the first gets it");
      assert.equal(await store.lease({ ...key }), null, "the second does not");
      const other = await store.lease(newKey(key.projectKey));
      assert.equal(typeof other, "function", "another conversation is free");
      await giveBack?.();
      await other?.();
      const again = await store.lease(key);
      assert.equal(typeof again, "function", "what was given back is free");
      await again?.();
    },
    "lease(), if there is one, has one winner among many": async (store, key) => {
      const leases = await Promise.all(Array.from({ length: 20 }, () => store.lease({ ...key })));
      const won = leases.filter((giveBack) => giveBack !== null);
      assert.equal(won.length, 1, `${won.length} sessions got the same conversation`);
      await won[0]?.();
    },
    "lease(), if there is one, can be given back twice without harm to the next holder": async (
      store,
      key,
    ) => {
      const first = await store.lease(key);
      await first?.();
      const second = await store.lease(key);
      await first?.();
      assert.equal(await store.lease(key), null, "only its holder can give a lease back");
      await second?.();
    },
  }),
];

async function onlySummary(store: Required<SessionStore>, key: Key): Promise<SessionSummaryEntry> {
  const summaries = await store.listSessionSummaries(key.projectKey);
  const ids = summaries.map(({ sessionId }) => sessionId);
  assert.deepEqual(ids, [key.sessionId], "one summary for each conversation");
  return summaries[0] as SessionSummaryEntry;
}

function assertMilliseconds(mtime: number): void {
  assert.ok(Number.isInteger(mtime) && mtime > 1e12, `${mtime} is no time in whole milliseconds since 1970`);
}
