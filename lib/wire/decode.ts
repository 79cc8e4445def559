// One line to one frame. Nothing that the CLI prints makes it throw.
import {
  controlCancel,
  controlRequest,
  controlResponse,
  messageChecks,
  systemChecks,
} from "../generated/validate.ts";
import type { ControlRequestFrame, ControlResponseFrame } from "./control.ts";
import type { KnownMessage, SDKMessage } from "./messages.ts";

/** Something that is no frame, or a frame of a wrong shape. */
export interface FrameFault {
  readonly problem: "not_json" | "not_object" | "too_deep" | "bad_control" | "wrong_shape";
  /** What was seen; never the line itself, which may hold anything. */
  readonly detail: string;
  /** Set when it is a request: whoever sent it waits for an answer. */
  readonly requestId?: string;
  /** Set when it is an answer to us, by the id of our request. */
  readonly answers?: string;
}

export type Frame =
  | { readonly kind: "message"; readonly message: SDKMessage; readonly fault?: FrameFault }
  | { readonly kind: "request"; readonly frame: ControlRequestFrame }
  | { readonly kind: "response"; readonly frame: ControlResponseFrame }
  | { readonly kind: "cancel"; readonly requestId: string }
  /** An empty line or a sign of life. */
  | { readonly kind: "ignored" }
  | FaultFrame;

type FaultFrame = { readonly kind: "fault" } & FrameFault;

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
  // Walking what was parsed costs a quarter of what looking through the text does, and no spelling deceives it.
  if (typeof value === "object" && value !== null && isTooDeep(value, MAX_DEPTH)) {
    return fault("too_deep", `a line is nested more than ${MAX_DEPTH} levels deep`);
  }
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
      return controlRequest(value) ? { kind: "request", frame: value } : badRequest(value);
    case "control_response":
      return controlResponse(value) ? { kind: "response", frame: value } : badResponse(value);
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
export function isKnownMessage(message: unknown): message is KnownMessage {
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

function badRequest(value: object): Frame {
  const { request_id: requestId } = value as { request_id?: unknown };
  const bad = badControl("control_request");
  return typeof requestId === "string" ? { ...bad, requestId } : bad;
}

function badResponse(value: object): Frame {
  const { response } = value as { response?: { request_id?: unknown } | null };
  const bad = badControl("control_response");
  const id = response?.request_id;
  return typeof id === "string" ? { ...bad, answers: id } : bad;
}

function badControl(type: string): FaultFrame {
  return fault("bad_control", `a "${type}" lacks its id or its body`);
}

function fault(problem: FrameFault["problem"], detail: string): FaultFrame {
  return { kind: "fault", problem, detail };
}
