// What a kept session has used: tokens as its answers say, and the cost that the CLI has noted beside them.
import type { Buffer } from "node:buffer";
import { type Fields, record, text } from "../stores/unchecked.ts";
import { findSession, type KeptSession, sourceOf } from "./kept-session.ts";
import { type GetSessionInfoOptions, given } from "./options.ts";
import { subagentsOf } from "./subagents.ts";
import type { Entry, TranscriptSource } from "./transcript-source.ts";

/** The tokens and cost of one model in a kept session. */
export type SessionModelUsage = {
  /** How many API responses there were, each counted once. */
  requests: number;
  /** Input tokens, without those read from the cache or written to it. */
  inputTokens: number;
  outputTokens: number;
  cacheReadInputTokens: number;
  cacheCreationInputTokens: number;
  webSearchRequests: number;
  /** The cost that the CLI last recorded for this model, in US dollars; absent if it recorded none. */
  costUSD?: number | undefined;
};

/** What a session has used in all its runs, its subagents included. */
export type SessionUsage = {
  sessionId: string;
  /** The tokens and cost of each model, by its name. */
  models: Record<string, SessionModelUsage>;
  /**
   * The cost that the CLI last recorded, in US dollars; absent if it recorded none, as when the only run was killed.
   */
  totalCostUSD?: number | undefined;
  /**
   * False if the cost leaves something out: answers that came after it was recorded, or those of a model
   * whose price the CLI does not know.
   */
  costIsComplete: boolean;
};

/**
 * Tokens and cost of a kept session. Tokens are counted from its transcript, each answer once; the cost is the CLI's own
 * figure, which it records at the end of each run.
 *
 * A fork counts what it copied from its source, and has no cost before its first run.
 *
 * @returns Undefined when there is no such session.
 * @throws {InvalidOptionsError} If an option has the wrong type.
 * @throws {SessionStoreError} If the store fails.
 *
 * @example
 * const usage = await getSessionUsage(sessionId);
 * console.log(usage?.totalCostUSD, usage?.models);
 */
export async function getSessionUsage(
  sessionId: string,
  options?: GetSessionInfoOptions,
): Promise<SessionUsage | undefined> {
  const where = given(options);
  const session = await findSession(sessionId, where);
  return session && { sessionId, ...(await usageOf(sourcesOf(session, sessionId, where))) };
}

async function* sourcesOf(
  session: KeptSession,
  sessionId: string,
  where: GetSessionInfoOptions,
): AsyncGenerator<TranscriptSource> {
  yield sourceOf(session);
  for await (const { open } of subagentsOf(sessionId, where)) yield (await open()).source;
}

/** @param sources The session's own transcript, then those of its subagents. */
export async function usageOf(
  sources: Iterable<TranscriptSource> | AsyncIterable<TranscriptSource>,
): Promise<Omit<SessionUsage, "sessionId">> {
  const answers = new Map<string, Answer>();
  let cost: Cost | undefined;
  for await (const source of sources) {
    const found = await countIn(source, answers);
    cost ??= found;
  }
  const models: Record<string, SessionModelUsage> = {};
  for (const { model, usage } of answers.values()) add((models[model] ??= unused()), usage);
  for (const [model, costs] of Object.entries(record(cost?.noted?.["modelUsage"]) ?? {})) {
    const costUSD = record(costs)?.["costUSD"];
    if (typeof costUSD === "number") (models[model] ??= unused()).costUSD = costUSD;
  }
  const totalCostUSD = cost?.noted?.["totalCostUSD"] as number | undefined;
  return { models, totalCostUSD, costIsComplete: cost?.isComplete ?? true };
}

interface Answer {
  readonly model: string;
  readonly usage: Fields;
}

/** What the CLI has noted of the cost, and whether that is all of it. */
interface Cost {
  noted: Entry | undefined;
  isComplete: boolean;
}

/** The CLI's own words in an answer's place, such as that the API has failed. */
const NO_MODEL = "<synthetic>";

/** @param answers By their ids: an answer is written block by block, and the last block has the final figures. */
async function countIn(source: TranscriptSource, answers: Map<string, Answer>): Promise<Cost> {
  const cost: Cost = { noted: undefined, isComplete: true };
  await source.scan((entry) => {
    if (entry.type === "cost-state" && typeof entry["totalCostUSD"] === "number") {
      cost.noted = entry;
      cost.isComplete = entry["hasUnknownModelCost"] !== true;
    }
    const message = entry.type === "assistant" ? record(entry["message"]) : undefined;
    const [model, usage] = [text(message?.["model"]), record(message?.["usage"])];
    if (model === undefined || model === NO_MODEL || usage === undefined) return;
    answers.set(text(message?.["id"]) ?? String(entry.uuid), { model, usage });
    cost.isComplete = false;
  }, mayMatter);
  return cost;
}

function mayMatter(line: Buffer): boolean {
  return line.includes('"assistant"') || line.includes('"cost-state"');
}

function unused(): SessionModelUsage {
  return {
    requests: 0,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadInputTokens: 0,
    cacheCreationInputTokens: 0,
    webSearchRequests: 0,
  };
}

function add(sum: SessionModelUsage, usage: Fields): void {
  const count = (fields: Fields | undefined, name: string): number => {
    const value = fields?.[name];
    return typeof value === "number" && value > 0 ? value : 0;
  };
  sum.requests += 1;
  sum.inputTokens += count(usage, "input_tokens");
  sum.outputTokens += count(usage, "output_tokens");
  sum.cacheReadInputTokens += count(usage, "cache_read_input_tokens");
  sum.cacheCreationInputTokens += count(usage, "cache_creation_input_tokens");
  sum.webSearchRequests += count(record(usage["server_tool_use"]), "web_search_requests");
}
