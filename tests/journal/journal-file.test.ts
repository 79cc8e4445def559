// A journal's file is written anew, and its program dies meanwhile.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { JournalError } from "../../lib/index.ts";
import { FolderJournal } from "../../lib/journal/folder-journal.ts";

const ROOT = mkdtempSync(path.join(os.tmpdir(), "journal-file-test-"));
after(() => rmSync(ROOT, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => path.join(ROOT, `${(folders += 1)}`);
const fileOf = (folder: string): string => path.join(folder, "journal");

async function numbers(folder: string, agent: string): Promise<unknown[]> {
  const journal = await FolderJournal.open(folder);
  const entries = await journal.read(agent, -1);
  await journal.close();
  return entries.map(({ at }) => at);
}

describe("The file of a FolderJournal", () => {
  it("F62: a restart that waits while the file is written anew takes nothing away before it is written", async () => {
    const folder = newFolder();
    const journal = await FolderJournal.open(folder);
    const a = await journal.claim("a");
    await journal.append({ agent: "a", epoch: a.epoch, at: 0, entries: [{ at: 0 }, { at: 1 }] });
    const b = await journal.claim("b");
    const text = "x".repeat(5_000_000);
    const filling = journal.append({ agent: "b", epoch: b.epoch, at: 0, entries: [{ text }] });
    await new Promise((resolve) => setImmediate(resolve));
    const waiting = journal.append({
      agent: "a",
      epoch: a.epoch,
      at: 2,
      entries: [{ at: 2 }],
      restart: true,
    });
    // Whenever its program dies: the first file that is written anew holds the agent.
    const inode = statSync(fileOf(folder)).ino;
    while (statSync(fileOf(folder)).ino === inode) await new Promise((resolve) => setImmediate(resolve));
    const found = readFileSync(fileOf(folder));
    await Promise.all([filling, waiting]);
    assert.deepEqual(
      (await journal.read("a", -1)).map(({ at }) => at),
      [2],
    );
    await journal.close();
    const copy = newFolder();
    mkdirSync(copy, { recursive: true });
    writeFileSync(fileOf(copy), found);
    const entries = await numbers(copy, "a");
    assert.ok(["0,1", "2"].includes(entries.join()), `it has ${entries.join()}`);
  });

  it("F62: a damaged file stays until what can be read of it is written", async () => {
    const folder = newFolder();
    const journal = await FolderJournal.open(folder);
    const { epoch } = await journal.claim("a");
    for (const at of [0, 1, 2]) await journal.append({ agent: "a", epoch, at, entries: [{ at }] });
    await journal.close();
    const damaged = readFileSync(fileOf(folder));
    damaged[damaged.length - 5] = 0;
    writeFileSync(fileOf(folder), damaged);
    // Where the new file would be written there is something else.
    mkdirSync(`${fileOf(folder)}.next`);
    await assert.rejects(FolderJournal.open(folder), JournalError);
    assert.deepEqual(readFileSync(fileOf(folder)), damaged);
    rmSync(`${fileOf(folder)}.next`, { recursive: true });
    assert.deepEqual(await numbers(folder, "a"), [0, 1]);
  });
});
