// Agents that outlive their host: the next manager with the same journal has them again.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { AgentManager, type Journal, JournalInUseError, type Options, openJournal } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { livingProcesses } from "../support/leaks.ts";
import { LONG_MS, until } from "../support/until.ts";

const claude = withRealClaude();
const ROOT = mkdtempSync(path.join(os.tmpdir(), "durable-test-"));
after(() => rmSync(ROOT, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => path.join(ROOT, `${(folders += 1)}`);
const ASK = "Which word did I ask you to remember?";

/** What a host says that is killed then. */
async function killedHost(
  folder: string,
  options: Options,
): Promise<Record<string, string> & { lastSeq: number }> {
  const script = path.join(import.meta.dirname, "../support/durable-host.ts");
  const host = spawn(process.execPath, ["--import", "tsx", script, folder, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  for await (const text of host.stdout.setEncoding("utf8")) {
    said += text as string;
    if (said.includes("\n")) break;
  }
  const closed = once(host, "close");
  host.kill("SIGKILL");
  await closed;
  return JSON.parse(said) as Record<string, string> & { lastSeq: number };
}

describe("Durable agents", { timeout: 300_000 }, () => {
  const disposed = disposing();

  it("are there again after their host was killed, with their words, and go on", async () => {
    const folder = newFolder();
    const options = claude.options();
    const { done, ended, busy, filling, waiting, lastSeq } = await killedHost(folder, options);
    const ids = [done, ended, busy, filling, waiting].map(String);
    const manager = disposed(await AgentManager.open({ journal: folder, options }));
    const info = (id = ""): ReturnType<AgentManager["getSessionInfo"]> => manager.getSessionInfo(id);
    const { agents } = manager.listSessions();
    assert.deepEqual(agents.map(({ sessionId }) => sessionId).toSorted(), ids.toSorted());
    assert.ok(
      agents.every(({ maxTurns, pid }) => maxTurns === 7 && pid === undefined),
      "with their own options",
    );
    assert.ok(["idle", "parked", "ended"].includes(info(done).state));
    assert.match(info(done).lastOutput.join(" "), /PLUM/);
    assert.match(info(done).lastResult?.text ?? "", /PLUM/);
    assert.ok((info(done).messageCount ?? 0) > 0, "positions go on");
    assert.deepEqual([info(ended).state, info(ended).endedReason], ["ended", "terminated"]);
    for (const id of [busy, filling, waiting])
      assert.deepEqual([info(id).state, info(id).endedReason], ["ended", "lost"], info(id).label);
    assert.equal(info(busy).interruptedPrompts?.length, 1);
    assert.equal(info(filling).interruptedPrompts?.length, 1);
    assert.equal(info(waiting).interruptedPrompts, undefined);
    assert.ok(manager.events().lastSeq > lastSeq, "no number of an event comes twice");

    await manager.sendPrompt(done ?? "", ASK);
    const answered = await manager.wait(done ?? "", { timeoutMs: LONG_MS });
    assert.equal(answered.agents[0]?.lastResult?.text, "It was PLUM.");
    await manager.sendPrompt(filling ?? "", ASK);
    assert.equal(info(filling).interruptedPrompts, undefined, "who is prompted goes on without them");
    await manager.terminateSession(filling ?? "");
    await assert.rejects(manager.sendPrompt(ended ?? "", ASK), { code: "agent_ended" });

    const resumed = manager.resumeAll().map(({ label }) => label);
    assert.deepEqual(resumed.toSorted(), ["busy-1", "waiting-1"]);
    assert.equal(info(busy).state, "parked", "what it was at work on does not run again by itself");
    assert.ok((await manager.wait(waiting ?? "", { timeoutMs: LONG_MS })).done);
    assert.match(info(waiting).lastResult?.text ?? "", /FIG/);
    assert.equal(info(busy).turnCount, 0);
    const events = manager.events().events.filter(({ sessionId }) => sessionId === busy);
    assert.deepEqual(
      events.map((event) =>
        event.type === "state" ? [event.state, event.previous, event.reason] : event.type,
      ),
      [
        ["ended", "running", "lost"],
        ["parked", "ended", undefined],
      ],
    );
  });

  it("are done for the next manager as well once wait() says so, however slow the journal is", async () => {
    const inner = await openJournal(newFolder());
    const journal: Journal = {
      agents: () => inner.agents(),
      claim: (agent) => inner.claim(agent),
      append: async (append) => {
        // Longer than this CLI takes to be ready for what is being written.
        const isPrompt = append.entries.some(({ type }) => type === "sent");
        await new Promise((resolve) => setTimeout(resolve, isPrompt ? 2_000 : 20));
        return inner.append(append);
      },
      read: (agent, number) => inner.read(agent, number),
      remove: (agent, epoch) => inner.remove(agent, epoch),
      close: () => inner.close(),
    };
    const manager = disposed(await AgentManager.open({ journal, options: claude.options() }));
    const [id = ""] = (await manager.spawnSession({ prompt: "Remember the word SLOE" })).sessionIds;
    assert.ok((await manager.wait(id, { timeoutMs: LONG_MS })).done);
    const written = JSON.stringify(await inner.read(id, -1));
    assert.match(written, /"type":"turn"/);
    assert.match(written, /"state":"idle"/);
    const states = manager.events().events.flatMap((event) => (event.type === "state" ? event.state : []));
    assert.deepEqual(states, ["queued", "starting", "running", "idle"], "idle is who has no prompt");
    await manager.shutdown();
    await inner.close();
  });

  it("run again what they were at work on, when that is asked for", async () => {
    const folder = newFolder();
    const options = claude.options();
    const { busy = "" } = await killedHost(folder, options);
    const manager = disposed(await AgentManager.open({ journal: folder, options }));
    const interrupted = manager.getSessionInfo(busy).interruptedPrompts;
    const heard: string[] = [];
    manager.on("message", (id, _, message) => {
      if (id === busy && message.type === "system") heard.push(message.subtype);
    });
    manager.resumeAll({ rerun: true });
    while (manager.getSessionInfo(busy).state !== "running")
      await new Promise((resolve) => manager.once("state", resolve));
    assert.equal(manager.getSessionInfo(busy).interruptedPrompts, undefined);
    assert.equal(interrupted?.length, 1);
    await manager.interruptSession(busy);
    assert.ok((await manager.wait(busy, { timeoutMs: LONG_MS })).done);
    assert.ok(heard.includes("init"));
  });

  it("are left to the next manager by a shutdown, which ends their processes", async () => {
    const folder = newFolder();
    const options = claude.options();
    const first = await AgentManager.open({ journal: folder, options });
    const [id = ""] = (await first.spawnSession({ prompt: "Remember the word KIWI" })).sessionIds;
    assert.ok((await first.wait(id, { timeoutMs: LONG_MS })).done);
    await assert.rejects(AgentManager.open({ journal: folder }), JournalInUseError);
    const { messageCount } = first.getSessionInfo(id);
    await first.shutdown();
    const second = disposed(await AgentManager.open({ journal: folder, options }));
    assert.equal(second.getSessionInfo(id).endedReason, "lost");
    assert.equal(second.getSessionInfo(id).messageCount, messageCount, "no position comes twice");
    await second.sendPrompt(id, ASK);
    const { agents } = await second.wait(id, { timeoutMs: LONG_MS });
    assert.equal(agents[0]?.lastResult?.text, "It was KIWI.");
    assert.equal(agents[0]?.turnCount, 2);
  });

  it("take no prompts without those of their own options that were not written down", async () => {
    const folder = newFolder();
    const options = claude.options();
    const canUseTool = async (): Promise<{ behavior: "deny"; message: string }> => ({
      behavior: "deny",
      message: "no",
    });
    const env = { ...options.env, MY_SECRET: "sesame-open-123" };
    const first = await AgentManager.open({ journal: folder, options });
    const request = { prompt: "Remember the word LIME", options: { canUseTool, env, maxTurns: 3 } };
    const [id = ""] = (await first.spawnSession(request)).sessionIds;
    assert.ok((await first.wait(id, { timeoutMs: LONG_MS })).done);
    await first.shutdown();
    assert.ok(!readFileSync(path.join(folder, "journal"), "utf8").includes("sesame"), "no secret is written");
    const second = await AgentManager.open({ journal: folder, options });
    assert.deepEqual(second.getSessionInfo(id).withheldOptions, ["canUseTool", "env"]);
    await assert.rejects(second.sendPrompt(id, ASK), { code: "invalid_options", message: /canUseTool, env/ });
    assert.deepEqual(second.resumeAll(), []);
    await second.shutdown();
    const third = disposed(
      await AgentManager.open({
        journal: folder,
        options,
        restore: ({ label, withheld, options: kept }) => {
          assert.deepEqual([label, withheld, kept], ["Agent-1", ["canUseTool", "env"], { maxTurns: 3 }]);
          return { canUseTool, env };
        },
      }),
    );
    await third.sendPrompt(id, ASK);
    const { agents } = await third.wait(id, { timeoutMs: LONG_MS });
    assert.equal(agents[0]?.lastResult?.text, "It was LIME.");
  });

  it("go on also when their host died before their conversation was on the disk, or before that was noted", async () => {
    const folder = newFolder();
    const options = claude.options();
    const { busy = "", filling = "", waiting = "" } = await killedHost(folder, options);
    await until(() => livingProcesses().length === 0, "a process of the host is left");
    const projects = path.join(options.env?.["HOME"] ?? "", ".claude", "projects");
    const noted = `${JSON.stringify({ type: "queue-operation", operation: "enqueue", sessionId: waiting })}\n`;
    for (const name of readdirSync(projects)) {
      rmSync(path.join(projects, name, `${busy}.jsonl`), { force: true });
      writeFileSync(path.join(projects, name, `${waiting}.jsonl`), noted);
    }
    // As if the process had said nothing by then.
    const journal = await openJournal(folder);
    const { epoch, next } = await journal.claim(filling);
    const [base] = await journal.read(filling, -1);
    const past = { ...(base?.["past"] as object), state: "starting", conversation: undefined, pending: [] };
    const entries = [{ type: "agent", past }];
    await journal.append({ agent: filling, epoch, at: next, entries, restart: true });
    // And as if the one in the queue had been about to begin.
    const claim = await journal.claim(waiting);
    await journal.append({ agent: waiting, epoch: claim.epoch, at: claim.next, entries, restart: true });
    await journal.close();
    const manager = disposed(await AgentManager.open({ journal: folder, options }));
    for (const id of [busy, filling, waiting]) {
      await manager.sendPrompt(id, "mock:text");
      const { agents } = await manager.wait(id, { timeoutMs: LONG_MS });
      const { label = "", error, lastResult } = agents[0] ?? {};
      assert.match(lastResult?.text ?? "", /Paris/, `${label}: ${error?.message}`);
    }
  });
});
