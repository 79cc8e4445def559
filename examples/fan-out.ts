// Several jobs at once, each in a git worktree of its own: npx tsx examples/fan-out.ts "one job" "another" [...]
import { writeFile } from "node:fs/promises";
import process from "node:process";
import { AgentManager, GitError } from "kodegen-claude-agent";

const jobs = process.argv.length > 2 ? process.argv.slice(2) : ["Write a README.", "Add a licence."];
const manager = new AgentManager({ options: { permissionMode: "acceptEdits" } });
const abort = new AbortController();
process.once("SIGINT", () => abort.abort());

try {
  // Agents see what is committed here. The files of this folder stay as they are: what agents change comes as patches.
  const { results, overlaps, costUsd } = await manager.delegate(jobs, {
    worktree: true,
    concurrency: 4,
    budgetUsd: 5,
    retry: 1,
    signal: abort.signal,
  });
  for (const result of results) {
    const { label, diff = "", files = [] } = result;
    console.log(`${label}: ${result.status === "fulfilled" ? result.value : result.error.message}`);
    if (diff === "") continue;
    await writeFile(`${label}.patch`, diff);
    console.log(`  git apply ${label}.patch   # ${files.join(", ")}`);
  }
  for (const { file, jobs: several } of overlaps)
    console.log(
      `look closely: ${several.map((index) => results[index]?.label).join(" and ")} changed ${file}`,
    );
  console.log(`$${costUsd.toFixed(4)} in all`);
} catch (error) {
  // There is no repository here, or no git: nothing has begun.
  if (!(error instanceof GitError)) throw error;
  console.log(error.message);
} finally {
  await manager.shutdown();
}
