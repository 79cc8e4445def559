// An agent whose program is killed in the middle of its turn, and that goes on in the next: npx tsx examples/durable.ts
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { AgentManager } from "kodegen-claude-agent";

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), "durable-"));
const open = () => AgentManager.open({ journal: folder, keepLines: true });
const report = (
  title: string,
  { state, endedReason, turnCount }: ReturnType<AgentManager["getSessionInfo"]>,
) => console.log(`${title}: ${state}${endedReason ? ` (${endedReason})` : ""}, ${turnCount} turns`);

if (process.argv[2] === undefined) {
  const [, signal] = await once(fork(fileURLToPath(import.meta.url), [folder]), "exit");
  console.log(`the first program has ended: ${signal}`);
  await second().finally(() => rmSync(folder, { recursive: true }));
} else await first();

async function first(): Promise<void> {
  const manager = await open();
  const { sessionIds } = await manager.spawnSession({ prompt: "Remember the word plum.", label: "plum" });
  await manager.wait(sessionIds);
  const [id = ""] = sessionIds;
  await manager.sendPrompt(id, "Say hello.");
  report("in the first program", manager.getSessionInfo(id));
  process.kill(process.pid, "SIGKILL");
}

async function second(): Promise<void> {
  const manager = await open();
  for (const agent of manager.listSessions().agents) {
    report("in the second program", agent);
    console.log(manager.getSessionText(agent.sessionId).text.trimEnd());
  }
  // Without rerun, the prompt that it was at work on does not run again: a part of it may be done.
  for (const { sessionId } of manager.resumeAll({ rerun: true })) {
    await manager.wait(sessionId);
    await manager.sendPrompt(sessionId, "Which word did I ask you to remember?");
    for (const one of (await manager.wait(sessionId)).agents)
      report(one.lastResult?.text ?? "no answer", one);
  }
  await manager.shutdown();
}
