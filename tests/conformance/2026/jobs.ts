// Jobs of fixtures that go on as tasks: sleep, fail, ask. Real tasks are agents; these show the transport and the envelopes.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { form, type Request } from "./asking.ts";

type Result = Readonly<Record<string, unknown>>;

export interface Job {
  readonly id: string;
  readonly createdAt: string;
  readonly ended: AbortController;
  status: "working" | "input_required" | "completed" | "cancelled" | "failed";
  outcome: object;
  readonly open: Map<string, Request>;
  resume: () => void;
}

export type Work = (args: Readonly<Record<string, unknown>>, job: Job) => Promise<Result>;

export const said = (text: string, more: object = {}): Result => ({
  content: [{ type: "text", text }],
  ...more,
});

const sleeping: Work = async ({ seconds = 0, label = "" }, { ended }) => {
  await sleep(Number(seconds) * 1_000, undefined, { signal: ended.signal });
  return said(`${String(label)}: computed for ${String(seconds)} s`);
};

/** Wait for the answers to all of these. */
async function ask(job: Job, requests: readonly Request[]): Promise<void> {
  job.status = "input_required";
  for (const request of requests) job.open.set(randomUUID(), request);
  await new Promise<void>((resolve) => (job.resume = resolve));
  job.status = "working";
}

/** What takes time, and whether it can be done without a task. */
export const WORK: Readonly<Record<string, readonly [work: Work, needsTask: boolean]>> = {
  slow_compute: [sleeping, false],
  failing_job: [
    async (_args, { ended }) => {
      await sleep(1_000, undefined, { signal: ended.signal });
      return said("It has failed", { isError: true });
    },
    true,
  ],
  protocol_error_job: [() => Promise.reject(new Error("It has broken")), true],
  confirm_delete: [
    async ({ filename }, job) => {
      await ask(job, [form(`Delete ${String(filename)}?`, "confirm", "boolean")]);
      return said(`Deleted ${String(filename)}`);
    },
    true,
  ],
  multi_input: [
    async (_args, job) => {
      await ask(job, [form("Your name?", "name"), form("Sure?", "confirm", "boolean")]);
      return said("Both are answered");
    },
    true,
  ],
};

export class Jobs {
  readonly #jobs = new Map<string, Job>();

  start(work: Work, args: Readonly<Record<string, unknown>>): object {
    const job: Job = {
      id: randomUUID(),
      createdAt: new Date().toISOString(),
      ended: new AbortController(),
      status: "working",
      outcome: {},
      open: new Map(),
      resume: () => undefined,
    };
    this.#jobs.set(job.id, job);
    void work(args, job).then(
      (result) => end(job, "completed", { result }),
      (error: Error) => end(job, "failed", { error: { code: -32_603, message: error.message } }),
    );
    return { ...taskOf(job), status: "working" };
  }

  get(id: string): object | undefined {
    const job = this.#jobs.get(id);
    if (job === undefined) return undefined;
    const asks = job.status === "input_required" && { inputRequests: Object.fromEntries(job.open) };
    return { ...taskOf(job), ...job.outcome, ...asks };
  }

  update(id: string, answers: Readonly<Record<string, unknown>>): boolean {
    const job = this.#jobs.get(id);
    if (job === undefined) return false;
    for (const key of Object.keys(answers)) job.open.delete(key);
    if (job.status === "input_required" && job.open.size === 0) job.resume();
    return true;
  }

  cancel(id: string): boolean {
    const job = this.#jobs.get(id);
    if (job === undefined) return false;
    end(job, "cancelled", {});
    return true;
  }

  close(): void {
    for (const job of this.#jobs.values()) end(job, "cancelled", {});
  }
}

/** Once. */
function end(job: Job, status: Job["status"], outcome: object): void {
  if (job.ended.signal.aborted) return;
  Object.assign(job, { status, outcome });
  job.ended.abort();
}

function taskOf({ id, createdAt, status }: Job): object {
  const lastUpdatedAt = new Date().toISOString();
  return { taskId: id, status, createdAt, lastUpdatedAt, ttlMs: 600_000, pollIntervalMs: 100 };
}
