// One value to one line for the CLI's stdin, or an error: a bad line would end the CLI.
import { InvalidMessageError } from "../errors/input.ts";

/** Larger messages have never been useful; an endless one would fill both processes' memory. */
const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

/** In-process tools may answer with up to 25 MiB, which JSON makes longer. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * Encode a message as one NDJSON line.
 *
 * @param maxBytes The longest line, in bytes. Default: 10 MiB.
 * @throws {InvalidMessageError} If it cannot be serialised, is too long, or is a user message of a wrong shape.
 */
export function encodeLine(value: object, maxBytes: number = MAX_MESSAGE_BYTES): string {
  if ((value as { type?: unknown }).type === "user") requireUserMessage(value);
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new InvalidMessageError(`it cannot be written as JSON (${(error as Error).message})`, error);
  }
  if (text === undefined) throw new InvalidMessageError("it cannot be written as JSON");
  if (bytesBeyond(maxBytes, text) > 0)
    throw new InvalidMessageError(`it is longer than ${maxBytes} bytes; send large data as files`);
  return `${text}\n`;
}

/** How many bytes a text has when it has more than so many, and otherwise 0. */
export function bytesBeyond(limit: number, text: string): number {
  // A UTF-16 unit takes at most three bytes, so most texts need no counting.
  const bytes = text.length * 3 > limit ? new TextEncoder().encode(text).length : 0;
  return bytes > limit ? bytes : 0;
}

/** What the CLI would end over, or drop without a word: its turn would then never end. */
function requireUserMessage({ message }: { message?: unknown }): void {
  if (typeof message !== "object" || message === null)
    throw new InvalidMessageError('"message" must be an object');
  const { role, content } = message as Record<string, unknown>;
  if (role !== "user") throw new InvalidMessageError('"message.role" must be "user"');
  if (typeof content === "string") return;
  if (!Array.isArray(content))
    throw new InvalidMessageError('"message.content" must be a text or a list of content blocks');
  const wrong = content.findIndex((block) => !isBlock(block));
  if (wrong === -1) return;
  const demand = 'must be an object with a "type", and with a "text" where that is "text"';
  throw new InvalidMessageError(`"message.content"[${wrong}] ${demand}`);
}

/** Whether something can be a part of a message or of a tool's result. */
export function isBlock(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { type, text } = value as Record<string, unknown>;
  return typeof type === "string" && (type !== "text" || typeof text === "string");
}

/** @throws {TypeError} If the answer cannot be written, or is too long for the CLI. */
export function successBody(response: object): string {
  const text = JSON.stringify(response);
  if (bytesBeyond(MAX_ANSWER_BYTES, text) > 0)
    throw new TypeError(`The answer is longer than ${MAX_ANSWER_BYTES} bytes; write large data to a file`);
  return `"subtype":"success","response":${text}`;
}

export function errorBody(error: string, code?: string): string {
  const more = code === undefined ? "" : `,"error_code":${JSON.stringify(code)}`;
  return `"subtype":"error","error":${JSON.stringify(error)}${more}`;
}

/** The answer to a request of the CLI, as a line. */
export function answerLine(requestId: string, body: string): string {
  return `{"type":"control_response","response":{${body},"request_id":${JSON.stringify(requestId)}}}\n`;
}
