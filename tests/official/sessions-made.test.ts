// Transcripts that are made up at random: how they are read, listed, changed and forked, on disk and in a store.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import {
  getSubagentMessages,
  InMemorySessionStore,
  type SessionStore,
  type SessionSummaryEntry,
} from "../../lib/index.ts";
import { linesOf, withConfigFolder } from "../support/kept-sessions.ts";
import { type Ask, comparable, compareKept, type KeptScenario, knownIn, type Sessions } from "./kept.ts";
import { type MadeTranscript, makeTranscript } from "./made-transcripts.ts";

const config = withConfigFolder();
const DIR = "/tmp/made";
const ON_DISK = Array.from({ length: 60 }, (_, index) => index + 1);
const IN_STORE = Array.from({ length: 20 }, (_, index) => index + 1001);
/** Trying every message would take long and show little more. */
const EVERY = 4;

type Fork = readonly [fork: () => Promise<{ sessionId: string }>, read: (id: string) => unknown];

/** What forks consist of, without what is made up anew for each. */
async function forks(
  ask: Ask,
  { entries, ends }: MadeTranscript,
  prepare: (library: Sessions, options: { upToMessageId?: string }) => Fork | Promise<Fork>,
): Promise<void> {
  const known = knownIn(JSON.stringify(entries));
  for (const end of [undefined, ...ends.filter((_, index) => index % EVERY === 0)])
    await ask(`fork at ${end}`, async (library) => {
      const [fork, read] = await prepare(library, end === undefined ? {} : { upToMessageId: end });
      const { sessionId } = await fork();
      return comparable({ sessionId, entries: read(sessionId) }, known);
    });
}

const NOBODY = "00000000-0000-4000-8000-00000000ffff";
const key = (sessionId: string) => ({ projectKey: "-tmp-made", sessionId });

/** Its sessions were last changed at times that are the same each time. */
class TimedStore extends InMemorySessionStore {
  override async listSessions(projectKey: string): Promise<{ sessionId: string; mtime: number }[]> {
    return (await super.listSessions(projectKey)).map(timed);
  }
  override async listSessionSummaries(projectKey: string): Promise<SessionSummaryEntry[]> {
    return (await super.listSessionSummaries(projectKey)).map(timed);
  }
}

const timed = <Session extends { sessionId: string; mtime: number }>(session: Session): Session => ({
  ...session,
  mtime: 1_790_000_000_000 + Number(session.sessionId.slice(-6)),
});

async function filled(made: readonly MadeTranscript[]): Promise<InMemorySessionStore> {
  const store = new TimedStore();
  for (const { sessionId, entries } of made)
    await store.append(key(sessionId), structuredClone(entries) as never);
  return store;
}

function onDisk(seed: number): KeptScenario {
  return async (ask) => {
    const made = makeTranscript(seed);
    const { sessionId } = made;
    const file = config.write(DIR, sessionId, made.entries);
    for (const way of [{}, { includeSystemMessages: true }, { limit: 3, offset: 2 }])
      await ask(`messages ${JSON.stringify(way)}`, (library) => library.getSessionMessages(sessionId, way));
    await ask("info", (library) => library.getSessionInfo(sessionId));
    const read = (id: string): unknown => {
      const copy = path.join(path.dirname(file), `${id}.jsonl`);
      const lines = linesOf(copy);
      rmSync(copy);
      return lines;
    };
    await forks(ask, made, (library, options) => [() => library.forkSession(sessionId, options), read]);
    rmSync(file);
  };
}

function inStore(seed: number): KeptScenario {
  return async (ask) => {
    const made = makeTranscript(seed);
    const { sessionId } = made;
    const sessionStore = (await filled([made])) as SessionStore;
    const where = { dir: DIR, sessionStore };
    for (const way of [{}, { includeSystemMessages: true }, { limit: 3, offset: 2 }])
      await ask(`messages ${JSON.stringify(way)}`, (library) =>
        library.getSessionMessages(sessionId, { ...where, ...way }),
      );
    // Without a time in the last entry it is the present one.
    const hasTime = made.entries.at(-1)?.timestamp !== undefined;
    await ask("info", async (library) => {
      const info = await library.getSessionInfo(sessionId, where);
      return info && (hasTime ? info : { ...info, lastModified: 0 });
    });
    await forks(ask, made, async (library, options) => {
      const store = await filled([made]);
      const all = { dir: DIR, sessionStore: store as SessionStore, ...options };
      return [() => library.forkSession(sessionId, all), (id) => store.getEntries(key(id))];
    });
  };
}

const OTHERS: Readonly<Record<string, KeptScenario>> = {
  "lists, with and without summaries": async (ask) => {
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
    for (const [what, sessionStore] of Object.entries({ with: store as SessionStore, without: bare }))
      for (const way of [{}, { limit: 3 }, { limit: 4, offset: 2 }, { offset: 15 }, { limit: 0 }])
        await ask(`${what} ${JSON.stringify(way)}`, (library) =>
          library.listSessions({ ...way, dir: DIR, sessionStore }),
        );
    const { listSessions: _, ...unlisted } = bare;
    await ask("a store that cannot list", (library) =>
      library.listSessions({ dir: DIR, sessionStore: unlisted }),
    );
  },

  "lists anew what has no summary, or an old one": async (ask) => {
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
    await ask("all", (library) => library.listSessions({ dir: DIR, sessionStore }));
  },

  "renames, tags and deletes, and refuses to archive": async (ask) => {
    const made = makeTranscript(1001);
    const { sessionId } = made;
    const change = (
      what: string,
      work: (library: Sessions, where: object) => Promise<unknown>,
    ): Promise<unknown> =>
      ask(what, async (library) => {
        const store = await filled([made]);
        const answer = await work(library, { dir: DIR, sessionStore: store });
        const entries = store.getEntries(key(sessionId));
        return comparable({ answer, entries, size: store.size }, knownIn(JSON.stringify(made.entries)));
      });
    await change("rename", (library, where) => library.renameSession(sessionId, " New ", where));
    await change("rename the unknown", (library, where) => library.renameSession(NOBODY, "x", where));
    await change("rename to nothing", (library, where) => library.renameSession(sessionId, " ", where));
    await change("tag", (library, where) => library.tagSession(sessionId, "ﬁne", where));
    await change("untag", (library, where) => library.tagSession(sessionId, null, where));
    await change("delete", (library, where) => library.deleteSession(sessionId, where));
    await change("delete nonsense", (library, where) => library.deleteSession("x", where));
    await change("archive", (library, where) => library.archiveSession(sessionId, where));
    await change("fork the unknown", (library, where) => library.forkSession(NOBODY, where));
  },

  "finds subagents": async (ask) => {
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
    for (const [what, sessionStore] of Object.entries({ listed: store as SessionStore, unlisted })) {
      const where = { dir: DIR, sessionStore };
      await ask(`${what}: ids`, (library) => library.listSubagents(sessionId, where));
      for (const agentId of ["abc", "def", "nobody", ""])
        await ask(`${what}: ${agentId}`, (library) => library.getSubagentMessages(sessionId, agentId, where));
    }
  },
};

compareKept(
  "sessions/made",
  {
    ...Object.fromEntries(ON_DISK.map((seed) => [`on disk, seed ${seed}`, onDisk(seed)])),
    ...Object.fromEntries(IN_STORE.map((seed) => [`in a store, seed ${seed}`, inStore(seed)])),
    ...OTHERS,
  },
  config.folder,
);

it("no subagent's name leads out of the session", async () => {
  const { sessionId } = makeTranscript(1002);
  const sessionStore: SessionStore = { append: async () => undefined, load: async () => null };
  await assert.rejects(getSubagentMessages(sessionId, "../../secret", { sessionStore }), {
    code: "invalid_options",
  });
});
