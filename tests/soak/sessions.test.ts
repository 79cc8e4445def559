import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { forkSession, getSessionMessages, listSessions } from "../../lib/index.ts";
import { withConfigFolder } from "../support/kept-sessions.ts";
import { writeLongSession, writeSessions } from "../support/many-sessions.ts";

const MIB = 1024 * 1024;
const SAMPLE_MS = 5;
/** The best of a few says what the code costs. */
const TRIES = 3;

interface Cost {
  /** Of a processor: the clock on the wall counts what other programs take as well. */
  readonly ms: number;
  readonly mebibytes: number;
}

/** Milliseconds of a processor since then. */
function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}

/** How much something takes at best, and by how much the process grows at most. */
async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), SAMPLE_MS);
  const times: number[] = [];
  for (let time = 0; time < TRIES; time += 1) {
    const begun = process.cpuUsage();
    await work();
    times.push(spent(begun));
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  clearInterval(sampling);
  return { ms: Math.min(...times), mebibytes: (peak - before) / MIB };
}

describe("Ten thousand kept sessions", { timeout: 300_000 }, () => {
  const config = withConfigFolder();

  it("are listed in under two seconds of a processor and 150 MiB, and others have their turn meanwhile", async () => {
    writeSessions(config.folder, 10_000, 4_000);
    let longest = 0;
    let last = process.cpuUsage();
    const watch = setInterval(() => {
      longest = Math.max(longest, spent(last));
      last = process.cpuUsage();
    }, 1);
    const { ms, mebibytes } = await costOf(async () => {
      const sessions = await listSessions();
      assert.equal(sessions.length, 10_000);
      assert.match(sessions[0]?.summary ?? "", /^What is the answer/);
    });
    clearInterval(watch);
    assert.ok(ms < 2_000, `it took ${ms.toFixed()} ms of a processor`);
    assert.ok(mebibytes < 150, `the process grew by ${mebibytes.toFixed()} MiB`);
    assert.ok(longest < 500, `nothing else ran for ${longest.toFixed()} ms`);
  });

  it("a page of them is read without the rest", async () => {
    const { ms } = await costOf(async () => {
      assert.equal((await listSessions({ limit: 50, offset: 100 })).length, 50);
    });
    assert.ok(ms < 1_000, `it took ${ms.toFixed()} ms of a processor`);
  });
});

describe("A transcript of 200 MB", { timeout: 300_000 }, () => {
  const config = withConfigFolder();

  it("is paged through, and forked, without being held in memory", async () => {
    const id = writeLongSession(config.folder, 20_000, 10_000);
    const { mebibytes } = await costOf(async () => {
      const page = await getSessionMessages(id, { offset: 19_990, limit: 20 });
      assert.equal(page.length, 10);
    });
    assert.ok(mebibytes < 150, `the process grew by ${mebibytes.toFixed()} MiB`);
    const before = process.memoryUsage.rss();
    await forkSession(id);
    const grown = (process.memoryUsage.rss() - before) / MIB;
    assert.ok(grown < 150, `the process grew by ${grown.toFixed()} MiB`);
  });
});
