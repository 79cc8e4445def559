// Whether a file has changed since it was last looked at.
import { statSync } from "node:fs";

/** The clock of a file system ticks slowly: what is younger may change once more without looking changed. */
const YOUNG_MS = 100;

/** Looks different once the file is another, or has another content, mode or owner; undefined if that cannot be known. */
export function stampOf(file: string): string | undefined {
  try {
    const { ino, ctimeMs, mtimeMs, size } = statSync(file);
    if (Math.abs(Date.now() - ctimeMs) < YOUNG_MS) return undefined;
    return [ino, ctimeMs, mtimeMs, size].join();
  } catch {
    return undefined; // Reading it says why.
  }
}
