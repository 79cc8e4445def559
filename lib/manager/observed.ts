// What can be seen of agents without asking them: what has happened, what it has cost, and how many there are.
import type { Faces } from "./faces.ts";
import type { UsageBy, UsageReport } from "./ledger.ts";
import { ListenedEmitter } from "./listened.ts";
import type { AgentEvent } from "./log.ts";
import { LogView } from "./log-view.ts";
import type { MetricsSnapshot } from "./metrics.ts";
import { type AgentManagerEvents, wholeNumber } from "./options.ts";

/** The part of a manager, or of `as(owner)`, that only looks. */
export abstract class ObservedAgents extends ListenedEmitter<AgentManagerEvents> {
  /** Whose agents these are; undefined for the manager itself, which has all of them. */
  readonly owner: string | undefined;
  readonly #faces: Faces;

  /** @internal */
  constructor(faces: Faces, owner: string | undefined) {
    super();
    this.owner = owner;
    this.#faces = faces;
  }

  /**
   * What has happened to all agents, from the manager's log; its numbers count these agents' events alone.
   *
   * @param options `after` is the number of the last event that is known. Default: -1, for all that are kept.
   * @returns `dropped` counts those that are gone, because they were too old to keep; those of a manager before
   *   this one, which nobody can count, are one.
   */
  events(options: { after?: number | undefined } = {}): {
    events: AgentEvent[];
    lastSeq: number;
    dropped: number;
  } {
    const log = new LogView(this.#faces.fleet.log, this.owner);
    const after = wholeNumber("after", options.after ?? -1, -1);
    return { events: log.after(after), lastSeq: log.next - 1, dropped: log.droppedAfter(after) };
  }

  /**
   * What all turns that ended since the manager began have used: US dollars, tokens, milliseconds. A conversation that is
   * taken up again counts its new turns alone.
   *
   * Sums outlive their agents. 10,000 owners, labels and trees are told apart, those used last; what others have used is
   * in the manager's `total` all the same.
   *
   * @param options `by` also groups it: by `agent`, `label`, `owner` or `tree`. Default: the total alone.
   * @throws {InvalidOptionsError} If there is no such grouping.
   *
   * @example What each label has cost
   * ```ts
   * import { AgentManager } from "kodegen-claude-agent";
   *
   * await using manager = new AgentManager();
   * await manager.delegate(["Say hello", "Say goodbye"]);
   * const { total, groups } = manager.usage({ by: "label" });
   * for (const { name, costUsd, outputTokens } of groups) console.log(name, costUsd.toFixed(4), outputTokens);
   * console.log(`$${total.costUsd.toFixed(4)} in ${total.turns} turns`);
   * ```
   */
  usage(options: { by?: UsageBy | undefined } = {}): UsageReport {
    return this.#faces.ledger.report(this.owner, options.by);
  }

  /**
   * Counters and gauges at this moment, for `prometheusText()` or a log. There is nothing in them that callers or agents
   * have written.
   *
   * @example
   * ```ts
   * import { AgentManager } from "kodegen-claude-agent";
   *
   * await using manager = new AgentManager();
   * const { agents, processes, costUsd } = manager.metrics();
   * console.log(agents.idle, agents.queued, processes, costUsd);
   * ```
   */
  metrics(): MetricsSnapshot {
    return this.#faces.metrics.snapshot(this.owner);
  }
}
