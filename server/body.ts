// Reads a request's body, within limits, as one JSON-RPC message.
import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { Refusal } from "./front.ts";

/** A prompt of 1 MB fits in many times over. */
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_DEPTH = 100;

/** A body that is not taken; `code` is JSON-RPC's. */
export interface BodyRefusal extends Refusal {
  readonly code: number;
}

export async function readBody(
  request: IncomingMessage,
): Promise<{ value: unknown } | { refusal: BodyRefusal }> {
  const tooLarge = {
    refusal: { status: 413, code: -32_600, message: `The body is larger than ${MAX_BYTES} bytes` },
  };
  if (Number(request.headers["content-length"] ?? 0) > MAX_BYTES) return tooLarge;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Who sends too much is told so: the stream is left open for that.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Uint8Array).length;
    if (bytes > MAX_BYTES) return tooLarge;
    chunks.push(chunk as Uint8Array);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { refusal: { status: 400, code: -32_700, message: "The body is not JSON" } };
  }
  if (Array.isArray(value))
    return { refusal: { status: 400, code: -32_600, message: "Batches are not supported" } };
  if (depthOf(value) > MAX_DEPTH)
    return { refusal: { status: 400, code: -32_600, message: "The body is nested too deep" } };
  return { value };
}

/** Level by level rather than recursively, because the nesting is the sender's choice. */
function depthOf(value: unknown): number {
  let level = [value];
  for (let depth = 0; ; depth += 1) {
    level = level
      .filter((item) => typeof item === "object" && item !== null)
      .flatMap((item) => Object.values(item as object));
    if (level.length === 0 || depth > MAX_DEPTH) return depth + 1;
  }
}
