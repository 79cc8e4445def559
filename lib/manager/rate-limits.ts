// What becomes of agents whose turn a rate limit has ended, and of those that share their account.
import { type AgentOptions, preparePrompt } from "./claude.ts";
import { accountOf, GO_ON, type RateLimit } from "./claude-rate-limit.ts";
import type { Fleet } from "./fleet.ts";
import type { TurnOutcome } from "./outcome.ts";
import { RateGate } from "./rate-gate.ts";
import type { AgentRecord } from "./record.ts";
import { isOver } from "./states.ts";

/** What happens when a rate limit ends a turn. */
export type OnRateLimit = "wait" | "fail";

export class RateLimits {
  readonly #fleet: Fleet;
  readonly #waits: boolean;
  readonly #gate: RateGate<AgentRecord>;

  constructor(fleet: Fleet, on: OnRateLimit) {
    this.#fleet = fleet;
    this.#waits = on === "wait";
    this.#gate = new RateGate<AgentRecord>(
      ({ request }) => accountOf(request.options),
      (record) => fleet.processes.admit(record),
    );
  }

  /** How many wait for a limit to be over. */
  get waiting(): number {
    return this.#gate.waiting;
  }

  /** In milliseconds since 1970; undefined if it does not wait. */
  waitingUntil(record: AgentRecord): number | undefined {
    return this.#gate.isWaiting(record) ? (this.#gate.closedUntil(record) ?? Date.now()) : undefined;
  }

  /** Until when no agent of these options starts, in milliseconds since 1970; undefined if they may. */
  closedUntil(options: AgentOptions): number | undefined {
    return this.#gate.accountClosedUntil(accountOf(options));
  }

  /** @returns False if it can start now. */
  hold(record: AgentRecord): boolean {
    return this.#gate.hold(record);
  }

  /** @returns False if it did not wait. */
  leave(record: AgentRecord): boolean {
    return this.#gate.leave(record);
  }

  stop(): void {
    this.#gate.stop();
  }

  /** It is about to be prompted: one that would only meet the limit gives its process up, and waits. */
  beforePrompt(record: AgentRecord): void {
    const { state, run, parking } = record;
    const isReady = state === "idle" && !parking && run?.canPark === true;
    if (isReady && this.#gate.closedUntil(record) !== undefined) this.#fleet.processes.park(record);
  }

  /** What its turn is followed by, before anybody hears of the turn. */
  follow(record: AgentRecord, { isError, rateLimit }: TurnOutcome): void {
    if (!this.#waits) return;
    if (rateLimit === undefined) {
      if (!isError) this.#gate.passed(record);
      return;
    }
    const { run } = record;
    if (run?.isKept !== true || isOver(record.state)) return;
    const isNews = this.known(record, rateLimit);
    if (record.parking) return; // Another prompt of its has met the limit as well.
    const prompt = preparePrompt(record.prompts, GO_ON);
    record.pending.unshift(prompt);
    this.#fleet.journaling?.accepted(record, prompt);
    if (isNews) this.#holdOthers(record, rateLimit);
    this.#fleet.processes.park(record);
  }

  /** An agent has met a limit, now or before this program began. @returns False if that was known. */
  known(record: AgentRecord, { resetsAt }: RateLimit): boolean {
    return this.#gate.close(record, resetsAt === undefined ? undefined : Date.parse(resetsAt));
  }

  #holdOthers(record: AgentRecord, { window = "of the account" }: RateLimit): void {
    const until = new Date(this.#gate.closedUntil(record) ?? Date.now()).toISOString();
    const message = `The rate limit "${window}" is reached: the agents of the account wait until ${until}`;
    this.#fleet.note(record, { type: "warning", warning: { code: "rate_limited", message } });
    for (const other of this.#fleet.records.values()) {
      if (
        !this.#fleet.processes.isToStart(other) ||
        this.#gate.isWaiting(other) ||
        this.#gate.closedUntil(other) === undefined
      )
        continue;
      this.#fleet.processes.leave(other);
      this.#fleet.become(other, "queued");
      this.#gate.hold(other);
    }
  }
}
