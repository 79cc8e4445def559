// A JSON-RPC message of the CLI: what of it can be relied on, and what it may be answered.
import { isObject } from "../json-object.ts";
import type { JsonRpcMessage } from "./configs.ts";

export const INTERNAL_ERROR = -32_603;
/** The answer to a request that was cancelled, as far as somebody still waits for it. */
export const CANCELLED: Outcome = failure("The call was cancelled", -32_800);

/** What a request is answered, without its id. */
export type Outcome =
  | { readonly result: Record<string, unknown> }
  | { readonly error: NonNullable<JsonRpcMessage["error"]> };

/** The message, or undefined for what is none; parameters of a wrong kind count as none. */
export function toMessage(given: unknown): JsonRpcMessage | undefined {
  if (!isObject(given)) return undefined;
  const { id, method, params } = given;
  if (method === undefined) return isId(id) ? { ...given, jsonrpc: "2.0" } : undefined;
  if (typeof method !== "string" || !(id === undefined || isId(id))) return undefined;
  if (id === undefined) return { jsonrpc: "2.0", method, params: toParams(params) };
  return { jsonrpc: "2.0", id, method, params: toParams(params) };
}

/** An answer under the id of its request; under null, as JSON-RPC has it, where that is no id at all. */
export function toAnswer(given: unknown, outcome: Outcome): JsonRpcMessage {
  const id = isObject(given) && /^(?:string|number)$/.test(typeof given["id"]) ? given["id"] : null;
  return { jsonrpc: "2.0", id: id as string | number, ...outcome };
}

export function failure(message: string, code: number = INTERNAL_ERROR): Outcome {
  return { error: { code, message } };
}

const isText = (value: unknown): boolean => typeof value === "string";
const isId = (value: unknown): value is string | number => isText(value) || Number.isSafeInteger(value);

/** For a wrong one of these fields of `_meta`, the MCP SDK drops the whole request without a word. */
const META = Object.entries({
  progressToken: isId,
  "claudecode/toolUseId": isText,
  "io.modelcontextprotocol/related-task": (value: unknown) => isObject(value) && isText(value["taskId"]),
});

function toParams(given: unknown): Record<string, unknown> {
  if (!isObject(given)) return {};
  const { _meta: meta } = given;
  if (meta === undefined) return given;
  if (!isObject(meta)) return { ...given, _meta: undefined };
  const wrong = META.filter(([name, fits]) => meta[name] !== undefined && !fits(meta[name]));
  if (wrong.length === 0) return given;
  return { ...given, _meta: { ...meta, ...Object.fromEntries(wrong.map(([name]) => [name, undefined])) } };
}
