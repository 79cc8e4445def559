// The lines of a transcript's file, however long it is.
import { Buffer } from "node:buffer";
import type { FileHandle } from "node:fs/promises";
import { openRegularFile } from "../regular-file.ts";
import { linesOf } from "./raw-fields.ts";

export const CHUNK_BYTES: number = 1024 * 1024;
const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = Buffer.from("\ufeff");

/** Lines with where they start; a line is good until the next one is asked for. None when there is no such file. */
export async function* linesIn(file: string): AsyncGenerator<[line: Buffer, position: number]> {
  const handle = await openRegularFile(file);
  if (handle === undefined) return;
  try {
    for await (const [piece, position] of piecesOf(handle, Buffer.allocUnsafeSlow(CHUNK_BYTES)))
      for (const line of linesOf(piece)) yield [line, position + line.byteOffset - piece.byteOffset];
  } finally {
    await handle.close();
  }
}

/**
 * A file in pieces, each of whole lines, with where it starts.
 *
 * @param memory What is read into: a piece is good until the next one is asked for.
 */
export async function* piecesOf(
  handle: FileHandle,
  memory: Buffer,
): AsyncGenerator<[piece: Buffer, position: number]> {
  let begun: Buffer[] = [];
  let position = await afterByteOrderMark(handle);
  for (let offset = position; ; ) {
    const { bytesRead } = await handle.read(memory, 0, memory.length, offset);
    if (bytesRead === 0) break;
    offset += bytesRead;
    const chunk = memory.subarray(0, bytesRead);
    // What was begun in the chunk before ends with the first newline.
    const start = begun.length === 0 ? 0 : chunk.indexOf(NEWLINE) + 1;
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (start > 0) {
      const line = Buffer.concat([...begun, chunk.subarray(0, start)]);
      yield [line, position];
      position += line.length;
      begun = [];
    }
    if (end > start) yield [chunk.subarray(start, end), position];
    position += end - start;
    if (end < bytesRead) begun.push(Buffer.from(chunk.subarray(end)));
  }
  if (begun.length > 0) yield [Buffer.concat(begun), position];
}

/** At the start of the file alone: elsewhere it makes its line one that nobody can read. */
async function afterByteOrderMark(handle: FileHandle): Promise<number> {
  const { buffer } = await handle.read(Buffer.alloc(BYTE_ORDER_MARK.length), 0, BYTE_ORDER_MARK.length, 0);
  return buffer.equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
}
