// Pages of what an agent has said, by absolute position, and a way to follow it live.
import { InvalidOptionsError } from "../errors/input.ts";
import { decodeLine } from "../wire/decode.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { Agent } from "./agent.ts";
import { type AgentState, isComplete, isWorking } from "./state.ts";

/** A message with its position in everything that the agent has said. */
export interface AgentMessage {
  /** Counts the agent's messages from 0. */
  readonly seq: number;
  /** When it was received, ISO 8601. */
  readonly timestamp: string;
  readonly message: SDKMessage;
}

/** Which messages to read: from a position, the newest (a negative `offset`), or those `after` a known one. */
export type PageRequest =
  | {
      /** A position from 0, or a negative number for so many from the end. Default: 0. */
      offset?: number | undefined;
      /** The most messages. Default: 50. */
      length?: number | undefined;
    }
  | {
      /** The position of the last message that is known; -1 for none. */
      after: number;
      /** The most messages. Default: 50. */
      limit?: number | undefined;
    };

/** A page of an agent's messages, and how to read on. */
export interface OutputPage {
  readonly sessionId: string;
  readonly state: AgentState;
  readonly working: boolean;
  readonly isComplete: boolean;
  readonly messages: readonly AgentMessage[];
  /** The oldest position that is still kept. */
  readonly firstSeq: number;
  /** Pass it as `after` to read on. */
  readonly nextAfter: number;
  /** How many of the requested messages are gone, because they were too old to keep. */
  readonly dropped: number;
  /** Messages so far. */
  readonly totalMessages: number;
  /** True if there are newer messages than this page has. */
  readonly hasMore: boolean;
  readonly turnCount: number;
  readonly maxTurns?: number;
}

const PAGE = 50;

export function readPage(agent: Agent, request: PageRequest): OutputPage {
  const { lines, state, options } = agent;
  const { from, count } = range(request, lines.next);
  const start = Math.max(from, lines.first);
  const end = Math.min(start + count, lines.next);
  const messages: AgentMessage[] = [];
  for (let seq = start; seq < end; seq += 1) messages.push(messageAt(agent, seq));
  return {
    sessionId: agent.id,
    state,
    working: isWorking(state),
    isComplete: isComplete(state),
    messages,
    firstSeq: lines.first,
    nextAfter: Math.max(end, from) - 1,
    dropped: Math.max(0, Math.min(lines.first, lines.next) - from),
    totalMessages: lines.next,
    hasMore: end < lines.next,
    turnCount: agent.turns,
    ...(options.maxTurns !== undefined && { maxTurns: options.maxTurns }),
  };
}

function range(request: PageRequest, next: number): { from: number; count: number } {
  if ("after" in request)
    return { from: integer("after", request.after, -1) + 1, count: positive("limit", request.limit) };
  const offset = integer("offset", request.offset ?? 0, Number.MIN_SAFE_INTEGER);
  const count = positive("length", request.length);
  if (offset >= 0) return { from: offset, count };
  return { from: Math.max(0, next + offset), count: Math.min(count, -offset) };
}

function positive(name: string, value: number = PAGE): number {
  return integer(name, value, 0);
}

function integer(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  const bound = least === Number.MIN_SAFE_INTEGER ? "" : ` of at least ${least}`;
  throw new InvalidOptionsError([`"${name}" must be a whole number${bound}, not ${value}`]);
}

function messageAt(agent: Agent, seq: number): AgentMessage {
  const kept = agent.lines.at(seq);
  const frame = kept && decodeLine(kept.line);
  if (kept === undefined || frame?.kind !== "message") throw new RangeError(`Message ${seq} is not kept`);
  return { seq, timestamp: new Date(kept.receivedAt).toISOString(), message: frame.message };
}

/** A message of `messages()`; `dropped` counts those before it that were gone because the reader was too slow. */
export interface FollowedMessage extends AgentMessage {
  readonly dropped: number;
}

/** Reads from the ring at the reader's own pace, so that a slow reader never holds the agent up. */
export class Following implements AsyncIterableIterator<FollowedMessage, undefined> {
  readonly #agent: Agent;
  readonly #wake = (): void => this.#answer();
  #position: number;
  #waiting: ((result: IteratorResult<FollowedMessage, undefined>) => void)[] = [];
  #over = false;

  constructor(agent: Agent, after: number) {
    this.#agent = agent;
    this.#position = integer("after", after, -1) + 1;
    agent.on("message", this.#wake);
    agent.on("ended", this.#wake);
  }

  next(): Promise<IteratorResult<FollowedMessage, undefined>> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#answer();
    });
  }

  return(): Promise<IteratorResult<FollowedMessage, undefined>> {
    this.#finish();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #answer(): void {
    const { lines } = this.#agent;
    while (this.#waiting.length > 0 && !this.#over && this.#position < lines.next) {
      const seq = Math.max(this.#position, lines.first);
      const value = { ...messageAt(this.#agent, seq), dropped: seq - this.#position };
      this.#position = seq + 1;
      this.#waiting.shift()?.({ done: false, value });
    }
    const exhausted = this.#agent.state === "ended" && this.#position >= lines.next;
    if (this.#waiting.length > 0 && (this.#over || exhausted)) this.#finish();
  }

  #finish(): void {
    this.#over = true;
    this.#agent.off("message", this.#wake);
    this.#agent.off("ended", this.#wake);
    for (const resolve of this.#waiting.splice(0)) resolve({ done: true, value: undefined });
  }
}
