// Opens regular files and nothing else: a pipe or a device in the place of one might block for ever.
import { constants, readFileSync, statSync } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";

/** Should the file become a pipe after it was looked at, opening it does not block either. */
const NOT_BLOCKING = constants.O_NONBLOCK ?? 0;
export const READ_FLAGS: number = constants.O_RDONLY | NOT_BLOCKING;

/**
 * Open a file, by default for reading.
 *
 * @returns Undefined when there is no such file, or when it is none to read from.
 * @throws What the system says of a file that may not be opened so.
 */
export async function openRegularFile(
  file: string,
  flags: number = READ_FLAGS,
): Promise<FileHandle | undefined> {
  try {
    if (!(await stat(file)).isFile()) return undefined;
    return await open(file, flags | NOT_BLOCKING);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The text of a file, by the rules of {@link openRegularFile}. */
export async function readRegularFile(file: string): Promise<string | undefined> {
  const handle = await openRegularFile(file);
  try {
    return await handle?.readFile("utf8");
  } finally {
    await handle?.close();
  }
}

/** The text of a small file, read while the caller waits; undefined when it cannot be read, for whatever reason. */
export function readRegularFileNow(file: string): string | undefined {
  try {
    return statSync(file).isFile()
      ? readFileSync(file, { encoding: "utf8", flag: READ_FLAGS as never })
      : undefined;
  } catch {
    // Most of these files do not exist, and one that may not be read says nothing either.
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP";
}
