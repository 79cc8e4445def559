// The state of a session, from what the CLI says and what we do: pure, without time-outs and without I/O.
import type { KnownMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";

/** What a session is doing. */
export type Activity = "starting" | "idle" | "running" | "requires_action" | "closing" | "closed";

/** What an input has changed. */
export interface Changes {
  /** It is doing something else now. */
  readonly activity: boolean;
  /** Nothing is running, queued or waiting for the host any more. */
  readonly settled: boolean;
}

const NOTHING: Changes = { activity: false, settled: false };

/** What has become of a prompt of ours: `answered` has had a result since it was started. */
type Fate = "sent" | "queued" | "started" | "answered";

/** How many ids of prompts are remembered, so that one that is sent twice is known; a session may go on for ever. */
const REMEMBERED = 4_096;

/** Fields of a message that the state follows. */
interface Followed {
  readonly state?: unknown;
  readonly tasks?: unknown;
  readonly task_id?: unknown;
  readonly task_type?: unknown;
}

export class SessionState {
  #activity: Activity = "starting";
  #isReady = false;
  #settled = true;
  /** A turn has begun and has no result yet. */
  #inTurn = false;
  /** The CLI has said something since the turn's prompt. */
  #answering = false;
  #results = 0;
  #failed: SDKResultMessage | undefined;
  readonly #sent = new Set<string>();
  readonly #prompts = new Map<string, Fate>();
  /** Background agents, which wake the CLI up again; undefined until the CLI lists its tasks itself. */
  #agents = new Set<string>();
  #listsTasks = false;
  /** The last state that the CLI has reported. */
  #reported: "idle" | "running" | "requires_action" | undefined;
  #reportsFates = false;
  #questions = 0;

  get activity(): Activity {
    return this.#activity;
  }

  /** Nothing is running, queued, or waiting for us. */
  get settled(): boolean {
    return this.#settled;
  }

  /** A prompt or a turn has no result yet. */
  get turnOpen(): boolean {
    return this.#inTurn || this.#prompts.size > 0;
  }

  /** The CLI has yet to say its first word about a turn. */
  get awaitsFirstWord(): boolean {
    return this.turnOpen && !this.#answering;
  }

  /** The CLI is at work for us, and owed no answer. */
  get awaitsOutput(): boolean {
    return this.turnOpen && this.#isReady && this.#questions === 0;
  }

  /** The CLI has accepted `initialize`. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** There is a result, and no more work is known of; a CLI that reports states may still say something. */
  get atRest(): boolean {
    return this.#results > 0 && !this.turnOpen && this.#agents.size === 0;
  }

  /** How many results there have been. */
  get results(): number {
    return this.#results;
  }

  /** The last result, if it was an error and nothing but bookkeeping came after it. */
  get failed(): SDKResultMessage | undefined {
    return this.#failed;
  }

  get over(): boolean {
    return this.#activity === "closing" || this.#activity === "closed";
  }

  /**
   * There is a result, nothing is known to be at work, and only the CLI's last word is missing: it has not reported
   * that it is idle, or not how a prompt ended that it had begun before the result.
   */
  get lacksLastWord(): "idle" | "completed" | undefined {
    if (this.#settled || this.over || this.#inTurn || this.#results === 0 || this.#questions > 0)
      return undefined;
    if (this.#reported === "requires_action" || (this.#reported !== "idle" && this.#agents.size > 0))
      return undefined;
    for (const fate of this.#prompts.values()) if (fate !== "answered") return undefined;
    if (this.#reported === "running") return "idle";
    return this.#prompts.size > 0 ? "completed" : undefined;
  }

  /** The CLI has accepted `initialize`. */
  ready(): Changes {
    this.#isReady = true;
    return this.#activity === "starting" ? this.#become("idle") : NOTHING;
  }

  /** A user message is on its way to the CLI, which says nothing about one whose id it knows. */
  sent(uuid: string): Changes {
    if (this.#sent.has(uuid)) return NOTHING;
    this.#sent.add(uuid);
    const [oldest = uuid] = this.#sent;
    if (this.#sent.size > REMEMBERED) this.#sent.delete(oldest);
    this.#prompts.set(uuid, "sent");
    if (!this.#inTurn) this.#answering = false;
    return this.#open();
  }

  /** The message could not be written after all. */
  unsent(uuid: string): Changes {
    this.#sent.delete(uuid);
    this.#prompts.delete(uuid);
    return this.#settleIfDone();
  }

  /** So many of the CLI's questions wait for an answer of the host. */
  asked(open: number): Changes {
    this.#questions = open;
    if (open > 0) this.#answering = true;
    return open === 0 ? this.#settleIfDone() : NOTHING;
  }

  /** @param known It has the shape of its kind; of another one only the kind is believed. */
  see(message: KnownMessage, known: boolean): Changes {
    if (message.type === "result")
      return this.#result((message.is_error as unknown) === true ? message : undefined);
    if (!known) return this.#heard();
    switch (message.type) {
      case "system":
        return this.#system((message as { subtype?: unknown }).subtype, message as Followed);
      case "command_lifecycle":
        return this.#fate(message.command_uuid, message.state);
      default:
        return this.#heard();
    }
  }

  /** The last word has been waited for long enough; see {@link lacksLastWord}. */
  giveUpWaiting(): Changes {
    if (this.lacksLastWord === undefined) return NOTHING;
    this.#reported = "idle";
    this.#prompts.clear();
    return this.#settleIfDone();
  }

  /** The end is decided, or there. */
  end(how: "closing" | "closed"): Changes {
    return this.#become(how);
  }

  #open(): Changes {
    this.#settled = false;
    return this.#activity === "requires_action" ? NOTHING : this.#become("running");
  }

  #heard(): Changes {
    this.#answering = true;
    this.#failed = undefined;
    return NOTHING;
  }

  #result(failed: SDKResultMessage | undefined): Changes {
    this.#inTurn = false;
    this.#answering = false;
    this.#results += 1;
    this.#failed = failed;
    // A CLI that does not report what becomes of prompts, or not its state, says no more of them than this.
    const saysNoMore = !this.#reportsFates || this.#reported === undefined;
    for (const [uuid, fate] of this.#prompts) {
      if (fate === "started") this.#prompts.set(uuid, "answered");
      else if (fate === "sent" && saysNoMore) this.#prompts.delete(uuid);
    }
    return this.#settleIfDone();
  }

  #system(subtype: unknown, message: Followed): Changes {
    const { task_id: id, task_type: kind } = message;
    // What state the CLI is in may be about the turn before.
    if (subtype === "session_state_changed") return this.#report(message.state);
    this.#answering = true;
    switch (subtype) {
      case "init":
        this.#inTurn = true;
        return this.#open();
      case "background_tasks_changed":
        this.#listsTasks = true;
        this.#agents = new Set();
        for (const task of message.tasks as readonly Followed[]) this.#begun(task.task_id, task.task_type);
        return this.#settleIfDone();
      case "task_started":
        if (!this.#listsTasks) this.#begun(id, kind);
        return NOTHING;
      case "task_notification":
        this.#agents.delete(String(id));
        return this.#settleIfDone();
      default:
        return NOTHING;
    }
  }

  // A background shell may run for ever and does not keep the CLI from being idle; an agent wakes it up again.
  #begun(id: unknown, kind: unknown): void {
    if (typeof id === "string" && kind !== "local_bash") this.#agents.add(id);
  }

  #report(state: unknown): Changes {
    if (state === "idle") {
      this.#reported = "idle";
      return this.#settleIfDone();
    }
    if (state !== "running" && state !== "requires_action") return NOTHING;
    this.#reported = state;
    this.#settled = false;
    return this.#become(state);
  }

  #fate(uuid: string, state: string): Changes {
    this.#reportsFates = true;
    if (state === "completed" || state === "cancelled") {
      this.#prompts.delete(uuid);
      return this.#settleIfDone();
    }
    const before = this.#prompts.get(uuid);
    if (before !== undefined && (state === "queued" || state === "started")) this.#prompts.set(uuid, state);
    return NOTHING;
  }

  #settleIfDone(): Changes {
    const working = this.#reported === undefined ? this.#agents.size > 0 : this.#reported !== "idle";
    if (this.#settled || this.over || this.turnOpen || working || this.#questions > 0) return NOTHING;
    this.#settled = true;
    this.#become("idle");
    return { activity: true, settled: true };
  }

  #become(activity: Activity): Changes {
    if (this.#activity === activity || (this.over && activity !== "closed")) return NOTHING;
    this.#activity = activity;
    return { activity: true, settled: false };
  }
}
