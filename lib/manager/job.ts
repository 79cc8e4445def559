// One job of a delegation: its agents, one after the other, until one has done it.
import {
  AgentEndedError,
  GitError,
  JobTimeoutError,
  OverloadedError,
  WrongShapeError,
} from "../errors/agent.ts";
import { BudgetExceededError } from "../errors/budget.ts";
import { InvalidMessageError, InvalidOptionsError } from "../errors/input.ts";
import { RateLimitedError } from "../errors/rate-limit.ts";
import { AbortError, SessionClosedError, StructuredOutputError } from "../errors/session.ts";
import { toError } from "../errors/to-error.ts";
import { LONGEST_TIMER_MS } from "../events/timer.ts";
import type { InputSchema } from "../mcp/schema.ts";
import type { AgentOptions, AgentPrompt } from "./claude.ts";
import type { JobReport, JobResult } from "./delegation.ts";
import type { Fleet } from "./fleet.ts";
import { failureOf, jobOptions } from "./job-options.ts";
import { LogView } from "./log-view.ts";
import type { TurnOutcome } from "./outcome.ts";
import { readPage } from "./read.ts";
import type { AgentRecord } from "./record.ts";
import type { Repository } from "./repository.ts";
import { isOver } from "./states.ts";
import { waitFor } from "./wait.ts";
import { type Changes, Worktree } from "./worktrees.ts";

/** What an agent is asked for with. */
export interface JobRequest {
  readonly label: string;
  readonly prompt: AgentPrompt;
  readonly options: AgentOptions;
}

/** A job that is ready to be done. */
export interface PreparedJob extends JobRequest {
  readonly schema: InputSchema | undefined;
  readonly repository: Repository | undefined;
}

/** What all jobs of a delegation have in common. */
export interface Common {
  readonly fleet: Fleet;
  /** Ask for an agent. @throws {OverloadedError} @throws {SessionClosedError} */
  readonly spawn: (request: JobRequest) => AgentRecord;
  readonly retry: number;
  readonly timeoutMs: number | undefined;
  readonly keep: boolean;
  /** Aborted with an error when no job is to go on. */
  readonly stop: AbortSignal;
}

/** What another attempt cannot mend. */
const FINAL = [
  AbortError,
  BudgetExceededError,
  GitError,
  InvalidMessageError,
  InvalidOptionsError,
  JobTimeoutError,
  RateLimitedError,
  SessionClosedError,
];

/** Never rejects: what goes wrong is the job's result. */
export async function doJob(job: PreparedJob, common: Common): Promise<JobResult<unknown>> {
  const { timeoutMs = LONGEST_TIMER_MS, stop } = common;
  const limit = new AbortController();
  const timer = setTimeout(
    () => limit.abort(new JobTimeoutError(timeoutMs)),
    Math.min(timeoutMs, LONGEST_TIMER_MS),
  );
  const attempts = new Attempts(job, common, AbortSignal.any([stop, limit.signal]));
  try {
    const value = await attempts.succeed();
    const changes = await attempts.finish();
    return { status: "fulfilled", ...attempts.report(changes), value };
  } catch (thrown) {
    // Why the job failed matters more than why it cannot be seen what it did until then.
    const changes = await attempts.finish().catch(() => undefined);
    return { status: "rejected", ...attempts.report(changes), error: toError(thrown) };
  } finally {
    clearTimeout(timer);
    await attempts.clear(common.keep);
  }
}

class Attempts {
  readonly #job: PreparedJob;
  readonly #common: Common;
  readonly #signal: AbortSignal;
  #count = 0;
  #record: AgentRecord | undefined;
  #worktree: Worktree | undefined;
  /** Of the agents before. */
  #costBefore = 0;

  constructor(job: PreparedJob, common: Common, signal: AbortSignal) {
    this.#job = job;
    this.#common = common;
    this.#signal = signal;
  }

  async succeed(): Promise<unknown> {
    for (let correction: string | undefined; ; ) {
      this.#signal.throwIfAborted();
      this.#count += 1;
      try {
        if (correction === undefined || isOver(this.#record?.state ?? "ended")) await this.#begin();
        else await this.#common.fleet.prompt(this.#record as AgentRecord, correction);
        return await this.#answer();
      } catch (error) {
        this.#signal.throwIfAborted();
        const isFinal = FINAL.some((kind) => error instanceof kind) || this.#record?.reason === "terminated";
        if (isFinal || this.#count > this.#common.retry) throw error;
        correction = correctionOf(error);
      }
    }
  }

  /** End the agent. @returns What it has changed. */
  async finish(): Promise<Changes | undefined> {
    if (this.#record !== undefined) await this.#common.fleet.terminate(this.#record);
    return this.#worktree?.changes();
  }

  /** Remove the worktree, or let it stay. */
  async clear(keep: boolean): Promise<void> {
    const worktree = this.#worktree;
    if (keep || worktree === undefined) return worktree?.keep();
    await worktree.remove().catch((cause: unknown) => {
      const message = `The worktree "${worktree.path}" could not be removed`;
      if (this.#record !== undefined)
        this.#common.fleet.note(this.#record, {
          type: "warning",
          warning: { code: "worktree_left", message, cause },
        });
    });
  }

  report(changes: Changes | undefined): JobReport {
    const outcome = this.#record?.outcome;
    const { label } = this.#job;
    return {
      label,
      ...(this.#record && { sessionId: this.#record.id }),
      attempts: this.#count,
      costUsd: this.#costUsd,
      text: outcome?.text ?? "",
      ...(outcome && { outcome }),
      ...changes,
      ...(this.#common.keep && this.#worktree && { worktree: this.#worktree.path }),
    };
  }

  /** A new agent, which finds nothing of the one before. */
  async #begin(): Promise<void> {
    const { repository, prompt, label, options, schema } = this.#job;
    if (this.#record !== undefined) {
      await this.#common.fleet.terminate(this.#record);
      await this.clear(false);
      this.#worktree = undefined;
    }
    if (repository !== undefined) this.#worktree = await Worktree.add(repository);
    this.#costBefore = this.#costUsd;
    for (this.#record = undefined; this.#record === undefined; ) {
      this.#signal.throwIfAborted();
      const limits = { schema: schema?.json, cwd: this.#worktree?.cwd };
      try {
        this.#record = this.#common.spawn({ label, prompt, options: jobOptions(options, limits) });
      } catch (error) {
        // It was not begun.
        if (error instanceof BudgetExceededError) this.#count -= 1;
        if (!(error instanceof OverloadedError)) throw error;
        await this.#placeFreed(error.retryAfterMs);
      }
    }
  }

  /** An agent of the manager has ended or was parked, or the time is up. */
  #placeFreed(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        stop();
        this.#signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      const stop = this.#common.fleet.log.subscribe((event) => {
        if (event.type === "state" && (event.state === "ended" || event.state === "parked")) done();
      });
      this.#signal.addEventListener("abort", done);
    });
  }

  /** @throws What kept the agent from an answer, or is wrong with it. */
  async #answer(): Promise<unknown> {
    const record = this.#record as AgentRecord;
    const { done } = await waitFor([record], new LogView(this.#common.fleet.log, undefined), {
      signal: this.#signal,
    });
    if (!done) this.#signal.throwIfAborted();
    const { outcome, error, reason, state } = record;
    if (error !== undefined) throw error;
    if (outcome === undefined || (state === "ended" && reason === "terminated"))
      throw new AgentEndedError(record.id, reason ?? "exited");
    const [result = {}] = readPage(record, { offset: -RECENT, length: RECENT, types: ["result"] })
      .messages.map(({ message }) => message)
      .toReversed();
    if (outcome.isError) throw failureOf(outcome, result);
    return this.#checked(outcome, result);
  }

  async #checked({ text, structuredOutput }: TurnOutcome, result: object): Promise<unknown> {
    const { schema } = this.#job;
    if (schema === undefined) return text;
    if (structuredOutput === undefined) throw new StructuredOutputError(result);
    const checked = await schema.check(structuredOutput);
    if ("problems" in checked) throw new WrongShapeError(checked.problems, structuredOutput);
    return checked.value;
  }

  /** Of all agents so far. */
  get #costUsd(): number {
    const { costUsd = 0, costBefore = 0 } = this.#record ?? {};
    return this.#costBefore + costUsd - costBefore;
  }
}

/** A result is among so many last messages. */
const RECENT = 50;

/** What to say to an agent whose answer has the wrong form; undefined when another one has to begin anew. */
function correctionOf(error: unknown): string | undefined {
  if (error instanceof StructuredOutputError)
    return "Your answer is missing: give it as data, in the form that was asked for.";
  if (!(error instanceof WrongShapeError)) return undefined;
  const problems = error.problems.map((problem) => `- ${problem}`).join("\n");
  return `Your answer does not have the form that was asked for:\n${problems}\nGive the whole answer again, corrected.`;
}
