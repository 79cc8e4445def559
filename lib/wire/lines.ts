// Splits bytes into lines. Knows nothing of JSON.

/** Bytes with a fast way to text, as `Buffer` has it. */
export interface Chunk extends Uint8Array {
  toString(encoding?: "utf8", start?: number, end?: number): string;
}

export interface LineSplitterOptions {
  /** The longest line that is kept, in bytes. */
  readonly maxLineBytes: number;
  readonly onLine: (line: string, bytes: number) => void;
  /** A line was longer; it is skipped, and so many of its bytes were thrown away. Called once for each such line. */
  readonly onTooLong: (skippedBytes: number) => void;
  /** A gibibyte has been thrown away and still no newline came: none is to be expected. Called at most once. */
  readonly onEndless: (skippedBytes: number) => void;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BYTE_ORDER_MARK = "\ufeff";
/** Only what is no line at all is so long: once so much of it has been thrown away, nobody waits for its end. */
const ENDLESS_BYTES = 1024 * 1024 * 1024;

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });
/** Where lines up to this size are joined, one after the other: fresh memory for each would cost more than the joining. */
const JOINING_BYTES = 1024 * 1024;
let joining: Uint8Array | undefined;

export class LineSplitter {
  readonly #options: LineSplitterOptions;
  // Parts of a line whose end has not come yet; joined once, so that a long line costs linear time.
  #parts: Uint8Array[] = [];
  #partBytes = 0;
  #skipped = 0;
  #gaveUp = false;

  constructor(options: LineSplitterOptions) {
    this.#options = options;
  }

  push(chunk: Chunk): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const bytes = this.#partBytes + end - start;
      const line = this.#take(chunk, start, end, bytes);
      if (line !== undefined) this.#options.onLine(line, bytes);
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk, start);
  }

  /**
   * No more bytes will come. A last line without a newline is delivered if it is complete.
   *
   * @returns The bytes of a last line that is not.
   */
  end(): { partialBytes: number } {
    if (this.#skipped > 0) this.#skip(0, true);
    const bytes = this.#partBytes;
    if (bytes === 0) return { partialBytes: 0 };
    const line = this.#join();
    if (!isComplete(line)) return { partialBytes: bytes };
    this.#options.onLine(line, bytes);
    return { partialBytes: 0 };
  }

  /** The line that ends here; undefined when it is too long. */
  #take(chunk: Chunk, start: number, end: number, bytes: number): string | undefined {
    if (this.#skipped > 0 || bytes > this.#options.maxLineBytes) {
      this.#skip(this.#skipped > 0 ? end - start : bytes, true);
      this.#forget();
      return undefined;
    }
    if (this.#partBytes === 0)
      return withoutMark(
        chunk.toString("utf8", start, chunk[end - 1] === RETURN && end > start ? end - 1 : end),
      );
    this.#parts.push(chunk.subarray(start, end));
    this.#partBytes = bytes;
    return withoutMark(this.#join());
  }

  #keep(chunk: Chunk, start: number): void {
    const bytes = chunk.length - start;
    if (this.#skipped > 0) this.#skip(bytes, false);
    else if (this.#partBytes + bytes > this.#options.maxLineBytes) {
      this.#skip(this.#partBytes + bytes, false);
      this.#forget();
    } else {
      // The runtime hands over memory of its own that nobody writes to again, so the part need not be copied.
      this.#parts.push(start === 0 ? chunk : chunk.subarray(start));
      this.#partBytes += bytes;
    }
  }

  /** Throw away a part of a line that is too long. */
  #skip(bytes: number, atEnd: boolean): void {
    const skipped = this.#skipped + bytes;
    this.#skipped = atEnd ? 0 : skipped;
    if (this.#gaveUp) return;
    if (atEnd) this.#options.onTooLong(skipped);
    else if (skipped >= ENDLESS_BYTES) {
      this.#gaveUp = true;
      this.#options.onEndless(skipped);
    }
  }

  #join(): string {
    const bytes = this.#partBytes;
    const whole = bytes > JOINING_BYTES ? new Uint8Array(bytes) : (joining ??= new Uint8Array(JOINING_BYTES));
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    this.#forget();
    return UTF8.decode(whole.subarray(0, whole[bytes - 1] === RETURN ? bytes - 1 : bytes));
  }

  #forget(): void {
    this.#parts = [];
    this.#partBytes = 0;
  }
}

function isComplete(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    // The line was cut off; how much of it there was is all that can be told.
    return false;
  }
}

function withoutMark(line: string): string {
  return line.startsWith(BYTE_ORDER_MARK) ? line.slice(1) : line;
}
