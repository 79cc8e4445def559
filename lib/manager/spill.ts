// The kept lines of an agent without a process, in a file that only this user can read: they take no memory there.
import { closeSync, openSync, readSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createPrivateFolder, type PrivateFolder } from "../process/private-folder.ts";
import type { KeptLine, PackedLines } from "./line-blocks.ts";

/** Where each line ends, and when it was received, stand behind the lines: two numbers of eight bytes. */
const ENTRY_BYTES = 16;

/** The lines in one file: read without a promise, since a page is a few kilobytes of what was written a moment ago. */
export class SpilledLines {
  readonly #file: string;
  readonly #indexAt: number;
  readonly count: number;

  private constructor(file: string, indexAt: number, count: number) {
    this.#file = file;
    this.#indexAt = indexAt;
    this.count = count;
  }

  /** @throws If the disk does not take them. */
  static async write(file: string, { texts, ends, times }: PackedLines): Promise<SpilledLines> {
    const index = Buffer.alloc(ends.length * ENTRY_BYTES);
    for (const [position, end] of ends.entries()) {
      index.writeDoubleLE(end, position * ENTRY_BYTES);
      index.writeDoubleLE(times[position] ?? 0, position * ENTRY_BYTES + 8);
    }
    try {
      // One buffer: of several, each would be a write of its own.
      await writeFile(file, Buffer.concat([...texts, index]), { flag: "wx", mode: 0o600 });
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
    return new SpilledLines(file, ends.at(-1) ?? 0, ends.length);
  }

  /** Lines by their place in the file, from 0. */
  read(from: number, to: number): KeptLine[] {
    const [first, last] = [Math.max(0, from), Math.min(to, this.count)];
    if (first >= last) return [];
    const handle = openSync(this.#file, "r");
    try {
      const before = first === 0 ? 0 : 1;
      const index = readAt(
        handle,
        this.#indexAt + (first - before) * ENTRY_BYTES,
        (last - first + before) * ENTRY_BYTES,
      );
      const start = before === 0 ? 0 : index.readDoubleLE(0);
      const text = readAt(handle, start, index.readDoubleLE(index.length - ENTRY_BYTES) - start);
      const lines: KeptLine[] = [];
      let at = 0;
      for (let entry = before * ENTRY_BYTES; entry < index.length; entry += ENTRY_BYTES) {
        const end = index.readDoubleLE(entry) - start;
        lines.push({ line: text.toString("utf8", at, end), receivedAt: index.readDoubleLE(entry + 8) });
        at = end;
      }
      return lines;
    } finally {
      closeSync(handle);
    }
  }

  remove(): void {
    rmSync(this.#file, { force: true });
  }
}

function readAt(handle: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const more = readSync(handle, bytes, read, length - read, position + read);
    if (more === 0) throw new Error("A file with kept lines of an agent has been cut short");
    read += more;
  }
  return bytes;
}

/** The folder for all agents of a manager; made when the first one is parked, gone when the program is. */
export class SpillFolder {
  #folder: Promise<PrivateFolder> | undefined;
  #files = 0;

  /** @throws {SpawnError} If there can be none. */
  async write(lines: PackedLines): Promise<SpilledLines> {
    this.#folder ??= createPrivateFolder("kodegen-agents-");
    const folder = await this.#folder.catch((error: unknown) => {
      // The next agent may have more luck.
      this.#folder = undefined;
      throw error;
    });
    this.#files += 1;
    return SpilledLines.write(path.join(folder.path, `${this.#files}.lines`), lines);
  }

  async remove(): Promise<void> {
    // One that could not be made is not there.
    const folder = await this.#folder?.catch(() => undefined);
    await folder?.remove();
  }
}
