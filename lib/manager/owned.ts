// The methods of a manager, for all of its agents or for those of one owner.
import { AgentNotFoundError } from "../errors/agent.ts";
import type { AgentAnswer, AgentPrompt } from "./claude.ts";
import type { DelegateJob, DelegateOptions, Delegation, JobResults, JobSchema } from "./delegation.ts";
import { describeEnd, type ManagedAgent } from "./describe.ts";
import type { Faces } from "./faces.ts";
import { type FollowedMessage, Following } from "./follow.ts";
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
import { type Waited, type WaitOptions, waitFor } from "./wait.ts";

/** What `AgentManager.as()` gives: the same methods and events, for the agents of one owner. */
export class OwnedAgents extends ObservedAgents {
  readonly #faces: Faces;

  /** @internal */
  constructor(faces: Faces, owner: string | undefined) {
    super(faces, owner);
    this.#faces = faces;
  }

  /**
   * Ask for agents that work on a prompt: all of them, or none.
   *
   * Resolves before a process starts; from then on each can be read, prompted and terminated. One that cannot start ends
   * as `failed`, with the reason in `error`.
   *
   * @throws {OverloadedError} If there is no room for all of them, not even to wait.
   * @throws {InvalidOptionsError} If an option is wrong, or a session id is in use.
   */
  async spawnSession(request: SpawnRequest): Promise<SpawnResult> {
    const { label = "Agent", workerCount = 1 } = request;
    const records = this.#faces.add(this.owner, request, (index) => `${label}-${index + 1}`);
    await this.#faces.fleet.written(records);
    return {
      sessionIds: records.map(({ id }) => id),
      workerCount,
      agents: records.map((record) => this.#describe(record)),
    };
  }

  /**
   * Have jobs done, each by an agent of its own, so many at once, and wait for all of them.
   *
   * A job that fails is a result as well, with its error; the others go on. Agents end with their jobs, and can still be
   * read.
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
    const spawn = ({ label, ...job }: JobRequest): AgentRecord =>
      this.#faces.add(this.owner, { ...job, parent, askPermissions }, () => label)[0] as AgentRecord;
    const delegation: Delegation<unknown> = await this.#faces.delegate(this.owner, async (closing) => {
      // Only who delegates pays for loading it.
      const { delegate } = await import("./delegate.ts");
      return delegate({ fleet, defaults, spawn, closing }, jobs, options);
    });
    return delegation as Delegation<JobResults<Jobs, Schema>>;
  }

  /**
   * Give an agent another prompt; a busy one takes it up later, a parked one with a new process.
   *
   * @throws {AgentNotFoundError} @throws {AgentEndedError}
   */
  async sendPrompt(
    sessionId: string,
    prompt: AgentPrompt,
  ): Promise<{ sessionId: string; uuid: string; agent: ManagedAgent }> {
    const record = this.#get(sessionId);
    const uuid = await this.#faces.fleet.prompt(record, prompt);
    return { sessionId, uuid, agent: this.#describe(record) };
  }

  /**
   * Take up the agents that were lost with their host: prompts that no process was given run, who has none is parked. An
   * agent that lacks options (`withheldOptions`) stays as it is.
   *
   * @param options `rerun`: also run again what they were at work on. Default: false, since some of it is done.
   */
  resumeAll({ rerun = false }: { rerun?: boolean | undefined } = {}): ManagedAgent[] {
    const resumed = this.#faces.fleet.resume(this.#faces.agentsOf(this.owner), rerun);
    return resumed.map((record) => this.#describe(record));
  }

  /** Read a page of what an agent has said. @throws {AgentNotFoundError} @throws {InvalidOptionsError} */
  getSessionOutput(sessionId: string, page: PageRequest = {}): OutputPage {
    return readPage(this.#get(sessionId), page);
  }

  /**
   * Read an agent's words as text, with a line for each tool that it uses; all pages, put together, are the exact text.
   *
   * @throws {AgentNotFoundError} @throws {InvalidOptionsError}
   */
  getSessionText(sessionId: string, request: TextRequest = {}): TextPage {
    return readText(this.#get(sessionId), request);
  }

  /** @throws {AgentNotFoundError} */
  getSessionInfo(sessionId: string, options: { lastOutputLines?: number | undefined } = {}): ManagedAgent {
    return this.#describe(this.#get(sessionId), options.lastOutputLines);
  }

  /** All agents: those at work first, then the newest first. @throws {InvalidOptionsError} */
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
   * @returns `done` is false when time was up first; the agents go on all the same.
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

  /** Follow an agent from a position on, live, until it has ended. @throws {AgentNotFoundError} */
  messages(
    sessionId: string,
    options: { after?: number | undefined } = {},
  ): AsyncIterableIterator<FollowedMessage, undefined> {
    return new Following(this.#get(sessionId), options.after ?? -1);
  }

  /** Stop an agent's turn; it stays ready for prompts. @throws {AgentNotFoundError} @throws {AgentEndedError} */
  async interruptSession(sessionId: string): Promise<{ sessionId: string; stillQueued: string[] }> {
    return { sessionId, stillQueued: await this.#faces.fleet.interrupt(this.#get(sessionId)) };
  }

  /**
   * Answer a permission question of an agent's; the first answer counts, also against that of `canUseTool`.
   *
   * @throws {AgentNotFoundError} @throws {QuestionNotFoundError} If it was answered, or is no longer asked.
   * @throws {InvalidOptionsError} If it is no answer.
   */
  answerPermission(sessionId: string, requestId: string, answer: AgentAnswer): ManagedAgent {
    const record = this.#get(sessionId);
    record.questions.answer(sessionId, requestId, answer);
    return this.#describe(record);
  }

  /** End an agent; resolves when none of its processes is left. @throws {AgentNotFoundError} */
  async terminateSession(sessionId: string): Promise<TerminateResult> {
    const record = this.#get(sessionId);
    await this.#faces.fleet.terminate(record);
    return describeEnd(record);
  }

  /** End these agents; resolves when none of their processes is left. After that, the manager itself accepts no more. */
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
    const { fleet } = this.#faces;
    fleet.retention.prune();
    const record = fleet.records.get(sessionId);
    // The same for an agent of another owner as for none.
    if (record === undefined || (this.owner !== undefined && record.request.owner !== this.owner))
      throw new AgentNotFoundError(sessionId);
    fleet.retention.touch(record);
    return record;
  }

  #describe(record: AgentRecord, lastOutputLines?: number): ManagedAgent {
    return this.#faces.describe(record, this.owner, lastOutputLines);
  }
}
