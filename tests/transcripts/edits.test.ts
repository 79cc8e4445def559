import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import process from "node:process";
import { afterEach, describe, it } from "node:test";
import {
  archiveSession,
  type ClaudeError,
  deleteSession,
  exportSession,
  forkSession,
  getSessionInfo,
  getSessionMessages,
  getSubagentMessages,
  InvalidOptionsError,
  listSessions,
  listSubagents,
  renameSession,
  SessionNotFoundError,
  tagSession,
  unarchiveSession,
} from "../../lib/index.ts";
import { conversation, linesOf, uuid, withConfigFolder } from "../support/kept-sessions.ts";

const config = withConfigFolder();
const DIR = "/home/user/project";
const ID = uuid(1);
const MODE_BITS = 0o777;

afterEach(() => rmSync(path.join(config.folder, "projects"), { recursive: true, force: true }));

function write(texts: readonly string[] = ["Hello", "Hi"]): string {
  return config.write(DIR, ID, conversation(ID, texts, { cwd: DIR }));
}

describe("Changes of a session are lines at the end of its transcript", () => {
  it("renameSession() and tagSession() add one line each and leave the rest alone", async () => {
    const file = write();
    const before = readFileSync(file, "utf8");
    await renameSession(ID, " A title ");
    await tagSession(ID, "urgent");
    const text = readFileSync(file, "utf8");
    assert.ok(text.startsWith(before));
    assert.deepEqual(linesOf(file).slice(2), [
      { type: "custom-title", customTitle: "A title", sessionId: ID },
      { type: "tag", tag: "urgent", sessionId: ID },
    ]);
    const info = await getSessionInfo(ID);
    assert.deepEqual([info?.customTitle, info?.tag], ["A title", "urgent"]);
  });

  it("a line behind half a line of a writer that died stands on its own", async () => {
    const file = write();
    appendFileSync(file, '{"type":"assistant","mess');
    await renameSession(ID, "Whole");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    assert.deepEqual(JSON.parse(lines.at(-1) ?? ""), {
      type: "custom-title",
      customTitle: "Whole",
      sessionId: ID,
    });
    assert.equal((await getSessionInfo(ID))?.customTitle, "Whole");
    assert.equal((await getSessionMessages(ID)).length, 2);
  });

  it("many writers at once do not mix their lines", async () => {
    const file = write();
    const titles = Array.from({ length: 100 }, (_, index) => `title ${index} ${"x".repeat(index * 20)}.`);
    await Promise.all(titles.map((title) => renameSession(ID, title)));
    const written = linesOf(file).flatMap(({ customTitle }) =>
      typeof customTitle === "string" ? [customTitle] : [],
    );
    assert.deepEqual(written.toSorted(), titles.toSorted());
  });

  it("a transcript and its fork can be read by nobody else", async () => {
    if (process.platform === "win32") return;
    write();
    const fork = await forkSession(ID);
    await archiveSession(ID);
    const file = path.join(config.project(DIR), `${fork.sessionId}.jsonl`);
    assert.equal(statSync(file).mode & MODE_BITS, 0o600);
    assert.equal(statSync(path.join(config.project(DIR), ID)).mode & MODE_BITS, 0o700);
    assert.equal(statSync(path.join(config.project(DIR), ID, "archived.json")).mode & MODE_BITS, 0o600);
    assert.deepEqual(
      readdirSync(config.project(DIR)).filter((name) => name.endsWith(".part")),
      [],
    );
  });

  it("deleteSession() removes the transcript with all that lies beside it, and nothing else", async () => {
    const file = write();
    const folder = file.replace(/\.jsonl$/, "");
    mkdirSync(path.join(folder, "subagents", "nested"), { recursive: true });
    writeFileSync(path.join(folder, "subagents", "nested", "agent-a.jsonl"), "{}");
    const other = config.write(DIR, uuid(2), conversation(uuid(2), ["other"]));
    await deleteSession(ID);
    assert.deepEqual([existsSync(file), existsSync(folder), existsSync(other)], [false, false, true]);
    await assert.rejects(deleteSession(ID), SessionNotFoundError);
  });

  it("a pipe in place of a transcript is no session, and does not block", { timeout: 60_000 }, async () => {
    if (process.platform === "win32") return;
    mkdirSync(config.project(DIR), { recursive: true });
    execFileSync("mkfifo", [path.join(config.project(DIR), `${ID}.jsonl`)]);
    assert.deepEqual(await listSessions(), []);
    assert.equal(await getSessionInfo(ID), undefined);
    assert.deepEqual(await getSessionMessages(ID), []);
    await assert.rejects(renameSession(ID, "x"), SessionNotFoundError);
    await assert.rejects(forkSession(ID), SessionNotFoundError);
  });

  it("sessions that are deleted while they are listed are left out", async () => {
    const files = Array.from({ length: 400 }, (_, index) =>
      config.write(DIR, uuid(index), conversation(uuid(index), [`prompt ${index}`])),
    );
    const listing = listSessions();
    for (const file of files.filter((_, index) => index % 2 === 0)) rmSync(file);
    assert.ok((await listing).length >= 200);
    assert.equal((await listSessions({ limit: 1000 })).length, 200);
  });
});

describe("What cannot be done is refused by name", () => {
  const refused = async (
    work: Promise<unknown>,
    error: new (...args: never[]) => ClaudeError,
    text: RegExp,
  ): Promise<void> => {
    await assert.rejects(work, (thrown: ClaudeError) => {
      assert.ok(thrown instanceof error, thrown.name);
      assert.match(thrown.message, text);
      return true;
    });
  };

  it("ids that are no UUIDs", async () => {
    const changes = [
      () => renameSession("../x", "title"),
      () => tagSession("../x", "tag"),
      () => archiveSession("../x"),
      () => unarchiveSession("../x"),
      () => deleteSession("../x"),
      () => forkSession("../x"),
      () => exportSession("../x"),
    ];
    for (const change of changes)
      await refused(change(), InvalidOptionsError, /Invalid sessionId: \.\.\/x is not a UUID/);
    await refused(renameSession(7 as never, "x"), InvalidOptionsError, /Invalid sessionId: 7/);
  });

  it("sessions that do not exist, with where they were looked for", async () => {
    write();
    const missing = uuid(9);
    const changes = [
      () => renameSession(missing, "x", { dir: DIR }),
      () => tagSession(missing, null, { dir: DIR }),
      () => archiveSession(missing, { dir: DIR }),
      () => deleteSession(missing, { dir: DIR }),
      () => forkSession(missing, { dir: DIR }),
      () => exportSession(missing, { dir: DIR }),
    ];
    for (const change of changes)
      await refused(
        change(),
        SessionNotFoundError,
        /Session \S+ not found in project directory for \/home\/user\/project/,
      );
    await assert.rejects(renameSession(missing, "x"), { code: "session_not_found", sessionId: missing });
  });

  it("titles, tags and options that make no sense", async () => {
    write();
    await refused(renameSession(ID, " "), InvalidOptionsError, /title must be non-empty/);
    await refused(renameSession(ID, undefined as never), InvalidOptionsError, /title/);
    await refused(
      tagSession(ID, "\u200b"),
      InvalidOptionsError,
      /tag must be non-empty \(use null to clear\)/,
    );
    await refused(tagSession(ID, 7 as never), InvalidOptionsError, /tag/);
    await refused(listSessions({ limit: "5" as never }), InvalidOptionsError, /"limit" must be a number/);
    await refused(getSessionMessages(ID, { offset: "5" as never }), InvalidOptionsError, /"offset"/);
    await refused(getSessionInfo(ID, { dir: 7 as never }), InvalidOptionsError, /"dir"/);
    await refused(listSubagents(ID, { sessionStore: {} as never }), InvalidOptionsError, /"sessionStore"/);
    await refused(
      forkSession(ID, { upToMessageId: "x" }),
      InvalidOptionsError,
      /Message x not found in session/,
    );
    await refused(exportSession(ID, { format: "pdf" as never }), InvalidOptionsError, /"format".*"pdf"/);
    config.write(DIR, uuid(3), [{ type: "mode", sessionId: uuid(3) }]);
    await refused(forkSession(uuid(3)), InvalidOptionsError, /has no messages to fork/);
  });

  it("questions about what does not exist have an empty answer instead", async () => {
    for (const id of [uuid(9), "../x", undefined as never]) {
      assert.equal(await getSessionInfo(id), undefined);
      assert.deepEqual(await getSessionMessages(id), []);
      assert.deepEqual(await listSubagents(id), []);
      assert.deepEqual(await getSubagentMessages(id, "../x"), []);
    }
  });
});
