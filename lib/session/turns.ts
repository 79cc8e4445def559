// Follows a session from what the CLI says: what it is doing, when a turn ended, when it has settled.
import type { KnownMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";

/** What a session is doing. */
export type Activity = "starting" | "running" | "requires_action" | "idle" | "ended";

export interface TurnEvents {
  activity(activity: Activity): void;
  turnEnded(result: SDKResultMessage): void;
  settled(): void;
}

/**
 * The CLI says that it is idle but has not told the end of every message of ours: it may have dropped one as
 * a duplicate, or be about to take it up on a busy machine. After this long it counts as settled all the same.
 */
const SETTLE_ANYWAY_MS = 5_000;

export class Turns {
  readonly #events: TurnEvents;
  readonly #pendingCallbacks: () => number;
  #activity: Activity = "starting";
  #reportsState = false;
  #idle = false;
  #reportsLifecycle = false;
  #unsettled = false;
  #turnOpen = false;
  #answering = false;
  #failed: SDKResultMessage | undefined;
  #turnsEnded = 0;
  readonly #sent = new Set<string>();
  readonly #unfinished = new Set<string>();
  readonly #agents = new Map<string, string>();
  #agentsListed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param pendingCallbacks How many of the CLI's requests wait for an answer of ours. */
  constructor(events: TurnEvents, pendingCallbacks: () => number) {
    this.#events = events;
    this.#pendingCallbacks = pendingCallbacks;
  }

  get activity(): Activity {
    return this.#activity;
  }

  /** True from a prompt to its result. */
  get turnOpen(): boolean {
    return this.#turnOpen;
  }

  /** How many results there have been. */
  get turnsEnded(): number {
    return this.#turnsEnded;
  }

  /** The CLI has begun to answer the prompt. */
  get answering(): boolean {
    return this.#answering;
  }

  /** The last result, if it was an error and nothing but bookkeeping came after it. */
  get failed(): SDKResultMessage | undefined {
    return this.#failed;
  }

  /** Nothing is running, queued, or waiting for us. */
  get settled(): boolean {
    return !this.#unsettled;
  }

  /** A user message is on its way to the CLI. */
  sent(uuid: string): void {
    // The CLI drops a message whose id it knows, and says nothing about it.
    if (this.#sent.has(uuid)) return;
    this.#sent.add(uuid);
    this.#unfinished.add(uuid);
    this.#open();
    // It may know ids that we do not, from the conversation that it has taken up.
    if (this.#idle) this.#settleLater();
  }

  /** The last of the CLI's requests has been answered. */
  callbacksAnswered(): void {
    this.#settleIfDone();
  }

  see(message: KnownMessage): void {
    this.#answering = message.type !== "result";
    switch (message.type) {
      case "result":
        return this.#result(message as SDKResultMessage);
      case "system":
        return this.#system(message as SystemLike);
      case "command_lifecycle":
        return this.#lifecycle(message as LifecycleLike);
      default:
        this.#failed = undefined;
    }
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#become("ended");
  }

  #open(): void {
    clearTimeout(this.#timer);
    this.#unsettled = true;
    this.#turnOpen = true;
    if (this.#activity !== "requires_action") this.#become("running");
  }

  #result(result: SDKResultMessage): void {
    this.#turnOpen = false;
    this.#turnsEnded += 1;
    this.#failed = result.is_error ? result : undefined;
    this.#events.turnEnded(result);
    this.#settleIfDone();
    // A CLI that does not tell its state says no more than this.
    if (this.#unsettled && !this.#reportsState) this.#settleLater();
  }

  #system(message: SystemLike): void {
    if (message.subtype === "session_state_changed") return this.#state(message.state);
    if (message.subtype === "init") this.#open();
    else if (message.subtype === "background_tasks_changed") this.#list(message.tasks);
    else if (message.subtype === "task_started" && !this.#agentsListed) this.#started(message);
    else if (message.subtype === "task_notification" && message.task_id !== undefined)
      this.#finished(message.task_id);
  }

  #state(state: string | undefined): void {
    this.#reportsState = true;
    this.#idle = state === "idle";
    clearTimeout(this.#timer);
    if (this.#idle) {
      this.#settleIfDone();
      if (this.#unsettled) this.#settleLater();
    } else if (state === "running" || state === "requires_action") {
      this.#unsettled = true;
      this.#become(state);
    }
  }

  #lifecycle(message: LifecycleLike): void {
    this.#reportsLifecycle = true;
    if (message.state !== "completed" && message.state !== "cancelled") return;
    this.#unfinished.delete(message.command_uuid);
    this.#settleIfDone();
  }

  #list(tasks: unknown): void {
    this.#agentsListed = true;
    this.#agents.clear();
    // Messages of a wrong shape come here too.
    for (const task of Array.isArray(tasks) ? tasks : []) this.#started((task ?? {}) as TaskLike);
  }

  // A background shell may run for ever and does not keep the CLI from being idle; an agent wakes it up again.
  #started(task: TaskLike): void {
    if (task.task_id !== undefined && task.task_type !== "local_bash")
      this.#agents.set(task.task_id, task.task_type ?? "");
  }

  #finished(taskId: string): void {
    this.#agents.delete(taskId);
  }

  #settleIfDone(): void {
    const queued = this.#reportsLifecycle && this.#unfinished.size > 0;
    const working = this.#reportsState ? !this.#idle : this.#agents.size > 0;
    if (this.#unsettled && !this.#turnOpen && !queued && !working && this.#pendingCallbacks() === 0)
      this.#settle();
  }

  #settleLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settleAnyway(), SETTLE_ANYWAY_MS);
  }

  #settleAnyway(): void {
    this.#turnOpen = false;
    this.#unfinished.clear();
    this.#settleIfDone();
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#unfinished.clear();
    this.#unsettled = false;
    this.#become("idle");
    this.#events.settled();
  }

  #become(activity: Activity): void {
    if (this.#activity === activity || this.#activity === "ended") return;
    this.#activity = activity;
    this.#events.activity(activity);
  }
}

interface TaskLike {
  readonly task_id?: string;
  readonly task_type?: string | null;
}

interface SystemLike extends TaskLike {
  readonly subtype?: string;
  readonly state?: string;
  readonly tasks?: unknown;
}

interface LifecycleLike {
  readonly command_uuid: string;
  readonly state: string;
}
