import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { InMemorySessionStore } from "@anthropic-ai/claude-agent-sdk";
import type { SessionStore } from "../../lib/index.ts";
import { linesOf, withConfigFolder } from "../support/kept-sessions.ts";
import { assertSame, comparable, knownIn, type Sessions } from "./kept.ts";
import { type MadeTranscript, makeTranscript } from "./made-transcripts.ts";

const config = withConfigFolder();
const DIR = "/tmp/made";
const ON_DISK = Array.from({ length: 60 }, (_, index) => index + 1);
const IN_STORE = Array.from({ length: 20 }, (_, index) => index + 1001);
/** Trying every message would take long and show little more. */
const EVERY = 4;

function endsToTry({ ends }: MadeTranscript): (string | undefined)[] {
  return [undefined, ...ends.filter((_, index) => index % EVERY === 0)];
}

/** What a fork consists of, without what is made up anew for each. */
async function forked(
  { sessionId, entries }: MadeTranscript,
  end: string | undefined,
  fork: () => Promise<{ sessionId: string }>,
  read: (id: string) => unknown,
): Promise<unknown> {
  const known = knownIn(JSON.stringify(entries));
  const result = await fork();
  return comparable({ sessionId, end, entries: read(result.sessionId) }, known);
}

describe("Both libraries read made-up transcripts on disk in the same way", { timeout: 120_000 }, () => {
  for (const seed of ON_DISK) {
    it(`seed ${seed}`, async () => {
      const made = makeTranscript(seed);
      const { sessionId } = made;
      const file = config.write(DIR, sessionId, made.entries);
      for (const way of [{}, { includeSystemMessages: true }, { limit: 3, offset: 2 }])
        await assertSame(`messages ${JSON.stringify(way)}`, (library) =>
          library.getSessionMessages(sessionId, way),
        );
      await assertSame("info", (library) => library.getSessionInfo(sessionId));
      for (const upToMessageId of endsToTry(made)) {
        const fork = (library: Sessions) =>
          library.forkSession(sessionId, upToMessageId ? { upToMessageId } : {});
        const read = (id: string): unknown => {
          const copy = path.join(path.dirname(file), `${id}.jsonl`);
          const lines = linesOf(copy);
          rmSync(copy);
          return lines;
        };
        await assertSame(`fork at ${upToMessageId}`, (library) =>
          forked(made, upToMessageId, () => fork(library), read),
        );
      }
      rmSync(file);
    });
  }
});

describe("Both libraries read made-up sessions in a store in the same way", { timeout: 120_000 }, () => {
  const key = (sessionId: string) => ({ projectKey: "-tmp-made", sessionId });

  async function filled(made: readonly MadeTranscript[]): Promise<InMemorySessionStore> {
    const store = new InMemorySessionStore();
    for (const { sessionId, entries } of made)
      await store.append(key(sessionId), structuredClone(entries) as never);
    return store;
  }

  for (const seed of IN_STORE) {
    it(`seed ${seed}`, async () => {
      const made = makeTranscript(seed);
      const { sessionId } = made;
      const sessionStore = (await filled([made])) as SessionStore;
      const where = { dir: DIR, sessionStore };
      for (const way of [where, { ...where, includeSystemMessages: true }, { ...where, limit: 3, offset: 2 }])
        await assertSame("messages", (library) => library.getSessionMessages(sessionId, way));
      // Without a time in the last entry, both say the present one.
      const timed = made.entries.at(-1)?.timestamp !== undefined;
      await assertSame("info", async (library) => {
        const info = await library.getSessionInfo(sessionId, where);
        return info && (timed ? info : { ...info, lastModified: 0 });
      });
      for (const upToMessageId of endsToTry(made)) {
        await assertSame(`fork at ${upToMessageId}`, async (library) => {
          const store = await filled([made]);
          const options = {
            dir: DIR,
            sessionStore: store as SessionStore,
            ...(upToMessageId ? { upToMessageId } : {}),
          };
          const fork = () => library.forkSession(sessionId, options);
          return forked(made, upToMessageId, fork, (id) => store.getEntries(key(id)));
        });
      }
    });
  }

  it("lists, with and without summaries", async () => {
    const store = await filled(IN_STORE.map(makeTranscript));
    const bare: SessionStore = {
      append: async () => undefined,
      load: async (wanted) => {
        if (wanted.sessionId === key(makeTranscript(1003).sessionId).sessionId)
          throw new Error("out of order");
        return store.load(wanted) as ReturnType<SessionStore["load"]>;
      },
      listSessions: (projectKey) => store.listSessions(projectKey),
    };
    for (const sessionStore of [store as SessionStore, bare])
      for (const way of [{}, { limit: 3 }, { limit: 4, offset: 2 }, { offset: 15 }, { limit: 0 }])
        await assertSame(`${JSON.stringify(way)}`, (library) =>
          library.listSessions({ ...way, dir: DIR, sessionStore }),
        );
    const { listSessions: _, ...unlisted } = bare;
    await assertSame("a store that cannot list", (library) =>
      library.listSessions({ dir: DIR, sessionStore: unlisted }),
    );
  });

  it("lists anew what has no summary, or an old one", async () => {
    const made = IN_STORE.slice(0, 4).map(makeTranscript);
    const store = await filled(made);
    const summaries = await store.listSessionSummaries("-tmp-made");
    const [first, second, ...rest] = summaries;
    const sessionStore = {
      append: async () => undefined,
      load: (wanted: never) => store.load(wanted),
      listSessions: (projectKey: string) => store.listSessions(projectKey),
      listSessionSummaries: async () => [{ ...first, mtime: 0 }, { ...second, sessionId: "gone" }, ...rest],
    } as unknown as SessionStore;
    await assertSame("all", (library) => library.listSessions({ dir: DIR, sessionStore }));
  });

  it("renames, tags and deletes, and refuses to archive", async () => {
    const made = makeTranscript(1001);
    const { sessionId } = made;
    const change = (
      what: string,
      work: (library: Sessions, where: object) => Promise<unknown>,
    ): Promise<unknown> =>
      assertSame(what, async (library) => {
        const store = await filled([made]);
        const answer = await work(library, { dir: DIR, sessionStore: store });
        const entries = store.getEntries(key(sessionId));
        return comparable({ answer, entries, size: store.size }, knownIn(JSON.stringify(made.entries)));
      });
    await change("rename", (library, where) => library.renameSession(sessionId, " New ", where));
    await change("rename the unknown", (library, where) => library.renameSession(uuidOfNobody, "x", where));
    await change("rename to nothing", (library, where) => library.renameSession(sessionId, " ", where));
    await change("tag", (library, where) => library.tagSession(sessionId, "ﬁne", where));
    await change("untag", (library, where) => library.tagSession(sessionId, null, where));
    await change("delete", (library, where) => library.deleteSession(sessionId, where));
    await change("delete nonsense", (library, where) => library.deleteSession("x", where));
    await change("archive", (library, where) => library.archiveSession(sessionId, where));
    await change("fork the unknown", (library, where) => library.forkSession(uuidOfNobody, where));
  });

  it("finds subagents", async () => {
    const store = await filled([]);
    const { sessionId, entries } = makeTranscript(1002);
    const agent = entries.map((entry) => Object.assign({}, entry, { isSidechain: true, agentId: "abc" }));
    const details = { type: "agent_metadata", toolUseId: "toolu_1", parentAgentId: "parent" };
    await store.append({ ...key(sessionId), subpath: "subagents/agent-abc" }, agent as never);
    await store.append({ ...key(sessionId), subpath: "subagents/agent-abc" }, [details] as never);
    await store.append({ ...key(sessionId), subpath: "subagents/workflows/w1/agent-def" }, agent as never);
    const unlisted: SessionStore = {
      append: async () => undefined,
      load: (wanted) => store.load(wanted) as ReturnType<SessionStore["load"]>,
    };
    for (const sessionStore of [store as SessionStore, unlisted]) {
      const where = { dir: DIR, sessionStore };
      await assertSame("ids", (library) => library.listSubagents(sessionId, where));
      for (const agentId of ["abc", "def", "nobody", ""])
        await assertSame(agentId, (library) => library.getSubagentMessages(sessionId, agentId, where));
    }
    await assert.rejects(
      (await import("../../lib/index.ts")).getSubagentMessages(sessionId, "../../secret", {
        sessionStore: unlisted,
      }),
      { code: "invalid_options" },
    );
  });
});

const uuidOfNobody = "00000000-0000-4000-8000-00000000ffff";
