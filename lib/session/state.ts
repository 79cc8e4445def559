// The state of a session, from what the CLI says and what we do: pure, without time-outs and without I/O.
import { Recent } from "../events/recent.ts";
import type { KnownMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";

/** What a session is doing. */
export type Activity = "starting" | "idle" | "running" | "requires_action" | "closing" | "closed";

/**
 * What has become of a prompt of ours: `answered` has had a result since, of which it is not known whether it is its own;
 * `completed` has had none, and is open until there is one.
 */
interface Sent {
  fate: "sent" | "queued" | "started" | "answered" | "completed";
  /** How many results there were when it was sent. */
  readonly results: number;
}

/** How many ids of prompts are remembered, so that one that is sent twice is known; a session may go on for ever. */
const REMEMBERED = 2_048;

/** Fields of a message that the state follows. */
interface Followed {
  readonly state?: unknown;
  readonly tasks?: unknown;
  readonly task_id?: unknown;
  readonly task_type?: unknown;
}

export class SessionState {
  /** The CLI has accepted `initialize`. */
  isReady = false;
  /** What is at work beside the main thread: true for an agent, which wakes the CLI up again. */
  readonly tasks: Map<string, boolean> = new Map();
  #settled = true;
  #end: "closing" | "closed" | undefined;
  /** A turn has begun and has no result yet. */
  #inTurn = false;
  /** The CLI has said something since the turn's prompt. */
  #answering = false;
  #results = 0;
  #failed: SDKResultMessage | undefined;
  readonly #sent = new Recent<true>(REMEMBERED);
  /** Those that have not ended. */
  readonly #prompts = new Map<string, Sent>();
  /** The CLI lists its tasks itself, so that single reports say nothing new. */
  #listsTasks = false;
  /** The last state that the CLI has reported. */
  #reported: "idle" | "running" | "requires_action" | undefined;
  /** The CLI says what becomes of prompts. */
  reportsFates = false;
  /** How many of the CLI's questions wait for an answer of the host. */
  #questions = 0;

  get activity(): Activity {
    if (this.#end !== undefined) return this.#end;
    if (this.#reported === "requires_action") return "requires_action";
    if (!this.#settled) return "running";
    return this.isReady || this.#results > 0 ? "idle" : "starting";
  }

  /** The end is decided, or there. */
  get over(): boolean {
    return this.#end !== undefined;
  }

  /** Nothing is running, queued, or waiting for us. */
  get settled(): boolean {
    return this.#settled;
  }

  /** A prompt or a turn has no result yet. */
  get turnOpen(): boolean {
    if (this.#inTurn) return true;
    for (const { fate } of this.#prompts.values()) if (fate !== "answered") return true;
    return false;
  }

  /** The CLI has yet to say its first word about a turn. */
  get awaitsFirstWord(): boolean {
    return this.turnOpen && !this.#answering;
  }

  /** The CLI is at work for us, and owed no answer. */
  get awaitsOutput(): boolean {
    return this.turnOpen && this.isReady && this.#questions === 0;
  }

  /** There is a result, and no more work is known of; a CLI that reports states may still say something. */
  get atRest(): boolean {
    return this.#results > 0 && !this.turnOpen && !this.#hasAgents;
  }

  /** How many results there have been. */
  get results(): number {
    return this.#results;
  }

  /** The last result, if it was an error and nothing but bookkeeping came after it. */
  get failed(): SDKResultMessage | undefined {
    return this.#failed;
  }

  /**
   * There is a result, nothing is known to be at work, and only the CLI's last word is missing: it has not reported
   * that it is idle, or not how a prompt ended that it had begun before the result.
   */
  get lacksLastWord(): "idle" | "completed" | undefined {
    if (this.#settled || this.over || this.turnOpen || this.#results === 0 || this.#questions > 0)
      return undefined;
    if (this.#reported === "requires_action" || (this.#reported !== "idle" && this.#hasAgents))
      return undefined;
    if (this.#reported === "running") return "idle";
    return this.#prompts.size > 0 ? "completed" : undefined;
  }

  ready(): void {
    this.isReady = true;
  }

  /** A user message is on its way to the CLI, which says nothing about one whose id it knows. */
  sent(uuid: string): void {
    if (this.#sent.get(uuid)) return;
    this.#sent.set(uuid, true);
    this.#prompts.set(uuid, { fate: "sent", results: this.#results });
    if (!this.#inTurn) this.#answering = false;
    this.#settled = false;
  }

  /** The message could not be written after all. */
  unsent(uuid: string): void {
    this.#sent.delete(uuid);
    this.#prompts.delete(uuid);
    this.#settleIfDone();
  }

  /** So many of the CLI's questions wait for an answer of the host. */
  asked(open: number): void {
    this.#questions = open;
    if (open > 0) this.#answering = true;
    else this.#settleIfDone();
  }

  /** @param known It has the shape of its kind; of another one only the kind is believed. */
  see(message: KnownMessage, known: boolean): void {
    if (message.type === "result")
      return this.#result((message.is_error as unknown) === true ? message : undefined);
    if (known && message.type === "command_lifecycle") return this.#fate(message.command_uuid, message.state);
    if (known && message.type === "system") return this.#system(message.subtype, message as Followed);
    this.#answering = true;
    this.#failed = undefined;
  }

  /** The last word has been waited for long enough; see {@link lacksLastWord}. */
  giveUpWaiting(): void {
    if (this.lacksLastWord === undefined) return;
    this.#reported = "idle";
    this.#prompts.clear();
    this.#settleIfDone();
  }

  end(how: "closing" | "closed"): void {
    if (this.#end !== "closed") this.#end = how;
  }

  get #hasAgents(): boolean {
    return [...this.tasks.values()].includes(true);
  }

  #result(failed: SDKResultMessage | undefined): void {
    this.#inTurn = false;
    this.#answering = false;
    this.#results += 1;
    this.#failed = failed;
    // A CLI that does not report what becomes of prompts, or not its state, says no more of them than this.
    const saysNoMore = !this.reportsFates || this.#reported === undefined;
    for (const [uuid, prompt] of this.#prompts) {
      if (prompt.fate === "completed" || (prompt.fate === "sent" && saysNoMore)) this.#prompts.delete(uuid);
      else if (prompt.fate !== "queued") prompt.fate = "answered";
    }
    this.#settleIfDone();
  }

  #system(subtype: string, message: Followed): void {
    // What state the CLI is in may be about the turn before, and is no first word about this one.
    if (subtype === "session_state_changed") return this.#report(message.state);
    this.#answering = true;
    if (subtype === "init") {
      this.#inTurn = true;
      this.#settled = false;
    } else if (subtype === "background_tasks_changed") {
      this.#listsTasks = true;
      this.tasks.clear();
      for (const task of message.tasks as readonly Followed[]) this.#begun(task);
    } else if (subtype === "task_started" && !this.#listsTasks) this.#begun(message);
    else if (subtype === "task_notification") this.tasks.delete(String(message.task_id));
    this.#settleIfDone();
  }

  // A background shell may run for ever and does not keep the CLI from being idle; an agent wakes it up again.
  #begun({ task_id: id, task_type: kind }: Followed): void {
    if (typeof id === "string") this.tasks.set(id, kind !== "local_bash");
  }

  #report(state: unknown): void {
    if (state !== "idle" && state !== "running" && state !== "requires_action") return;
    this.#reported = state;
    if (state === "idle") this.#settleIfDone();
    else this.#settled = false;
  }

  #fate(uuid: string, state: string): void {
    this.reportsFates = true;
    const prompt = this.#prompts.get(uuid);
    if (state === "cancelled" || (state === "completed" && prompt && this.#results > prompt.results)) {
      this.#prompts.delete(uuid);
      this.#settleIfDone();
    } else if (prompt !== undefined && (state === "queued" || state === "started" || state === "completed"))
      prompt.fate = state;
    else if (this.#sent.get(uuid) && (state === "queued" || state === "started")) {
      // A result has passed it, or it was given up: it is at work all the same.
      this.#prompts.set(uuid, { fate: state, results: this.#results });
      this.#settled = false;
    }
  }

  #settleIfDone(): void {
    const working = this.#reported === undefined ? this.#hasAgents : this.#reported !== "idle";
    const isDone = !this.turnOpen && this.#prompts.size === 0 && !working && this.#questions === 0;
    this.#settled ||= isDone && !this.over;
  }
}
