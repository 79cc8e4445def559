// A CLI as the commands make it: what it prints, what it was asked, and what it has heard.
import {
  assistantFrame,
  initFrame,
  resultFrame,
  type ScriptedFrame,
  stateFrame,
} from "../../lib/testing/index.ts";
import type { Child, Ears } from "./child.ts";
import { type Answers, answerTo, type ControlRequest } from "./control-answers.ts";

/** What a CLI does in the same way for as long as it lives. */
export interface Habits {
  /** It reports `session_state_changed`. */
  readonly states: boolean;
  /** It reports `command_lifecycle`. */
  readonly lifecycle: boolean;
  /** How it answers `initialize`. */
  readonly initialize: Answers;
  /** It ignores SIGTERM. */
  readonly stubborn: boolean;
}

interface Prompt {
  readonly uuid: string;
  state: "heard" | "queued" | "started" | "completed" | "cancelled";
  /** When its last state was printed, in commands. */
  at: number;
}

/** A question of the CLI to its host. */
export interface Question {
  readonly policy: string;
  asked: number;
  answers: number;
  cancelled: boolean;
}

interface Answer {
  readonly request_id: string;
  readonly response?: Readonly<Record<string, unknown>>;
}

const SESSION = "33333333-3333-4333-8333-333333333333";

export class Cli implements Ears {
  /** The messages that a reader is to see, as text, in order. */
  readonly messages: string[] = [];
  readonly prompts: Prompt[] = [];
  readonly questions: Map<string, Question> = new Map();
  /** How its process ended. */
  end:
    | { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly own: boolean }
    | undefined;
  /** What stood open when its input ended: prompts that it had acknowledged, and no result for any. */
  unfinishedAtEnd: string[] | undefined;
  answers: Answers = "answered";
  stubborn: boolean;
  lastResult: "success" | "error" | undefined;
  /** What its host has answered last to a question. */
  lastAnswer: Readonly<Record<string, unknown>> | undefined;
  /** Results, since the last prompt was heard. */
  resultsSince = 0;
  /** Which command is being run. */
  step = 0;
  readonly #habits: Habits;
  #child: Child | undefined;
  #serial = 0;

  constructor(habits: Habits) {
    this.#habits = habits;
    this.stubborn = habits.stubborn;
  }

  get born(): boolean {
    return this.#child !== undefined;
  }

  get alive(): boolean {
    return this.#child !== undefined && this.end === undefined;
  }

  /** It has said that it is ready. */
  get ready(): boolean {
    return this.#habits.initialize === "answered" || this.#habits.initialize === "twice";
  }

  /** The library has ended it before it came to its own end: what it printed last may not have been wanted. */
  get endedByLibrary(): boolean {
    return this.end?.own === false || !this.ready;
  }

  get reportsLifecycle(): boolean {
    return this.#habits.lifecycle;
  }

  get reportsStates(): boolean {
    return this.#habits.states;
  }

  begins(child: Child): void {
    this.#child = child;
  }

  signalled(): boolean {
    return this.stubborn;
  }

  line(text: string): void {
    if (text.trim() === "") return;
    const frame = JSON.parse(text) as ScriptedFrame & { response?: Answer };
    if (frame["type"] === "control_request") this.#request(frame as unknown as ControlRequest);
    else if (frame["type"] === "control_response") this.#answered(frame.response);
    else if (frame["type"] === "user") this.#prompted(String(frame["uuid"]));
  }

  inputEnded(): void {
    const acknowledged = this.prompts.filter(
      ({ state, at }) => (state === "queued" || state === "started") && at < this.step,
    );
    this.unfinishedAtEnd ??= acknowledged.map(({ uuid }) => uuid);
    if (!this.stubborn) this.exit(0, null);
  }

  gone(code: number | null, signal: NodeJS.Signals | null): void {
    this.end ??= { code, signal, own: false };
  }

  /** Print what is a message for the reader. */
  say(frame: ScriptedFrame, { hidden = false }: { hidden?: boolean } = {}): void {
    this.#serial += 1;
    const ids = { uuid: `serial-${this.#serial}`, session_id: SESSION };
    const text = JSON.stringify({ ...frame, ...("uuid" in frame ? ids : {}) });
    if (!hidden) this.messages.push(text);
    this.print(`${text}\n`);
  }

  print(text: string): void {
    this.#child?.print(text);
  }

  complain(text: string): void {
    this.#child?.complain(text);
  }

  /** End by itself. */
  exit(code: number | null, signal: NodeJS.Signals | null): void {
    if (!this.alive) return;
    this.end = { code, signal, own: true };
    this.#child?.exit(code, signal);
  }

  /** Close its output, and live on until it is ended. */
  hangUp(): void {
    this.#child?.hangUp();
  }

  state(state: "running" | "idle" | "requires_action"): void {
    if (this.#habits.states) this.say(stateFrame(state), { hidden: true });
  }

  /** What becomes of a prompt; a library that made its id up keeps this to itself. */
  fate(prompt: Prompt, state: "queued" | "started" | "completed" | "cancelled"): void {
    prompt.state = state;
    prompt.at = this.step;
    if (!this.#habits.lifecycle) return;
    const ids = { uuid: "$uuid", session_id: "$session_id" };
    this.say({ type: "command_lifecycle", command_uuid: prompt.uuid, state, ...ids }, { hidden: true });
  }

  result(kind: "success" | "error"): void {
    this.lastResult = kind;
    this.resultsSince += 1;
    const error = { subtype: "error_during_execution", is_error: true, errors: ["it failed"] };
    this.say(resultFrame(`result ${this.#serial}`, kind === "error" ? error : {}));
  }

  /** A whole turn for everything that waits; without its last line it never says that it is idle. */
  turn({ kind = "success", idle = true }: { kind?: "success" | "error"; idle?: boolean } = {}): void {
    const open = this.prompts.filter(({ state }) => state !== "completed" && state !== "cancelled");
    for (const prompt of open) this.fate(prompt, "queued");
    this.state("running");
    for (const prompt of open) this.fate(prompt, "started");
    this.say(initFrame());
    this.say(assistantFrame("something"));
    this.result(kind);
    for (const prompt of open) this.fate(prompt, "completed");
    if (idle) this.state("idle");
  }

  ask(id: string, policy: string, request: ScriptedFrame): void {
    const known = this.questions.get(id);
    if (known === undefined) this.questions.set(id, { policy, asked: 1, answers: 0, cancelled: false });
    else known.asked += 1;
    this.print(`${JSON.stringify({ type: "control_request", request_id: id, request })}\n`);
  }

  cancel(id: string): void {
    const question = this.questions.get(id);
    if (question !== undefined && question.answers === 0) question.cancelled = true;
    this.print(`${JSON.stringify({ type: "control_cancel_request", request_id: id })}\n`);
  }

  #prompted(uuid: string): void {
    this.prompts.push({ uuid, state: "heard", at: this.step });
    this.resultsSince = 0;
  }

  #request(frame: ControlRequest): void {
    const how = frame.request.subtype === "initialize" ? this.#habits.initialize : this.answers;
    for (const answer of answerTo(frame, how)) this.print(`${JSON.stringify(answer)}\n`);
  }

  #answered(response: Answer | undefined): void {
    const question = this.questions.get(response?.request_id ?? "");
    if (question !== undefined) question.answers += 1;
    this.lastAnswer = response?.response ?? {};
  }
}
