import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { z } from "zod";
import { AgentManager, type AgentManagerOptions, type DelegateJob, type JobResult } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { bash, git, repository, steps, worktreesOf } from "../support/repository.ts";

const claude = withRealClaude();
const LONG = { timeout: 120_000 };

describe("AgentManager.delegate(), its options", () => {
  const disposed = disposing();
  const managed = (more: AgentManagerOptions = {}): AgentManager =>
    disposed(new AgentManager({ options: claude.options({ allowedTools: ["Bash"] }), ...more }));

  it("delegate() refuses what cannot be done before anything begins", LONG, async () => {
    const manager = managed();
    const folder = claude.model.home;
    const refused = (jobs: readonly string[], options: object): Promise<unknown> =>
      manager.delegate(jobs, options);
    await assert.rejects(refused(["a"], { concurrency: 0, retry: -1, budgetUsd: 0 }), {
      code: "invalid_options",
      message: /"concurrency".*"retry".*"budgetUsd"/,
    });
    await assert.rejects(refused(["a"], { options: { maxTurns: -1 } }), { message: /job 0: .*maxTurns/ });
    await assert.rejects(refused(["a"], { schema: { type: "array" } }), { code: "invalid_options" });
    await assert.rejects(refused(["a"], { schema: z.string() }), { code: "invalid_options" });
    await assert.rejects(refused(["a"], { worktree: true, options: { cwd: folder } }), {
      code: "git_failed",
      problem: "no_repository",
      message: /leave out "worktree"/,
    });
    const root = await repository({ "a.txt": "a\n" });
    await assert.rejects(refused(["a"], { worktree: { base: "nowhere" }, options: { cwd: root } }), {
      problem: "unknown_base",
      message: /no commit "nowhere".*correct "base"/,
    });
    assert.equal(manager.listSessions().agents.length, 0);
  });

  it(
    "delegate() of an owner has agents of that owner, and waits for places that others have",
    LONG,
    async () => {
      const manager = managed({ maxAgents: 1, maxQueued: 0 });
      const mine = manager.as("mine");
      const { results } = await mine.delegate(["mock:text", "mock:text", "mock:text"], { concurrency: 3 });
      assert.deepEqual(
        results.map((result) => result.status === "fulfilled" && result.value),
        ["Paris.", "Paris.", "Paris."],
      );
      assert.deepEqual(
        mine.listSessions().agents.map(({ owner, state }) => `${owner} ${state}`),
        ["mine ended", "mine ended", "mine ended"],
      );
      assert.deepEqual(manager.as("another").listSessions().agents, []);
    },
  );

  it("delegate() works in the same folder of a base, and keeps the worktree if asked", LONG, async () => {
    const root = await repository({ "deep/a.txt": "old\n" });
    const cwd = path.join(root, "deep");
    await writeFile(path.join(cwd, "a.txt"), "new\n");
    git(root, "commit", "--quiet", "--all", "--message", "second");
    const job = steps(bash("cat a.txt > b.txt"), { text: "Copied." });
    const options = { worktree: { base: "HEAD~1", keep: true }, options: { cwd } };
    const { results } = await managed().delegate([job], options);
    const [{ worktree = "", diff, files, status }] = results;
    assert.deepEqual([status, files], ["fulfilled", ["deep/b.txt"]]);
    assert.match(diff ?? "", /^\+old$/m);
    assert.equal(await readFile(path.join(worktree, "deep/b.txt"), "utf8"), "old\n");
    git(root, "worktree", "remove", "--force", worktree);
    assert.deepEqual(await worktreesOf(root), []);
    await rm(path.dirname(worktree), { recursive: true });
  });
});

type Same<A, B> = [A, B] extends [B, A] ? true : false;

/** Compiled, not run: what the type of each value is. */
export async function typesOfValues(
  manager: AgentManager,
  texts: string[],
  jobs: DelegateJob[],
): Promise<true[]> {
  const people = z.object({ people: z.number() });
  const city = { type: "object", properties: { city: { type: "string" } }, required: ["city"] } as const;
  const mixed = await manager.delegate(["a", { prompt: "b", schema: city }, { prompt: "c" }], {
    schema: people,
  });
  const plain = await manager.delegate(texts);
  const unknown = await manager.delegate(jobs);
  const inline = await manager.delegate(texts, {
    schema: { type: "object", properties: { n: { type: "number" } }, required: ["n"] },
  });
  const first: Same<(typeof mixed.results)[0], JobResult<{ people: number }>> = true;
  const second: Same<(typeof mixed.results)[1], JobResult<{ city: string }>> = true;
  const third: Same<(typeof mixed.results)[2], JobResult<{ people: number }>> = true;
  const text: Same<typeof plain.results, JobResult<string>[]> = true;
  const any: Same<typeof unknown.results, JobResult<unknown>[]> = true;
  const number: Same<typeof inline.results, JobResult<{ n: number }>[]> = true;
  return [first, second, third, text, any, number];
}
