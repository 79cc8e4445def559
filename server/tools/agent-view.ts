// An agent as tools answer with it: snake_case, and as much of its result as the answer has room for.
import type { ManagedAgent, OpenQuestion, TurnOutcome } from "../../lib/index.ts";
import { counted } from "../count.ts";
import type { SpawnOutput } from "../generated/tool-types.ts";
import { beginningOf, fitting, shares, sizeOf } from "./budget.ts";

export type AgentView = SpawnOutput["agents"][number];
type Question = NonNullable<AgentView["questions"]>[number];
type RefusedTool = TurnOutcome["refusedTools"][number];
type RefusedView = NonNullable<NonNullable<AgentView["last_result"]>["refused_tools"]>[number];

/** What an open question shows of the call that it is about. */
const INPUT_CHARACTERS = 500;
const TITLE_CHARACTERS = 200;
const QUESTIONS = 5;
/** Names of refused tools; the same one may be refused a hundred times. */
const REFUSED = 5;
export const DENIAL_CHARACTERS = 200;
const ERROR_CHARACTERS = 1_000;
/** Uuids of prompts that a restart has interrupted. */
const PROMPTS = 10;

/** Said of a call for which an agent has asked. */
const ASKED =
  "It asked for this call, and the answer was no: do not have it done in another way without asking the user.";

/** Said of an agent that a restart of the server has stopped. */
const INTERRUPTED =
  "The server ended while it was at work, and what it was doing may be half done: send it a prompt to go on.";
/** Said of an agent from before a restart that cannot be as it was. */
export const WITHHELD =
  "It can be read, but takes no more prompts: what it was spawned with was not written down, or is no longer allowed. Spawn a new agent.";

/** @param room For its last result. */
export function agentView(info: ManagedAgent, room: number): AgentView {
  const view = viewOf(info);
  const { last_result: shown } = view;
  if (shown === undefined || info.lastResult === undefined) return view;
  const { text, structuredOutput: data } = info.lastResult;
  const left = room - (data === undefined ? 0 : sizeOf(data));
  if (data !== undefined && left >= 0) {
    // The text says the same as JSON.
    return {
      ...view,
      last_result: { ...shown, text: sizeOf(text) <= left ? text : "", structured_output: data },
    };
  }
  shown.text = beginningOf(text, room);
  if (shown.text.length < text.length) shown.cursor = String(shown.text.length);
  return view;
}

/**
 * Agents side by side in one answer, as many as it has room for, whose results share what is left of that; a result says
 * once what the last words say as well.
 */
export function agentViews(all: readonly ManagedAgent[], room: number): AgentView[] {
  const infos = all.map((info) => (info.lastResult === undefined ? info : { ...info, lastOutput: [] }));
  const bare = infos.map(viewOf);
  const shown = infos.slice(0, fitting(bare, room));
  const given = shares(shown.map(needOf), room - sizeOf(bare.slice(0, shown.length)));
  return shown.map((info, index) => agentView(info, given[index] ?? 0));
}

function needOf({ lastResult }: ManagedAgent): number {
  if (lastResult === undefined) return 0;
  const { text, structuredOutput: data } = lastResult;
  return sizeOf(text) + (data === undefined ? 0 : sizeOf(data));
}

function viewOf(info: ManagedAgent): AgentView {
  const { lastResult: result, interruptedPrompts: interrupted, withheldOptions: withheld } = info;
  const advice = withheld ? WITHHELD : interrupted && !info.working ? INTERRUPTED : undefined;
  return {
    session_id: info.sessionId,
    label: info.label,
    state: info.state,
    ...(info.endedReason && { ended_reason: info.endedReason }),
    ...(info.error && { error: errorView(info.error) }),
    ...(info.questions.length > 0 && { questions: info.questions.slice(0, QUESTIONS).map(questionView) }),
    working: info.working,
    is_complete: info.isComplete,
    turn_count: info.turnCount,
    ...(info.maxTurns !== undefined && { max_turns: info.maxTurns }),
    message_count: info.messageCount,
    runtime_ms: Math.round(info.runtimeMs),
    total_cost_usd: info.totalCostUsd,
    ...(info.queuePosition !== undefined && { queue_position: info.queuePosition }),
    ...(info.waitingUntil !== undefined && { waiting_until: info.waitingUntil }),
    started_at: info.startedAt,
    ...(info.completedAt !== undefined && { completion_time: info.completedAt }),
    ...(info.worktree && { worktree: { path: info.worktree.path, commit: info.worktree.commit } }),
    last_output: [...info.lastOutput],
    ...(result && { last_result: resultView(result) }),
    ...(interrupted && { interrupted_prompts: interrupted.slice(0, PROMPTS) }),
    ...(advice !== undefined && { advice }),
  };
}

/** Without its words and data, which get what room there is. */
function resultView({
  turn,
  isError,
  subtype,
  refusedTools,
}: TurnOutcome): NonNullable<AgentView["last_result"]> {
  const refused = new Map(refusedTools.map((call) => [call.tool_name, call]));
  return {
    turn,
    is_error: isError,
    subtype,
    text: "",
    ...(refused.size > 0 && { refused_tools: [...refused.values()].slice(0, REFUSED).map(refusedView) }),
  };
}

function errorView({ code, message }: NonNullable<ManagedAgent["error"]>): { code: string; message: string } {
  return { code, message: beginningOf(message, ERROR_CHARACTERS) };
}

function questionView({ requestId, toolName, input, title }: OpenQuestion): Question {
  const shown = beginningOf(JSON.stringify(input), INPUT_CHARACTERS);
  const about = title === undefined ? {} : { title: beginningOf(title, TITLE_CHARACTERS) };
  return { request_id: requestId, tool_name: toolName, input: shown, ...about };
}

function refusedView({ tool_name, tool_use_id, denial }: RefusedTool): RefusedView {
  // Nobody is told how to get around a no.
  if (denial !== undefined)
    return { tool_name, tool_use_id, denial: beginningOf(denial, DENIAL_CHARACTERS), advice: ASKED };
  const advice = `Refused for lack of permission: spawn with allowed_tools: ["${tool_name}"], with ask_permissions, or in another permission_mode.`;
  return { tool_name, tool_use_id, advice };
}

/** What is known of an agent in a line, with its time and cost. */
export function agentFacts(agent: AgentView): string {
  const how = agent.state === "ended" ? `ended (${agent.ended_reason ?? "exited"})` : agent.state;
  const facts = [
    counted(agent.turn_count, "turn"),
    `${(agent.runtime_ms / 1000).toFixed(1)} s`,
    `$${agent.total_cost_usd.toFixed(4)}`,
  ];
  return `${how}, ${facts.join(", ")}`;
}

/** An agent as text, with its words. */
export function agentText(agent: AgentView): string {
  const { last_output: words = [], last_result: result } = agent;
  const data = result?.structured_output;
  const said = result?.text || (data === undefined ? words.join("\n") : JSON.stringify(data));
  const shown = said === "" ? "" : `\n  ${said.replaceAll("\n", "\n  ")}`;
  return `${agent.label} ${agent.session_id}: ${agentFacts(agent)}${shown}`;
}
