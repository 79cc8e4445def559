// One line to one frame. Nothing that the CLI prints makes it throw.
import {
  controlCancel,
  controlRequest,
  controlResponse,
  messageChecks,
  systemChecks,
} from "../generated/validate.ts";
import type { ControlRequestFrame, ControlResponseFrame } from "./control.ts";
import type { SDKMessage } from "./messages.ts";

/** Something that is no frame, or a frame of a wrong shape. */
export interface FrameFault {
  readonly problem: "not_json" | "not_object" | "too_deep" | "bad_control" | "wrong_shape";
  /** What was seen; never the line itself, which may hold anything. */
  readonly detail: string;
}

export type Frame =
  | { readonly kind: "message"; readonly message: SDKMessage; readonly fault?: FrameFault }
  | { readonly kind: "request"; readonly frame: ControlRequestFrame }
  | { readonly kind: "response"; readonly frame: ControlResponseFrame }
  | { readonly kind: "cancel"; readonly requestId: string }
  /** An empty line or a sign of life. */
  | { readonly kind: "ignored" }
  | ({ readonly kind: "fault" } & FrameFault);

const IGNORED: Frame = { kind: "ignored" };
/** Nobody nests so deep; a recursive reader behind us would overflow its stack. */
const MAX_DEPTH = 256;

export function decodeLine(line: string): Frame {
  // A line of white space only is no fault; testing the first character keeps the common case free.
  if (line.charCodeAt(0) !== OPEN_BRACE && line.trim() === "") return IGNORED;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return fault("not_json", `a line of ${line.length} characters is not JSON`);
  }
  // Most lines are too short to be nested too deep.
  if (line.length > MAX_DEPTH * 2 && isTooDeep(line)) {
    return fault("too_deep", `a line is nested more than ${MAX_DEPTH} levels deep`);
  }
  if (line.includes("__proto__")) dropProto(value);
  return decodeValue(value);
}

const OPEN_BRACE = 0x7b;

/** Tell what a decoded line is. */
export function decodeValue(value: unknown): Frame {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return fault(
      "not_object",
      `a line holds ${Array.isArray(value) ? "an array" : value === null ? "null" : `a ${typeof value}`}`,
    );
  }
  const type = (value as { type?: unknown }).type;
  switch (type) {
    case "control_request":
      return controlRequest(value) ? { kind: "request", frame: value } : badControl(type);
    case "control_response":
      return controlResponse(value) ? { kind: "response", frame: value } : badControl(type);
    case "control_cancel_request":
      return controlCancel(value) ? { kind: "cancel", requestId: value.request_id } : badControl(type);
    case "keep_alive":
      return IGNORED;
    default:
      return typeof type === "string"
        ? decodeMessage(value as SDKMessage, type)
        : fault("not_object", 'an object has no "type"');
  }
}

/** True for a message of a kind and shape that this library has a type for. */
export function isKnownMessage(message: unknown): message is SDKMessage {
  return checkOf(message as { type: string; subtype?: unknown })?.(message) === true;
}

/**
 * Give a decoded line its type. Kinds that this library does not know pass through unchanged.
 *
 * @throws {TypeError} If the value is no object with a text as `type`.
 */
export function parseMessage(value: unknown): SDKMessage {
  if (typeof value !== "object" || value === null || typeof (value as { type?: unknown }).type !== "string") {
    throw new TypeError('Cannot parse a message: it must be an object with a text as "type"');
  }
  return value as SDKMessage;
}

function decodeMessage(message: SDKMessage, type: string): Frame {
  const check = checkOf(message);
  if (check === undefined || check(message)) return { kind: "message", message };
  const { subtype } = message as { subtype?: unknown };
  const kind = typeof subtype === "string" ? `${type}/${subtype}` : type;
  return {
    kind: "message",
    message,
    fault: { problem: "wrong_shape", detail: `a "${kind}" message lacks a field or has a wrong one` },
  };
}

/** The check of a message's kind; undefined for a kind that this library does not know. */
export function checkOf(message: {
  type: string;
  subtype?: unknown;
}): ((value: unknown) => boolean) | undefined {
  const { type, subtype } = message;
  if (type !== "system") return Object.hasOwn(messageChecks, type) ? messageChecks[type] : undefined;
  return typeof subtype === "string" && Object.hasOwn(systemChecks, subtype)
    ? systemChecks[subtype]
    : undefined;
}

function isTooDeep(line: string): boolean {
  let depth = 0;
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(line, at + 1);
      if (at === -1) return false;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
  }
  return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;

function endOfString(line: string, from: number): number {
  for (let quote = line.indexOf('"', from); quote !== -1; quote = line.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (line.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return quote;
  }
  return -1;
}

/** Own `__proto__` keys do no harm here, but would when a user merges the message into another object. */
function dropProto(value: unknown): void {
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== "object" || next === null) continue;
    if (Object.hasOwn(next, "__proto__")) delete (next as Record<string, unknown>)["__proto__"];
    open.push(...Object.values(next));
  }
}

function badControl(type: string): Frame {
  return fault("bad_control", `a "${type}" lacks its id or its body`);
}

function fault(problem: FrameFault["problem"], detail: string): Frame {
  return { kind: "fault", problem, detail };
}
