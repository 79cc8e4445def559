import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { after, describe, it } from "node:test";
import { readStat } from "../../lib/process/process-id.ts";
import { withRealClaude } from "../support/claude.ts";
import { livingProcesses, marked } from "../support/leaks.ts";
import { scriptCommand } from "../support/server.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();
const SUPPORT = path.join(import.meta.dirname, "../support");
const LINUX_ONLY = process.platform === "linux" ? false : "looks into /proc";
/** The guardian gives what it ends five seconds; the rest is for a busy machine. */
const GONE_MS = 30_000;

const hosts: ChildProcess[] = [];
after(() => hosts.forEach((host) => host.kill("SIGKILL")));

interface Host {
  readonly pid: number;
  readonly lines: string[];
  /** Resolves with its exit code when it has ended. */
  readonly ended: Promise<number | null>;
  /** Resolves with the first line that begins with a word, without it. */
  line(word: string): Promise<string>;
}

async function startHost(script: string, args: readonly string[] = []): Promise<Host> {
  const model = await claude.started();
  const [file, ...before] = scriptCommand(path.join(SUPPORT, script));
  const child = spawn(file, [...before, ...args], {
    env: marked(model.env()),
    cwd: model.home,
    stdio: ["ignore", "pipe", "inherit"],
  });
  // When a test fails its host would wait for ever, and this file for its output.
  hosts.push(child);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => void lines.push(line));
  const line = async (word: string): Promise<string> => {
    const found = (): string | undefined => lines.find((each) => each.startsWith(`${word} `));
    await until(
      () => found() !== undefined,
      `the host never printed "${word}": ${lines.join("; ")}`,
      GONE_MS,
    );
    return found()?.slice(word.length + 1) ?? "";
  };
  return { pid: child.pid ?? 0, lines, ended, line };
}

/** Shells that watch over a host. */
function guardiansOf(host: number): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter(
      (pid) => Number.isInteger(pid) && readStat(pid)?.parent === host && readStat(pid)?.zombie === false,
    )
    .filter((pid) => commandOf(pid).startsWith("/bin/sh\0-c\0"));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "latin1");
  } catch {
    // It ended between the listing and the look.
    return "";
  }
}

const untilNoneIsLeft = (): Promise<void> =>
  until(
    () => livingProcesses().length === 0,
    () => `left: ${livingProcesses().join()}`,
    GONE_MS,
  );

describe("The guardian", { skip: process.platform === "win32" ? "needs /bin/sh" : false }, () => {
  for (const signal of ["SIGKILL", "SIGTERM"] as const) {
    it(`F55: ends the CLI and its tools when the host dies by ${signal} in the middle of a tool`, async () => {
      const host = await startHost("host.ts");
      await host.line("tool");
      process.kill(host.pid, signal);
      await untilNoneIsLeft();
    });
  }

  it("kills what does not end when it is asked, detached tools too, and removes the session's files", {
    skip: LINUX_ONLY,
  }, async () => {
    const host = await startHost("guarded-host.ts", ["5"]);
    const { pids, files } = JSON.parse(await host.line("ready")) as { pids: number[]; files: string[] };
    assert.equal(guardiansOf(host.pid).length, 1, "one for all sessions");
    assert.equal(
      pids.length,
      20,
      "CLIs, and of each a detached tool, one without environment, one that wipes it",
    );
    const living = (): number[] => pids.filter((pid) => readStat(pid)?.zombie === false);
    assert.deepEqual(living(), pids);
    for (const file of files) assert.ok(existsSync(file), file);
    process.kill(host.pid, "SIGKILL");
    await until(
      () => living().length === 0,
      () => `left: ${living().join()}`,
      GONE_MS,
    );
    await until(() => files.every((file) => !existsSync(path.dirname(file))), "files are left", GONE_MS);
  });

  it("F56: is replaced when it dies, however often, with a warning; the new one does the same", {
    skip: LINUX_ONLY,
  }, async () => {
    const host = await startHost("guarded-host.ts", ["2"]);
    const { pids } = JSON.parse(await host.line("ready")) as { pids: number[] };
    for (const signal of ["SIGKILL", "SIGSEGV"] as const) {
      const [guardian = 0] = guardiansOf(host.pid);
      process.kill(guardian, signal);
      const isNew = (): boolean => guardiansOf(host.pid).some((pid) => pid !== guardian);
      await until(isNew, "there is no other guardian", GONE_MS);
    }
    const warnings = (): number =>
      host.lines.filter((line) => line.startsWith("warning guardian_lost")).length;
    await until(
      () => warnings() === 4,
      () => `${warnings()} warnings for two sessions`,
      GONE_MS,
    );
    assert.ok(
      pids.every((pid) => readStat(pid)?.zombie === false),
      "the sessions do not go on",
    );
    process.kill(host.pid, "SIGKILL");
    await untilNoneIsLeft();
  });

  for (const when of ["early", "late"])
    it(`removes the copy of login and conversation of a host that dies ${when}`, {
      skip: LINUX_ONLY,
    }, async () => {
      const host = await startHost("restoring-host.ts", [when]);
      const [folder = ""] = (await host.line("ready")).split(" ");
      const copies = (): string[] => readdirSync(folder).filter((name) => name.startsWith("claude-resume-"));
      assert.equal(copies().length, 1);
      process.kill(host.pid, "SIGKILL");
      await until(() => copies().length === 0, "the copy is left", GONE_MS);
      await untilNoneIsLeft();
      rmSync(folder, { recursive: true, force: true });
    });

  it("keeps no program running, and goes with it", { skip: LINUX_ONLY }, async () => {
    const host = await startHost("one-query.ts");
    const guardian = Number(await host.line("guardian"));
    assert.ok(guardian > 0);
    assert.equal(await host.ended, 0);
    await until(
      () => readStat(guardian) === undefined || readStat(guardian)?.zombie === true,
      "it stays",
      GONE_MS,
    );
  });

  it("serves the sessions of a program one after the other", { skip: LINUX_ONLY }, async () => {
    const host = await startHost("one-query.ts", ["3"]);
    assert.equal(await host.ended, 0);
    const pids = host.lines.filter((line) => line.startsWith("guardian "));
    assert.equal(pids.length, 3);
    assert.equal(new Set(pids).size, 1);
  });
});
