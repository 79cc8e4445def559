// What a host leaves that was killed together with its guardian is ended by the next host, and nothing else is.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { AgentManager, endOrphans } from "../../lib/index.ts";
import { orphansIn } from "../../lib/manager/orphans.ts";
import { hostPlace, newCookie } from "../../lib/process/cookie.ts";
import { readStat } from "../../lib/process/process-id.ts";
import type { ProcessRow } from "../../lib/process/table.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { type KilledHost, withHosts } from "../support/killed-host.ts";
import { livingProcesses } from "../support/leaks.ts";
import { LONG_MS, until } from "../support/until.ts";

const claude = withRealClaude();
const startHost = withHosts();
const ROOT = mkdtempSync(path.join(os.tmpdir(), "orphans-test-"));
after(() => rmSync(ROOT, { recursive: true, force: true }));
const LINUX_ONLY = process.platform === "linux" ? false : "looks into /proc";
const environment = process.env as Record<string, string>;

const living = (pids: readonly number[]): number[] => pids.filter((pid) => readStat(pid)?.zombie === false);

/** A host with a stubborn session, a detached tool, and tools without the session's environment or that wipe it. */
async function stubborn(): Promise<KilledHost & { readonly pids: number[] }> {
  const host = startHost("guarded-host.ts", environment);
  const { pids } = JSON.parse(await host.line("ready")) as { pids: number[] };
  assert.equal(pids.length, 4);
  return { ...host, pids };
}

describe("A host that is killed together with its guardian", {
  skip: LINUX_ONLY,
  timeout: 10 * LONG_MS,
}, () => {
  const disposed = disposing();

  it("A26, S26: leaves nothing to the manager after it, which takes up its agents", async () => {
    const journal = path.join(ROOT, "journal");
    const options = claude.options();
    const host = startHost("orphaning-host.ts", environment, journal, JSON.stringify(options));
    const id = await host.line("ready");
    await host.killWithGuardian();
    const manager = disposed(await AgentManager.open({ journal, options }));
    assert.deepEqual(livingProcesses(), [], "not one is left when it is open");
    assert.equal(manager.getSessionInfo(id).endedReason, "lost");
    await manager.sendPrompt(id, "mock:text");
    assert.match((await manager.wait(id, { timeoutMs: LONG_MS })).agents[0]?.lastResult?.text ?? "", /Paris/);
  });

  it("A26, S26: leaves to others what is theirs: a living host's processes stay", async () => {
    const [dead, alive] = await Promise.all([stubborn(), stubborn()]);
    await dead.killWithGuardian();
    await endOrphans();
    assert.deepEqual(living(dead.pids), []);
    assert.deepEqual(living(alive.pids), alive.pids);
    await alive.killWithGuardian();
    const { ended, survivors } = await endOrphans();
    assert.deepEqual(survivors, []);
    assert.deepEqual(
      alive.pids.filter((pid) => !ended.includes(pid)),
      living(alive.pids),
    );
    assert.deepEqual(living(alive.pids), []);
  });

  it("leaves nothing to two new hosts that start at once, and both start", async () => {
    const dead = await stubborn();
    await dead.killWithGuardian();
    const hosts = [0, 1].map(() => startHost("sweeping-host.ts", environment));
    const swept = await Promise.all(hosts.map((host) => host.line("swept")));
    assert.deepEqual(await Promise.all(hosts.map(({ ended }) => ended)), [0, 0]);
    assert.ok(
      swept.every((text) => text.endsWith('"survivors":[]}')),
      swept.join(),
    );
    assert.deepEqual(living(dead.pids), []);
  });
});

/** A cookie of a host, with another pid, start time or place. */
function cookieOf(pid: number, started: string | undefined, place: string = hostPlace()): string {
  return `${crypto.randomUUID()}@${pid}.${started}@${place}`;
}

describe("orphansIn()", { skip: LINUX_ONLY }, () => {
  const parent = readStat(process.ppid)?.started;
  const row = (pid: number, cookie: string | undefined, above = 1): ProcessRow => ({
    pid,
    started: "1",
    parent: above,
    cookie,
  });
  const pids = (...rows: ProcessRow[]): number[] => orphansIn(rows).map(({ pid }) => pid);

  it("newCookie() names this host, which lives", () => {
    const cookie = newCookie();
    assert.match(cookie, /^[0-9a-f-]{36}@\d+\.\d+@\d+\.[0-9a-f-]{36}(?:\.\d+){1,2}$/);
    assert.deepEqual(pids(row(900_001, cookie)), []);
  });

  it("orphansIn() takes those whose host is gone, or whose host's pid is another's, with what they have started", () => {
    const cookie = cookieOf(process.ppid, "1");
    const rows = [
      row(900_001, cookieOf(4_194_305, "1")),
      row(900_002, cookie),
      row(900_003, undefined, 900_002),
    ];
    assert.deepEqual(pids(...rows), [900_001, 900_002, 900_003]);
  });

  it("orphansIn() spares those of a living host, of another place, and whatever names no host", () => {
    const elsewhere = [
      hostPlace().replace(/^\d+/, "65533"),
      hostPlace().replace(/\.[0-9a-f-]{36}/, ".0e189b93-0000-4ad3-8638-f80b91ffa3b4"),
      `${hostPlace()}1`,
      "",
    ];
    const cookies = [
      cookieOf(process.ppid, parent),
      ...elsewhere.map((place) => cookieOf(4_194_305, "1", place)),
      crypto.randomUUID(),
      undefined,
    ];
    assert.deepEqual(pids(...cookies.map((cookie, index) => row(900_001 + index, cookie))), []);
  });

  it("orphansIn() spares the session in which this program runs itself", () => {
    const cookie = cookieOf(4_194_305, "1");
    const child = row(900_001, undefined, process.pid);
    assert.deepEqual(pids(row(process.pid, cookie), child), []);
    assert.deepEqual(pids(row(900_002, cookie), row(process.ppid, undefined, 900_002), child), []);
  });
});

describe("AgentManager without a journal", { skip: LINUX_ONLY, timeout: 4 * LONG_MS }, () => {
  it("ends what another host has left beside its first process", async () => {
    const dead = await stubborn();
    await dead.killWithGuardian();
    const host = startHost("first-process.ts", environment);
    await host.line("ready");
    await until(
      () => living(dead.pids).length === 0,
      () => `left: ${living(dead.pids).join()}`,
      LONG_MS,
    );
    await host.killWithGuardian();
    await endOrphans();
    await until(() => livingProcesses().length === 0, "something is left", LONG_MS);
  });
});
