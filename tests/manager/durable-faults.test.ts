// Agents with a journal that fails, does not answer, or is another manager's by now.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { AgentManager, type Journal, JournalError, openJournal } from "../../lib/index.ts";
import { writeShellClaude } from "../model/agents/shell-claude.ts";
import { runCampaign } from "../model/durable/campaign.ts";

const ROOT = mkdtempSync(path.join(os.tmpdir(), "durable-faults-"));
after(() => rmSync(ROOT, { recursive: true, force: true }));
const claude = writeShellClaude(path.join(ROOT, "claude"));
const options = { pathToClaudeCodeExecutable: claude, cwd: ROOT, settingSources: [] };
let folders = 0;
const newFolder = (): string => path.join(ROOT, `${(folders += 1)}`);
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** The same journal, but for some of its methods. */
function changed(inner: Journal, changes: Partial<Journal>): Journal {
  return {
    agents: () => inner.agents(),
    claim: (agent) => inner.claim(agent),
    append: (append) => inner.append(append),
    read: (agent, number) => inner.read(agent, number),
    remove: (agent, epoch) => inner.remove(agent, epoch),
    close: () => inner.close(),
    ...changes,
  };
}

describe("Durable agents and their journal", { timeout: 120_000 }, () => {
  it("hosts that die at any moment lose nothing, and no prompt runs twice", async () => {
    const failure = await runCampaign({ runs: 15, seed: 20_261_129 });
    assert.equal(failure, undefined, failure?.message);
  });

  it("a shutdown ends everything in time when the journal does not answer, and says so", async () => {
    const inner = await openJournal(newFolder());
    let hangs = false;
    const journal = changed(inner, { append: (append) => (hangs ? never() : inner.append(append)) });
    const manager = await AgentManager.open({ journal, options });
    const { sessionIds } = await manager.spawnSession({ prompt: "say:a" });
    await manager.wait(sessionIds);
    hangs = true;
    const id = sessionIds[0] ?? "";
    const prompting = manager.sendPrompt(id, "say:b").catch((error: { code: string }) => error.code);
    const ending = manager.terminateSession(id);
    await assert.rejects(manager.shutdown(), JournalError);
    assert.equal((await ending).success, true, "who waited for the journal waits no longer");
    assert.equal(await prompting, "agent_ended");
    assert.deepEqual(
      manager.listSessions().agents.map(({ state, pid }) => [state, pid]),
      [["ended", undefined]],
    );
    await inner.close();
  });

  it("a shutdown accepts no prompt that it could not leave to the next manager", async () => {
    const folder = newFolder();
    const inner = await openJournal(folder);
    let release = (): void => undefined;
    let slow: Promise<void> | undefined;
    const journal = changed(inner, {
      append: async (append) => {
        await slow;
        return inner.append(append);
      },
    });
    const manager = await AgentManager.open({ journal, options });
    const [id = ""] = (await manager.spawnSession({ prompt: "say:a" })).sessionIds;
    await manager.wait(id);
    slow = new Promise((resolve) => (release = resolve));
    const last = manager.sendPrompt(id, "hang:b");
    const ended = manager.shutdown();
    await assert.rejects(manager.sendPrompt(id, "say:c"), { code: "agent_ended" });
    assert.deepEqual(manager.resumeAll(), []);
    release();
    await Promise.allSettled([last, ended]);
    await inner.close();
    const next = await AgentManager.open({ journal: folder, options });
    assert.equal(next.getSessionInfo(id).interruptedPrompts?.length, 1);
    await next.shutdown();
  });

  it("a process that ends while its prompt is being written does not end the host", async () => {
    const inner = await openJournal(newFolder());
    let delayMs = 0;
    const journal = changed(inner, {
      append: async (append) => {
        if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
        return inner.append(append);
      },
    });
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", note);
    const manager = await AgentManager.open({ journal, options });
    const [id = ""] = (await manager.spawnSession({ prompt: "say:a" })).sessionIds;
    await manager.wait(id);
    delayMs = 50;
    const prompting = manager.sendPrompt(id, "say:b");
    process.kill(manager.getSessionInfo(id).pid ?? 0, "SIGKILL");
    await assert.rejects(prompting, { code: "agent_ended" });
    await manager.shutdown();
    await inner.close();
    process.off("unhandledRejection", note);
    assert.deepEqual(unhandled, []);
  });

  it("an agent that waits for a place gets no process when it is another manager's by now", async () => {
    const inner = await openJournal(newFolder());
    const manager = await AgentManager.open({ journal: changed(inner, {}), maxAgents: 1, options });
    const [busy = ""] = (await manager.spawnSession({ prompt: "hang:a" })).sessionIds;
    const [id = ""] = (await manager.spawnSession({ prompt: "say:b" })).sessionIds;
    await inner.claim(id);
    const states: string[] = [];
    manager.on("event", (event) => {
      if (event.sessionId === id && event.type === "state") states.push(event.state);
    });
    await manager.sendPrompt(id, "say:c");
    await manager.terminateSession(busy);
    const [next = ""] = (await manager.spawnSession({ prompt: "say:d" })).sessionIds;
    await manager.wait(next);
    const { state, error, messageCount, endedReason } = manager.getSessionInfo(id);
    assert.deepEqual(
      [state, endedReason, error?.code, messageCount],
      ["ended", "failed", "journal_conflict", 0],
    );
    assert.deepEqual(states, ["ended"]);
    await manager.shutdown();
    await inner.close();
  });

  it("an agent whose end was asked for does not go on", async () => {
    const folder = newFolder();
    const inner = await openJournal(folder);
    const journal = changed(inner, {
      append: async (append) => {
        const end = append.entries.findIndex((entry) => JSON.stringify(entry).includes('"ended"'));
        if (end === -1) return inner.append(append);
        // What was said before is there, whether it was to be written together or not.
        if (end > 0) await inner.append({ ...append, entries: append.entries.slice(0, end) });
        throw new Error("the host has died");
      },
    });
    const first = await AgentManager.open({ journal, options });
    const [id = ""] = (await first.spawnSession({ prompt: "hang:a" })).sessionIds;
    while (first.getSessionInfo(id).state !== "running")
      await new Promise((resolve) => first.once("state", resolve));
    await first.terminateSession(id);
    await assert.rejects(first.shutdown(), JournalError, "what could not be written is said");
    await inner.close();
    const second = await AgentManager.open({ journal: folder, options });
    assert.equal(second.getSessionInfo(id).endedReason, "terminated");
    assert.deepEqual(second.resumeAll(), []);
    await second.shutdown();
  });

  it("what has died between its claim and its first entry is nobody's agent", async () => {
    const folder = newFolder();
    const inner = await openJournal(folder);
    await inner.claim("half");
    await inner.close();
    const manager = await AgentManager.open({ journal: folder, options });
    assert.deepEqual(manager.listSessions().agents, []);
    await manager.shutdown();
    const again = await openJournal(folder);
    assert.deepEqual(await again.agents(), []);
    await again.close();
  });

  it("a restore() that throws leaves the journal to others", async () => {
    const folder = newFolder();
    const first = await AgentManager.open({ journal: folder, options });
    await first.spawnSession({ prompt: "say:a", options: { env: { A: "b" } } });
    await first.shutdown();
    const restore = (): never => {
      throw new Error("no");
    };
    await assert.rejects(AgentManager.open({ journal: folder, options, restore }), /no/);
    await (await AgentManager.open({ journal: folder, options })).shutdown();
  });

  it("numbers of events do not come again when their agents are forgotten", async () => {
    const folder = newFolder();
    const first = await AgentManager.open({ journal: folder, options, endedRetentionMs: 0 });
    const [id = ""] = (await first.spawnSession({ prompt: "say:a" })).sessionIds;
    await first.terminateSession(id);
    assert.deepEqual(first.listSessions().agents, []);
    const { lastSeq } = first.events();
    await first.shutdown();
    const second = await AgentManager.open({ journal: folder, options });
    const [next = ""] = (await second.spawnSession({ prompt: "say:b" })).sessionIds;
    await second.wait(next);
    const { events, dropped } = second.events();
    assert.ok(events.every(({ seq }) => seq > lastSeq));
    assert.equal(dropped, 0);
    assert.equal(second.events({ after: lastSeq }).dropped, 1, "nobody knows how many");
    await second.shutdown();
  });
});
