// What can be said about an agent at a glance.
import { resultText } from "../errors/result.ts";
import { decodeLine } from "../wire/decode.ts";
import type { Agent, LastResult } from "./agent.ts";
import { type AgentState, type EndedReason, isComplete, isWorking } from "./state.ts";

/** An agent at one moment; a copy that does not change later. */
export interface ManagedAgent {
  /** The CLI's session id: an ended agent can be taken up again with `resume`. */
  readonly sessionId: string;
  /** The request's label and a number from 1. */
  readonly label: string;
  /** What it is doing, as the CLI reports it. */
  readonly state: AgentState;
  /** Why it ended; absent until then. */
  readonly endedReason?: EndedReason;
  /** What went wrong; absent unless it ended with an error. */
  readonly error?: { readonly code: string; readonly message: string };
  /** Starting, running or waiting for the host. */
  readonly working: boolean;
  /** Idle or ended. */
  readonly isComplete: boolean;
  /** Turns that have ended. */
  readonly turnCount: number;
  /** The option; absent if not given. */
  readonly maxTurns?: number;
  /** Messages so far, including those that are gone. */
  readonly messageCount: number;
  /** Since it was asked for, until now or until it ended; in milliseconds. */
  readonly runtimeMs: number;
  /** When it was asked for, ISO 8601. */
  readonly startedAt: string;
  /** When it ended, ISO 8601; absent until then. */
  readonly completedAt?: string;
  /** The last texts that it has written, oldest first, each cut to 500 characters. */
  readonly lastOutput: readonly string[];
  /** Of the whole session so far, subagents included; in US dollars. */
  readonly totalCostUsd: number;
  /** Of its process; absent before it runs and after it has ended. */
  readonly pid?: number;
  readonly model?: string;
  readonly cwd?: string;
  /** 1 for the next to start; absent unless it is queued. */
  readonly queuePosition?: number;
  /** How its last turn ended; absent before the first has. */
  readonly lastResult?: LastResult;
}

const SHOWN_CHARACTERS = 500;

export function describe(agent: Agent, lastOutputLines: number): ManagedAgent {
  const { state, endedReason, error, endedAt, createdAt, lastResult, pid, options } = agent;
  const { maxTurns, model, cwd } = options;
  const queuePosition = agent.place.position;
  return {
    sessionId: agent.id,
    label: agent.label,
    state,
    ...(endedReason && { endedReason }),
    ...(error && { error: { code: error.code, message: error.message } }),
    working: isWorking(state),
    isComplete: isComplete(state),
    turnCount: agent.turns,
    ...(maxTurns !== undefined && { maxTurns }),
    messageCount: agent.lines.next,
    runtimeMs: (endedAt ?? Date.now()) - createdAt,
    startedAt: new Date(createdAt).toISOString(),
    ...(endedAt !== undefined && { completedAt: new Date(endedAt).toISOString() }),
    lastOutput: lastOutput(agent, lastOutputLines),
    totalCostUsd: agent.costUsd,
    ...(pid !== undefined && { pid }),
    ...(model !== undefined && { model }),
    ...(cwd !== undefined && { cwd }),
    ...(queuePosition !== undefined && { queuePosition }),
    ...(lastResult && { lastResult }),
  };
}

function lastOutput({ lines }: Agent, count: number): string[] {
  const texts: string[] = [];
  for (let seq = lines.next - 1; seq >= lines.first && texts.length < count; seq -= 1) {
    const kept = lines.at(seq);
    const text = kept && textOf(kept.line);
    if (text)
      texts.unshift(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 1)}…` : text);
  }
  return texts;
}

/** What an agent writes for its user: answers, and results that say something else than the answer before. */
function textOf(line: string): string | undefined {
  const frame = decodeLine(line);
  if (frame.kind !== "message" || frame.fault !== undefined) return undefined;
  const { message } = frame;
  if (message.type === "result") return message.is_error ? resultText(message) : undefined;
  if (message.type !== "assistant") return undefined;
  const texts = message.message.content.map((block) => (block.type === "text" ? block.text : ""));
  return texts.filter((text) => text !== "").join("\n");
}
