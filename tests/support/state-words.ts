// A language for orders of events in a session: one word is one event.
import assert from "node:assert/strict";
import { type Activity, SessionState } from "../../lib/session/state.ts";
import { assistantFrame, initFrame, resultFrame, stateFrame } from "../../lib/testing/index.ts";
import type { KnownMessage } from "../../lib/wire/messages.ts";

const FATES = new Set(["queued", "started", "completed", "cancelled"]);
const system = (subtype: string, fields: object): object => ({ type: "system", subtype, ...fields });
/** The message that a word stands for. */
const MESSAGES: Readonly<Record<string, (about: string) => object>> = {
  init: () => initFrame(),
  assistant: () => assistantFrame("hello"),
  result: () => resultFrame("done"),
  error: () => resultFrame("", { subtype: "error_max_turns", is_error: true }),
  running: () => stateFrame("running"),
  requires_action: () => stateFrame("requires_action"),
  idle: () => stateFrame("idle"),
  agent: (id) => system("task_started", { task_id: id, task_type: "local_agent" }),
  shell: (id) => system("task_started", { task_id: id, task_type: "local_bash" }),
  done: (id) => system("task_notification", { task_id: id, status: "completed" }),
  tasks: (ids) =>
    system("background_tasks_changed", {
      tasks: ids
        .split(",")
        .filter(Boolean)
        .map((id) => ({ task_id: id, task_type: "local_agent" })),
    }),
};
/** One word is one event: `ready`, `send:a`, `started:a`, `ask:1`, `running`, `init`, `result`, `closing` … */
export function act(state: SessionState, word: string): void {
  const [verb = "", about = ""] = word.split(":");
  if (FATES.has(verb))
    return state.see(
      { type: "command_lifecycle", command_uuid: about, state: verb } as unknown as KnownMessage,
      true,
    );
  switch (verb) {
    case "ready":
      return state.ready();
    case "send":
      return state.sent(about);
    case "unsent":
      return state.unsent(about);
    case "ask":
      return state.asked(Number(about));
    case "enough":
      return state.giveUpWaiting();
    case "closing":
    case "closed":
      return state.end(verb);
    case "misshapen":
      return state.see({ type: "result", is_error: "yes" } as unknown as KnownMessage, false);
  }
  const message = MESSAGES[verb]?.(about);
  assert.ok(message !== undefined, `"${word}" is no event`);
  return state.see(message as KnownMessage, true);
}

export interface Played {
  readonly state: SessionState;
  /** What those who listen hear: activities, and `settled`. */
  readonly heard: string;
}

/** Who listens to a state: hears each activity, and `settled`. */
export class Listening {
  readonly heard: string[] = [];
  readonly #state: SessionState;
  #activity: Activity;
  #settled: boolean;

  constructor(state: SessionState) {
    this.#state = state;
    this.#activity = state.activity;
    this.#settled = state.settled;
  }

  /** The state may have changed. */
  look(): void {
    const { activity, settled } = this.#state;
    if (activity !== this.#activity) this.heard.push(activity);
    if (settled && !this.#settled) this.heard.push("settled");
    this.#activity = activity;
    this.#settled = settled;
  }
}

/** Play an order of words, one after the other. */
export function play(words: string): Played {
  const state = new SessionState();
  const listening = new Listening(state);
  for (const word of words.split(" ")) {
    act(state, word);
    listening.look();
  }
  return { state, heard: listening.heard.join(" ") };
}
