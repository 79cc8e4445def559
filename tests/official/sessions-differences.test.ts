// Where we do not do as the official functions on kept sessions do, and why.
import assert from "node:assert/strict";
import { appendFileSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { afterEach, describe, it } from "node:test";
import * as official from "@anthropic-ai/claude-agent-sdk";
import * as ours from "../../lib/index.ts";
import { conversation, uuid, withConfigFolder } from "../support/kept-sessions.ts";

const config = withConfigFolder();
const DIR = "/tmp/differences";
const ID = uuid(1);
const MEBIBYTE = 1024 * 1024;
afterEach(() => rmSync(path.join(config.folder, "projects"), { recursive: true, force: true }));

describe("Where we differ on purpose from the official functions on kept sessions", () => {
  it("a line behind half a line of a writer that died: ours stands on its own, so that every reader finds it", async () => {
    const lastLine = async (library: { renameSession: typeof ours.renameSession }): Promise<string> => {
      const file = config.write(DIR, ID, conversation(ID, ["Hello"]));
      appendFileSync(file, '{"type":"assist');
      await library.renameSession(ID, "Title");
      return readFileSync(file, "utf8").trimEnd().split("\n").at(-1) ?? "";
    };
    assert.match(await lastLine(official as never), /^\{"type":"assist\{"type":"custom-title"/);
    assert.match(await lastLine(ours), /^\{"type":"custom-title"/);
  });

  it("errors: ours have a class and a code, and say the way out behind the official words", async () => {
    const refused = async (work: Promise<unknown>): Promise<Error> =>
      work.then(
        () => assert.fail("It was not refused"),
        (error: Error) => error,
      );
    const theirs = await refused(official.renameSession(ID, "x", { dir: DIR }));
    const mine = await refused(ours.renameSession(ID, "x", { dir: DIR }));
    assert.ok(mine.message.startsWith(theirs.message), `${mine.message} / ${theirs.message}`);
    assert.deepEqual(
      [(mine as ours.ClaudeError).code, mine.name],
      ["session_not_found", "SessionNotFoundError"],
    );
  });

  it("an offset below zero: ours counts as none, because half a page from the end is what nobody asks for", async () => {
    config.write(DIR, ID, conversation(ID, ["one", "two", "three"]));
    const way = { limit: 2, offset: -1 };
    assert.equal((await official.getSessionMessages(ID, way)).length, 0);
    assert.equal((await ours.getSessionMessages(ID, way)).length, 2);
  });

  it("an empty CLAUDE_CONFIG_DIR: ours counts as unset; the official one is the current directory", async () => {
    const before = [process.env["CLAUDE_CONFIG_DIR"], process.env["HOME"]];
    config.write(DIR, ID, conversation(ID, ["Hello"]));
    const here = process.cwd();
    process.env["CLAUDE_CONFIG_DIR"] = "";
    process.env["HOME"] = path.join(config.folder, "nobody");
    process.chdir(config.folder);
    try {
      assert.equal((await official.listSessions()).length, 1);
      assert.equal((await ours.listSessions()).length, 0);
    } finally {
      process.chdir(here);
      process.env["CLAUDE_CONFIG_DIR"] = before[0];
      process.env["HOME"] = before[1];
    }
  });

  it("beyond 5 MiB: ours says the same as below it; the official one forgets all before a compaction, wanted or not", async () => {
    const messages = async (
      library: Pick<typeof ours, "getSessionMessages">,
      bytes: number,
    ): Promise<number> => {
      const [first, second, ...later] = conversation(ID, ["one", "two", "three", "four"]);
      const compact = {
        type: "system",
        subtype: "compact_boundary",
        uuid: uuid(50),
        parentUuid: null,
        sessionId: ID,
      };
      const filler = { type: "api-request-blob", message: "x".repeat(bytes) };
      config.write(DIR, ID, [
        first ?? {},
        second ?? {},
        filler,
        { ...compact, compactMetadata: {} },
        ...later,
      ]);
      return (await library.getSessionMessages(ID)).length;
    };
    assert.deepEqual(
      [await messages(official as never, 10), await messages(official as never, 6 * MEBIBYTE)],
      [4, 2],
    );
    assert.deepEqual([await messages(ours, 10), await messages(ours, 6 * MEBIBYTE)], [4, 4]);
  });
});
