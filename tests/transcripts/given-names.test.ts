// What renameSession() and tagSession() gave is what lists say, whatever is written to the transcript afterwards.
import assert from "node:assert/strict";
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import {
  deleteSession,
  forkSession,
  getSessionInfo,
  listSessions,
  renameSession,
  type SDKSessionInfo,
  tagSession,
} from "../../lib/index.ts";
import { conversation, withConfigFolder } from "../support/kept-sessions.ts";

const config = withConfigFolder();
const DIR = "/kept/named";
const MUCH = `${JSON.stringify({ type: "api-request-shape", shape: "x".repeat(100_000) })}\n`;

function write(...names: object[]): { id: string; file: string; add: (...lines: object[]) => void } {
  const id = crypto.randomUUID();
  const file = config.write(DIR, id, [...conversation(id, ["Hello", "Yes?"], { cwd: DIR }), ...names]);
  const add = (...lines: object[]): void => {
    appendFileSync(file, MUCH);
    for (const line of lines) appendFileSync(file, `${JSON.stringify(line)}\n`);
    appendFileSync(file, lines.length === 0 ? MUCH : "");
  };
  return { id, file, add };
}

const title = (customTitle: string): object => ({ type: "custom-title", customTitle });
const tag = (value: string): object => ({ type: "tag", tag: value });

async function known(id: string): Promise<Pick<SDKSessionInfo, "customTitle" | "tag">> {
  const info = await getSessionInfo(id);
  const listed = (await listSessions({ dir: DIR })).find(({ sessionId }) => sessionId === id);
  assert.deepEqual(listed, info);
  return { customTitle: info?.customTitle, tag: info?.tag };
}

describe("A title and a tag that were given", () => {
  it("stay, however much is written afterwards", async () => {
    const { id, add } = write();
    await renameSession(id, "Mine");
    await tagSession(id, "urgent");
    add();
    assert.deepEqual(await known(id), { customTitle: "Mine", tag: "urgent" });
    assert.equal((await getSessionInfo((await forkSession(id)).sessionId))?.customTitle, "Mine (fork)");
  });

  it("stay when a process that knows the ones before writes those again", async () => {
    const { id, add } = write(title("Old"), tag("old"));
    for (const name of ["Second", "Mine"]) await renameSession(id, name);
    for (const name of ["second", "mine"]) await tagSession(id, name);
    for (const [oldTitle, oldTag] of [
      ["Old", "old"],
      ["Second", "second"],
    ] as const) {
      add(title(oldTitle), tag(oldTag));
      assert.deepEqual(await known(id), { customTitle: "Mine", tag: "mine" });
    }
  });

  it("are no longer, when the CLI gives a new one", async () => {
    const { id, add } = write(title("Old"), tag("old"));
    await renameSession(id, "Mine");
    await tagSession(id, "mine");
    add(title("New"), tag("new"));
    assert.deepEqual(await known(id), { customTitle: "New", tag: "new" });
  });

  it("are no longer, when the CLI gives the one before, which it notes beside the transcript", async () => {
    const { id, file, add } = write(title("Old"));
    await renameSession(id, "Mine");
    add(title("Old"));
    writeFileSync(
      path.join(file.slice(0, -".jsonl".length), "custom-title.json"),
      JSON.stringify({ customTitle: "Old", by: "user" }),
    );
    assert.equal((await known(id)).customTitle, "Old");
  });

  it("can be given back", async () => {
    const { id, add } = write(title("Old"), tag("old"));
    for (const name of ["Mine", "Old"]) await renameSession(id, name);
    for (const name of ["mine", "old"]) await tagSession(id, name);
    add(title("Mine"), tag("mine"));
    assert.deepEqual(await known(id), { customTitle: "Old", tag: "old" });
  });

  it("a tag that was taken away stays away", async () => {
    const { id, add } = write(tag("old"));
    await tagSession(id, null);
    add(tag("old"));
    assert.equal((await known(id)).tag, undefined);
    add();
    assert.equal((await known(id)).tag, undefined);
  });

  it("are as they were given, however long", async () => {
    const { id, add } = write();
    const [long, label] = ["t".repeat(1000), "l".repeat(1000)];
    await renameSession(id, long);
    await tagSession(id, label);
    add();
    assert.deepEqual(await known(id), { customTitle: long, tag: label });
  });

  it("go with the session", async () => {
    const { id, file } = write();
    await renameSession(id, "Mine");
    await deleteSession(id);
    assert.ok(!existsSync(file.slice(0, -".jsonl".length)));
  });
});
