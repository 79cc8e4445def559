// Pieces of an answer while it is written: nearly all of a stream, always of one form, and read without JSON.parse.
import type { StreamEvent } from "./api.ts";
import type { SDKPartialAssistantMessage } from "./conversation-messages.ts";
import type { UUID } from "./fields.ts";

// What matches is JSON of the declared shape; everything else has to be parsed and checked.
const PLAIN = String.raw`"([^"\\\x00-\x1f]*)"`;
const ESCAPED = String.raw`"((?:[^"\\\x00-\x1f]|\\[^\x00-\x1f])*)"`;
const ID = '"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"';
const DELTA = '(text_delta","text|thinking_delta","thinking|input_json_delta","partial_json)';
const EVENT = String.raw`"event":\{"type":"content_block_delta","index":(0|[1-9]\d{0,8}),"delta":\{"type":"${DELTA}":${ESCAPED}\}\}`;
/** Ids in the CLI's order, of which new ones add the last, or in that of a scripted one. */
const IDS = [
  `"session_id":${PLAIN},"parent_tool_use_id":(?:null|${PLAIN}),"uuid":${ID}(?:,"api_message_id":${PLAIN})?`,
  `"parent_tool_use_id":(?:null|${PLAIN}),"uuid":${ID},"session_id":${PLAIN}`,
];
const PIECE = new RegExp(String.raw`^\{"type":"stream_event",${EVENT},(?:${IDS.join("|")})\}$`);

/** A pattern keeps a place to go back to for each character, and fails when there are millions; JSON.parse does not. */
const LONGEST = 8_192;

/** The message that a line holds, as JSON.parse would give it; undefined where that has to look. */
export function decodePiece(line: string): SDKPartialAssistantMessage | undefined {
  const match = line.length > LONGEST ? null : PIECE.exec(line);
  if (match === null) return undefined;
  const written = unescape(match[3] as string);
  if (written === undefined) return undefined;
  const type = "stream_event";
  const delta = deltaOf(match[2] as string, written);
  const event = { type: "content_block_delta", index: Number(match[1]), delta } as StreamEvent;
  const session_id = match[4];
  if (session_id === undefined) {
    const parent_tool_use_id = match[8] ?? null;
    return { type, event, parent_tool_use_id, uuid: match[9] as UUID, session_id: match[10] as string };
  }
  const parent_tool_use_id = match[5] ?? null;
  const uuid = match[6] as UUID;
  const api_message_id = match[7];
  if (api_message_id === undefined) return { type, event, session_id, parent_tool_use_id, uuid };
  return { type, event, session_id, parent_tool_use_id, uuid, api_message_id };
}

type Delta =
  | { type: "text_delta"; text: string }
  | { type: "thinking_delta"; thinking: string }
  | { type: "input_json_delta"; partial_json: string };

function deltaOf(kind: string, written: string): Delta {
  if (kind.startsWith("text")) return { type: "text_delta", text: written };
  if (kind.startsWith("thinking")) return { type: "thinking_delta", thinking: written };
  return { type: "input_json_delta", partial_json: written };
}

function unescape(written: string): string | undefined {
  if (!written.includes("\\")) return written;
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    // An escape that JSON does not know: parsing the whole line says so.
    return undefined;
  }
}
