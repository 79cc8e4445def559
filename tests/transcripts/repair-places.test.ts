// What repairSession() says that it has done, where it looks, and what it refuses.
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import {
  getSessionInfo,
  getSessionMessages,
  InMemorySessionStore,
  InvalidOptionsError,
  renameSession,
  repairSession,
  SessionNotFoundError,
  type SessionStoreEntry,
  SessionUnreadableError,
} from "../../lib/index.ts";
import { conversation, uuid, withConfigFolder } from "../support/kept-sessions.ts";

const config = withConfigFolder();
const DIR = "/kept/places";
const TEXTS = ["first", "second", "third", "fourth"];

function write(change: (lines: string[]) => readonly string[], id: string = crypto.randomUUID()): string {
  config.write(DIR, id, change(conversation(id, TEXTS).map((entry) => JSON.stringify(entry))));
  return id;
}

describe("repairSession() says", () => {
  it("nothing of a session without damage, which it copies", async () => {
    const id = write((lines) => lines);
    const { sessionId, ...report } = await repairSession(id);
    assert.deepEqual(report, { messages: 4, recovered: [], dropped: [], bridged: [] });
    assert.notEqual(sessionId, id);
    assert.equal((await getSessionMessages(sessionId)).length, 4);
  });

  it("which lines were recovered, what could not be, and what hangs together in another way", async () => {
    const id = write(([first = "", second = "", third = "", fourth = ""]) => [
      first,
      `${second.slice(0, 60)}\0\0${third}`,
      "",
      fourth,
      fourth,
    ]);
    const { recovered, dropped, bridged } = await repairSession(id);
    assert.deepEqual(recovered, [{ line: 2, reason: "damaged_line" }]);
    assert.deepEqual(bridged, [{ line: 2, reason: "missing_parent", after: 1 }]);
    assert.equal(dropped.length, 2);
    assert.deepEqual(dropped[1], { line: 5, reason: "duplicate", uuid: uuid(3, 1) });
    const { line, reason, text = "" } = dropped[0] ?? {};
    assert.deepEqual([line, reason], [2, "unreadable"]);
    assert.match(text, /^\{"parentUuid":"00000001-/);
  });

  it("what a message that is whole in half an entry is", async () => {
    const id = write(([first = "", second = "", ...rest]) => [
      first.slice(first.indexOf('"message"')),
      second.slice(0, second.indexOf('"uuid"') + 20),
      ...rest,
    ]);
    const { sessionId, ...report } = await repairSession(id);
    assert.deepEqual(report.recovered, [
      { line: 1, reason: "torn" },
      { line: 2, reason: "torn" },
    ]);
    assert.equal(report.messages, 4);
    const texts = (await getSessionMessages(sessionId)).map(({ message }) => JSON.stringify(message));
    for (const [index, text] of TEXTS.entries()) assert.ok(texts[index]?.includes(text), text);
  });

  it("no message of a subagent, which stands in another entry, is one of the conversation", async () => {
    const id = write((lines) => [
      ...lines,
      JSON.stringify({
        type: "progress",
        parentToolUseID: "t1",
        data: { message: { type: "user", message: { role: "user", content: "inner" }, uuid: uuid(9) } },
      }).slice(0, -3),
    ]);
    const { messages, dropped } = await repairSession(id);
    assert.equal(messages, 4);
    assert.deepEqual(
      dropped.map(({ line }) => line),
      [5],
    );
  });
});

describe("repairSession()", () => {
  it("gives the copy the title that it is told, or the session's own", async () => {
    const id = write((lines) => lines);
    await renameSession(id, "Mine");
    const [own, given] = [await repairSession(id), await repairSession(id, { title: " Another " })];
    assert.equal((await getSessionInfo(own.sessionId))?.customTitle, "Mine (repaired)");
    assert.equal((await getSessionInfo(given.sessionId))?.customTitle, "Another");
  });

  it("refuses what has no message left, and names the session and what to do", async () => {
    for (const lines of [[], ["\0".repeat(50)], ["torn", '{"type":"user","sess'], ['{"type":"summary"}']]) {
      const id = write(() => lines);
      await assert.rejects(repairSession(id), (error: unknown) => {
        assert.ok(error instanceof SessionUnreadableError);
        assert.equal(error.code, "session_unreadable");
        assert.equal(error.sessionId, id);
        assert.ok(error.message.includes(id));
        assert.match(error.message, /backup/);
        return true;
      });
    }
  });

  it("refuses a session that does not exist, and an id that is none", async () => {
    const missing = crypto.randomUUID();
    await assert.rejects(repairSession(missing), SessionNotFoundError);
    await assert.rejects(repairSession(missing, { dir: DIR }), SessionNotFoundError);
    const sessionStore = new InMemorySessionStore();
    await assert.rejects(repairSession(missing, { sessionStore }), SessionNotFoundError);
    await assert.rejects(repairSession("../x"), InvalidOptionsError);
  });

  it("takes the transcript that has something in it, when there are two", async () => {
    const id = write(() => ["\0\0\0"]);
    config.write("/zzz/later", id, conversation(id, TEXTS));
    assert.equal((await repairSession(id)).messages, 4);
  });

  it("leaves nothing behind when the copy cannot be written", async (test) => {
    const id = write((lines) => lines);
    const folder = config.project(DIR);
    chmodSync(folder, 0o500);
    test.after(() => chmodSync(folder, 0o700));
    const before = readdirSync(folder);
    const canWriteAnyway = await repairSession(id).then(
      () => true,
      (error: NodeJS.ErrnoException) => assert.equal(error.code, "EACCES"),
    );
    // To a superuser, no folder is closed.
    if (canWriteAnyway !== true) assert.deepEqual(readdirSync(folder), before);
  });

  it("goes by what a store has, and writes the copy there", async () => {
    const store = new InMemorySessionStore();
    const id = crypto.randomUUID();
    const { projectKey } = await import("../../lib/config-folder.ts");
    const key = { projectKey: projectKey(process.cwd()), sessionId: id };
    const entries = conversation(id, TEXTS) as SessionStoreEntry[];
    await store.append(key, entries.toSpliced(1, 1));
    const { sessionId, ...report } = await repairSession(id, { sessionStore: store });
    assert.deepEqual(report, {
      messages: 3,
      recovered: [],
      dropped: [],
      bridged: [{ line: 2, reason: "missing_parent", after: 1 }],
    });
    assert.equal((await getSessionMessages(sessionId, { sessionStore: store })).length, 3);
    assert.equal(store.getEntries(key).length, 3, "the original");
  });

  it("leaves subagents' transcripts with the original", async () => {
    const id = write((lines) => lines);
    const folder = path.join(config.project(DIR), id, "subagents");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "agent-1.jsonl"), "");
    const { sessionId } = await repairSession(id);
    assert.ok(!readdirSync(config.project(DIR)).includes(sessionId));
  });
});
