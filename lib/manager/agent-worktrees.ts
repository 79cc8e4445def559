// Agents that work in git worktrees of their own, which go when the agents are forgotten.
import { loggable } from "../loggable.ts";
import { warnOnce } from "../process/warn.ts";
import type { AgentOptions } from "./claude.ts";
import type { Faces } from "./faces.ts";
import { cwdOf } from "./job-options.ts";
import { type SpawnRequest, wholeNumber } from "./options.ts";
import type { AgentRecord } from "./record.ts";
import { openRepository, type Repository } from "./repository.ts";
import { Worktree } from "./worktrees.ts";

/**
 * Ask for agents, each with a worktree: all of them, or none.
 *
 * @throws {GitError} @throws {SpawnError} If there can be no worktrees; besides what `Faces.add()` throws.
 */
export async function addInWorktrees(
  faces: Faces,
  owner: string | undefined,
  request: SpawnRequest,
  nameOf: (index: number) => string,
): Promise<AgentRecord[]> {
  faces.requireOpen();
  const { worktree, workerCount = 1, meta } = request;
  const { base = "HEAD", options: optionsIn } = typeof worktree === "object" ? worktree : {};
  const count = wholeNumber("workerCount", workerCount, 1);
  const repository = await openRepository(cwdOf({ ...faces.defaults, ...request.options }), base);
  const trees: Worktree[] = [];
  const added: AgentRecord[] = [];
  try {
    await addTrees(repository, count, trees);
    for (const [index, tree] of trees.entries()) {
      const options: AgentOptions = { ...request.options, ...optionsIn?.(tree.view), cwd: tree.cwd };
      const own = {
        ...request,
        workerCount: 1,
        options,
        meta: typeof meta === "function" ? meta(index) : meta,
      };
      added.push(...faces.add(owner, own, () => nameOf(index), undefined, tree));
    }
  } catch (error) {
    await Promise.all(added.map((record) => faces.fleet.terminate(record)));
    for (const record of added) faces.fleet.retention.forget(record);
    await Promise.all(trees.slice(added.length).map((tree) => removeTree(tree)));
    throw error;
  }
  // They outlive this program with the agents.
  if (faces.fleet.journaling !== undefined) for (const tree of trees) tree.keep();
  return added;
}

async function addTrees(repository: Repository, count: number, trees: Worktree[]): Promise<void> {
  for (let index = 0; index < count; index += 1) trees.push(await Worktree.add(repository));
}

/** What cannot be removed stays, and is named. */
export async function removeTree(tree: Worktree): Promise<void> {
  await tree.remove().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    warnOnce(loggable(`The worktree "${tree.path}" could not be removed: ${why}`), "worktree_left");
  });
}
