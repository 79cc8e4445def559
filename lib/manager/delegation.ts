// What callers give `delegate()`, and what they get back; checked before anything starts.
import { InvalidOptionsError } from "../errors/input.ts";
import type { InferInput, JsonObjectSchema, StandardSchema } from "../mcp/schema.ts";
import type { AgentOptions, AgentPrompt } from "./claude.ts";
import type { TurnOutcome } from "./outcome.ts";

/**
 * The schema that a job's answer has to fit: a Standard Schema that can write JSON Schema (zod, valibot …),
 * or a JSON Schema of an object.
 */
export type JobSchema = StandardSchema | JsonObjectSchema;

/** One piece of work for one agent. A plain string is a job with only that prompt. */
export interface DelegateJob {
  readonly prompt: AgentPrompt;
  /** The agent's label. Default: `Job-1`, `Job-2` … */
  readonly label?: string | undefined;
  /** Options of this job's agent; each overrides the same option of the delegation. */
  readonly options?: AgentOptions | undefined;
  /** A schema for this job, in place of the delegation's. */
  readonly schema?: JobSchema | undefined;
}

/** Which commit worktrees are made from, and whether they stay. */
export interface WorktreeOptions {
  /** A branch, a tag, a hash … Default: `HEAD`. What is not committed is in no worktree. */
  readonly base?: string | undefined;
  /** Leave the worktrees where they are, for `git worktree remove`. Default: false. */
  readonly keep?: boolean | undefined;
}

/** Options of `delegate()`. All are optional. */
export interface DelegateOptions<Schema extends JobSchema | undefined = JobSchema | undefined> {
  /** How many jobs run at the same time. Default: as many as the manager has places. */
  readonly concurrency?: number | undefined;
  /**
   * What all jobs together may cost, in US dollars. When it is spent, running jobs are ended and no others
   * started. The cost of a turn is known only at its end, so each agent also gets what is left as its own
   * `maxBudgetUsd`.
   */
  readonly budgetUsd?: number | undefined;
  /** Run each job in its own git worktree; its result then has the changes as a patch. Default: false. */
  readonly worktree?: boolean | WorktreeOptions | undefined;
  /** The schema that each answer has to fit; it gives `value` its type. Default: any text. */
  readonly schema?: Schema;
  /**
   * How often a job that has failed is tried again: by the same agent if its answer has the wrong form, else by a new
   * one, in a new worktree. Default: 0.
   */
  readonly retry?: number | undefined;
  /** The time-out of a job, with all of its attempts, in milliseconds. Default: none. */
  readonly timeoutMs?: number | undefined;
  /** Aborting it ends the agents; jobs that are done keep their results. */
  readonly signal?: AbortSignal | undefined;
  /** Options of every agent; each overrides the same option of the manager. */
  readonly options?: AgentOptions | undefined;
  /** The session id of the agent that delegates. */
  readonly parent?: string | undefined;
  /** As in `spawnSession()`. */
  readonly askPermissions?: boolean | undefined;
}

/** What every job's result has, whether the job succeeded or failed. */
export interface JobReport {
  readonly label: string;
  /** The session id of the last agent, which can still be read; absent if none was started. */
  readonly sessionId?: string;
  /** How many times it was tried; 0 if it was never started. */
  readonly attempts: number;
  /** The cost of all attempts, in US dollars. */
  readonly costUsd: number;
  /** The last answer, or what went wrong; "" if there is none. */
  readonly text: string;
  /** How the last turn ended; absent if none did. */
  readonly outcome?: TurnOutcome;
  /**
   * The changes in the agent's worktree, as a patch for `git apply`: commits, uncommitted and new files, but
   * no ignored ones. Absent without a worktree.
   */
  readonly diff?: string;
  /** The files of the patch, by their paths from the root of the repository. */
  readonly files?: readonly string[];
  /** Where the worktree is; only with `keep`. */
  readonly worktree?: string;
}

/** A job that succeeded; `value` fits the schema, or is the answer's text if there is no schema. */
export interface JobFulfilled<Value> extends JobReport {
  readonly status: "fulfilled";
  readonly value: Value;
}

/** A job that failed or was never started, with the `error`. */
export interface JobRejected extends JobReport {
  readonly status: "rejected";
  /** A `ClaudeError`, or what a schema's own check threw. */
  readonly error: Error;
}

/**
 * The outcome of one job: `fulfilled` with its `value`, or `rejected` with its `error`. A job that fails does
 * not reject
 * `delegate()`: check `status`.
 */
export type JobResult<Value> = JobFulfilled<Value> | JobRejected;

/** A file that several jobs have changed, each in its own worktree. */
export interface JobOverlap {
  /** Its path from the root of the repository. */
  readonly file: string;
  /** The indexes of the jobs. */
  readonly jobs: readonly number[];
}

/** The outcome of a delegation: the result of each job, and what they have cost together. */
export interface Delegation<Results> {
  /** One result for each job, in the order of the jobs. */
  readonly results: Results;
  /** Files whose patches may not fit together; those of failed jobs count as well. */
  readonly overlaps: readonly JobOverlap[];
  /** The cost of all jobs, in US dollars. */
  readonly costUsd: number;
}

/** One {@link JobResult} for each job, in order; its `value` has the type of its schema, or is a string without one. */
export type JobResults<Jobs extends readonly (string | DelegateJob)[], Schema> = {
  -readonly [Index in keyof Jobs]: JobResult<ValueOfJob<Jobs[Index], Schema>>;
};

type ValueOfJob<Job, Schema> = Job extends { readonly schema: infer Own extends JobSchema }
  ? InferInput<Own>
  : Job extends { readonly schema?: infer Own }
    ? [Own] extends [undefined]
      ? ValueOf<Schema>
      : unknown
    : ValueOf<Schema>;

type ValueOf<Schema> = Schema extends JobSchema ? InferInput<Schema> : string;

/** @throws {InvalidOptionsError} */
export function requireDelegation(jobs: readonly (string | DelegateJob)[], options: DelegateOptions): void {
  const { concurrency, budgetUsd, retry, timeoutMs, worktree } = options;
  const problems: string[] = [];
  const whole = (name: string, value: number | undefined, least: number): void => {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= least))
      problems.push(`"${name}" must be a whole number of at least ${least}, not ${value}`);
  };
  const positive = (name: string, value: number | undefined): void => {
    if (value !== undefined && !(typeof value === "number" && value > 0))
      problems.push(`"${name}" must be a number above 0, not ${value}`);
  };
  whole("concurrency", concurrency, 1);
  whole("retry", retry, 0);
  positive("budgetUsd", budgetUsd);
  positive("timeoutMs", timeoutMs);
  const base = typeof worktree === "object" ? worktree.base : undefined;
  if (base !== undefined && (typeof base !== "string" || base === ""))
    problems.push('"worktree.base" must name a commit, such as a branch');
  for (const [index, job] of jobs.entries())
    if (typeof job !== "string" && (typeof job !== "object" || job === null || job.prompt === undefined))
      problems.push(`job ${index} must be a text, or an object with a "prompt"`);
  if (problems.length > 0) throw new InvalidOptionsError(problems);
}
