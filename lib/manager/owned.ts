// The methods of a manager, for all of its agents or for those of one owner.
import type { BudgetScope } from "./budget.ts";
import type { AgentAnswer, AgentPrompt } from "./claude.ts";
import type { DelegateJob, DelegateOptions, Delegation, JobResults, JobSchema } from "./delegation.ts";
import { describeEnd, type ManagedAgent } from "./describe.ts";
import type { Faces } from "./faces.ts";
import { type FollowedMessage, Following } from "./follow.ts";
import { interrupt } from "./interrupt.ts";
import type { JobRequest } from "./job.ts";
import { type AgentList, list } from "./list.ts";
import { LogView } from "./log-view.ts";
import { ObservedAgents } from "./observed.ts";
import type { ListRequest, SpawnRequest, SpawnResult, TerminateResult } from "./options.ts";
import {
  type OutputPage,
  type PageRequest,
  readPage,
  readText,
  type TextPage,
  type TextRequest,
} from "./read.ts";
import type { AgentRecord } from "./record.ts";
import type { ResumeOptions } from "./resume-options.ts";
import { type Waited, type WaitOptions, waitFor } from "./wait.ts";

const WORKFLOW = { "gen_ai.operation.name": "invoke_workflow", "gen_ai.workflow.name": "delegate" };

/** Returned by `AgentManager.as()`: the manager's methods and events, limited to the agents of one owner. */
export class OwnedAgents extends ObservedAgents {
  readonly #faces: Faces;

  /** @internal */
  constructor(faces: Faces, owner: string | undefined) {
    super(faces, owner);
    this.#faces = faces;
  }

  /**
   * Spawn `workerCount` agents that work on the same prompt. If there is no room for all of them, none is
   * spawned.
   *
   * Resolves before a process starts; from then on each can be read, prompted and terminated. One that cannot start ends
   * as `failed`, with the reason in `error`.
   *
   * @throws {BudgetExceededError} If a budget that they would be under is used up.
   * @throws {OverloadedError} If there is no room for all of them, not even to wait.
   * @throws {GitError} If there can be no worktrees.
   * @throws {InvalidOptionsError} If an option is wrong, or a session id is in use.
   */
  async spawnSession(request: SpawnRequest): Promise<SpawnResult> {
    const { label = "Agent", workerCount = 1 } = request;
    const records = await this.#faces.call("AgentManager.spawnSession", {}, async () => {
      const nameOf = (index: number): string => `${label}-${index + 1}`;
      const added =
        request.worktree === undefined || request.worktree === false
          ? this.#faces.add(this.owner, request, nameOf)
          : // Only who wants worktrees pays for loading it.
            await (await import("./agent-worktrees.ts")).addInWorktrees(
              this.#faces,
              this.owner,
              request,
              nameOf,
            );
      await this.#faces.fleet.written(added);
      return added;
    });
    return {
      sessionIds: records.map(({ id }) => id),
      workerCount,
      agents: records.map((record) => this.#describe(record)),
    };
  }

  /**
   * Run jobs, each in its own agent and at most `concurrency` at the same time, and wait for all of them.
   *
   * A job that fails does not stop the others; its result has the error. Agents end with their jobs, and can
   * still be read.
   *
   * @throws {InvalidOptionsError} If an option, a job or a schema is wrong; nothing has begun then.
   * @throws {GitError} If there can be no worktrees; nothing has begun then.
   *
   * @example Two jobs, each in a git worktree of its own
   * ```ts
   * const jobs = ["Translate the README", "Find dead code, and remove it"];
   * const { results, overlaps } = await manager.delegate(jobs, { worktree: true, budgetUsd: 5 });
   * for (const { label, status, diff } of results) console.log(label, status, diff);
   * console.log("changed by both:", overlaps.map(({ file }) => file));
   * ```
   */
  async delegate<
    const Jobs extends readonly (string | DelegateJob)[],
    const Schema extends JobSchema | undefined = undefined,
  >(jobs: Jobs, options: DelegateOptions<Schema> = {}): Promise<Delegation<JobResults<Jobs, Schema>>> {
    const { fleet, defaults } = this.#faces;
    const { parent, askPermissions } = options;
    const spawn = ({ label, ...job }: JobRequest, budget: BudgetScope | undefined): AgentRecord =>
      this.#faces.add(this.owner, { ...job, parent, askPermissions }, () => label, budget)[0] as AgentRecord;
    const work = (): Promise<Delegation<unknown>> =>
      this.#faces.delegate(this.owner, async (closing) => {
        // Only who delegates pays for loading it.
        const { delegate } = await import("./delegate.ts");
        return delegate({ fleet, defaults, spawn, closing }, jobs, options);
      });
    const delegation = await this.#faces.call("invoke_workflow delegate", WORKFLOW, work);
    return delegation as Delegation<JobResults<Jobs, Schema>>;
  }

  /**
   * Send an agent another prompt. A busy agent queues it; a parked one starts a new process for it.
   *
   * @throws {AgentNotFoundError} @throws {AgentEndedError} @throws {BudgetExceededError}
   */
  async sendPrompt(
    sessionId: string,
    prompt: AgentPrompt,
  ): Promise<{ sessionId: string; uuid: string; agent: ManagedAgent }> {
    const record = this.#get(sessionId);
    const uuid = await this.#faces.call("AgentManager.sendPrompt", {}, () =>
      this.#faces.fleet.prompt(record, prompt),
    );
    return { sessionId, uuid, agent: this.#describe(record) };
  }

  /**
   * Resume the agents whose host died. Those with prompts that were never sent run them; the others are
   * parked. An agent with `withheldOptions` stays lost.
   *
   * @throws {AgentNotFoundError}
   */
  resumeAll({ rerun = false, sessionIds }: ResumeOptions = {}): ManagedAgent[] {
    const chosen = sessionIds?.map((id) => this.#get(id)) ?? this.#faces.agentsOf(this.owner);
    return this.#faces.fleet.resume(chosen, rerun).map((record) => this.#describe(record));
  }

  /** Read a page of an agent's messages. @throws {AgentNotFoundError} @throws {InvalidOptionsError} */
  getSessionOutput(sessionId: string, page: PageRequest = {}): OutputPage {
    return readPage(this.#get(sessionId), page);
  }

  /**
   * Read what an agent has written as plain text, with a line for each tool call. All pages, concatenated,
   * are the exact text.
   *
   * @throws {AgentNotFoundError} @throws {InvalidOptionsError}
   */
  getSessionText(sessionId: string, request: TextRequest = {}): TextPage {
    return readText(this.#get(sessionId), request);
  }

  /**
   * The agent's current state, counters, cost and open questions; `lastOutputLines` sets the length of
   * `lastOutput`.
   *
   * @throws {AgentNotFoundError}
   */
  getSessionInfo(sessionId: string, options: { lastOutputLines?: number | undefined } = {}): ManagedAgent {
    return this.#describe(this.#get(sessionId), options.lastOutputLines);
  }

  /** All agents: those at work first, then the others, newest first. @throws {InvalidOptionsError} */
  listSessions(request: ListRequest = {}): AgentList {
    const { fleet } = this.#faces;
    fleet.retention.prune();
    return list(this.#faces.agentsOf(this.owner), request, (record) =>
      this.#describe(record, request.lastOutputLines),
    );
  }

  /**
   * Wait until agents have settled or ended, have a question, or have changed.
   *
   * @returns `done` is false if the time-out came first; the agents keep running.
   * @throws {AgentNotFoundError} @throws {InvalidOptionsError}
   */
  async wait(
    sessionIds: string | readonly string[],
    options: WaitOptions = {},
  ): Promise<Waited & { agents: ManagedAgent[] }> {
    const records = [sessionIds].flat().map((sessionId) => this.#get(sessionId));
    const waited = await waitFor(records, this.#log, options, (done) => this.#faces.fleet.written(done));
    return { ...waited, agents: records.map((record) => this.#describe(record)) };
  }

  /**
   * Iterate over an agent's messages after the position `after` (default -1: from the first), live, until it
   * has ended.
   *
   * @throws {AgentNotFoundError}
   */
  messages(
    sessionId: string,
    options: { after?: number | undefined } = {},
  ): AsyncIterableIterator<FollowedMessage, undefined> {
    return new Following(this.#get(sessionId), options.after ?? -1);
  }

  /** Stop an agent's turn; it stays ready for prompts. @throws {AgentNotFoundError} @throws {AgentEndedError} */
  async interruptSession(sessionId: string): Promise<{ sessionId: string; stillQueued: string[] }> {
    return { sessionId, stillQueued: await interrupt(this.#get(sessionId)) };
  }

  /**
   * Answer an agent's permission question. The first answer counts, whether it comes from here or from
   * `canUseTool`.
   *
   * @throws {AgentNotFoundError} @throws {QuestionNotFoundError} If it was answered, or is no longer asked.
   * @throws {InvalidOptionsError} If it is no answer.
   */
  answerPermission(sessionId: string, requestId: string, answer: AgentAnswer): ManagedAgent {
    const record = this.#get(sessionId);
    record.questions.answer(sessionId, requestId, answer);
    return this.#describe(record);
  }

  /** End an agent; resolves once none of its processes is left. @throws {AgentNotFoundError} */
  async terminateSession(sessionId: string): Promise<TerminateResult> {
    const record = this.#get(sessionId);
    await this.#faces.fleet.terminate(record);
    return describeEnd(record);
  }

  /**
   * End these agents; resolves once none of their processes is left. The manager itself spawns no more agents
   * after its own shutdown.
   */
  shutdown(): Promise<void> {
    return this.#faces.close(this.owner);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  get #log(): LogView {
    return new LogView(this.#faces.fleet.log, this.owner);
  }

  protected override heard(isHeard: boolean): void {
    this.#faces.heard(this, isHeard);
  }

  #get(sessionId: string): AgentRecord {
    return this.#faces.find(sessionId, this.owner);
  }

  #describe(record: AgentRecord, lastOutputLines?: number): ManagedAgent {
    return this.#faces.describe(record, this.owner, lastOutputLines);
  }
}
