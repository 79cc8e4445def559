import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { JournalError, JournalInUseError } from "../../lib/index.ts";
import { FolderJournal } from "../../lib/journal/folder-journal.ts";
import { journalCases } from "../../lib/testing/index.ts";

const ROOT = mkdtempSync(path.join(os.tmpdir(), "journal-test-"));
after(() => rmSync(ROOT, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => path.join(ROOT, `${(folders += 1)}`, "journal");
const fileOf = (folder: string): string => path.join(folder, "journal");

/** An agent with so many entries. */
async function filled(folder: string, agents: readonly string[], entries: number): Promise<void> {
  const journal = await FolderJournal.open(folder);
  for (const agent of agents) {
    const { epoch, next } = await journal.claim(agent);
    for (let at = next; at < next + entries; at += 1)
      await journal.append({ agent, epoch, at, entries: [{ at }] });
  }
  await journal.close();
}

async function numbers(folder: string, agent: string): Promise<unknown[]> {
  const journal = await FolderJournal.open(folder);
  const entries = await journal.read(agent, -1);
  await journal.close();
  return entries.map(({ at }) => at);
}

describe("FolderJournal", () => {
  const shared = newFolder();
  for (const { name, run } of journalCases(() => FolderJournal.open(shared)))
    it(`FolderJournal: ${name}`, run);

  it("keeps its files from other users", {
    skip: process.platform === "win32" && "Windows has no modes",
  }, async () => {
    const folder = newFolder();
    await filled(folder, ["a"], 1);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.equal(statSync(fileOf(folder)).mode & 0o777, 0o600);
  });

  it("is open for one owner at a time", async () => {
    const folder = newFolder();
    const journal = await FolderJournal.open(folder);
    await assert.rejects(
      FolderJournal.open(folder),
      (error) => error instanceof JournalInUseError && error.retryable,
    );
    await journal.close();
    await (await FolderJournal.open(folder)).close();
    assert.deepEqual(
      readdirSync(folder).toSorted(),
      ["journal", "owner-2"],
      "one file says whose it was last",
    );
  });

  it("of many who want it at once one has it, also when its last owner has died", async () => {
    const folder = newFolder();
    await filled(folder, ["a"], 3);
    const dead = await deadOwner();
    for (let time = 2; time < 40; time += 1) {
      writeFileSync(path.join(folder, `owner-${time * 10}`), dead);
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => FolderJournal.open(folder)));
      const opened = tries.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
      assert.equal(opened.length, 1);
      assert.deepEqual((await opened[0]?.read("a", -1))?.length, 3);
      await opened[0]?.close();
    }
  });

  it("on another host an owner counts as dead when it has given no sign for a minute", async () => {
    const folder = newFolder();
    await filled(folder, ["a"], 1);
    const owner = path.join(folder, "owner-1");
    writeFileSync(owner, JSON.stringify({ pid: 1, started: "1", host: "another", id: "x" }));
    await assert.rejects(FolderJournal.open(folder), /process 1 on another/);
    const { utimesSync } = await import("node:fs");
    utimesSync(owner, new Date(Date.now() - 120_000), new Date(Date.now() - 120_000));
    await (await FolderJournal.open(folder)).close();
  });

  it("F62: wherever its file was cut off, what was whole before is there, and it goes on", async () => {
    const folder = newFolder();
    await filled(folder, ["a", "b"], 20);
    const whole = readFileSync(fileOf(folder));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (length) => {
        writeFileSync(fileOf(folder), whole);
        truncateSync(fileOf(folder), length);
        const a = await numbers(folder, "a");
        const b = await numbers(folder, "b");
        assert.deepEqual([...a, ...b], [...Array(a.length).keys(), ...Array(b.length).keys()]);
        assert.ok(b.length === 0 || a.length === 20);
        await filled(folder, ["a"], 2);
        assert.deepEqual(await numbers(folder, "a"), [...Array(a.length + 2).keys()]);
      }),
      { numRuns: 40 },
    );
    assert.ok(
      readdirSync(folder).every((name) => name === "journal" || name.startsWith("owner-")),
      "a file that was cut off needs nobody's attention",
    );
  });

  it("F62: of a file that was damaged, whatever is right is read, and the file is kept", async () => {
    const folder = newFolder();
    await filled(folder, ["a", "b"], 10);
    const whole = readFileSync(fileOf(folder));
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: whole.length - 2 }),
        fc.integer({ min: 1, max: 255 }),
        async (place, change) => {
          const damaged = Buffer.from(whole);
          damaged[place] = (damaged[place] ?? 0) ^ change;
          for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
          writeFileSync(fileOf(folder), damaged);
          const journal = await FolderJournal.open(folder);
          for (const agent of ["a", "b"]) {
            const entries = (await journal.read(agent, -1)).map(({ at }) => at);
            assert.deepEqual(entries, [...Array(entries.length).keys()]);
          }
          assert.match(journal.damage ?? "", /kept as/);
          await journal.close();
          const kept = readdirSync(folder).filter((name) => name.startsWith("journal."));
          assert.equal(kept.length, 1);
          assert.deepEqual(readFileSync(path.join(folder, kept[0] ?? "")), damaged);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("F62: a file of a newer version is left alone under another name", async () => {
    const folder = newFolder();
    await filled(folder, ["a"], 1);
    writeFileSync(fileOf(folder), "kodegen-journal 99\nwhatever it holds\n");
    const journal = await FolderJournal.open(folder);
    assert.match(journal.damage ?? "", /newer version/);
    assert.deepEqual(await journal.agents(), []);
    await journal.close();
    const kept = readdirSync(folder).find((name) => name.includes("newer")) ?? "";
    assert.equal(readFileSync(path.join(folder, kept), "utf8"), "kodegen-journal 99\nwhatever it holds\n");
  });

  it("does not grow with what nobody needs any more", async () => {
    const folder = newFolder();
    const journal = await FolderJournal.open(folder);
    const { epoch } = await journal.claim("a");
    const text = "x".repeat(100_000);
    for (let at = 0; at < 400; at += 1)
      await journal.append({ agent: "a", epoch, at, entries: [{ at, text }], restart: at % 10 === 0 });
    assert.ok(statSync(fileOf(folder)).size < 15_000_000, `${statSync(fileOf(folder)).size} bytes`);
    assert.deepEqual(
      (await journal.read("a", 394)).map(({ at }) => at),
      [395, 396, 397, 398, 399],
    );
    await journal.close();
    assert.deepEqual((await numbers(folder, "a")).length, 10);
  });

  it("F61: what cannot be written is refused, and what comes later is written", {
    skip:
      (process.platform === "win32" || process.versions["deno"] !== undefined) &&
      "the limit is for Node's own signal",
  }, async () => {
    const folder = newFolder();
    // The system refuses to let a file of this process grow beyond a megabyte.
    const script = path.join(import.meta.dirname, "../support/full-journal.ts");
    const child = spawn(
      "/bin/sh",
      ["-c", 'ulimit -f 2048; exec "$@"', "sh", process.execPath, "--import", "tsx", script, folder],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    await once(child, "close");
    const { written, refused } = JSON.parse(said) as { written: number[]; refused: string[] };
    assert.ok(refused.length > 0 && refused.every((code) => code === "journal_failed"), said);
    assert.deepEqual(await numbers(folder, "a"), written);
  });

  it("after it is closed it says so", async () => {
    const journal = await FolderJournal.open(newFolder());
    const { epoch } = await journal.claim("a");
    const last = journal.append({ agent: "a", epoch, at: 0, entries: [{}] });
    await journal.close();
    await last;
    await assert.rejects(journal.append({ agent: "a", epoch, at: 1, entries: [{}] }), JournalError);
  });

  it("a folder that cannot be one is named", async () => {
    const file = path.join(ROOT, "a-file");
    appendFileSync(file, "");
    await assert.rejects(FolderJournal.open(path.join(file, "journal")), (error) => {
      assert.ok(error instanceof JournalError);
      assert.match(error.message, /a-file/);
      return true;
    });
  });
});

/** What a program left behind that has died. */
async function deadOwner(): Promise<string> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "close");
  return JSON.stringify({ pid: child.pid, started: "1", host: os.hostname(), id: "dead" });
}
