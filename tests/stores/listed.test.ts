// What can be read from a store is listed and known, whatever its summary says of it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { projectKey } from "../../lib/config-folder.ts";
import {
  foldSessionSummary,
  getSessionInfo,
  getSessionMessages,
  InMemorySessionStore,
  listSessions,
  type SessionStoreEntry,
  type SessionSummaryEntry,
} from "../../lib/index.ts";
import { conversation, uuid } from "../support/kept-sessions.ts";

const DIR = "/srv/listed";
const ID = "44444444-4444-4444-8444-444444444444";
const said = (texts: readonly string[], more: object = {}): SessionStoreEntry[] =>
  conversation(ID, texts, more) as SessionStoreEntry[];
const filling = (size: number): SessionStoreEntry => ({
  type: "api-request-shape",
  sessionId: ID,
  shape: "x".repeat(size),
});

const SESSIONS: Readonly<Record<string, readonly SessionStoreEntry[]>> = {
  "a prompt and an answer": said(["Hello", "Yes?"]),
  "an answer alone": said(["Hello", "Yes?"]).slice(1),
  "a prompt in tags of the CLI": said(["<system-reminder>x</system-reminder>", "Yes?"]),
  "a prompt of nothing but an image": said([""], {
    message: { role: "user", content: [{ type: "image", source: {} }] },
  }),
  "a subagent's entry first": [
    { ...said(["inner"])[0], type: "user", uuid: uuid(9), isSidechain: true },
    ...said(["Hello", "Yes?"]),
  ],
  "what was said far from both ends": [filling(100_000), ...said(["Hello", "Yes?"]), filling(100_000)],
  "a title far from both ends": [
    ...said(["Hello", "Yes?"]),
    filling(100_000),
    { type: "custom-title", customTitle: "Mine", sessionId: ID },
    filling(100_000),
  ],
};

/** What a store may have for a summary. */
const SUMMARIES: Readonly<
  Record<string, (entries: readonly SessionStoreEntry[], mtime: number) => SessionSummaryEntry[]>
> = {
  "up to date": (entries, mtime) => [
    foldSessionSummary(undefined, { projectKey: "", sessionId: ID }, [...entries], { mtime }),
  ],
  stale: (entries) => [
    foldSessionSummary(undefined, { projectKey: "", sessionId: ID }, entries.slice(0, 1), { mtime: 1 }),
  ],
  "without any field": (_, mtime) => [{ sessionId: ID, mtime, data: {} }],
  "of another version": (_, mtime) => [
    { sessionId: ID, mtime, data: { v: 9, title: "x", firstPrompt: { t: 1 } } },
  ],
  "with fields of other types": (_, mtime) => [
    { sessionId: ID, mtime, data: { customTitle: 7, lastPrompt: null, isSidechain: "no", createdAt: "now" } },
  ],
  "of a subagent": (_, mtime) => [{ sessionId: ID, mtime, data: { isSidechain: true } }],
  missing: () => [],
};

async function storeOf(
  entries: readonly SessionStoreEntry[],
  summaries: (entries: readonly SessionStoreEntry[], mtime: number) => SessionSummaryEntry[],
): Promise<InMemorySessionStore> {
  const sessionStore = new InMemorySessionStore();
  const key = projectKey(DIR);
  await sessionStore.append({ projectKey: key, sessionId: ID }, [...entries]);
  const [listed] = await sessionStore.listSessions(key);
  sessionStore.listSessionSummaries = async () => summaries(entries, listed?.mtime ?? 0);
  return sessionStore;
}

for (const [what, entries] of Object.entries(SESSIONS)) {
  describe(`a session of a store with ${what}`, () => {
    for (const [how, summaries] of Object.entries(SUMMARIES)) {
      it(`is known, and listed, with a summary that is ${how}`, async () => {
        const where = { dir: DIR, sessionStore: await storeOf(entries, summaries) };
        assert.ok((await getSessionMessages(ID, where)).length > 0);
        const info = await getSessionInfo(ID, where);
        const [listed] = await listSessions(where);
        assert.ok(info?.summary);
        assert.equal(listed?.sessionId, ID);
        assert.ok(listed.summary);
        if (how !== "of another version") assert.equal(listed.customTitle, info.customTitle);
        if (what.startsWith("a title")) assert.equal(info.customTitle, "Mine");
      });
    }
  });
}

it("a subagent's transcript alone is no session", async () => {
  const entries = said(["inner"], { isSidechain: true });
  for (const summaries of Object.values(SUMMARIES)) {
    const where = { dir: DIR, sessionStore: await storeOf(entries, summaries) };
    assert.deepEqual(await listSessions(where), []);
    assert.equal(await getSessionInfo(ID, where), undefined);
  }
});
