// Functions that change a session of a store refuse one that it does not have, as they do on disk.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { projectKey } from "../../lib/config-folder.ts";
import type { SessionStoreEntry } from "../../lib/index.ts";
import {
  deleteSession,
  forkSession,
  getSessionInfo,
  InMemorySessionStore,
  listSessions,
  renameSession,
  repairSession,
  type SessionMutationOptions,
  SessionNotFoundError,
  tagSession,
} from "../../lib/index.ts";
import { conversation, withConfigFolder } from "../support/kept-sessions.ts";

withConfigFolder();
const dir = "/srv/edited";
const EDITS: Readonly<Record<string, (id: string, where: SessionMutationOptions) => Promise<unknown>>> = {
  "renameSession()": (id, where) => renameSession(id, "title", where),
  "tagSession()": (id, where) => tagSession(id, "tag", where),
  "tagSession() with null": (id, where) => tagSession(id, null, where),
  "deleteSession()": (id, where) => deleteSession(id, where),
  "forkSession()": (id, where) => forkSession(id, where),
  "repairSession()": (id, where) => repairSession(id, where),
};

for (const [name, edit] of Object.entries(EDITS)) {
  describe(`${name} of a session that does not exist`, () => {
    it("is refused in a store, which stays as it is", async () => {
      const id = crypto.randomUUID();
      const sessionStore = new InMemorySessionStore();
      await assert.rejects(edit(id, { dir, sessionStore }), (error: unknown) => {
        assert.ok(error instanceof SessionNotFoundError);
        assert.equal(error.sessionId, id);
        assert.ok(error.message.includes(id));
        return true;
      });
      assert.equal(sessionStore.size, 0);
      assert.deepEqual(await listSessions({ dir, sessionStore }), []);
    });

    it("is refused on disk", async () => {
      const id = crypto.randomUUID();
      await assert.rejects(edit(id, {}), { code: "session_not_found", sessionId: id });
      await assert.rejects(edit(id, { dir }), { code: "session_not_found", sessionId: id });
    });
  });
}

it("a title and a tag in a store stay, however much is added", async () => {
  const id = crypto.randomUUID();
  const sessionStore = new InMemorySessionStore();
  const key = { projectKey: projectKey(dir), sessionId: id };
  const where = { dir, sessionStore };
  await sessionStore.append(key, conversation(id, ["Hello", "Yes?"]) as SessionStoreEntry[]);
  await renameSession(id, "Mine", where);
  await tagSession(id, "urgent", where);
  await sessionStore.append(key, [{ type: "api-request-shape", shape: "x".repeat(200_000) }]);
  const [listed] = await listSessions(where);
  for (const info of [listed, await getSessionInfo(id, where)])
    assert.deepEqual([info?.customTitle, info?.tag], ["Mine", "urgent"]);
});
