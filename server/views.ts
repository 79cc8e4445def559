// From what the manager knows to what tools answer with: snake_case, and no text so long that it floods a context.
import type { AgentMessage, ManagedAgent, TurnOutcome } from "../lib/index.ts";
import { counted } from "./count.ts";
import type { ReadOutput, SpawnOutput } from "./generated/tools.ts";

type RefusedTool = TurnOutcome["refusedTools"][number];
type AgentView = SpawnOutput["agents"][number];

/** An answer's own text, in full for all but the longest. */
const RESULT_CHARACTERS = 8_000;
/** One text within a message. */
const TEXT_CHARACTERS = 4_000;

/** Said of an agent that a restart of the server has stopped. */
const INTERRUPTED =
  "The server ended while it was at work, and what it was doing may be half done: send it a prompt to go on.";
/** Said of an agent from before a restart that cannot be as it was. */
export const WITHHELD =
  "It can be read, but takes no more prompts: what it was spawned with was not written down, or is no longer allowed. Spawn a new agent.";

export function agentView(info: ManagedAgent): AgentView {
  const { lastResult: result, interruptedPrompts: interrupted, withheldOptions: withheld } = info;
  const advice = withheld ? WITHHELD : interrupted && !info.working ? INTERRUPTED : undefined;
  return {
    session_id: info.sessionId,
    label: info.label,
    state: info.state,
    ...(info.endedReason && { ended_reason: info.endedReason }),
    ...(info.error && { error: { code: info.error.code, message: info.error.message } }),
    working: info.working,
    is_complete: info.isComplete,
    turn_count: info.turnCount,
    ...(info.maxTurns !== undefined && { max_turns: info.maxTurns }),
    message_count: info.messageCount,
    runtime_ms: Math.round(info.runtimeMs),
    total_cost_usd: info.totalCostUsd,
    ...(info.queuePosition !== undefined && { queue_position: info.queuePosition }),
    started_at: info.startedAt,
    ...(info.completedAt !== undefined && { completion_time: info.completedAt }),
    last_output: [...info.lastOutput],
    ...(result && {
      last_result: {
        turn: result.turn,
        is_error: result.isError,
        subtype: result.subtype,
        text: cut(result.text, RESULT_CHARACTERS),
        ...(result.refusedTools.length > 0 && { refused_tools: result.refusedTools.map(refusedView) }),
      },
    }),
    ...(interrupted && { interrupted_prompts: [...interrupted] }),
    ...(advice !== undefined && { advice }),
  };
}

/** What stands for messages that are gone, as all from before a restart are. */
export function lastWords({ lastOutput, lastResult }: ManagedAgent): string {
  return cut(lastResult?.text ?? lastOutput.join("\n"), RESULT_CHARACTERS);
}

function refusedView({ tool_name, tool_use_id }: RefusedTool): {
  tool_name: string;
  tool_use_id: string;
  advice: string;
} {
  const advice = `Refused for lack of permission: spawn with allowed_tools: ["${tool_name}"], or in another permission_mode.`;
  return { tool_name, tool_use_id, advice };
}

export function messageView({ seq, timestamp, message }: AgentMessage): ReadOutput["output"][number] {
  const subtype = message.type === "system" ? `_${message.subtype}` : "";
  const content = cutTexts(message) as Record<string, unknown>;
  const turns: unknown = message.type === "result" ? message.num_turns : 0;
  const turn = Number.isSafeInteger(turns) ? Math.max(0, turns as number) : 0;
  return { seq, timestamp, message_type: `${message.type}${subtype}`, turn, content };
}

/** A line or two about an agent, for people and models. */
export function agentLine(agent: AgentView): string {
  const how = agent.state === "ended" ? `ended (${agent.ended_reason ?? "exited"})` : agent.state;
  const facts = [
    counted(agent.turn_count, "turn"),
    `${(agent.runtime_ms / 1000).toFixed(1)} s`,
    `$${agent.total_cost_usd.toFixed(4)}`,
  ];
  const head = `${agent.label} ${agent.session_id}: ${how}, ${facts.join(", ")}`;
  if (agent.error !== undefined) return `${head}\n  ${agent.error.message}`;
  const refused = (agent.last_result?.refused_tools ?? []).map(
    (tool) => `\n  ${tool.tool_name}: ${tool.advice}`,
  );
  const said = agent.is_complete ? agent.last_result?.text : agent.last_output.at(-1);
  const words = said === undefined || said === "" ? "" : `\n  ${said.replaceAll("\n", "\n  ")}`;
  const advice = agent.advice === undefined ? "" : `\n  ${agent.advice}`;
  return `${head}${words}${refused.join("")}${advice}`;
}

function cutTexts(value: unknown): unknown {
  if (typeof value === "string") return cut(value, TEXT_CHARACTERS);
  if (Array.isArray(value)) return value.map(cutTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cutTexts(item)]));
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length - most} more characters)`;
}
