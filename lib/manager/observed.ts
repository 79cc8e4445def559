// What can be seen of agents without asking them: what has happened, what it has cost, and how many there are.
import { InvalidOptionsError } from "../errors/input.ts";
import type { Faces } from "./faces.ts";
import type { UsageBy, UsageReport } from "./ledger.ts";
import { ListenedEmitter } from "./listened.ts";
import type { AgentEvent } from "./log.ts";
import { LogView } from "./log-view.ts";
import type { MetricsSnapshot } from "./metrics.ts";
import { type AgentManagerEvents, wholeNumber } from "./options.ts";
import { isComplete } from "./states.ts";

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
   * The events of all agents, from the manager's event log; their numbers count only the events of these
   * agents.
   *
   * @param options `after` is the number of the last event that you have. Default: -1, for all that are kept.
   * @returns `dropped` is how many events after `after` are no longer kept; those of an earlier manager count
   *   as one, since nobody can count them.
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
   * What an agent has changed in its worktree, as a patch for `git apply` with commits, uncommitted and new
   * files, and the paths of those files.
   *
   * @throws {AgentNotFoundError} @throws {GitError}
   * @throws {InvalidOptionsError} If it has no worktree, or is at work in it.
   */
  async getSessionChanges(
    sessionId: string,
  ): Promise<{ readonly diff: string; readonly files: readonly string[] }> {
    const { request, state } = this.#faces.find(sessionId, this.owner);
    if (request.worktree === undefined)
      throw new InvalidOptionsError([`agent "${sessionId}" has no worktree: spawn it with "worktree"`]);
    if (!isComplete(state))
      throw new InvalidOptionsError([
        `agent "${sessionId}" is at work in its worktree: wait until it is done`,
      ]);
    return request.worktree.changes();
  }

  /**
   * What all turns that ended since the manager began have used: US dollars, tokens, milliseconds. Of a
   * conversation that is resumed, only new turns count.
   *
   * Sums outlive their agents. Only the 10,000 owners, labels and trees that were used last have their own
   * sums; what others have used is still in the manager's `total`.
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
   * The current counters and gauges, for `prometheusText()` or a log. They contain nothing that callers or
   * agents have written.
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
