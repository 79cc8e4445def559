// An agent as a record: there from the moment it was asked for, with a process or without one, until it is forgotten.
import type { ClaudeError } from "../errors/claude-error.ts";
import type { RingBounds } from "../events/ring.ts";
import { shortText } from "../short-text.ts";
import type { AgentRequest } from "./agent-request.ts";
import { type AsCaller, asCaller } from "./caller.ts";
import {
  type AgentOptions,
  type AgentPrompts,
  type AgentResult,
  type PreparedPrompt,
  promptsOf,
  type Run,
} from "./claude.ts";
import { toResume } from "./claude-options.ts";
import type { RateLimit } from "./claude-rate-limit.ts";
import { AgentLines } from "./lines.ts";
import { readResult, type TurnOutcome } from "./outcome.ts";
import type { PastAgent } from "./past.ts";
import { Questions } from "./questions.ts";
import type { AgentState, EndedReason } from "./states.ts";

/** Texts that are kept as the agent's last words, each cut to so many characters, and so many in all. */
const WORDS = 20;
const WORD_CHARACTERS = 500;
const WORDS_CHARACTERS = 1_500;

/** Sums of fractions are not exact; no answer costs so little. */
const ROUNDING_USD = 1e-9;

export class AgentRecord {
  readonly request: AgentRequest;
  readonly lines: AgentLines;
  readonly questions: Questions = new Questions();
  readonly createdAt: number;
  /** Its processes and callbacks belong to whoever asked for it, not to whoever happens to make room for one. */
  readonly asCaller: AsCaller = asCaller();
  /** Of `performance.now()`, which no change of the date moves. */
  readonly createdMs: number;
  state: AgentState = "queued";
  run: Run | undefined;
  /** It gives its process up; what is prompted meanwhile waits for the next one. */
  parking = false;
  /** Under which its conversation begins, if its own id cannot be had. */
  otherId: string | undefined;
  /** What the next process takes up; undefined before a first turn has begun. */
  conversation: string | undefined;
  /** Its process takes prompts. */
  live = false;
  /** Until when it waits for a place. */
  deadline: ReturnType<typeof setTimeout> | undefined;
  /** Prompts for the next process, in order. */
  pending: PreparedPrompt[] = [];
  /** Prompts that it was at work on when its host died; they run again only when that is asked for. */
  interrupted: PreparedPrompt[] = [];
  /** How many wait for it: it is kept as long as somebody does. */
  waiters = 0;
  /** Want to look when it has said something, or has ended. */
  followers: Set<() => void> | undefined;
  /** The number of its last event: in the log, and among those of its owner. */
  changedSeq = -1;
  changedOwn = -1;
  turns = 0;
  /** Of the conversation. */
  costUsd = 0;
  /** What the conversation had cost before it was this agent's. */
  costBefore = 0;
  /** The last turn's, and none while a later prompt is at work. */
  outcome: TurnOutcome | undefined;
  reason: EndedReason | undefined;
  error: ClaudeError | undefined;
  /** Why it is being ended. */
  endsAs: EndedReason = "terminated";
  /** Of all of its processes. */
  survivors: readonly number[] = [];
  /** Lets go of its request's signal. */
  unfollow: (() => void) | undefined;
  endedMs: number | undefined;
  endedAt: number | undefined;
  #prompts: AgentPrompts | undefined;
  #words: string[] = [];
  /** They were for a prompt that has its result, and a later one is at work. */
  #saidBefore = false;
  /** What its process has said last that the conversation costs. */
  #counted: number | undefined;

  /** @param past What the manager before has known of it. */
  constructor(request: AgentRequest, bounds: RingBounds, past?: PastAgent) {
    const now = Date.now();
    this.request = request;
    this.lines = new AgentLines(bounds, past?.messages);
    this.createdAt = past?.createdAt ?? now;
    this.createdMs = performance.now() - (now - this.createdAt);
    if (past !== undefined) this.#goOn(past);
  }

  get id(): string {
    return this.request.id;
  }

  /** A prompt can go to its process at once. */
  get canSend(): boolean {
    return this.live && !this.parking;
  }

  /** That of its process, or the one that the next process takes up. */
  get lastConversation(): string | undefined {
    return this.run?.conversation ?? this.conversation;
  }

  /** Its host died while it had a process or waited for one: the next prompt takes it up. */
  get isLost(): boolean {
    return this.state === "ended" && this.reason === "lost";
  }

  /** Those of its next process. */
  get nextOptions(): AgentOptions {
    const { options } = this.request;
    if (this.conversation !== undefined) return toResume(options, this.conversation);
    return this.otherId === undefined ? options : { ...options, sessionId: this.otherId };
  }

  /** Those of its process, or of the next one. */
  get prompts(): AgentPrompts {
    this.#prompts ??= this.run?.prompts ?? promptsOf(this.request.options);
    return this.#prompts;
  }

  /** A prompt or a turn has no result yet. */
  get isBusy(): boolean {
    return this.pending.length > 0 || this.run?.turnOpen === true;
  }

  /** What the conversation costs, as its process has last said, or as it is known. */
  get saidCostUsd(): number {
    return this.#counted ?? this.costUsd;
  }

  /** The texts that it has last written in this turn, oldest first. */
  words(count: number): string[] {
    return count <= 0 || (this.#saidBefore && this.isBusy) ? [] : this.#words.slice(-count);
  }

  says(text: string): void {
    if (text === "") return;
    if (this.#saidBefore) this.#words = [];
    this.#saidBefore = false;
    this.#words.push(shortText(text, WORD_CHARACTERS));
    let characters = this.#words.reduce((sum, { length }) => sum + length, 0);
    while (this.#words.length > WORDS || characters > WORDS_CHARACTERS)
      characters -= this.#words.shift()?.length ?? 0;
  }

  /** What it was at work on waits once more, under new ids: the CLI runs no prompt whose id its conversation has. */
  rerun(): void {
    const again = this.interrupted
      .splice(0)
      .map(({ uuid: _known, ...prompt }) => this.prompts.prepare(prompt));
    this.pending = [...again, ...this.pending];
  }

  /** A prompt is at work, or will be: nothing looks like its answer before there is one. */
  prompted(): void {
    this.outcome = undefined;
    this.interrupted = [];
    this.#words = [];
    this.#saidBefore = false;
  }

  /** @param rateLimit What has ended the turn. */
  turnEnded(result: AgentResult, rateLimit?: RateLimit): TurnOutcome {
    const { cost, costSince, ...said } = readResult(result, this.questions.takeDenials(), rateLimit);
    if (this.turns === 0 && cost !== undefined && costSince !== undefined)
      this.costUsd = this.costBefore = Math.max(0, cost - costSince);
    const costUsd = costSince ?? this.#risenTo(cost);
    if (cost !== undefined) this.#counted = cost;
    this.costUsd += costUsd;
    this.turns += 1;
    this.outcome = { turn: this.turns, ...said, costUsd };
    // An answer was said before; an error is said here alone.
    if (said.isError) this.says(said.text);
    this.#saidBefore = this.isBusy;
    return this.outcome;
  }

  /** It was lost, and is taken up. */
  revive(): void {
    this.reason = undefined;
    this.error = undefined;
    this.endedMs = undefined;
    this.endedAt = undefined;
  }

  /** Its process is gone. */
  rest(): void {
    this.conversation = this.lastConversation;
    this.run = undefined;
    this.live = false;
    this.parking = false;
    // What waits for the next process was prepared with them.
    if (this.pending.length === 0) this.#prompts = undefined;
    this.#counted = undefined;
  }

  /** What a turn has cost, of a CLI that says the total alone. */
  #risenTo(cost: number | undefined): number {
    if (cost === undefined) return 0;
    const before = this.#counted ?? this.costUsd;
    // It counts from 0 again: all do so after `/clear`, and older ones in a new process.
    return cost < before - ROUNDING_USD ? cost : Math.max(0, cost - before);
  }

  #goOn(past: PastAgent): void {
    const { state, turns, costUsd, costBefore, outcome, conversation, pending, open, words, seq } = past;
    Object.assign(this, { turns, costUsd, costBefore, outcome, conversation });
    this.changedSeq = seq;
    for (const text of words) this.says(text);
    this.state = state === "parked" && pending.length === 0 ? state : "ended";
    if (this.state === "ended" && state !== "ended")
      // Whose end was asked for does not go on.
      this.reason = state === "ending" ? "terminated" : "lost";
    else this.reason = past.reason;
    if (this.state === "parked" || this.isLost) Object.assign(this, { pending, interrupted: open });
    if (this.state !== "ended") return;
    this.endedAt = past.endedAt ?? Date.now();
    this.endedMs = performance.now() - Math.max(0, Date.now() - this.endedAt);
  }
}
