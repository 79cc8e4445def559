// What agents have said is there after a restart, when that is asked for: the same pages under the same positions.
import assert from "node:assert/strict";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { AgentManager, type OpenManagerOptions, type OutputPage, openJournal } from "../../lib/index.ts";
import { writeShellClaude } from "../model/agents/shell-claude.ts";
import { disposing } from "../support/disposing.ts";
import { LONG_MS, until } from "../support/until.ts";

const ROOT = mkdtempSync(path.join(os.tmpdir(), "kept-lines-"));
after(() => rmSync(ROOT, { recursive: true, force: true }));
const claude = writeShellClaude(path.join(ROOT, "claude"));
const options = { pathToClaudeCodeExecutable: claude, cwd: ROOT, settingSources: [] };
let folders = 0;
const newFolder = (): string => path.join(ROOT, `${(folders += 1)}`);
const filesIn = (journal: string): string[] =>
  readdirSync(path.join(journal, "lines")).map((name) => path.join(journal, "lines", name));

/** What a page says whatever the agent's state. */
function said(manager: AgentManager, id: string): Partial<OutputPage> & { text: string } {
  const { messages, firstSeq, nextAfter, dropped, totalMessages } = manager.getSessionOutput(id, {
    length: 1_000,
  });
  return { messages, firstSeq, nextAfter, dropped, totalMessages, text: manager.getSessionText(id).text };
}

describe("AgentManager.open({ keepLines })", { timeout: 6 * LONG_MS }, () => {
  const disposed = disposing();
  const open = async (journal: string, more: Partial<OpenManagerOptions> = {}): Promise<AgentManager> =>
    disposed(await AgentManager.open({ journal, keepLines: true, options, ...more }));
  const prompted = async (manager: AgentManager, id: string, ...prompts: string[]): Promise<void> => {
    for (const prompt of prompts) {
      await manager.sendPrompt(id, prompt);
      assert.ok((await manager.wait(id, { timeoutMs: LONG_MS })).done);
    }
  };
  const begun = async (manager: AgentManager): Promise<string> => {
    const [id = ""] = (await manager.spawnSession({ prompt: "say:a" })).sessionIds;
    assert.ok((await manager.wait(id, { timeoutMs: LONG_MS })).done);
    return id;
  };

  it("has the same pages after a restart, and positions go on", async () => {
    const journal = newFolder();
    const first = await open(journal);
    const id = await begun(first);
    await prompted(first, id, "say:b");
    const before = said(first, id);
    assert.ok((before.messages?.length ?? 0) > 3);
    await first.shutdown();
    const [file = ""] = filesIn(journal);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const second = await open(journal);
    assert.deepEqual(said(second, id), before);
    await prompted(second, id, "say:c");
    const later = said(second, id);
    assert.deepEqual(later.messages?.slice(0, before.totalMessages), before.messages);
    assert.ok((later.totalMessages ?? 0) > (before.totalMessages ?? 0));
    await second.shutdown();
    const third = await open(journal);
    assert.deepEqual(said(third, id), later);
  });

  it("keeps as much as there was in memory, however much was said, also of a parked agent", async () => {
    const journal = newFolder();
    const bounds = { ringMessages: 7, idleMs: 1 };
    const first = await open(journal, bounds);
    const id = await begun(first);
    for (let turn = 0; turn < 8; turn += 1) await prompted(first, id, `say:${turn}`);
    await until(() => first.getSessionInfo(id).state === "parked", "it is never parked");
    const before = said(first, id);
    assert.equal(before.messages?.length, 7);
    await first.shutdown();
    const [file = ""] = filesIn(journal);
    assert.ok(readFileSync(file, "utf8").split("\n").length < 4 * 7, "the file is bounded as well");
    assert.deepEqual(said(await open(journal, bounds), id), before);
  });

  it("passes over a last line that was cut off, and what is damaged before the rest", async () => {
    const journal = newFolder();
    const first = await open(journal);
    const id = await begun(first);
    const before = said(first, id);
    await first.shutdown();
    const [file = ""] = filesIn(journal);
    appendFileSync(file, `${before.totalMessages} 1 {"type":"assis`);
    const second = await open(journal);
    assert.deepEqual(said(second, id), before);
    await prompted(second, id, "say:b");
    const later = said(second, id);
    await second.shutdown();
    writeFileSync(file, readFileSync(file, "utf8").replace(/^1 /m, "x "));
    const third = said(await open(journal), id);
    assert.deepEqual(third.messages, later.messages?.slice(2));
    assert.deepEqual([third.firstSeq, third.dropped, third.nextAfter], [2, 2, later.nextAfter]);
  });

  it("F61: goes on with one warning while its disk takes nothing, and catches up when it does", async () => {
    const journal = newFolder();
    const manager = await open(journal);
    const warnings: string[] = [];
    manager.on("warning", (_, { code }) => warnings.push(code));
    const lines = path.join(journal, "lines");
    rmSync(lines, { recursive: true });
    const id = await begun(manager);
    await prompted(manager, id, "say:b");
    assert.deepEqual(warnings, ["lines_failed"]);
    mkdirSync(lines);
    await prompted(manager, id, "say:c");
    const before = said(manager, id);
    await manager.shutdown();
    assert.deepEqual(warnings, ["lines_failed"]);
    assert.deepEqual(said(await open(journal), id), before);
  });

  it("removes the file of an agent that is forgotten, and those of agents that the journal does not know", async () => {
    const journal = newFolder();
    const manager = await open(journal, { endedRetentionMs: 0 });
    const id = await begun(manager);
    assert.equal(filesIn(journal).length, 1);
    await manager.terminateSession(id);
    manager.listSessions();
    await until(() => filesIn(journal).length === 0, "it is left");
    await manager.shutdown();
    writeFileSync(path.join(journal, "lines", "nobody-1"), "0 1 {}\n");
    await open(journal);
    assert.deepEqual(filesIn(journal), []);
  });

  it("needs a folder", async () => {
    const journal = await openJournal(newFolder());
    await assert.rejects(AgentManager.open({ journal, keepLines: true }), { code: "invalid_options" });
    await journal.close();
  });
});
