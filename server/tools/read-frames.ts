// A page of an agent's messages as they are; one that is too long for an answer comes as pieces of its JSON.
import { type AgentMessage, InvalidOptionsError, type OwnedAgents } from "../../lib/index.ts";
import type { ReadOutput } from "../generated/tool-types.ts";
import { beginningOf, fitting } from "./budget.ts";
import { type Page, type PageOf, positionOf } from "./page.ts";

type Frame = NonNullable<ReadOutput["output"]>[number];

const PRESET = 50;
const CURSOR = /^\d+(?:\.\d+)?$/;

export function framesPage(manager: OwnedAgents, { sessionId, cursor, limit = PRESET, room }: PageOf): Page {
  if (!CURSOR.test(cursor))
    throw new InvalidOptionsError([`"${cursor}" is no cursor: pass on the one of the page before`]);
  const [from, inside] = positionOf(cursor);
  const page = manager.getSessionOutput(sessionId, { offset: from, length: limit });
  const { dropped, totalMessages: total } = page;
  const frames = page.messages.map(frameOf);
  const [first] = frames;
  if (
    first !== undefined &&
    (inside > 0 || beginningOf(JSON.stringify(first), room).length < JSON.stringify(first).length)
  )
    return { ...pieceOf(first, dropped > 0 ? 0 : inside, room, total), dropped };
  const output = frames.slice(0, fitting(frames, room));
  const next = (output.at(-1)?.seq ?? page.nextAfter) + 1;
  return {
    output,
    cursor: String(next),
    hasMore: next < total,
    returned: output.length,
    nextAfter: next - 1,
    dropped,
  };
}

/** Of the JSON of one message. */
function pieceOf(frame: Frame, from: number, room: number, total: number): Omit<Page, "dropped"> {
  const whole = JSON.stringify(frame);
  const text = beginningOf(whole.slice(from), room);
  const end = from + text.length;
  const isWhole = end >= whole.length;
  return {
    text,
    output: [],
    cursor: isWhole ? String(frame.seq + 1) : `${frame.seq}.${end}`,
    hasMore: !isWhole || frame.seq + 1 < total,
    // A reader by position alone must come on as well, once.
    returned: from === 0 ? 1 : 0,
    nextAfter: frame.seq,
  };
}

function frameOf({ seq, timestamp, message }: AgentMessage): Frame {
  const subtype = message.type === "system" ? `_${message.subtype}` : "";
  const turns: unknown = message.type === "result" ? message.num_turns : 0;
  const turn = Number.isSafeInteger(turns) ? Math.max(0, turns as number) : 0;
  const content = message as unknown as Record<string, unknown>;
  return { seq, timestamp, message_type: `${message.type}${subtype}`, turn, content };
}
