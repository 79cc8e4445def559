// Reads a request's body, within limits, as one JSON-RPC message.
import { Buffer } from "node:buffer";
import type { Refusal } from "./front.ts";

/** A prompt of 1 MB fits in many times over. */
export const DEFAULT_BODY_BYTES: number = 4 * 1024 * 1024;
const MAX_DEPTH = 100;

/** A body that is not taken; `code` is JSON-RPC's. */
export interface BodyRefusal extends Refusal {
  readonly code: number;
}

/**
 * Gives a body piece by piece, until there is no more or no more is wanted; rejects if the sender has gone.
 *
 * @param take Returns false if no more is wanted.
 */
export type BodyPieces = (take: (piece: Uint8Array) => boolean) => Promise<void>;

/** @param declared The header that says how long it is. */
export async function readBody(
  pieces: BodyPieces,
  declared: string | undefined,
  maxBytes: number,
): Promise<{ value: unknown } | { refusal: BodyRefusal }> {
  const chunks: Uint8Array[] = [];
  let bytes = Number(declared ?? 0);
  if (!(bytes > maxBytes)) {
    bytes = 0;
    try {
      await pieces((piece) => {
        bytes += piece.length;
        chunks.push(piece);
        return bytes <= maxBytes;
      });
    } catch {
      // The sender has gone, or has been cut off.
      return refused(408, -32_600, "The body did not come whole in time");
    }
  }
  if (bytes > maxBytes) return refused(413, -32_600, `The body is larger than ${maxBytes} bytes`);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return refused(400, -32_700, "The body is not JSON");
  }
  if (Array.isArray(value)) return refused(400, -32_600, "Batches are not supported");
  if (depthOf(value) > MAX_DEPTH) return refused(400, -32_600, "The body is nested too deep");
  return { value };
}

function refused(status: number, code: number, message: string): { refusal: BodyRefusal } {
  return { refusal: { status, code, message } };
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
