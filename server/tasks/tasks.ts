// Tasks of the protocol: what a call has set going, looked at, answered and cancelled by a client that does not wait for it.
// A task is its agents: nothing is kept of it but which were cancelled.
import { AgentNotFoundError, type ManagedAgent } from "../../lib/index.ts";
import type { Principal } from "../principal.ts";
import { endAgents, endedWith, interruptAgents } from "../tools/cancelled.ts";
import type { Caller, ServerParts } from "../tools/context.ts";
import { answerWith, resultOf, type ToolResult } from "../tools/dispatch.ts";
import type { AnyTool, Became, Begun } from "../tools/tool.ts";
import { answerAll, requestsOf } from "./asked.ts";
import { FORGOTTEN, lostTask, NO_JOURNAL } from "./lost.ts";
import { begunOf, idsOf, isDone, isStopped, messageOf, pollMsOf } from "./standing.ts";
import type { Task } from "./task.ts";
import type { TaskParts, TaskTokens } from "./task-tokens.ts";

/** Of the last ones: who has cancelled a task does not look at it any more. */
const CANCELLED_KEPT = 10_000;
/** What the names of all tools begin with, and nobody needs in an id. */
const OF_ALL = /^claude_/;

export class Tasks {
  readonly #callerOf: ServerParts["callerOf"];
  readonly #used: ServerParts["used"];
  readonly #tokens: TaskTokens;
  readonly #tools: readonly AnyTool[];
  readonly #cancelled = new Set<string>();

  constructor(
    { callerOf, used }: Pick<ServerParts, "callerOf" | "used">,
    tokens: TaskTokens,
    tools: readonly AnyTool[],
  ) {
    this.#callerOf = callerOf;
    this.#used = used;
    this.#tokens = tokens;
    this.#tools = tools;
  }

  /** The task of what has been begun: it is there as soon as the agents are. */
  async start(
    principal: Principal,
    tool: AnyTool,
    begun: Begun,
    agents: readonly ManagedAgent[],
  ): Promise<Task> {
    const id = this.idOf(principal, tool, begun, agents);
    const { inputRequests: _asked, result: _none, ...task } = (await this.#look(principal, id, false)) ?? {};
    return { ...(task as Task), status: "working" };
  }

  /** What a client gives back to go on with what it has begun. */
  idOf(
    principal: Principal,
    tool: AnyTool,
    { mode = "all", kept = "" }: Begun,
    agents: readonly ManagedAgent[],
  ): string {
    const waitedFor = agents.map(
      ({ sessionId, turnCount, isComplete }) => [sessionId, turnCount + (isComplete ? 0 : 1)] as const,
    );
    const createdMs = Date.now();
    return this.#tokens.mint(principal, {
      name: agents[0]?.label ?? "",
      tool: tool.name.replace(OF_ALL, ""),
      createdMs,
      mode,
      agents: waitedFor,
      kept,
    });
  }

  /** What was begun by a call of this tool that has been given this. */
  begun(principal: Principal, id: string, tool: string): Begun | undefined {
    const parts = this.#tokens.read(principal, id);
    if (parts?.tool !== tool.replace(OF_ALL, "")) return undefined;
    return begunOf(parts);
  }

  /**
   * How it stands; agents that a restart has stopped go on.
   *
   * @param asks The client asks people for us.
   * @returns Undefined if it is no task, or none of this principal's.
   */
  async get(principal: Principal, taskId: string, asks: boolean): Promise<Task | undefined> {
    const task = await this.#look(principal, taskId, asks);
    const read = task?.status === "completed" ? this.#tokens.read(principal, taskId) : undefined;
    for (const id of read === undefined ? [] : idsOf(read)) this.#used.note(id);
    return task;
  }

  async #look(principal: Principal, taskId: string, asks: boolean): Promise<Task | undefined> {
    const found = await this.#find(principal, taskId);
    if (found === undefined) return this.#lost(principal, taskId);
    const { parts, became, caller } = found;
    const { agents } = became;
    const { manager: owned } = caller;
    const stopped = agents.filter((agent) => isStopped(agent)).map(({ sessionId }) => sessionId);
    if (stopped.length > 0) owned.resumeAll({ rerun: true, sessionIds: stopped });
    const cancelled = this.#cancelled.has(taskId);
    const inputRequests = asks ? requestsOf(caller, agents) : {};
    const asking = Object.keys(inputRequests).length > 0;
    const stuck = !asks && agents.some(({ questions }) => questions.length > 0);
    const done = stopped.length === 0 && (isDone(parts, agents) || stuck);
    const status = cancelled ? "cancelled" : done ? "completed" : asking ? "input_required" : "working";
    return {
      taskId,
      status,
      statusMessage: messageOf(agents, owned),
      createdAt: new Date(parts.createdMs).toISOString(),
      lastUpdatedAt: new Date().toISOString(),
      ttlMs: null,
      pollIntervalMs: pollMsOf(parts, asking),
      ...(status === "input_required" && { inputRequests }),
      ...(status === "completed" && { result: await resultNow(found) }),
    };
  }

  /** How it stands now, and each time that this changes, until it is done or `signal` aborts. */
  async *follow(
    principal: Principal,
    taskId: string,
    asks: boolean,
    signal: AbortSignal,
  ): AsyncGenerator<Task, void, undefined> {
    let [said, after]: [string?, number?] = [];
    while (!signal.aborted) {
      const [found, task] = [await this.#find(principal, taskId), await this.get(principal, taskId, asks)];
      if (task === undefined) return;
      const now = [task.status, ...Object.keys(task.inputRequests ?? {})].join(" ");
      if (now !== said) yield task;
      if (found === undefined || task.status === "completed" || task.status === "cancelled") return;
      said = now;
      // From before it was looked at, so that nothing is missed meanwhile.
      after ??= found.became.lastSeq;
      const ids = idsOf(found.parts);
      ({ lastSeq: after } = await found.caller.manager.wait(ids, {
        mode: "any",
        until: "changed",
        after,
        signal,
      }));
    }
  }

  /** Give people's answers to the agents that have asked; those to what nobody asks any more are for nobody. */
  async update(
    principal: Principal,
    taskId: string,
    answers: Readonly<Record<string, unknown>>,
  ): Promise<boolean> {
    const found = await this.#find(principal, taskId);
    if (found === undefined) return false;
    answerAll(found.caller, found.became.agents, answers);
    return true;
  }

  /** Stop the turns of its agents that are at work. The agents stay, unless the call has asked to end them with it. */
  async cancel(principal: Principal, taskId: string): Promise<boolean> {
    const found = await this.#find(principal, taskId);
    if (found === undefined) return this.#lost(principal, taskId) !== undefined;
    const { parts, tool, became, caller } = found;
    const ending = endedWith(tool, begunOf(parts), this.#used);
    const isLate = isDone(parts, became.agents);
    if (!isLate) {
      if (this.#cancelled.size >= CANCELLED_KEPT) this.#cancelled.clear();
      this.#cancelled.add(taskId);
    }
    const working = became.agents.filter(({ isComplete }) => !isComplete && !isLate);
    const stopping = working.map(({ sessionId }) => sessionId).filter((id) => !ending.includes(id));
    await Promise.all([endAgents(caller.manager, ending), interruptAgents(caller.manager, stopping)]);
    return true;
  }

  /** Clients look after a task until it has come to an end: what is lost must have one. */
  #lost(principal: Principal, taskId: string): Task | undefined {
    const own = this.#tokens.read(principal, taskId);
    const parts = own ?? this.#tokens.readLost(taskId);
    if (parts === undefined || this.#toolOf(parts) === undefined) return undefined;
    return lostTask(taskId, parts, own === undefined ? NO_JOURNAL : FORGOTTEN);
  }

  #toolOf(parts: TaskParts | undefined): AnyTool | undefined {
    return this.#tools.find(({ name }) => name.replace(OF_ALL, "") === parts?.tool);
  }

  async #find(principal: Principal, taskId: string): Promise<Found | undefined> {
    const parts = this.#tokens.read(principal, taskId);
    const tool = this.#toolOf(parts);
    if (parts === undefined || tool === undefined) return undefined;
    const caller = this.#callerOf(principal);
    try {
      return { parts, tool, caller, became: await caller.manager.wait(idsOf(parts), { timeoutMs: 0 }) };
    } catch (error) {
      // It has been forgotten since, and its task with it.
      if (error instanceof AgentNotFoundError) return undefined;
      throw error;
    }
  }
}

/** The answer that the call would have had. */
async function resultNow({ tool, parts, became, caller }: Found): Promise<ToolResult> {
  const { delegates } = tool;
  if (delegates === undefined) throw new TypeError(`${tool.name} has no tasks`);
  const begun = begunOf(parts);
  const output = await delegates.answer(begun, isDone(parts, became.agents), became, caller.manager);
  return resultOf(tool, await answerWith(tool, output), { readsData: true });
}

interface Found {
  readonly parts: TaskParts;
  readonly tool: AnyTool;
  readonly caller: Caller;
  readonly became: Became;
}
