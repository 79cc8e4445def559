// One agent: a session, what it has said, and what it is doing.
import { AgentEndedError } from "../errors/agent.ts";
import type { ClaudeError } from "../errors/claude-error.ts";
import { resultText } from "../errors/result.ts";
import { GuardedEmitter } from "../events/emitter.ts";
import { Ring, type RingBounds } from "../events/ring.ts";
import type { Options } from "../options/options.ts";
import type { SessionEnd } from "../session/ending.ts";
import type { SessionWarning } from "../session/events.ts";
import type { Prompt } from "../session/prompt.ts";
import type { Session } from "../session/session.ts";
import type { SDKUserMessage } from "../wire/conversation-messages.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { Place } from "./admission.ts";
import { type AgentState, type EndedReason, endedReasonOf, stateOf } from "./state.ts";

/** A line as it came, kept unparsed: it is small that way, and most lines are never read again. */
export interface KeptLine {
  readonly line: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

/** How an agent's last turn ended: the subtype of its result, and its text or error. */
export interface LastResult {
  readonly isError: boolean;
  readonly subtype: string;
  readonly text: string;
}

export interface AgentEvents {
  state: (state: AgentState, previous: AgentState) => void;
  message: (seq: number, message: SDKMessage) => void;
  turnEnded: (result: SDKResultMessage) => void;
  settled: () => void;
  ended: (end: SessionEnd) => void;
  warning: (warning: SessionWarning) => void;
}

export class Agent extends GuardedEmitter<AgentEvents> {
  readonly label: string;
  readonly place: Place;
  readonly lines: Ring<KeptLine>;
  readonly createdAt: number = Date.now();
  readonly #session: Session;
  /** How many wait for it: it is kept as long as somebody does. */
  waiters = 0;
  // Prompts that came before the process; they are sent in order once it runs.
  #waiting: SDKUserMessage[] | undefined = [];
  #state: AgentState = "queued";
  #end: SessionEnd | undefined;
  #endedAt: number | undefined;
  #turns = 0;
  #costUsd = 0;
  #lastResult: LastResult | undefined;

  constructor(label: string, session: Session, place: Place, bounds: RingBounds) {
    super();
    this.label = label;
    this.place = place;
    this.lines = new Ring(bounds);
    this.#session = session;
    const { events } = session;
    events.on("message", (message, line, bytes) => this.#message(message, line, bytes));
    events.on("turnEnded", (result) => this.#turnEnded(result));
    events.on("activity", (activity) => this.#become(stateOf(activity)));
    events.on("settled", () => void this.emit("settled"));
    events.on("warning", (warning) => void this.emit("warning", warning));
    events.on("closed", (end) => this.#ended(end));
  }

  get id(): string {
    return this.#session.id;
  }
  get options(): Options {
    return this.#session.options;
  }
  get pid(): number | undefined {
    return this.#end === undefined ? this.#session.process?.pid : undefined;
  }
  get state(): AgentState {
    return this.#state;
  }
  get endedReason(): EndedReason | undefined {
    return this.#end && endedReasonOf(this.#end);
  }
  get error(): ClaudeError | undefined {
    return this.#end?.error;
  }
  get endedAt(): number | undefined {
    return this.#endedAt;
  }
  /** Turns that have ended so far. */
  get turns(): number {
    return this.#turns;
  }
  /** Cost of the whole session so far, as the CLI counts it. */
  get costUsd(): number {
    return this.#costUsd;
  }
  get lastResult(): LastResult | undefined {
    return this.#lastResult;
  }

  /**
   * Start the process and send what has been prompted so far.
   *
   * @throws {ClaudeError} A start error; the agent has ended then.
   */
  async start(): Promise<void> {
    this.#become("starting");
    await this.#session.start();
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    await Promise.all(waiting.map((message) => this.#session.send(message)));
  }

  /** Resolves when the CLI has answered `initialize`, or never will. */
  async ready(): Promise<void> {
    await Promise.race([
      this.#session.announced.answer.then(undefined, () => undefined),
      this.#session.closed,
    ]);
  }

  /**
   * @returns The message's uuid.
   * @throws {AgentEndedError}
   */
  async send(prompt: Prompt): Promise<string> {
    this.#requireAlive();
    const message = this.#session.prompts.prepare(prompt);
    if (this.#waiting !== undefined) this.#waiting.push(message);
    else await this.#session.send(message);
    return message.uuid;
  }

  /** @returns The messages that are still queued, by uuid. */
  async interrupt(): Promise<string[]> {
    this.#requireAlive();
    if (this.#waiting !== undefined) return this.#waiting.flatMap(({ uuid }) => uuid ?? []);
    return (await this.#session.request("interrupt", {}))?.still_queued ?? [];
  }

  /** End the agent; resolves when none of its processes is left. */
  terminate(): Promise<SessionEnd> {
    return this.#session.close();
  }

  #requireAlive(): void {
    if (this.#state === "ended") throw new AgentEndedError(this.id, this.endedReason ?? "terminated");
  }

  #message(message: SDKMessage, line: string, bytes: number): void {
    const seq = this.lines.push({ line, receivedAt: Date.now() }, bytes);
    this.emit("message", seq, message);
  }

  #turnEnded(result: SDKResultMessage): void {
    this.#turns += 1;
    const { total_cost_usd: cost, is_error, subtype } = result as Record<keyof SDKResultMessage, unknown>;
    if (typeof cost === "number") this.#costUsd = cost;
    const kind = typeof subtype === "string" ? subtype : "unknown";
    this.#lastResult = { isError: Boolean(is_error), subtype: kind, text: resultText(result) };
    this.emit("turnEnded", result);
  }

  #become(state: AgentState | undefined): void {
    const previous = this.#state;
    if (state === undefined || state === previous || previous === "ended") return;
    this.#state = state;
    this.emit("state", state, previous);
  }

  #ended(end: SessionEnd): void {
    this.#end = end;
    this.#endedAt = Date.now();
    this.place.release();
    this.#become("ended");
    this.emit("ended", end);
  }
}
