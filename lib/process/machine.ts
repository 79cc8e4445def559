// Recognises an executable that was built for another machine; the C library would have a shell read it as a script.
import { open, stat } from "node:fs/promises";
import process from "node:process";
import { CLINotExecutableError } from "../errors/start.ts";

/** How executables begin: on Linux, macOS and Windows. */
const SYSTEMS = [/^7f454c46/, /^(?:feedfac[ef]|c[ef]faedfe|cafebabe)/, /^4d5a/];
const HEADER_BYTES = 20;

export function notForThisMachine(executable: string, cause: unknown): CLINotExecutableError {
  const machine = `${process.platform}-${process.arch}`;
  const text = `Cannot run "${executable}": it is no program for this machine (ENOEXEC); install Claude Code for ${machine}`;
  return new CLINotExecutableError(executable, "ENOEXEC", text, cause);
}

/** @returns True for a binary of another system or processor than what runs this program; false for scripts. */
export async function isForeign(file: string): Promise<boolean> {
  const [header, own] = await Promise.all([headerOf(file), headerOf(process.execPath)]);
  const [system, ours] = [header, own].map((each) => SYSTEMS.findIndex((start) => start.test(each)));
  if (system === -1 || ours === -1) return false;
  // The last field is the processor's, on Linux.
  return system !== ours || (system === 0 && header.slice(-4) !== own.slice(-4));
}

/** In hexadecimal digits; empty for what cannot be read. */
async function headerOf(file: string): Promise<string> {
  try {
    // Opening a pipe would wait for somebody who writes into it.
    if (!(await stat(file)).isFile()) return "";
    const opened = await open(file, "r");
    try {
      const { buffer, bytesRead } = await opened.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      return buffer.toString("hex", 0, bytesRead);
    } finally {
      await opened.close();
    }
  } catch {
    // May be run though not read, or no descriptor is free: starting it will show.
    return "";
  }
}
