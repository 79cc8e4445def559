// Tools of fixtures that ask the client something before they answer, in one round or several.
import { ProtocolError, type ServerContext } from "@modelcontextprotocol/server";
import { asksPeople } from "../../../server/eras/abilities.ts";
import type { Principal } from "../../../server/principal.ts";
import { ownKey, TaskTokens } from "../../../server/tasks/task-tokens.ts";

const INVALID_PARAMS = -32_602;
const CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

export interface Request {
  readonly method: "elicitation/create" | "sampling/createMessage" | "roots/list";
  readonly params: object;
}

type Answers = Readonly<Record<string, Record<string, unknown>>>;

/** What is asked in each round, and what comes of all answers. */
export interface Asking {
  readonly rounds: readonly Readonly<Record<string, Request>>[];
  readonly say: (answers: Answers) => string;
}

export const form = (message: string, name: string, type = "string"): Request => ({
  method: "elicitation/create",
  params: {
    message,
    requestedSchema: { type: "object", properties: { [name]: { type } }, required: [name] },
  },
});

const completion = (text: string): Request => ({
  method: "sampling/createMessage",
  params: { messages: [{ role: "user", content: { type: "text", text } }], maxTokens: 100 },
});

const ROOTS: Request = { method: "roots/list", params: {} };

export const nameIn = (answers: Answers): string =>
  String((answers["user_name"]?.["content"] as { name?: unknown } | undefined)?.name);

const USER_NAME = { user_name: form("What is your name?", "name") };
const CONFIRM = { confirm: form("Please confirm", "ok", "boolean") };
const all = (answers: Answers): string => JSON.stringify(answers);

export const ASKING: Readonly<Record<string, Asking>> = {
  test_input_required_result_elicitation: {
    rounds: [USER_NAME],
    say: (answers) => `Hello, ${nameIn(answers)}!`,
  },
  test_input_required_result_sampling: {
    rounds: [{ capital_question: completion("What is the capital of France?") }],
    say: all,
  },
  test_input_required_result_list_roots: { rounds: [{ client_roots: ROOTS }], say: all },
  test_input_required_result_request_state: { rounds: [CONFIRM], say: () => "state-ok" },
  test_input_required_result_tampered_state: { rounds: [CONFIRM], say: () => "state-ok" },
  test_input_required_result_multiple_inputs: {
    rounds: [{ ...USER_NAME, greeting: completion("Generate a greeting"), client_roots: ROOTS }],
    say: all,
  },
  test_input_required_result_multi_round: {
    rounds: [
      { step1: form("Step 1: What is your name?", "name") },
      { step2: form("Step 2: What is your favorite color?", "color") },
    ],
    say: all,
  },
  test_input_required_result_capabilities: {
    rounds: [{ ...USER_NAME, greeting: completion("Generate a greeting") }],
    say: all,
  },
  test_streaming_elicitation: { rounds: [USER_NAME], say: all },
};

/** A client's part of a call. */
interface Given {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly state: unknown;
  /** Which requests the client declares that it can serve. */
  can(method: Request["method"]): boolean;
}

/** Sealed as the states of real calls are. */
const tokens = new TaskTokens(ownKey());
const PRINCIPAL: Principal = "fixtures";

interface Kept {
  readonly round: number;
  readonly answers: Answers;
}

/** @returns What to ask now, all answers when nothing is left to ask, or undefined for a state that is none of ours. */
function nextOf(
  name: string,
  { rounds }: Asking,
  { answers: given, state, can: serves }: Given,
): { inputRequests: object; requestState: string } | { answers: Answers } | undefined {
  const kept = state === undefined ? { round: 0, answers: {} } : keptIn(state);
  if (kept === undefined) return undefined;
  const requests = rounds[kept.round] ?? {};
  const open = Object.entries(requests).filter(
    ([key, { method }]) => serves(method) && !isObject(given[key]),
  );
  const own = Object.fromEntries(Object.keys(requests).map((key) => [key, given[key]]));
  const answers = { ...kept.answers, ...(own as Answers) };
  const inputRequests = open.length > 0 ? Object.fromEntries(open) : rounds[kept.round + 1];
  if (inputRequests === undefined) return { answers };
  const round = open.length > 0 ? kept.round : kept.round + 1;
  return { inputRequests, requestState: stateOf(name, open.length > 0 ? kept : { round, answers }) };
}

function stateOf(tool: string, kept: Kept): string {
  return tokens.mint(PRINCIPAL, {
    name: tool,
    tool,
    createdMs: 0,
    mode: "all",
    agents: [],
    kept: JSON.stringify(kept),
  });
}

function keptIn(state: unknown): Kept | undefined {
  const parts = typeof state === "string" ? tokens.read(PRINCIPAL, state) : undefined;
  return parts && (JSON.parse(parts.kept) as Kept);
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** What to ask, or what comes of the answers. */
export function asked(
  name: string,
  asking: Asking,
  context: ServerContext,
): Readonly<Record<string, unknown>> | string {
  const { inputResponses = {}, requestState } = context.mcpReq;
  const given: Given = { answers: inputResponses, state: requestState<unknown>(), can: can(context) };
  const next = nextOf(name, asking, given);
  if (next === undefined)
    throw new ProtocolError(INVALID_PARAMS, "This requestState is none of this server's");
  return "answers" in next ? asking.say(next.answers) : { resultType: "input_required", ...next };
}

export function can(context: ServerContext): Given["can"] {
  const envelope = context.mcpReq.envelope as Record<string, Record<string, unknown>> | undefined;
  const declared = envelope?.[CAPABILITIES] ?? {};
  return (method) =>
    method === "elicitation/create"
      ? asksPeople(context)
      : declared[method === "roots/list" ? "roots" : "sampling"] !== undefined;
}
