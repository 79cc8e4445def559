// Adds a line to a transcript, to which others may be writing at the same time.
import { Buffer } from "node:buffer";
import { constants } from "node:fs";
import { openRegularFile } from "../regular-file.ts";

// Every write goes to the end, whoever else writes.
const APPEND = constants.O_RDWR | constants.O_APPEND;
const NEWLINE = 0x0a;

/** False when the file is gone or empty: a single line would not make a session. */
export async function appendLine(file: string, line: string): Promise<boolean> {
  const handle = await openRegularFile(file, APPEND);
  if (handle === undefined) return false;
  try {
    const { size } = await handle.stat();
    if (size === 0) return false;
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    // Behind half a line of a writer that died, the new one would be lost.
    await handle.appendFile(`${buffer[0] === NEWLINE ? "" : "\n"}${line}\n`);
    return true;
  } finally {
    await handle.close();
  }
}
