// The numbered log of everything that happens to a manager's agents: written before anybody hears of it.
import { Ring } from "../events/ring.ts";
import type { AgentWarning } from "./claude.ts";
import type { TurnOutcome } from "./outcome.ts";
import type { OpenQuestion } from "./questions.ts";
import type { AgentState, EndedReason } from "./states.ts";

interface Happening<Type extends string> {
  readonly type: Type;
}

/** An agent's state has changed. `ended` comes exactly once, as its last state. */
export interface StateEvent extends Happening<"state"> {
  readonly state: AgentState;
  /** The state before; absent for a new agent. */
  readonly previous?: AgentState;
  /** Why the agent ended; only with the state `ended`. */
  readonly reason?: EndedReason;
}

/** A prompt was accepted. */
export interface PromptedEvent extends Happening<"prompted"> {
  readonly uuid: string;
}

/**
 * The agent has written text for its user; `message` is that message's position, as `getSessionOutput()`
 * counts.
 */
export interface OutputEvent extends Happening<"output"> {
  readonly message: number;
}

/** A turn has ended with its result; background agents may still be running. */
export interface TurnEvent extends Happening<"turn"> {
  readonly outcome: TurnOutcome;
}

/** A permission question is open. */
export interface QuestionEvent extends Happening<"question"> {
  readonly question: OpenQuestion;
}

/** A question is no longer open: it was answered, or is no longer asked. */
export interface AnsweredEvent extends Happening<"answered"> {
  readonly requestId: string;
}

/**
 * A warning: the agent continues, but its host may want to act, for instance because a hook threw or a budget
 * is nearly used up. `warning.code` says which; docs/debugging.md lists them.
 */
export interface WarningEvent extends Happening<"warning"> {
  readonly warning: AgentWarning;
}

/**
 * What happened, without the log's number, time and agent, which {@link AgentEvent} adds. `state`,
 * `prompted`, `output`,
 * `turn`, `question` and `answered` follow an agent's work; a `warning` leaves it unaffected.
 */
export type AgentHappening =
  | StateEvent
  | PromptedEvent
  | OutputEvent
  | TurnEvent
  | QuestionEvent
  | AnsweredEvent
  | WarningEvent;

/** One entry of the manager's event log: what happened to which agent, with its number and time. */
export type AgentEvent = AgentHappening & {
  /**
   * Counts the manager's events without a gap, from 0, or with a journal from a number that no event has had.
   * From
   * `as(owner)` it counts the events of that owner's agents.
   */
  readonly seq: number;
  /** Milliseconds since 1970; never less than that of the event before. */
  readonly at: number;
  readonly sessionId: string;
  /** Absent for agents of the manager itself. */
  readonly owner?: string;
};

/** The events that are kept have so many characters at most: answers and questions can be long. */
const KEPT_CHARACTERS = 16 * 1024 * 1024;

export class EventLog {
  readonly #kept: Ring<AgentEvent>;
  readonly #readers = new Set<(event: AgentEvent) => void>();
  /** How many events there have been of each owner: for good, since a number is never given twice. */
  readonly #counts = new Map<string, number>();
  /** The number that the first event had, or will have. */
  readonly firstSeq: number;
  /** Nobody has heard of them yet; they may be older than what is kept. */
  #unheard: AgentEvent[] = [];
  #at = 0;
  #reading = false;

  /**
   * @param size How many events are kept.
   * @param firstSeq The number of the first event, and of the first one of each owner.
   */
  constructor(size: number, firstSeq = 0) {
    this.#kept = new Ring({ items: size, bytes: KEPT_CHARACTERS });
    this.firstSeq = firstSeq;
  }

  /** The number that the next event will have. */
  get next(): number {
    return this.firstSeq + this.#kept.next;
  }

  /** The number of the oldest event that is kept. */
  get first(): number {
    return this.firstSeq + this.#kept.first;
  }

  /** How many events of an owner there have been. */
  countOf(owner: string): number {
    return this.#counts.get(owner) ?? this.firstSeq;
  }

  append(sessionId: string, owner: string | undefined, happening: AgentHappening): void {
    // A computer's date may be set back.
    this.#at = Math.max(this.#at, Date.now());
    const about = owner === undefined ? { sessionId } : { sessionId, owner };
    if (owner !== undefined) this.#counts.set(owner, this.countOf(owner) + 1);
    const event = { seq: this.next, at: this.#at, ...about, ...happening };
    this.#kept.push(event, charactersOf(happening));
    this.#unheard.push(event);
    this.#spread();
  }

  /** The events after a number, oldest first. */
  after(seq: number, fits: (event: AgentEvent) => boolean): AgentEvent[] {
    const events: AgentEvent[] = [];
    for (let position = Math.max(seq + 1, this.first); position < this.next; position += 1) {
      const event = this.#kept.at(position - this.firstSeq);
      if (event !== undefined && fits(event)) events.push(event);
    }
    return events;
  }

  /** @returns Stops it. */
  subscribe(reader: (event: AgentEvent) => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  /** Everybody hears of every event in its order, also when a reader does something that makes another one. */
  #spread(): void {
    if (this.#reading) return;
    this.#reading = true;
    try {
      for (let event = this.#unheard.shift(); event !== undefined; event = this.#unheard.shift())
        for (const reader of this.#readers) reader(event);
    } finally {
      this.#reading = false;
    }
  }
}

function charactersOf(happening: AgentHappening): number {
  if (happening.type === "turn") return JSON.stringify(happening.outcome).length;
  return happening.type === "question" ? JSON.stringify(happening.question).length : 0;
}
