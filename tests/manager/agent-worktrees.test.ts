// Agents in git worktrees of their own: what each changes stays apart, is read as a patch, outlives the host with the
// agent, and goes with it.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { AgentManager, GitError, InvalidOptionsError, OverloadedError } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { git, repository, steps, worktreesOf } from "../support/repository.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();
const WRITE = steps(
  { tool: "Bash", input: { command: "echo mine > new.txt && echo more >> a.txt" } },
  { text: "Done." },
);
const ENOUGH_MS = 60_000;

describe("spawnSession({ worktree })", { timeout: 240_000 }, () => {
  const disposed = disposing();
  const made: string[] = [];
  after(async () => {
    for (const folder of made) await rm(folder, { recursive: true, force: true });
  });

  it("each agent has its own, and its changes as a patch, while the repository stays as it was", async () => {
    await claude.started();
    const root = await repository({ "a.txt": "a\n", "sub/b.txt": "b\n" });
    const options = { ...claude.options({ allowedTools: ["Bash"] }), cwd: root };
    const manager = disposed(new AgentManager({ options }));
    const { sessionIds, agents } = await manager.spawnSession({
      prompt: WRITE,
      workerCount: 2,
      worktree: true,
    });
    const [one, other] = agents.map(({ worktree }) => worktree);
    assert.notEqual(one?.path, other?.path);
    assert.deepEqual([one?.repository, one?.commit], [root, git(root, "rev-parse", "HEAD").trim()]);
    await assert.rejects(manager.getSessionChanges(sessionIds[0] ?? ""), /at work in its worktree/);
    await manager.wait(sessionIds, { timeoutMs: ENOUGH_MS });
    for (const id of sessionIds) {
      const reads = await Promise.all([manager.getSessionChanges(id), manager.getSessionChanges(id)]);
      assert.deepEqual(reads[0], reads[1]);
      assert.deepEqual(reads[0].files, ["a.txt", "new.txt"]);
      assert.match(reads[0].diff, /\+mine/);
    }
    assert.equal(await readFile(path.join(root, "a.txt"), "utf8"), "a\n");
    assert.equal(git(root, "status", "--porcelain"), "");
    await assert.rejects(manager.as("other").getSessionChanges(sessionIds[0] ?? ""), /No agent/);
    await manager.shutdown();
    assert.deepEqual(await worktreesOf(root), []);
    assert.ok(!existsSync(one?.path ?? ""));
  });

  it("outlives its manager with the agent, which goes on in it, and goes when that is forgotten", async () => {
    await claude.started();
    const root = await repository({ "sub/b.txt": "b\n" });
    const journal = await mkdtemp(path.join(os.tmpdir(), "kodegen-tree-journal-"));
    made.push(journal);
    const options = claude.options({ allowedTools: ["Bash"] });
    const write = (name: string): string =>
      steps({ tool: "Bash", input: { command: `echo ${name} > ${name}` } }, { text: "Done." });
    const first = await AgentManager.open({ journal, options });
    const request = { prompt: write("one.txt"), worktree: true, options: { cwd: path.join(root, "sub") } };
    const [id = ""] = (await first.spawnSession(request)).sessionIds;
    await first.wait(id, { timeoutMs: ENOUGH_MS });
    await first.shutdown();
    assert.notDeepEqual(await worktreesOf(root), []);

    const manager = disposed(await AgentManager.open({ journal, options, endedRetentionMs: 0 }));
    const { worktree } = manager.getSessionInfo(id);
    assert.equal(path.basename(worktree?.cwd ?? ""), "sub");
    await manager.sendPrompt(id, write("two.txt"));
    await manager.wait(id, { timeoutMs: ENOUGH_MS });
    assert.deepEqual((await manager.getSessionChanges(id)).files, ["sub/one.txt", "sub/two.txt"]);
    await manager.terminateSession(id);
    assert.throws(() => manager.getSessionInfo(id), /No agent/);
    await until(
      async () => (await worktreesOf(root)).length === 0 && !existsSync(worktree?.path ?? ""),
      "its worktree is left",
    );
  });

  it("is refused whole: no repository, no such commit, no room, options that throw; nothing is left then", async () => {
    await claude.started();
    const root = await repository({ "a.txt": "a\n" });
    const manager = disposed(
      new AgentManager({ options: { ...claude.options(), cwd: root }, maxAgents: 1, maxQueued: 0 }),
    );
    const spawn = (more: object): Promise<unknown> =>
      manager.spawnSession({ prompt: WRITE, worktree: true, ...more });
    await assert.rejects(spawn({ options: { cwd: os.tmpdir() } }), GitError);
    await assert.rejects(spawn({ worktree: { base: "nowhere" } }), /There is no commit "nowhere"/);
    await assert.rejects(spawn({ workerCount: 3 }), OverloadedError);
    await assert.rejects(spawn({ workerCount: 0 }), InvalidOptionsError);
    const options = (): never => {
      throw new RangeError("not there");
    };
    await assert.rejects(spawn({ worktree: { options } }), /not there/);
    await until(async () => (await worktreesOf(root)).length === 0, "a worktree is left");
    assert.equal(manager.listSessions().total, 0);
  });
});
