import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { z } from "zod";
import { AgentManager, type AgentManagerOptions } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { livingProcesses } from "../support/leaks.ts";
import { bash, git, repository, steps, worktreesOf } from "../support/repository.ts";

const claude = withRealClaude();
const LONG = { timeout: 120_000 };

/** An answer as data. */
const answer = (input: Record<string, unknown>): { tool: string; input: Record<string, unknown> } => ({
  tool: "StructuredOutput",
  input,
});

describe("AgentManager.delegate()", () => {
  const disposed = disposing();
  const managed = (more: AgentManagerOptions = {}): AgentManager =>
    disposed(new AgentManager({ options: claude.options({ allowedTools: ["Bash"] }), ...more }));

  it(
    "delegate() gives ten clean diffs of one repository, reports overlaps, and leaves the main tree alone",
    LONG,
    async () => {
      const root = await repository({
        "notes.txt": "one\ntwo\n",
        "src/a.js": "a\n",
        ".gitignore": "*.log\n",
      });
      await writeFile(path.join(root, "uncommitted.txt"), "mine");
      const before = git(root, "status", "--porcelain", "--branch");
      const jobs = Array.from({ length: 10 }, (_, index) =>
        steps(bash(`echo ${index} > file-${index}.txt; echo x > x.log`), { text: `Wrote ${index}.` }),
      );
      jobs[3] = steps(bash("echo three >> notes.txt; rm src/a.js"), { text: "Changed the notes." });
      jobs[7] = steps(
        bash(
          "echo seven >> notes.txt; git add .; git -c user.name=a -c user.email=a@b commit -qm seven; echo new > new.txt",
        ),
        { text: "Committed." },
      );
      const manager = managed();
      const { results, overlaps, costUsd } = await manager.delegate(jobs, {
        worktree: true,
        options: { cwd: root },
        concurrency: 5,
      });
      assert.deepEqual(
        results.map(({ status, files }) => `${status} ${files?.join()}`),
        jobs.map((_, index) => {
          if (index === 3) return "fulfilled notes.txt,src/a.js";
          return index === 7 ? "fulfilled new.txt,notes.txt" : `fulfilled file-${index}.txt`;
        }),
      );
      assert.deepEqual(overlaps, [{ file: "notes.txt", jobs: [3, 7] }]);
      assert.ok(
        costUsd > 0 && Math.abs(costUsd - results.reduce((sum, each) => sum + each.costUsd, 0)) < 1e-9,
      );
      assert.equal(git(root, "status", "--porcelain", "--branch"), before, "the main tree is as it was");
      assert.deepEqual(await worktreesOf(root), []);
      assert.equal(git(root, "branch", "--list").trim().split("\n").length, 1);
      for (const [index, { diff = "" }] of results.entries())
        if (index !== 7) execFileSync("git", ["apply", "-"], { cwd: root, input: diff });
      assert.equal(await readFile(path.join(root, "notes.txt"), "utf8"), "one\ntwo\nthree\n");
      assert.equal(await readFile(path.join(root, "file-9.txt"), "utf8"), "9\n");
      const [first] = results;
      assert.equal(first?.status === "fulfilled" && first.value, "Wrote 0.");
      const info = manager.getSessionInfo(first?.sessionId ?? "");
      assert.deepEqual([info.state, info.endedReason, info.label], ["ended", "terminated", "Job-1"]);
      assert.deepEqual(livingProcesses(), []);
    },
  );

  it(
    "delegate() checks and types values, has a wrong one corrected, and one failing job sinks no other",
    LONG,
    async () => {
      const schema = z.object({
        city: z.string(),
        people: z.number().refine((people) => people > 0, "too few"),
      });
      const wrong = [answer({ city: "Rome", people: 0 }), { text: "Done." }];
      const manager = managed();
      const { results } = await manager.delegate(
        [
          { prompt: steps(answer({ city: "Paris", people: 2 }), { text: "Done." }), schema, label: "right" },
          { prompt: steps(...wrong), schema },
          steps(bash("kill -9 $PPID")),
          { prompt: steps(...wrong), schema: { type: "object", properties: { city: { type: "string" } } } },
          "mock:err400",
        ],
        {},
      );
      const [right, refused, dead, plain, failed] = results;
      assert.ok(right.status === "fulfilled");
      const people: number = right.value.people;
      assert.deepEqual([right.label, people], ["right", 2]);
      assert.ok(refused.status === "rejected");
      const { error } = refused;
      assert.ok(error instanceof Error && "code" in error && "value" in error, String(error));
      assert.deepEqual([error.code, error.value], ["wrong_shape", { city: "Rome", people: 0 }]);
      assert.match(error.message, /"people": too few/);
      assert.ok(dead.status === "rejected" && dead.text === "" && "code" in dead.error);
      assert.equal(dead.error.code, "process_exited");
      assert.ok(plain.status === "fulfilled");
      const city: string | undefined = plain.value.city;
      assert.equal(city, "Rome");
      assert.ok(failed.status === "rejected" && "code" in failed.error);
      assert.equal(failed.error.code, "result_error");
      assert.equal(failed.outcome?.isError, true);
    },
  );

  it(
    "delegate() tries again: with the same agent for a wrong form, with a new one in a clean worktree for a death",
    LONG,
    async () => {
      const root = await repository({ "a.txt": "a\n" });
      const schema = z.object({ people: z.number().refine((people) => people > 0, "too few") });
      const mark = path.join(path.dirname(root), "died");
      const dying = `[ -e ${mark} ] && echo later > second.txt || { touch ${mark}; echo early > first.txt; kill -9 $PPID; }`;
      const manager = managed();
      const { results } = await manager.delegate(
        [
          {
            prompt: steps(answer({ people: 0 }), { text: "Done." }, answer({ people: 3 }), { text: "Done." }),
            schema,
          },
          steps(bash(dying), { text: "Survived." }),
        ],
        { retry: 1, worktree: true, options: { cwd: root } },
      );
      const [mended, revived] = results;
      assert.deepEqual([mended.status, mended.attempts, mended.diff, mended.files], ["fulfilled", 2, "", []]);
      assert.deepEqual(mended.status === "fulfilled" && mended.value, { people: 3 });
      assert.deepEqual([revived.status, revived.attempts, revived.files], ["fulfilled", 2, ["second.txt"]]);
      assert.deepEqual(await worktreesOf(root), []);
    },
  );

  it("delegate() ends those at work when the budget is spent, and begins no others", LONG, async () => {
    const manager = managed({ maxAgents: 2 });
    const { results, costUsd } = await manager.delegate(["mock:hang", "mock:expensive", "mock:text"], {
      budgetUsd: 1,
    });
    assert.deepEqual(
      results.map(({ status, attempts }) => `${status} ${attempts}`),
      ["rejected 1", "rejected 1", "rejected 0"],
    );
    for (const result of results)
      assert.ok(
        result.status === "rejected" && "code" in result.error && result.error.code === "budget_exceeded",
      );
    assert.ok(costUsd >= 1);
    assert.deepEqual(livingProcesses(), []);
  });

  it("delegate() ends with an abort, a time-out and a shutdown, and leaves nothing", LONG, async () => {
    const root = await repository({ "a.txt": "a\n" });
    const manager = managed();
    const options = { worktree: true, options: { cwd: root } };
    const abort = new AbortController();
    manager.on("message", (_, seq) => seq === 0 && abort.abort());
    const hanging = steps(bash("echo started > b.txt"), { hang: true });
    const { results } = await manager.delegate([hanging, hanging], {
      ...options,
      signal: abort.signal,
      concurrency: 1,
    });
    assert.deepEqual(
      results.map((result) => result.status === "rejected" && [result.error.name, result.attempts]),
      [
        ["AbortError", 1],
        ["AbortError", 0],
      ],
    );
    const late = await manager.delegate([hanging], { ...options, timeoutMs: 100, retry: 3 });
    assert.ok(late.results[0].status === "rejected");
    assert.equal(late.results[0].error.name, "JobTimeoutError");
    manager.on("message", () => void manager.shutdown());
    const last = await manager.delegate([hanging, hanging, hanging], {
      ...options,
      retry: 3,
      concurrency: 2,
    });
    await manager.shutdown();
    assert.deepEqual(
      last.results.map((result) => result.status === "rejected" && result.error.name),
      ["SessionClosedError", "SessionClosedError", "SessionClosedError"],
    );
    assert.deepEqual(await worktreesOf(root), []);
    assert.deepEqual(livingProcesses(), []);
  });
});
