// Durable agents when their journal fails, or belongs to somebody else by now.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { AgentManager, type Journal, openJournal } from "../../lib/index.ts";
import { isAlive, readStat } from "../../lib/process/process-id.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { LONG_MS } from "../support/until.ts";

const claude = withRealClaude();
const ROOT = mkdtempSync(path.join(os.tmpdir(), "durable-journal-test-"));
after(() => rmSync(ROOT, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => path.join(ROOT, `${(folders += 1)}`);
const ASK = "Which word did I ask you to remember?";

describe("Durable agents and their journal", { timeout: 300_000 }, () => {
  const disposed = disposing();

  it("F61: go on when the journal takes no more, with one warning, and are written whole when it does again", async () => {
    const folder = newFolder();
    const inner = await openJournal(folder);
    let isFull = false;
    const journal: Journal = {
      agents: () => inner.agents(),
      claim: (agent) => inner.claim(agent),
      append: async (append) => {
        if (isFull) throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
        return inner.append(append);
      },
      read: (agent, number) => inner.read(agent, number),
      remove: (agent, epoch) => inner.remove(agent, epoch),
      close: () => inner.close(),
    };
    const options = claude.options();
    const first = await AgentManager.open({ journal, options });
    const warnings: string[] = [];
    first.on("warning", (_, { code }) => warnings.push(code));
    const [id = ""] = (await first.spawnSession({ prompt: "Remember the word LEMON" })).sessionIds;
    assert.ok((await first.wait(id, { timeoutMs: LONG_MS })).done);
    isFull = true;
    await first.sendPrompt(id, ASK);
    const { agents } = await first.wait(id, { timeoutMs: LONG_MS });
    assert.equal(agents[0]?.lastResult?.text, "It was LEMON.");
    assert.deepEqual(warnings.filter((code) => code === "journal_failed").length, 1);
    isFull = false;
    await first.sendPrompt(id, "Say something");
    assert.ok((await first.wait(id, { timeoutMs: LONG_MS })).done);
    await first.shutdown();
    await inner.close();
    const second = disposed(await AgentManager.open({ journal: folder, options }));
    assert.equal(second.getSessionInfo(id).turnCount, 3);
  });

  it("are let be by a manager from which another one has taken them over", async () => {
    const journal = await openJournal(newFolder());
    const options = claude.options();
    const first = await AgentManager.open({ journal, options });
    const [id = ""] = (await first.spawnSession({ prompt: "Remember the word GUAVA" })).sessionIds;
    assert.ok((await first.wait(id, { timeoutMs: LONG_MS })).done);
    const second = await AgentManager.open({ journal, options });
    await second.sendPrompt(id, ASK);
    await assert.rejects(first.sendPrompt(id, "Say something else"), { code: "agent_ended" });
    assert.equal(first.getSessionInfo(id).error?.code, "journal_conflict");
    const { agents } = await second.wait(id, { timeoutMs: LONG_MS });
    assert.equal(agents[0]?.lastResult?.text, "It was GUAVA.");
    await Promise.all([first.shutdown(), second.shutdown()]);
    await journal.close();
  });

  it("are taken up once the processes of the host before are gone", async () => {
    const journal = await openJournal(newFolder());
    const old = spawn(process.execPath, ["-e", "setTimeout(() => undefined, 4_000)"]);
    const pid = old.pid ?? 0;
    const options = claude.options();
    const first = await AgentManager.open({ journal, options });
    const [id = ""] = (await first.spawnSession({ prompt: "Remember the word MANGO" })).sessionIds;
    assert.ok((await first.wait(id, { timeoutMs: LONG_MS })).done);
    await first.shutdown();
    const { epoch, next } = await journal.claim(id);
    const started = process.platform === "linux" ? (readStat(pid)?.started ?? "gone") : "";
    const entry = { type: "sent", prompts: [], process: { pid, started } };
    await journal.append({ agent: id, epoch, at: next, entries: [entry] });
    const second = disposed(await AgentManager.open({ journal, options }));
    assert.ok(!isAlive({ pid, started }), "it is still there");
    assert.equal(second.getSessionInfo(id).endedReason, "lost");
    await second.shutdown();
    await journal.close();
  });
});
