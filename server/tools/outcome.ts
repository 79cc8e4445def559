// What a call about agents answers with: what has become of them, and what to do next.
import type { ManagedAgent } from "../../lib/index.ts";
import { counted } from "../count.ts";
import { type AgentView, agentFacts, agentText, agentViews, DENIAL_CHARACTERS } from "./agent-view.ts";
import { ANSWER_CHARACTERS, beginningOf } from "./budget.ts";

/** Of the data, beside the agents. */
const REST_CHARACTERS = 1_700;
/** Of each agent, in the summary. */
const LINE_CHARACTERS = 400;
/** A session id in a list. */
const ID_CHARACTERS = 39;

export interface Outcome {
  summary: string;
  agents: AgentView[];
  /** The session ids of those for which there is no room. */
  not_shown?: string[];
}

/** @param about What has happened, if more than is seen of the agents. */
export function outcomeOf(infos: readonly ManagedAgent[], about = ""): Outcome {
  const perAgent = Math.min(LINE_CHARACTERS, Math.trunc(ANSWER_CHARACTERS / 4 / Math.max(1, infos.length)));
  const room = ANSWER_CHARACTERS - REST_CHARACTERS - (perAgent + ID_CHARACTERS) * infos.length;
  const inOrder = agentViews(infos, room);
  const agents = inOrder.length === infos.length ? inOrder : agentViews(mostUrgentFirst(infos), room);
  const ids = new Set(agents.map(({ session_id }) => session_id));
  const rest = infos.map(({ sessionId }) => sessionId).filter((id) => !ids.has(id));
  const summary = [...(about === "" ? [] : [about]), ...summaryOf(agents, perAgent), ...restOf(rest.length)];
  return { summary: summary.join("\n"), agents, ...(rest.length > 0 && { not_shown: rest }) };
}

/** The same for clients that show only text. */
export function outcomeText({ summary, agents }: Pick<Outcome, "summary" | "agents">): string {
  return [summary, ...agents.map(agentText)].join("\n");
}

/** Those who wait for an answer, then those who have something to read. */
function mostUrgentFirst(infos: readonly ManagedAgent[]): ManagedAgent[] {
  const rank = ({ questions, isComplete }: ManagedAgent): number =>
    questions.length > 0 ? 0 : isComplete ? 1 : 2;
  return infos.toSorted((one, other) => rank(one) - rank(other));
}

function restOf(count: number): string[] {
  if (count === 0) return [];
  return [`${counted(count, "more agent")} did not fit: call claude_wait_agents with not_shown for those.`];
}

function summaryOf(agents: readonly AgentView[], room: number): string[] {
  const working = agents.filter(({ is_complete, questions = [] }) => !is_complete && questions.length === 0);
  const lines = agents.map((agent) => {
    const line = `${agent.label}: ${[agentFacts(agent), ...notesOf(agent)].join(". ")}.`;
    return line.length <= room ? line : `${line.slice(0, room - 1)}…`;
  });
  if (working.length > 0)
    lines.push(
      `${working.length === agents.length ? "Still" : `${working.length} still`} at work: call claude_wait_agents to have the results when they are there.`,
    );
  return lines;
}

/** Of the CLI's own words the first line; a subtype says little, and may be `success`. */
function failureOf({ text, subtype }: NonNullable<AgentView["last_result"]>): string {
  const [said = ""] = text.split("\n");
  return `Its turn failed: ${said === "" ? subtype : said.replace(/\.$/, "")}`;
}

/** What an agent was not allowed, each tool once, and what was said to it. */
export function refusalsOf(refused: readonly { tool_name: string; denial?: string | undefined }[]): string[] {
  const unasked = refused.filter(({ denial }) => denial === undefined).map(({ tool_name }) => tool_name);
  const told = refused.flatMap(({ tool_name, denial }) =>
    denial === undefined
      ? []
      : [
          `It asked for ${tool_name} and was told: ${beginningOf(denial, DENIAL_CHARACTERS).replace(/\.$/, "")}`,
        ],
  );
  return [
    ...(unasked.length > 0 ? [`Refused for lack of permission: ${[...new Set(unasked)].join(", ")}`] : []),
    ...new Set(told),
  ];
}

/** What its caller has to know of an agent, and what can be done. */
function notesOf({ error, questions = [], last_result: result, advice, ...agent }: AgentView): string[] {
  const notes: string[] = [];
  for (const { tool_name, request_id } of questions)
    notes.push(
      `It asks whether it may use ${tool_name}: answer with claude_answer_agent, request_id ${request_id}`,
    );
  if (error !== undefined) notes.push(error.message.replace(/\.$/, ""));
  if (result?.is_error === true && error === undefined) notes.push(failureOf(result));
  notes.push(...refusalsOf(result?.refused_tools ?? []));
  if (result?.cursor !== undefined)
    notes.push(
      `Its result is longer: read on with claude_read_agent_output, view "result", cursor "${result.cursor}"`,
    );
  if (agent.worktree !== undefined && agent.is_complete)
    notes.push('What it has changed: claude_read_agent_output, view "changes"');
  if (advice !== undefined) notes.push(advice.replace(/\.$/, ""));
  return notes;
}
