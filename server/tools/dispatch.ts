// One tool call: arguments made tidy and checked, the tool run, its answer checked; mistakes become results that a model
// can act on.
import { ClaudeError, type ManagedAgent } from "../../lib/index.ts";
import { ADVICE, PROTOCOL_CODES } from "../../spec/errors.ts";
import type { ListedTool } from "../generated/tool-types.ts";
import { logFailure } from "../log.ts";
import { Refusal } from "../refusal.ts";
import { awaitCompletion } from "./await-completion.ts";
import { endAgents, endedWith } from "./cancelled.ts";
import type { CallContext } from "./context.ts";
import { tidyArguments } from "./tidy-arguments.ts";
import type { Answer, AnyTool, Begun, Check, Issue } from "./tool.ts";

/** The data of an answer, as its tool declares it. */
export type AnswerData = Answer & Record<string, unknown>;

/** A tool result as the protocol has it. */
export interface ToolResult {
  [field: string]: unknown;
  content: { type: "text"; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
}

/** For clients that can be answered in another way than with what is not done. */
export interface HandOver {
  /** @returns What a call before has set going, of which this one is the rest: then nothing is begun. */
  goOn?(): Begun | undefined;
  /** How long to wait before, in milliseconds. */
  waitMs(asked: number): number;
  /**
   * @param signal Aborted when the time is over for which the call wanted to wait.
   * @returns An answer of another kind, "again" to go on waiting, or undefined: what is not done is the answer.
   */
  instead(
    tool: AnyTool,
    begun: Begun,
    agents: readonly ManagedAgent[],
    signal: AbortSignal,
  ): Promise<ToolResult | "again" | undefined>;
}

/** Everybody else is answered with what is not done. */
const NOTHING_ELSE: HandOver = { waitMs: (asked) => asked, instead: () => Promise.resolve(undefined) };

/** Carry out a call; never throws. */
export async function callTool(
  tool: AnyTool,
  listed: ListedTool,
  given: unknown,
  context: CallContext,
  handOver: HandOver = NOTHING_ELSE,
): Promise<ToolResult> {
  try {
    const { input, ignored } = await inputOf(tool, listed, given, context);
    const { delegates } = tool;
    if (delegates === undefined || delegates.isWhole?.(input) === true)
      return resultOf(tool, await answerWith(tool, await tool.run(input, context), ignored), context);
    const begun = handOver.goOn?.() ?? (await delegates.begin(input, context));
    const ms = handOver.waitMs(delegates.waitMs(input));
    const { done, instead, ...waited } = await outcomeIn(ms, tool, begun, context, handOver);
    const { signal, closing, manager, used } = context;
    if (signal.aborted && !closing.aborted && !done) await endAgents(manager, endedWith(tool, begun, used));
    if (instead !== undefined) return instead;
    if (done && !signal.aborted) for (const id of begun.sessionIds) used.note(id);
    const answer = await delegates.answer(begun, done, waited, manager);
    return resultOf(tool, await answerWith(tool, answer, ignored), context);
  } catch (error) {
    return failure(explain(error));
  }
}

/** Carry out a call. @throws {ClaudeError | Refusal} For `explain()`; anything else is a fault of the server's. */
export async function answerOf(
  tool: AnyTool,
  listed: ListedTool,
  given: unknown,
  context: CallContext,
): Promise<AnswerData> {
  const { input, ignored } = await inputOf(tool, listed, given, context);
  return answerWith(tool, await tool.run(input, context), ignored);
}

/** Arguments, tidied and checked. @throws {Refusal | ClaudeError} */
export async function inputOf(
  tool: AnyTool,
  listed: ListedTool,
  given: unknown,
  { templates }: Pick<CallContext, "templates">,
): Promise<{ input: unknown; ignored: readonly string[] }> {
  const taken = tool.takesTemplates === true ? templates : undefined;
  const { args, ignored, named } = tidyArguments(listed, given, taken && "prompt");
  // Checked as any other prompt is.
  if (named !== undefined) args["prompt"] = await taken?.render(named.name, named.parameters);
  const input = await checked(tool.input, args);
  if ("issues" in input)
    throw new Refusal(`${tool.name}: ${input.issues.map(problem).join("; ")}. ${ADVICE.invalid_options}`);
  return { input: input.value, ignored };
}

/** What the tool has answered, checked, and with what was ignored of the call. */
export async function answerWith(
  tool: AnyTool,
  given: Answer,
  ignored: readonly string[] = [],
): Promise<AnswerData> {
  const output = await checked(tool.output, given);
  if ("issues" in output)
    throw new TypeError(`The answer of ${tool.name}: ${output.issues.map(problem).join("; ")}`);
  const answer = output.value as AnswerData;
  if (ignored.length > 0) answer.summary += ` (Ignored: ${ignored.map((name) => `"${name}"`).join(", ")}.)`;
  return answer;
}

/** An answer, as the protocol has it. */
export function resultOf(
  tool: AnyTool,
  answer: AnswerData,
  { readsData }: Pick<CallContext, "readsData">,
): ToolResult {
  const content = [{ type: "text" as const, text: tool.text(answer) }];
  // Clients from before there was structured content parse a text of JSON.
  if (!readsData) content.push({ type: "text", text: JSON.stringify(answer) });
  return { content, structuredContent: answer };
}

/** What has come of it in so many milliseconds. */
async function outcomeIn(
  ms: number,
  tool: AnyTool,
  begun: Begun,
  context: CallContext,
  { instead: other }: HandOver,
): Promise<Awaited<ReturnType<typeof awaitCompletion>> & { instead?: ToolResult | undefined }> {
  const over = performance.now() + ms;
  const timeUp = AbortSignal.any([context.signal, context.closing, AbortSignal.timeout(ms)]);
  for (;;) {
    const left = Math.max(0, over - performance.now());
    const waited = await awaitCompletion(begun.sessionIds, left, context, begun.mode);
    const instead = waited.done ? undefined : await other(tool, begun, waited.agents, timeUp);
    if (instead !== "again") return { ...waited, instead };
  }
}

async function checked(
  check: Check,
  value: unknown,
): Promise<{ value: unknown } | { issues: readonly Issue[] }> {
  const result = await check["~standard"].validate(value);
  return result.issues === undefined ? { value: result.value } : { issues: result.issues };
}

/** What is wrong, by the argument's name; never the value, which may be long or secret. */
function problem({ path = [], type, message, expected }: Issue): string {
  const where = path.map((step) => String(typeof step === "object" ? step.key : step)).join(".");
  if (type === "strict_object")
    return where === "" ? "the arguments must be an object" : `"${where}" is missing`;
  const said =
    type !== undefined && message.startsWith("Invalid ")
      ? `is not right: expected ${expected ?? "something else"}`
      : message;
  return where === "" ? said : `"${where}" ${said}`;
}

/** What the caller is to hear of an error, with what to do about it. */
export function explain(error: unknown): string {
  if (error instanceof ClaudeError) return `${error.message}. ${ADVICE[error.code]}`;
  if (error instanceof Refusal) return error.message;
  if (error instanceof RangeError) return `${error.message}. ${ADVICE.invalid_options}`;
  // Whatever this is, it is not the caller's to see; the operator finds it in the log by its number.
  const id = crypto.randomUUID().slice(0, 8);
  logFailure(`internal error ${id}`, error);
  return `The server failed (error ${id}); its log says more.`;
}

/** The protocol's code for an error of a request that has no result to say it in. */
export function codeOf(error: unknown): number {
  if (error instanceof ClaudeError || error instanceof Refusal)
    return PROTOCOL_CODES[error.code] ?? INVALID_PARAMS;
  return error instanceof RangeError ? INVALID_PARAMS : INTERNAL_ERROR;
}

const INVALID_PARAMS = -32_602;
const INTERNAL_ERROR = -32_603;

function failure(text: string): ToolResult {
  return { content: [{ type: "text", text }], isError: true };
}
