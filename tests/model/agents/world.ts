// A manager at random, and what must be true of its agents whatever happens to them.
import { isDeepStrictEqual } from "node:util";
import {
  type AgentEvent,
  AgentManager,
  type AgentManagerEvents,
  type AgentState,
  type OwnedAgents,
} from "../../../lib/index.ts";
import { requires } from "../finale.ts";
import { Planned } from "../host.ts";
import type { Kind } from "./shell-claude.ts";

export interface WorldConfig {
  readonly maxAgents: number;
  readonly idleMs: number;
  readonly ringMessages: number;
  readonly throws: keyof AgentManagerEvents | "none";
  /** What a listener does with the manager at every fifth change of a state. */
  readonly acts: "none" | "terminate" | "list" | "wait";
}

/** What we know of an agent without asking it. */
export interface Known {
  readonly id: string;
  readonly owner: string | undefined;
  readonly prompts: { readonly kind: Kind; readonly word: string }[];
  /** An interrupt may have met any of its prompts. */
  interrupted: boolean;
  /** Its end was asked for, or its process killed. */
  doomed: boolean;
}

const NEXT: Readonly<Record<AgentState, readonly AgentState[]>> = {
  queued: ["starting", "ending", "ended"],
  starting: ["running", "idle", "requires_action", "ending", "ended"],
  running: ["idle", "requires_action", "ending", "ended"],
  requires_action: ["running", "idle", "ending", "ended"],
  idle: ["running", "requires_action", "parked", "queued", "ending", "ended"],
  parked: ["queued", "ending"],
  ending: ["ended"],
  ended: [],
};
const AT_WORK: ReadonlySet<AgentState> = new Set(["running", "requires_action"]);
const OWNERS = [undefined, "one", "two"] as const;

export class World {
  readonly manager: AgentManager;
  readonly agents: Known[] = [];
  readonly thrown: unknown[] = [];
  readonly #config: WorldConfig;
  readonly #events: AgentEvent[] = [];
  readonly #states = new Map<string, AgentState>();
  /** Ended by a listener. */
  readonly #ended = new Set<string>();
  #words = 0;

  constructor(config: WorldConfig, claude: string, cwd: string) {
    this.#config = config;
    const { throws, acts, ...limits } = config;
    this.manager = new AgentManager({
      ...limits,
      maxQueued: 1_000,
      options: { pathToClaudeCodeExecutable: claude, cwd, settingSources: [] },
    });
    this.manager.on("event", (event) => this.#hear(event));
    this.manager.on("event", (event) => {
      if (event.type === "state" && event.seq % 5 === 0) this.#act(acts, event);
    });
    if (throws !== "none")
      this.manager.on(throws, () => {
        const error = new Planned(throws);
        this.thrown.push(error);
        throw error;
      });
  }

  word(): string {
    this.#words += 1;
    return `w${this.#words}`;
  }

  face(known: Known): OwnedAgents {
    return known.owner === undefined ? this.manager : this.manager.as(known.owner);
  }

  async spawn(count: number, ownerIndex: number, kind: Kind): Promise<void> {
    const owner = OWNERS[ownerIndex % OWNERS.length];
    const word = this.word();
    const face = owner === undefined ? this.manager : this.manager.as(owner);
    const spawned = await face.spawnSession({
      prompt: `${kind}:${word}`,
      workerCount: count,
      askPermissions: true,
    });
    requires(
      spawned.agents.every(({ pid }) => pid === undefined),
      () => "a spawn waited for a process",
    );
    for (const id of spawned.sessionIds)
      this.agents.push({ id, owner, prompts: [{ kind, word }], interrupted: false, doomed: false });
  }

  /** What holds at any moment. */
  check(): void {
    const { agents } = this.manager.listSessions();
    const positions = agents.flatMap(({ queuePosition }) => queuePosition ?? []).toSorted((a, b) => a - b);
    requires(
      isDeepStrictEqual(
        positions,
        positions.map((_, index) => index + 1),
      ),
      () => `the queue has places ${positions.join()}`,
    );
    const running = agents.filter(({ pid }) => pid !== undefined).length;
    requires(running <= this.#config.maxAgents, () => `${running} have a process`);
    for (const agent of agents) {
      const known = this.#states.get(agent.sessionId);
      requires(known === agent.state, () => `the log says ${known}, and the list ${agent.state}`);
      if (AT_WORK.has(agent.state) && agent.lastResult !== undefined)
        requires(agent.lastResult.turn === agent.turnCount, () => "an old answer is shown");
    }
    for (const owner of ["one", "two"])
      requires(
        this.manager
          .as(owner)
          .listSessions()
          .agents.every((agent) => agent.owner === owner),
        () => `${owner} sees the agents of others`,
      );
  }

  /** What an agent has said, by each way of reading it. */
  checkOutput(known: Known): void {
    const face = this.face(known);
    const page = face.getSessionOutput(known.id, { length: 10_000 });
    requires(
      page.messages.every(({ seq }, index) => seq === page.firstSeq + index),
      () => `positions have a gap: ${page.messages.map(({ seq }) => seq).join()}`,
    );
    requires(page.nextAfter === page.totalMessages - 1, () => "the cursor is not at the end");
    const newest = face.getSessionOutput(known.id, { offset: -3 }).messages;
    requires(
      isDeepStrictEqual(newest, page.messages.slice(-3)),
      () => "a negative offset does not give the newest",
    );
    const whole = face.getSessionText(known.id, { maxCharacters: 1_000_000 }).text;
    let [text, cursor, more] = ["", undefined as string | undefined, true];
    while (more) {
      const piece = face.getSessionText(known.id, { cursor, maxCharacters: 3 });
      text += piece.text;
      ({ cursor, hasMore: more } = piece);
    }
    requires(text === whole, () => `pages of text say "${text}", not "${whole}"`);
  }

  /** Everything that waits for somebody comes to its end. */
  async finish(): Promise<void> {
    const deadline = performance.now() + 60_000;
    const ids = this.agents.map(({ id }) => id);
    for (let after = -1; ; ) {
      for (const known of this.agents) await this.#free(known);
      const { done } = await this.manager.wait(ids, { timeoutMs: 0 });
      if (done) break;
      requires(performance.now() < deadline, () => `never done: ${JSON.stringify([...this.#states])}`);
      const waited = await this.manager.wait(ids, { mode: "any", until: "changed", after, timeoutMs: 1_000 });
      after = waited.lastSeq;
    }
    for (const known of this.agents) this.#checkAnswers(known);
  }

  /** The log of a manager that has been shut down. */
  checkLog(): void {
    for (const { id } of this.agents) {
      const ends = this.#events.filter(
        (event) => event.sessionId === id && event.type === "state" && event.state === "ended",
      );
      requires(ends.length === 1, () => `${ends.length} terminal events`);
      const last = this.#events.findLast((event) => event.sessionId === id && event.type === "state");
      requires(last === ends[0], () => "something came after the end");
    }
  }

  async #free(known: Known): Promise<void> {
    const face = this.face(known);
    const { state, questions } = face.getSessionInfo(known.id);
    for (const { requestId } of questions)
      face.answerPermission(known.id, requestId, { behavior: "allow", updatedInput: {} });
    if (state !== "running" || !known.prompts.some(({ kind }) => kind === "hang")) return;
    // It may end meanwhile.
    await face.interruptSession(known.id).catch(() => undefined);
  }

  #checkAnswers({ id, prompts, interrupted, doomed }: Known): void {
    const turns = this.#events.flatMap((event) =>
      event.sessionId === id && event.type === "turn" ? [event.outcome] : [],
    );
    requires(
      turns.every(({ turn }, index) => turn === index + 1),
      () => `turns ${turns.map(({ turn }) => turn).join()}`,
    );
    const crashAt = prompts.findIndex(({ kind }) => kind === "crash");
    const expected = crashAt === -1 ? prompts : prompts.slice(0, crashAt);
    if (doomed || this.#ended.has(id))
      return requires(turns.length <= prompts.length, () => "more turns than prompts");
    requires(
      turns.length === expected.length,
      () => `${turns.length} turns for ${expected.length} prompts: ${JSON.stringify(prompts)}`,
    );
    const hangs = prompts.some(({ kind }) => kind === "hang");
    if (interrupted || hangs) return;
    requires(
      isDeepStrictEqual(
        turns.map(({ text }) => text),
        expected.map(({ word }) => word),
      ),
      () => `answers ${turns.map(({ text }) => text).join()} to ${JSON.stringify(prompts)}`,
    );
  }

  #act(acts: WorldConfig["acts"], { sessionId, seq }: AgentEvent): void {
    if (acts === "list") this.manager.listSessions();
    else if (acts === "terminate") {
      this.#ended.add(sessionId);
      void this.manager.terminateSession(sessionId);
    } else if (acts === "wait")
      void this.manager.wait(sessionId, { until: "changed", timeoutMs: 100 }).then(({ changes }) => {
        requires(
          changes.every((change) => change.seq > seq),
          () => "a wait was woken by what was known",
        );
      });
  }

  #hear(event: AgentEvent): void {
    const before = this.#events.at(-1);
    requires(event.seq === (before?.seq ?? -1) + 1, () => `event ${event.seq} came after ${before?.seq}`);
    requires(event.at >= (before?.at ?? 0), () => "the log's time went back");
    this.#events.push(event);
    if (event.type !== "state") return;
    const { sessionId, state, previous } = event;
    const known = this.#states.get(sessionId);
    requires(known === previous, () => `the log was at ${known}, and says from ${previous} to ${state}`);
    const fits = previous === undefined ? state === "queued" : NEXT[previous].includes(state);
    requires(fits, () => `${previous} became ${state}`);
    this.#states.set(sessionId, state);
  }
}
