// F54 and F55: however a host ends, its own exit code stays, and nothing of its sessions does.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { after, describe, it } from "node:test";
import { readStat } from "../../lib/process/process-id.ts";
import { marked } from "../support/leaks.ts";
import { scriptCommand } from "../support/server.ts";
import { LONG_MS, until } from "../support/until.ts";

const HOST = path.join(import.meta.dirname, "../support/ending-host.ts");
const LINUX_ONLY = process.platform === "linux" ? false : "looks into /proc";

const hosts: ChildProcess[] = [];
after(() => hosts.forEach((host) => host.kill("SIGKILL")));

interface Host {
  readonly pid: number;
  /** Of its session: the CLI, a tool, and a detached one. */
  readonly pids: readonly number[];
  /** Resolves with its exit code or signal. */
  readonly ended: Promise<number | string | null>;
}

async function startHost(how: string): Promise<Host> {
  const [file, ...before] = scriptCommand(HOST);
  const env = marked(process.env as Record<string, string>);
  const child = spawn(file, [...before, how], { env, stdio: ["ignore", "pipe", "ignore"] });
  hosts.push(child);
  const ended = new Promise<number | string | null>((resolve) =>
    child.once("exit", (code, signal) => resolve(signal ?? code)),
  );
  const ready = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => resolve(line.replace("ready ", "")));
    void ended.then((end) => reject(new Error(`it ended with ${end}`)));
  });
  return { pid: child.pid ?? 0, pids: JSON.parse(await ready) as number[], ended };
}

const living = (pids: readonly number[]): number[] => pids.filter((pid) => readStat(pid)?.zombie === false);

async function requireGone({ pids }: Host): Promise<void> {
  assert.equal(pids.length, 3);
  await until(
    () => living(pids).length === 0,
    () => `left: ${living(pids).join()}`,
    2 * LONG_MS,
  );
}

describe("The end of a host", { skip: LINUX_ONLY, timeout: 20 * LONG_MS, concurrency: 2 }, () => {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
    for (const [how, code] of [
      ["plain", signal],
      ["handlers", 7],
    ] as const)
      it(`F54: by ${signal}, ${how === "plain" ? "without" : "with"} a handler of its own: it ends as it would have`, async () => {
        const host = await startHost(how);
        assert.deepEqual(living(host.pids), host.pids);
        process.kill(host.pid, signal);
        assert.equal(await host.ended, code);
        await requireGone(host);
      });

  for (const [how, code] of [
    ["exit", 3],
    ["throw", 1],
  ] as const)
    it(`F55: by itself (${how}): its exit code is its own, and its sessions' trees end`, async () => {
      const host = await startHost(how);
      assert.equal(await host.ended, code);
      await requireGone(host);
    });

  for (const how of ["plain", "block"])
    it(`F55: by SIGKILL${how === "block" ? ", when its event loop is blocked for ever" : ""}: its sessions' trees end`, async () => {
      const host = await startHost(how);
      process.kill(host.pid, "SIGKILL");
      assert.equal(await host.ended, "SIGKILL");
      await requireGone(host);
    });
});
