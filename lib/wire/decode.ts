// One line to one frame. Nothing that the CLI prints makes it throw.
import { InvalidMessageError } from "../errors/input.ts";
import {
  isControlCancelFrame,
  isControlRequestFrame,
  isControlResponseFrame,
  isRightMessage,
  isRightRequest,
} from "../generated/checks.ts";
import type { ControlRequestFrame, ControlResponseFrame } from "./control-frames.ts";
import type { SDKMessage } from "./messages.ts";
import { decodePiece } from "./piece.ts";

/** A line that is not a frame, or a frame of a wrong shape. */
export interface FrameFault {
  readonly problem: "not_json" | "not_object" | "too_deep" | "bad_control" | "wrong_shape";
  /** What was seen; never the line itself, which may hold anything. */
  readonly detail: string;
  /** Set when it is a request: whoever sent it waits for an answer. */
  readonly requestId?: string;
  /** Set when it is an answer: whoever asked waits for it. */
  readonly answerTo?: string;
}

export type Frame =
  | { readonly kind: "message"; readonly message: SDKMessage; readonly fault?: FrameFault }
  | { readonly kind: "request"; readonly frame: ControlRequestFrame; readonly fault?: FrameFault }
  | { readonly kind: "response"; readonly frame: ControlResponseFrame }
  | { readonly kind: "cancel"; readonly requestId: string }
  /** An empty line or a sign of life. */
  | { readonly kind: "ignored" }
  | ({ readonly kind: "fault" } & FrameFault);

const IGNORED: Frame = { kind: "ignored" };
const OPEN_BRACE = 0x7b;
/** Nobody nests so deep; a recursive reader behind us would overflow its stack. */
const MAX_DEPTH = 256;
/** What a key `__proto__` needs, however it is spelt. */
const PROTO = /__proto__|\\u00/;

export function decodeLine(line: string): Frame {
  const piece = decodePiece(line);
  if (piece !== undefined) return { kind: "message", message: piece };
  // A line of white space only is no fault; testing the first character keeps the common case free.
  if (line.charCodeAt(0) !== OPEN_BRACE && line.trim() === "") return IGNORED;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return fault("not_json", `a line of ${line.length} characters is not JSON`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return fault(
      "not_object",
      `a line holds ${Array.isArray(value) ? "an array" : value === null ? "null" : `a ${typeof value}`}`,
    );
  }
  // Walking what was parsed costs less than looking through a long text, and no spelling deceives it.
  const isPlain = line.length < 2 * MAX_DEPTH && !PROTO.test(line);
  if (!isPlain && isTooDeep(value, MAX_DEPTH)) {
    return fault("too_deep", `a line is nested more than ${MAX_DEPTH} levels deep`);
  }
  const { type } = value as { type?: unknown };
  switch (type) {
    case "control_request":
      return toRequest(value);
    case "control_response":
      return isControlResponseFrame(value) ? { kind: "response", frame: value } : badControl(value, type);
    case "control_cancel_request":
      return isControlCancelFrame(value)
        ? { kind: "cancel", requestId: value.request_id }
        : badControl(value, type);
    case "keep_alive":
      return IGNORED;
  }
  if (typeof type !== "string") return fault("not_object", 'an object has no "type"');
  return isRightMessage(value as { type: string }) === false
    ? { kind: "message", message: value as SDKMessage, fault: wrongShape(value) }
    : { kind: "message", message: value as SDKMessage };
}

/**
 * Give a decoded line its type. Kinds that this library does not know pass through unchanged.
 *
 * @throws {InvalidMessageError} If the value is not an object with a text as `type`.
 */
export function parseMessage(value: unknown): SDKMessage {
  if (typeof value !== "object" || value === null || typeof (value as { type?: unknown }).type !== "string") {
    throw new InvalidMessageError('it must be an object with a text as "type"');
  }
  return value as SDKMessage;
}

function toRequest(value: object): Frame {
  if (!isControlRequestFrame(value)) return badControl(value, "control_request");
  const { request } = value;
  if (isRightRequest(request.subtype, request) !== false) return { kind: "request", frame: value };
  const detail = `a "${request.subtype}" request lacks a field or has a wrong one`;
  return { kind: "request", frame: value, fault: { problem: "wrong_shape", detail } };
}

function wrongShape({ type, subtype }: { type?: unknown; subtype?: unknown }): FrameFault {
  const kind = typeof subtype === "string" ? `${String(type)}/${subtype}` : String(type);
  return { problem: "wrong_shape", detail: `a "${kind}" message lacks a field or has a wrong one` };
}

/** With the id, where there is one, because somebody waits. */
function badControl(value: object, type: string): Frame {
  const bad = {
    kind: "fault",
    problem: "bad_control",
    detail: `a "${type}" lacks its id or its body`,
  } as const;
  const { request_id: asked, response } = value as { request_id?: unknown; response?: unknown };
  if (type === "control_request") return typeof asked === "string" ? { ...bad, requestId: asked } : bad;
  const { request_id: answered } = Object(response) as { request_id?: unknown };
  return type === "control_response" && typeof answered === "string" ? { ...bad, answerTo: answered } : bad;
}

function fault(problem: FrameFault["problem"], detail: string): Frame {
  return { kind: "fault", problem, detail };
}

/**
 * Calls itself once for each level that is left, never for what the input likes; JSON.parse itself does not recur.
 *
 * Takes own `__proto__` keys away: they do no harm here, but would when a user merges the message into another object.
 */
function isTooDeep(value: object, levelsLeft: number): boolean {
  if (levelsLeft === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value)
      if (typeof item === "object" && item !== null && isTooDeep(item, levelsLeft - 1)) return true;
    return false;
  }
  if (Object.hasOwn(value, "__proto__")) delete (value as Record<string, unknown>)["__proto__"];
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key];
    if (typeof field === "object" && field !== null && isTooDeep(field, levelsLeft - 1)) return true;
  }
  return false;
}
