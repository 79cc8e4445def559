// What ends the processes of a program that is killed, and its guardian's part in that: npx tsx examples/reliability.ts
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { AgentManager, endOrphans } from "kodegen-claude-agent";

// What each agent leaves at work: it would outlive its agent, as servers do that agents start.
const task = (pid: number) => `sleep 9${pid}`;
const processes = () => execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
const count = (pid: number) => processes().split(`${task(pid)}\n`).length - 1;

if (process.argv[2] === "host") await host();
else {
  const first = await killed(false);
  console.log(`a program was killed: ${count(first)} of 2 tasks are left`);
  const second = await killed(true);
  console.log(`a program and its guardian were killed: ${count(second)} of 2 tasks are left`);
  // The next program that has a manager does this by itself.
  const { ended, survivors } = await endOrphans();
  console.log(
    `${ended.length} processes ended, ${survivors.length} survivors: ${count(second)} of 2 tasks are left`,
  );
}

/** A program with two agents, which lives until it is killed. */
async function host(): Promise<void> {
  const command = `${task(process.pid)} > /dev/null 2>&1 &`;
  const hooks = { SessionStart: [{ hooks: [{ type: "command" as const, command }] }] };
  const manager = new AgentManager({ options: { settings: { hooks } } });
  const { sessionIds } = await manager.spawnSession({ prompt: "Say hello.", workerCount: 2 });
  await manager.wait(sessionIds);
  process.send?.("ready");
}

/** @returns The pid of a program that was killed, some time after that. */
async function killed(withGuardian: boolean): Promise<number> {
  const child = fork(fileURLToPath(import.meta.url), ["host"]);
  const { pid = 0 } = child;
  await once(child, "message");
  process.kill(pid, "SIGSTOP"); // Or it would start another guardian.
  const guardian = new RegExp(`^ *(\\d+) +${pid} +/bin/sh `, "m").exec(processes())?.[1];
  if (withGuardian && guardian !== undefined) process.kill(Number(guardian), "SIGKILL");
  process.kill(pid, "SIGKILL");
  for (const end = Date.now() + (withGuardian ? 2_000 : 30_000); count(pid) > 0 && Date.now() < end; )
    await new Promise((resolve) => setTimeout(resolve, 100));
  return pid;
}
