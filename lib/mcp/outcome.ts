// What a tool or a server gave or threw, as an answer that the CLI can read: what is wrong with it is said in its place.
import { toError } from "../errors/to-error.ts";
import { isObject } from "../json-object.ts";
import { bytesBeyond, isBlock } from "../wire/encode.ts";
import { failure, INTERNAL_ERROR, type Outcome } from "./message.ts";

/** A larger result would fill the model's context a hundred times over. */
const MAX_RESULT_BYTES = 25 * 1024 * 1024;
const SHORT_CHARACTERS = 100_000;
const FEW_BLOCKS = 32;

/** A failed call, whose text the model reads. */
export function failedCall(text: string): Outcome {
  return { result: { content: [{ type: "text", text }], isError: true } };
}

/** The outcome of a call whose function threw: an error's own words and no more, as in the official SDK. */
export function thrownOutcome(tool: string, thrown: unknown): Outcome {
  const { message } = toError(thrown);
  const speaks = thrown instanceof Error && message !== "";
  return failedCall(speaks ? message : `The tool "${tool}" failed: ${message}`);
}

const isContent = (value: unknown): boolean => Array.isArray(value) && value.every(isBlock);
const isBoolean = (value: unknown): boolean => typeof value === "boolean";

/** What has to be true of the fields of a result. */
const DEMANDS: readonly (readonly [string, (value: unknown) => boolean, string])[] = [
  ["content", isContent, 'a list such as [{ type: "text", text }]'],
  ["structuredContent", isObject, "an object"],
  ["isError", isBoolean, "true or false"],
  ["_meta", isObject, "an object"],
];

/** The outcome of a call whose function returned. */
export function toolOutcome(tool: string, given: unknown): Outcome {
  if (!isObject(given))
    return failedCall(`The tool "${tool}" gave no result: its handler has to return { content: [...] }`);
  const wrong = DEMANDS.find(([name, fits]) => given[name] !== undefined && !fits(given[name]));
  if (wrong !== undefined)
    return failedCall(`The tool "${tool}" gave a malformed result: "${wrong[0]}" must be ${wrong[2]}`);
  try {
    return withinLimit(given["content"] === undefined ? { ...given, content: [] } : given);
  } catch (error) {
    return failedCall(`The tool "${tool}" gave a result that JSON cannot hold: ${toError(error).message}`);
  }
}

/** The outcome of a request to a server of another make. */
export function serverOutcome({ result, error }: { result?: unknown; error?: unknown }): Outcome {
  try {
    const outcome = withinLimit(isObject(error) ? error : result);
    if ("error" in outcome || !isObject(error)) return outcome;
    const { code, message, data } = error;
    const whole = Number.isSafeInteger(code) ? (code as number) : INTERNAL_ERROR;
    return { error: { code: whole, message: String(message), ...(data === undefined ? {} : { data }) } };
  } catch (mistake) {
    return failure(`The MCP server failed: ${toError(mistake).message}`);
  }
}

/** @throws {TypeError} If it is no object, or one that JSON cannot hold. */
function withinLimit(result: unknown): Outcome {
  // The CLI would wait for ever for the answer.
  if (!isObject(result)) throw new TypeError("it answered with neither a result nor an error");
  if (isShort(result)) return { result };
  const text = JSON.stringify(result) as string | undefined;
  if (text?.startsWith("{") !== true)
    throw new TypeError("it writes itself as something else than an object");
  const bytes = bytesBeyond(MAX_RESULT_BYTES, text);
  if (bytes === 0) return { result };
  return failure(`The result has ${bytes} bytes, more than ${MAX_RESULT_BYTES}; write large data to a file`);
}

/** True for a few short texts and nothing else, which most results are: they need not be written to know that they can be. */
function isShort(result: Record<string, unknown>): boolean {
  const { content } = result;
  if (!Array.isArray(content) || content.length > FEW_BLOCKS || Object.keys(result).length > 1) return false;
  return content.every(
    (block: Record<string, unknown>) =>
      typeof block["text"] === "string" &&
      block["text"].length < SHORT_CHARACTERS &&
      Object.keys(block).length === 2,
  );
}
