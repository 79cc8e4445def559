// Many jobs for many agents: so many at once, within one budget, each with a result of its own.
import { InvalidOptionsError } from "../errors/input.ts";
import { AbortError } from "../errors/session.ts";
import { type InputSchema, prepareSchema } from "../mcp/schema.ts";
import { toOutputSchema } from "../options/output-schema.ts";
import { BudgetScope } from "./budget.ts";
import type { AgentOptions } from "./claude.ts";
import { prepareOptions } from "./claude-options.ts";
import {
  type DelegateJob,
  type DelegateOptions,
  type Delegation,
  type JobOverlap,
  type JobResult,
  type JobSchema,
  requireDelegation,
} from "./delegation.ts";
import { type Common, doJob, type JobRequest, type PreparedJob } from "./job.ts";
import { cwdOf, jobOptions } from "./job-options.ts";
import type { AgentRecord } from "./record.ts";
import { openRepository, type Repository } from "./repository.ts";

/** What a delegation needs of the manager. */
export interface Delegator {
  readonly fleet: Common["fleet"];
  readonly spawn: (request: JobRequest, budget: BudgetScope | undefined) => AgentRecord;
  /** Of every agent. */
  readonly defaults: AgentOptions;
  /** Aborted when those who delegate are shut down. */
  readonly closing: AbortSignal;
}

/**
 * @throws {InvalidOptionsError} If an option, a job or a schema is wrong.
 * @throws {GitError} If there can be no worktrees.
 */
export async function delegate(
  delegator: Delegator,
  jobs: readonly (string | DelegateJob)[],
  options: DelegateOptions,
): Promise<Delegation<JobResult<unknown>[]>> {
  requireDelegation(jobs, options);
  const { fleet, closing } = delegator;
  const { budgetUsd, retry = 0, timeoutMs, worktree, signal } = options;
  const prepared = await prepareJobs(delegator.defaults, jobs, options);
  const stop = new AbortController();
  const abort = (): void => stop.abort(new AbortError("The delegation was aborted", signal?.reason));
  const close = (): void => stop.abort(closing.reason);
  const budget =
    budgetUsd === undefined ? undefined : new BudgetScope("delegation", undefined, { costUsd: budgetUsd });
  const common: Common = {
    fleet,
    spawn: (request) => delegator.spawn(request, budget),
    retry,
    timeoutMs,
    keep: typeof worktree === "object" && worktree.keep === true,
    stop: stop.signal,
  };
  if (signal?.aborted === true) abort();
  if (closing.aborted) close();
  signal?.addEventListener("abort", abort);
  closing.addEventListener("abort", close);
  try {
    const concurrency = options.concurrency ?? fleet.processes.places;
    const results = await inOrder(prepared, concurrency, (job) => doJob(job, common));
    const costUsd = results.reduce((sum, result) => sum + result.costUsd, 0);
    return { results, overlaps: overlapsOf(prepared, results), costUsd };
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

/** So many at a time; the results are in the order of the items. */
async function inOrder<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const rest = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of rest) results[index] = await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  return results;
}

async function prepareJobs(
  defaults: AgentOptions,
  jobs: readonly (string | DelegateJob)[],
  shared: DelegateOptions,
): Promise<PreparedJob[]> {
  const schemas = new Map<JobSchema, InputSchema>();
  const repositories = new Map<string, Repository>();
  const { worktree = false } = shared;
  const { base = "HEAD" } = typeof worktree === "object" ? worktree : {};
  const prepared: PreparedJob[] = [];
  for (const [index, given] of jobs.entries()) {
    const job: DelegateJob = typeof given === "string" ? { prompt: given } : given;
    const options = { ...defaults, ...shared.options, ...job.options };
    const wanted = job.schema ?? shared.schema;
    try {
      const schema = wanted && (schemas.get(wanted) ?? (await toCheck(wanted)));
      if (wanted && schema) schemas.set(wanted, schema);
      prepareOptions(jobOptions(options, { schema: schema?.json }), 1);
      const cwd = cwdOf(options);
      const repository =
        worktree === false ? undefined : (repositories.get(cwd) ?? (await openRepository(cwd, base)));
      if (repository) repositories.set(cwd, repository);
      prepared.push({
        label: job.label ?? `Job-${index + 1}`,
        prompt: job.prompt,
        options,
        schema,
        repository,
      });
    } catch (error) {
      if (!(error instanceof InvalidOptionsError)) throw error;
      throw new InvalidOptionsError(error.problems.map((problem) => `job ${index}: ${problem}`));
    }
  }
  return prepared;
}

/** @throws {InvalidOptionsError} */
async function toCheck(schema: JobSchema): Promise<InputSchema> {
  try {
    if ("~standard" in schema || "_def" in schema) return await prepareSchema(schema);
    // What is checked here is what the CLI gets, of whatever draft it was.
    const { schema: json, problems } = toOutputSchema(schema);
    if (problems.length > 0) throw new InvalidOptionsError(problems.map((problem) => `"schema" ${problem}`));
    return await prepareSchema({ ...json, type: "object" }, "answer");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new InvalidOptionsError([`"schema" cannot be used: ${error.message}`]);
  }
}

/** Files that several jobs have changed. */
function overlapsOf(jobs: readonly PreparedJob[], results: readonly JobResult<unknown>[]): JobOverlap[] {
  const changed = new Map<string, { file: string; jobs: number[] }>();
  for (const [index, { files = [] }] of results.entries())
    for (const file of files) {
      // The same path in another repository is another file.
      const key = `${jobs[index]?.repository?.root}\0${file}`;
      const entry = changed.get(key) ?? { file, jobs: [] };
      changed.set(key, entry);
      entry.jobs.push(index);
    }
  return [...changed.values()].filter(({ jobs: several }) => several.length > 1);
}
