// A store that fails, hangs or answers nonsense, for the functions that work without a session.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  deleteSession,
  exportSession,
  forkSession,
  getSessionInfo,
  getSessionMessages,
  getSubagentMessages,
  importSessionToStore,
  listSessions,
  listSubagents,
  renameSession,
  type SessionStore,
  SessionStoreError,
  tagSession,
} from "../../lib/index.ts";
import { withConfigFolder } from "../support/kept-sessions.ts";

const ID = "33333333-3333-4333-8333-333333333333";
const DIR = "/srv/shop";
type Method = keyof SessionStore;
type Where = { sessionStore: SessionStore; dir: string; loadTimeoutMs?: number };

/** Each function, and the methods of a store that it cannot do without. */
const CALLS: readonly (readonly [string, readonly Method[], (where: Where) => Promise<unknown>])[] = [
  ["listSessions()", ["listSessions", "listSessionSummaries"], (where) => listSessions(where)],
  ["getSessionInfo()", ["load"], (where) => getSessionInfo(ID, where)],
  ["getSessionMessages()", ["load"], (where) => getSessionMessages(ID, where)],
  ["listSubagents()", ["listSubkeys"], (where) => listSubagents(ID, where)],
  ["getSubagentMessages()", ["listSubkeys"], (where) => getSubagentMessages(ID, "a", where)],
  ["forkSession()", ["load", "append"], (where) => forkSession(ID, where)],
  ["renameSession()", ["append"], (where) => renameSession(ID, "title", where)],
  ["tagSession()", ["append"], (where) => tagSession(ID, "tag", where)],
  ["deleteSession()", ["delete"], (where) => deleteSession(ID, where)],
  ["exportSession()", ["load"], (where) => exportSession(ID, where)],
  [
    "importSessionToStore()",
    ["append", "load"],
    ({ sessionStore, ...rest }) => importSessionToStore(ID, sessionStore, rest),
  ],
];

const entry = { type: "user", uuid: "u", parentUuid: null, message: { role: "user", content: "hello" } };

function storeWith(method: Method, answer: () => unknown): SessionStore {
  return {
    load: async () => [entry],
    append: async () => undefined,
    listSessions: async () => [],
    listSessionSummaries: async () => [],
    listSubkeys: async () => ["subagents/agent-a"],
    delete: async () => undefined,
    [method]: answer,
  } as SessionStore;
}

const refused = (method: Method, timedOut: boolean) => (error: unknown) =>
  error instanceof SessionStoreError && error.method === method && error.timedOut === timedOut;

describe("Outside of sessions, a store", () => {
  const kept = withConfigFolder();
  const written = (): void => void kept.write(DIR, ID, [entry]);

  for (const [name, methods, call] of CALLS)
    for (const method of methods) {
      it(`that rejects, throws or hangs in ${method}() fails ${name} with a SessionStoreError`, async () => {
        written();
        const where = (answer: () => unknown): Where => ({
          sessionStore: storeWith(method, answer),
          dir: DIR,
          loadTimeoutMs: 50,
        });
        await assert.rejects(
          call(where(() => Promise.reject(new Error("it is down")))),
          refused(method, false),
        );
        await assert.rejects(
          call(
            where(() => {
              throw new RangeError("it throws");
            }),
          ),
          refused(method, false),
        );
        await assert.rejects(call(where(() => new Promise(() => undefined))), refused(method, true));
      });
      if (method === "append" || method === "delete") continue;
      it(`that gives nonsense for ${method}() fails ${name} with a SessionStoreError`, async () => {
        written();
        const lists: unknown[] =
          method === "load" ? [{}, "text", 7] : [{}, "text", 7, null, [null], [7], [{}]];
        for (const nonsense of lists)
          await assert.rejects(
            call({ sessionStore: storeWith(method, async () => nonsense), dir: DIR }),
            refused(method, false),
            `${JSON.stringify(nonsense)}`,
          );
      });
    }

  it("has all the time of the world when it is given that", async () => {
    const load = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 50, [entry]));
    const where = { sessionStore: storeWith("load", load), dir: DIR, loadTimeoutMs: Infinity };
    assert.equal((await getSessionMessages(ID, where)).length, 1);
  });

  it("may give entries among other things: these are passed over", async () => {
    const odd = [null, 7, "text", [], undefined, entry, {}, { type: 7, uuid: 7 }];
    const where = { sessionStore: storeWith("load", async () => odd), dir: DIR };
    const [message] = await getSessionMessages(ID, where);
    assert.equal(message?.uuid, "u");
    assert.equal((await getSessionInfo(ID, where))?.firstPrompt, "hello");
    assert.match(await exportSession(ID, where), /hello/);
    await forkSession(ID, where);
    await getSubagentMessages(ID, "a", where);
    written();
    await importSessionToStore(ID, where.sessionStore, { dir: DIR });
  });

  it("says in its error which method failed for which session, and keeps the store's own error", async () => {
    const cause = new Error("it is down");
    const where = { sessionStore: storeWith("load", () => Promise.reject(cause)), dir: DIR };
    await assert.rejects(getSessionMessages(ID, where), {
      message: "SessionStore.load() failed: it is down",
      cause,
      retryable: true,
    });
  });
});
