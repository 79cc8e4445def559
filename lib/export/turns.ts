// Turns of a conversation: its messages put together, each result into its call, each subagent and branch where it began.

import { type Fields, text } from "../stores/unchecked.ts";
import { groupBy } from "../transcripts/entry-link.ts";
import type { SessionMessage } from "../transcripts/session-message.ts";
import type { Call, Part, Turn } from "./document.ts";
import { blocksOf, callOf, partsOf, resultParts } from "./parts.ts";
import type { SessionBranch, SessionSubagent } from "./session-export.ts";

/** Subagents start subagents …: those that are deeper stand by themselves at the end. */
const DEEPEST = 5;
const NAMES: Readonly<Record<Turn["who"], string>> = { user: "User", assistant: "Claude", note: "Note" };
/** What a subagent is told was not said by the user. */
const NAMES_IN_SUBAGENT: typeof NAMES = { user: "Task", assistant: "Subagent", note: "Note" };

/** What the conversations of a document have in common: each message and each subagent is in it once. */
export class Shared {
  readonly seen: Set<string> = new Set();
  readonly #left: Set<SessionSubagent>;
  readonly #byCall: ReadonlyMap<string, readonly SessionSubagent[]>;

  constructor(subagents: readonly SessionSubagent[]) {
    this.#left = new Set(subagents);
    this.#byCall = groupBy(subagents, ({ toolUseId }) => toolUseId ?? undefined);
  }

  /** Those that a call started and that nobody has taken. */
  takeStartedBy(call: string): SessionSubagent[] {
    const started = (this.#byCall.get(call) ?? []).filter((subagent) => this.#left.has(subagent));
    for (const subagent of started) this.#left.delete(subagent);
    return started;
  }

  takeAny(): SessionSubagent | undefined {
    const [next] = this.#left;
    if (next !== undefined) this.#left.delete(next);
    return next;
  }
}

interface Said {
  readonly messages: readonly SessionMessage[];
  readonly branches: readonly SessionBranch[];
}

/** @param depth 0 for the session itself, 1 for a subagent, 2 for one that it started, … */
export function turnsOf({ messages, branches }: Said, shared: Shared, depth = 0): Turn[] {
  const writer = new TurnWriter(shared, depth);
  const behind = groupBy(branches, ({ after }) => after);
  const addBranches = (uuid: string | null): void => {
    for (const branch of behind.get(uuid) ?? []) writer.addBranch(branch.messages);
  };
  const fresh = messages.filter(({ uuid }) => !shared.seen.has(uuid));
  const inherited = messages.length - fresh.length;
  if (inherited > 0)
    writer.addRemark(`Goes on from ${counted(inherited)} of the conversation that started it`);
  addBranches(null);
  for (const message of fresh) {
    shared.seen.add(message.uuid);
    for (const block of blocksOf(message)) writer.addBlock(message, block);
    addBranches(message.uuid);
  }
  return writer.turns.filter(({ parts }) => parts.length > 0);
}

function counted(count: number): string {
  return count === 1 ? "1 message" : `${count} messages`;
}

class TurnWriter {
  readonly turns: Turn[] = [];
  readonly #shared: Shared;
  readonly #depth: number;
  readonly #calls = new Map<string, Call>();
  #current: SessionMessage | undefined;

  constructor(shared: Shared, depth: number) {
    this.#shared = shared;
    this.#depth = depth;
  }

  addRemark(remark: string): void {
    this.#begin("note", undefined).push({ kind: "remark", text: remark });
  }

  addBranch(messages: readonly SessionMessage[]): void {
    const turns = turnsOf({ messages, branches: [] }, this.#shared, this.#depth);
    if (turns.length === 0) return;
    const label = `Another branch from here: ${counted(messages.length)}`;
    this.#begin("note", undefined).push({ kind: "branch", label, turns });
  }

  addBlock(message: SessionMessage, block: Fields): void {
    const answered = text(block["tool_use_id"]);
    const call = answered === undefined ? undefined : this.#calls.get(answered);
    if (call !== undefined) {
      for (const part of resultParts(block["content"])) call.result.push(part);
      call.failed = block["is_error"] === true;
      return;
    }
    const parts = this.#turn(whoSaid(message, answered), message);
    if (text(block["type"])?.endsWith("tool_use")) parts.push(this.#call(block));
    else for (const part of partsOf(message, block)) parts.push(part);
  }

  /** What an agent says between two prompts is one turn, however many messages it took. */
  #turn(who: Turn["who"], message: SessionMessage): Part[] {
    const last = this.turns.at(-1);
    const goesOn = last?.who === who && (who === "assistant" || this.#current === message);
    this.#current = message;
    if (goesOn && last !== undefined) return last.parts;
    return this.#begin(who, message.timestamp);
  }

  #begin(who: Turn["who"], time: string | undefined): Part[] {
    const names = this.#depth === 0 ? NAMES : NAMES_IN_SUBAGENT;
    const turn: Turn = { who, name: names[who], time, parts: [] };
    this.turns.push(turn);
    return turn.parts;
  }

  #call(block: Fields): Call {
    const id = text(block["id"]) ?? "";
    const subagents = this.#depth < DEEPEST ? this.#shared.takeStartedBy(id) : [];
    const turns = subagents.map((subagent) => turnsOf(subagent, this.#shared, this.#depth + 1));
    const call = callOf(
      block,
      turns.filter((said) => said.length > 0),
    );
    this.#calls.set(id, call);
    return call;
  }
}

/** A result without its call was not said by the user. */
function whoSaid(message: SessionMessage, answered: string | undefined): Turn["who"] {
  if (message.type === "assistant") return "assistant";
  const { isCompactSummary, is_meta, isCompletedLocalCommand } = message;
  return isCompactSummary || is_meta || isCompletedLocalCommand || answered !== undefined ? "note" : "user";
}
