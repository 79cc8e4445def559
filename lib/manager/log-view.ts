// The log as the manager sees it, or one of its owners: with numbers of its own, which tell nothing of others.
import type { AgentEvent, EventLog } from "./log.ts";
import type { AgentRecord } from "./record.ts";

export class LogView {
  readonly #log: EventLog;
  readonly #owner: string | undefined;

  /** @param owner Whose events these are; undefined for all. */
  constructor(log: EventLog, owner: string | undefined) {
    this.#log = log;
    this.#owner = owner;
  }

  /** The number that its next event will have. */
  get next(): number {
    return this.#owner === undefined ? this.#log.next : this.#log.countOf(this.#owner);
  }

  /** The number of its oldest event that is kept. */
  get first(): number {
    return this.#owner === undefined ? this.#log.first : this.next - this.#kept(-1).length;
  }

  /** How many of the events after a number are gone. */
  droppedAfter(after: number): number {
    const start = this.#log.firstSeq;
    // The manager before this one has had events that nobody counts: they are gone.
    const former = after >= 0 && after < start - 1 ? 1 : 0;
    return former + Math.max(0, this.first - Math.max(after + 1, start));
  }

  /** The number of an agent's last event. */
  lastOf(record: AgentRecord): number {
    return this.#owner === undefined ? record.changedSeq : record.changedOwn;
  }

  /** The events after a number, oldest first. */
  after(seq: number, fits: (event: AgentEvent) => boolean = () => true): AgentEvent[] {
    if (this.#owner === undefined) return this.#log.after(seq, fits);
    const kept = this.#kept(-1);
    const events: AgentEvent[] = [];
    for (const [index, event] of kept.entries()) {
      const own = this.next - kept.length + index;
      if (own > seq && fits(event)) events.push({ ...event, seq: own });
    }
    return events;
  }

  /** One of its events, with the number that it has here. */
  numbered(event: AgentEvent): AgentEvent {
    if (this.#owner === undefined) return event;
    return { ...event, seq: this.next - 1 - this.#kept(event.seq).length };
  }

  /** @returns Stops it. */
  subscribe(reader: (event: AgentEvent) => void): () => void {
    const owner = this.#owner;
    if (owner === undefined) return this.#log.subscribe(reader);
    return this.#log.subscribe((event) => {
      if (event.owner === owner) reader(this.numbered(event));
    });
  }

  #kept(after: number): AgentEvent[] {
    return this.#log.after(after, ({ owner }) => owner === this.#owner);
  }
}
