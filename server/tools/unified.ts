// claude_agent: each action is carried out by the tool for it; only names and numbers differ.
import { unified as spec } from "../../spec/tools/unified.ts";
import { type ListedTool, toolList, type UnifiedInput, type UnifiedOutput } from "../generated/tool-types.ts";
import { Refusal } from "../refusal.ts";
import { type AgentView, agentText } from "./agent-view.ts";
import { answer } from "./answer.ts";
import type { CallContext } from "./context.ts";
import { type AnswerData, answerOf, answerWith, explain, inputOf } from "./dispatch.ts";
import { interrupt } from "./interrupt.ts";
import { list } from "./list.ts";
import { agentMeant, marksFor, numbered } from "./numbers.ts";
import { read } from "./read.ts";
import { send } from "./send.ts";
import { spawn } from "./spawn.ts";
import { terminate } from "./terminate.ts";
import type { Answer, AnyTool, Begun, Delegates, ServerTool } from "./tool.ts";
import { wait } from "./wait.ts";

const TOOLS: Readonly<Record<Exclude<UnifiedInput["action"], "kill">, AnyTool>> = {
  spawn,
  send,
  read,
  list,
  wait,
  answer,
  interrupt,
  terminate,
};

/** The prompt has become a text by now, and stays one. */
const FILLED = { templates: undefined };

type Action = keyof typeof TOOLS;
type NumberedView = AgentView & { agent?: number };

/** What the answer about an action needs, beside what that of its tool does. */
interface Kept {
  readonly action: UnifiedInput["action"];
  readonly client: string;
  readonly kept: string | undefined;
  readonly ignored: readonly string[];
}

export const unified: ServerTool<UnifiedInput, UnifiedOutput> = {
  ...spec,
  run: (input, context) =>
    inOwnWords(async () => {
      const { tool, listed } = toolFor(input.action);
      const called = callIn(input, context);
      return inNumbers(input.action, await answerOf(tool, listed, called.args, called.context), context);
    }),
  delegates: {
    isWhole({ action, agent: _agent, agents: _agents, ...args }) {
      const { delegates } = toolFor(action).tool;
      return delegates === undefined || delegates.isWhole?.(args) === true;
    },
    begin: (input, context) => inOwnWords(() => begin(input, context)),
    endsWhenCancelled({ kept: own = "", ...begun }) {
      const { action, kept } = JSON.parse(own) as Kept;
      const { endsWhenCancelled } = delegatesOf(toolFor(action).tool);
      return endsWhenCancelled?.({ ...begun, ...keptAs(kept) }) === true;
    },
    waitMs({ action, agent: _agent, agents: _agents, ...args }) {
      const { tool, listed } = toolFor(action);
      return delegatesOf(tool).waitMs({ ...presetsOf(listed), ...args });
    },
    async answer({ kept: all = "", ...begun }, done, became, manager) {
      const { action, client, kept, ignored } = JSON.parse(all) as Kept;
      const { tool } = toolFor(action);
      const own = { ...begun, ...keptAs(kept) };
      const answered = await delegatesOf(tool).answer(own, done, became, manager);
      return inNumbers(action, await answerWith(tool, answered, ignored), { manager, client });
    },
  },
  text: ({ summary, output, agents = [] }) =>
    [
      summary,
      ...(agents as NumberedView[]).map((view) => `[${view.agent ?? view.session_id}] ${agentText(view)}`),
      ...(output === "" ? [] : [output]),
    ].join("\n"),
};

function toolFor(given: UnifiedInput["action"]): { action: Action; tool: AnyTool; listed: ListedTool } {
  const action: Action = given === "kill" ? "terminate" : given;
  const tool = TOOLS[action];
  const listed = toolList.find(({ name }) => name === tool.name);
  if (listed === undefined) throw new TypeError(`There is no tool ${tool.name}`);
  return { action, tool, listed };
}

/** The call of the action's tool that is meant. */
function callIn(
  { action: given, agent, agents, ...args }: UnifiedInput,
  context: CallContext,
): { args: Record<string, unknown>; context: CallContext } {
  const { action } = toolFor(given);
  const marks = action === "spawn" ? { marks: marksFor(agent, context) } : {};
  return {
    args: { ...args, ...meantBy(action, agent, agents, context) },
    context: { ...context, ...marks, ...FILLED },
  };
}

async function begin(input: UnifiedInput, context: CallContext): Promise<Begun> {
  const { action } = input;
  const { tool, listed } = toolFor(action);
  const called = callIn(input, context);
  const { input: own, ignored } = await inputOf(tool, listed, called.args, called.context);
  const { kept, ...begun } = await delegatesOf(tool).begin(own, called.context);
  // That one is not there is said here, in our words.
  for (const id of begun.sessionIds) context.manager.getSessionInfo(id, { lastOutputLines: 0 });
  const more: Kept = { action, client: context.client, kept, ignored };
  return { ...begun, kept: JSON.stringify(more) };
}

function keptAs(kept: string | undefined): Pick<Begun, "kept"> {
  return kept === undefined ? {} : { kept };
}

function delegatesOf({ name, delegates }: AnyTool): Delegates<unknown, Answer> {
  if (delegates === undefined) throw new TypeError(`${name} does what it does within its call`);
  return delegates;
}

/** What arguments are that are left out. */
function presetsOf({ inputSchema }: ListedTool): Record<string, unknown> {
  const properties = inputSchema["properties"] as Readonly<Record<string, { default?: unknown }>>;
  return Object.fromEntries(Object.entries(properties).map(([name, { default: preset }]) => [name, preset]));
}

/** @throws {Refusal} With what went wrong, about actions in place of tools. */
async function inOwnWords<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw new Refusal(inActions(explain(error)));
  }
}

/** The agents as the action's tool wants them named. */
function meantBy(
  action: Action,
  agent: string | undefined,
  agents: readonly string[] | undefined,
  context: CallContext,
): Record<string, unknown> {
  if (action === "spawn" || action === "list") return {};
  if (action !== "wait") return { session_id: agentMeant(agent, context) };
  const given = [...(agents ?? []), ...(agent === undefined ? [] : [agent])];
  if (given.length > 0) return { session_ids: given.map((each) => agentMeant(each, context)) };
  const atWork = [...numbered(context).values()].filter(({ isComplete }) => !isComplete);
  if (atWork.length === 0) return { session_ids: [agentMeant(undefined, context)] };
  return { session_ids: atWork.map(({ sessionId }) => sessionId).slice(0, MOST_WAITED) };
}

/** As many as a wait takes. */
const MOST_WAITED = 100;

/** The answer of an action's tool, with numbers for the agents, and the fields that the original had. */
function inNumbers(
  action: string,
  answered: AnswerData,
  context: Pick<CallContext, "manager" | "client">,
): UnifiedOutput {
  const numbers = new Map([...numbered(context)].map(([number, { sessionId }]) => [sessionId, number]));
  const { summary, agent: single, agents, session_ids: ids, text, output: frames, ...rest } = answered;
  const all = [...((agents ?? []) as AgentView[]), ...(single === undefined ? [] : [single as AgentView])];
  const views = all.map((view): NumberedView => ({ ...numberOf(numbers.get(view.session_id)), ...view }));
  const [one] = views.length === 1 && action !== "list" ? views : [];
  const session = (rest["session_id"] ?? one?.session_id ?? (ids as string[] | undefined)?.[0]) as
    | string
    | undefined;
  const completed = Boolean(rest["completed"] ?? rest["is_complete"] ?? one?.is_complete ?? true);
  const working = (rest["working"] ?? one?.working) as boolean | undefined;
  return {
    summary: inActions(nameAgents(summary, views)),
    action,
    ...numberOf(session === undefined ? undefined : numbers.get(session)),
    ...rest,
    ...(session !== undefined && { session_id: session }),
    output: (text as string | undefined) ?? takeText(one),
    ...(frames !== undefined && { frames }),
    ...(one !== undefined && { message_count: one.message_count }),
    ...(working !== undefined && { working }),
    completed,
    ...(completed && { exit_code: one?.last_result?.is_error === true ? 1 : 0 }),
    ...(all.length > 0 && { agents: views }),
  };
}

function numberOf(number: number | undefined): { agent?: number } {
  return number === undefined ? {} : { agent: number };
}

/** The result of the only agent stands in one place. */
function takeText(view: NumberedView | undefined): string {
  if (view?.last_result === undefined) return "";
  const { text } = view.last_result;
  view.last_result = { ...view.last_result, text: "" };
  return text;
}

/** Agents that have numbers are called by them, in the order of the lines that are about them. */
function nameAgents(summary: string, views: readonly NumberedView[]): string {
  const lines = summary.split("\n");
  for (const { agent, label } of views) {
    if (agent === undefined) continue;
    const at = lines.findIndex((line) => line.startsWith(`${label}: `));
    if (at >= 0) lines[at] = `Agent ${agent} (${label})${(lines[at] ?? "").slice(label.length)}`;
  }
  return lines.join("\n");
}

/** What tools are called, as actions. */
function inActions(text: string): string {
  let said = text;
  for (const [action, { name }] of Object.entries(TOOLS)) said = said.replaceAll(name, `action "${action}"`);
  return said.replaceAll(/"session_ids?"/g, '"agent"');
}
