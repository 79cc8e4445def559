// Pages of what an agent has said, by absolute position: its messages, or the text of them.
import { InvalidOptionsError } from "../errors/input.ts";
import { type AgentBody, readLine } from "./claude.ts";
import { wholeNumber } from "./options.ts";
import type { AgentRecord } from "./record.ts";
import { type AgentState, isComplete, isWorking } from "./states.ts";
import { textOf } from "./words.ts";

/** A message of an agent, with its position among all of the agent's messages. */
export interface AgentMessage {
  /** Counts the agent's messages from 0. */
  readonly seq: number;
  /** When it was received, ISO 8601. */
  readonly timestamp: string;
  readonly message: AgentBody;
}

/** Which messages to read: from a position, the newest (a negative `offset`), or those `after` a known one. */
export interface PageRequest {
  /**
   * The first position, from 0; negative to count from the end, so that -5 is the newest five. Default: 0.
   */
  offset?: number | undefined;
  /** The position of the last message that you have, -1 for none; not together with `offset`. */
  after?: number | undefined;
  /** How many messages to read at most. Default: 50. */
  length?: number | undefined;
  /** The same as `length`. */
  limit?: number | undefined;
  /** Only messages of these types, such as `assistant`. Default: all. */
  types?: readonly string[] | undefined;
}

/** A page of an agent's messages, and where the next page begins. */
export interface OutputPage {
  readonly sessionId: string;
  readonly state: AgentState;
  readonly working: boolean;
  readonly isComplete: boolean;
  readonly messages: readonly AgentMessage[];
  /** The oldest position that is still kept. */
  readonly firstSeq: number;
  /** Pass it as `after` to get the next page; never past the last message. */
  readonly nextAfter: number;
  /** How many of the requested messages were skipped because they are no longer kept. */
  readonly dropped: number;
  /** How many messages the agent has sent so far. */
  readonly totalMessages: number;
  /** True if there are newer messages than this page has. */
  readonly hasMore: boolean;
  readonly turnCount: number;
  readonly maxTurns?: number;
}

const PAGE = 50;
/** With `types` so many messages are looked through at once. */
const STRIDE = 200;

export function readPage(record: AgentRecord, request: PageRequest): OutputPage {
  const { lines, state } = record;
  const { maxTurns } = record.request.options;
  const { from, count } = range(request, lines.next);
  const start = Math.min(Math.max(from, lines.first), lines.next);
  const { messages, end } = readMessages(record, start, count, request.types);
  return {
    sessionId: record.id,
    state,
    working: isWorking(state),
    isComplete: isComplete(state),
    messages,
    firstSeq: lines.first,
    nextAfter: end - 1,
    dropped: Math.max(0, lines.first - from),
    totalMessages: lines.next,
    hasMore: end < lines.next,
    turnCount: record.turns,
    ...(maxTurns !== undefined && { maxTurns }),
  };
}

function readMessages(
  record: AgentRecord,
  start: number,
  count: number,
  types: readonly string[] | undefined,
): { messages: AgentMessage[]; end: number } {
  if (types === undefined) {
    const messages = messagesOf(record, start, start + count);
    return { messages, end: Math.min(start + count, record.lines.next) };
  }
  const messages: AgentMessage[] = [];
  for (let from = start; from < record.lines.next; from += STRIDE)
    for (const each of messagesOf(record, from, from + STRIDE)) {
      if (!types.includes(each.message.type)) continue;
      if (messages.length === count) return { messages, end: each.seq };
      messages.push(each);
    }
  return { messages, end: record.lines.next };
}

/** Those of the positions that are kept. */
export function messagesOf({ lines }: AgentRecord, from: number, to: number): AgentMessage[] {
  const kept = lines.range(from, to);
  const first = Math.min(to, lines.next) - kept.length;
  return kept.map(({ line, receivedAt }, index) => ({
    seq: first + index,
    timestamp: new Date(receivedAt).toISOString(),
    message: readLine(line),
  }));
}

function range(
  { offset, after, length, limit, types }: PageRequest,
  next: number,
): { from: number; count: number } {
  const faults: string[] = [];
  if (after !== undefined && offset !== undefined)
    faults.push('"after" and "offset" both say where to begin: give one of them');
  if (length !== undefined && limit !== undefined && length !== limit)
    faults.push('"length" and "limit" mean the same: give one of them');
  if (types !== undefined && !Array.isArray(types)) faults.push('"types" must be a list of message types');
  if (faults.length > 0) throw new InvalidOptionsError(faults);
  const most = wholeNumber("length", length ?? limit ?? PAGE, 0);
  if (after !== undefined) return { from: wholeNumber("after", after, -1) + 1, count: most };
  const from = wholeNumber("offset", offset ?? 0, Number.MIN_SAFE_INTEGER);
  if (from >= 0) return { from, count: most };
  const newest = Math.min(most, -from);
  return { from: Math.max(0, next - newest), count: newest };
}

/** Where to continue reading an agent's text, and how much to read. */
export interface TextRequest {
  /** The `cursor` of the page before. Default: the beginning. */
  cursor?: string | undefined;
  /** How many characters to read at most. Default: 20,000. */
  maxCharacters?: number | undefined;
  /** How many messages to read at most. Default: as many as fit. */
  limit?: number | undefined;
}

/** One page of an agent's text. All pages, concatenated, are the exact text. */
export interface TextPage {
  readonly sessionId: string;
  readonly state: AgentState;
  /** What the agent has written, with a line for each tool call, and what went wrong. */
  readonly text: string;
  /** Pass it as `cursor` to continue from here, now or once there is more. */
  readonly cursor: string;
  /** True if there was more text when this page was made. */
  readonly hasMore: boolean;
  /** How many messages after the given cursor were skipped because they are no longer kept. */
  readonly dropped: number;
}

const TEXT_CHARACTERS = 20_000;
/** A page of text is a few messages. */
const TEXT_STRIDE = 16;
const CURSOR = /^(\d+)(?:\.(\d+))?$/;

export function readText(record: AgentRecord, request: TextRequest): TextPage {
  const { cursor: given = "0", maxCharacters = TEXT_CHARACTERS, limit } = request;
  const room = wholeNumber("maxCharacters", maxCharacters, 2);
  const most = limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber("limit", limit, 0);
  const [, from, inside = "0"] = CURSOR.exec(given) ?? [];
  if (from === undefined)
    throw new InvalidOptionsError([`"${given}" is no cursor: pass on the one of the page before`]);
  const { lines, state, id } = record;
  const start = Math.min(Math.max(Number(from), lines.first), lines.next);
  let skip = start === Number(from) ? Number(inside) : 0;
  let text = "";
  let read = 0;
  // What somebody else has removed is missed only when it is read.
  const answer = (next: number, cursor: string, hasMore: boolean): TextPage => {
    return { sessionId: id, state, text, cursor, hasMore, dropped: Math.max(0, next - Number(from) - read) };
  };
  for (let stride = start; stride < lines.next; stride += TEXT_STRIDE)
    for (const { seq, message } of messagesOf(record, stride, stride + TEXT_STRIDE)) {
      if (read === most) return answer(seq, `${seq}`, true);
      const whole = textOf(message);
      const piece = whole.slice(skip, cutAt(whole, skip + room - text.length));
      text += piece;
      if (skip + piece.length < whole.length) return answer(seq, `${seq}.${skip + piece.length}`, true);
      skip = 0;
      read += 1;
    }
  return answer(lines.next, `${lines.next}`, false);
}

/** Not between the halves of one character. */
function cutAt(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return at < text.length && code >= 0xd8_00 && code <= 0xdb_ff ? at - 1 : at;
}
