// What is left of an entry that was cut: its message may be whole although its beginning or its end is gone.
import type { Buffer } from "node:buffer";
import { record } from "../stores/unchecked.ts";
import { endOfObject, parseObject } from "./entry-line.ts";
import type { Entry } from "./transcript-source.ts";

const MESSAGE = '"message":{';
/** Of the fields behind the message, the last one is cut; with more commas behind it, it holds something longer. */
const MOST_COMMAS = 20;
const ROLES: ReadonlySet<unknown> = new Set(["user", "assistant"]);
/** Messages inside of other entries have these beside them: they are of subagents. */
const OF_SUBAGENTS = ['"parentToolUseID"', '"agentId"', '"isSidechain":true'];

/**
 * The entry of a message that is whole, with those of its fields that are left.
 *
 * @param bytes Part of a line, with no whole entry in it.
 * @returns Undefined when there is no such message, or when it may be part of something else.
 */
export function tornEntry(bytes: Buffer): Entry | undefined {
  const at = bytes.indexOf(MESSAGE);
  const end = at === -1 ? undefined : endOfObject(bytes, at + MESSAGE.length - 1);
  if (end === undefined || OF_SUBAGENTS.some((mark) => bytes.includes(mark))) return undefined;
  const [before, message, behind] = [
    bytes.toString("utf8", 0, at).trimStart(),
    bytes.toString("utf8", at, end),
    bytes.toString("utf8", end).trimEnd(),
  ];
  const fields = fieldsUpToCut(before + message, behind) ?? fieldsUpToCut(`{${message}`, behind);
  const { role, content } = record(fields?.["message"]) ?? {};
  const { type = role, uuid } = fields ?? {};
  if (typeof role !== "string" || !ROLES.has(role) || type !== role) return undefined;
  if (typeof content !== "string" && !Array.isArray(content)) return undefined;
  // The CLI writes messages into other lines as well, but with no type of theirs before or uuid behind them.
  if (fields?.["type"] === undefined && typeof uuid !== "string") return undefined;
  return { parentUuid: crypto.randomUUID(), ...fields, type, uuid: uuid ?? crypto.randomUUID() };
}

function fieldsUpToCut(start: string, behind: string): Entry | undefined {
  const whole = parseObject(start + behind);
  if (whole !== undefined) return whole;
  for (let comma = behind.length, tries = 0; comma > 0 && tries < MOST_COMMAS; tries += 1) {
    comma = behind.lastIndexOf(",", comma - 1);
    const fields = comma > 0 ? parseObject(`${start}${behind.slice(0, comma)}}`) : undefined;
    if (fields !== undefined) return fields;
  }
  return parseObject(`${start}}`);
}
