// Recognises an executable that was built for another machine; the C library would have a shell read it as a script.
import { open, stat } from "node:fs/promises";
import process from "node:process";
import { CLINotExecutableError } from "../errors/start.ts";

/** What the header of a Linux executable calls the processors that Node knows. */
const PROCESSORS: Readonly<Record<string, number>> = {
  ia32: 3,
  ppc64: 21,
  s390x: 22,
  arm: 40,
  x64: 62,
  arm64: 183,
  riscv64: 243,
  loong64: 258,
};
const ELF = [0x7f, 0x45, 0x4c, 0x46];
const MACH_O = new Set([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe]);
const HEADER_BYTES = 20;

export function notForThisMachine(executable: string, cause: unknown): CLINotExecutableError {
  const machine = `${process.platform}-${process.arch}`;
  const text = `Cannot run "${executable}": it is no program for this machine (ENOEXEC); install Claude Code for ${machine}`;
  return new CLINotExecutableError(executable, "ENOEXEC", text, cause);
}

/** @returns True for a binary of another system or processor; false for everything else, scripts too. */
export async function isForeign(file: string): Promise<boolean> {
  const header = await readHeader(file);
  if (header === undefined) return false;
  const linux = ELF.every((byte, at) => header.getUint8(at) === byte);
  const mac = MACH_O.has(header.getUint32(0));
  const windows = header.getUint8(0) === 0x4d && header.getUint8(1) === 0x5a;
  if (process.platform === "win32") return linux || mac;
  if (process.platform === "darwin") return linux || windows;
  if (process.platform !== "linux") return false;
  if (!linux) return mac || windows;
  const littleEndian = header.getUint8(5) === 1;
  const processor = PROCESSORS[process.arch];
  return processor !== undefined && header.getUint16(18, littleEndian) !== processor;
}

async function readHeader(file: string): Promise<DataView | undefined> {
  try {
    // Opening a pipe would wait for somebody who writes into it.
    if (!(await stat(file)).isFile()) return undefined;
    const opened = await open(file, "r");
    try {
      const { buffer, bytesRead } = await opened.read(new Uint8Array(HEADER_BYTES), 0, HEADER_BYTES, 0);
      return bytesRead === HEADER_BYTES ? new DataView(buffer.buffer, buffer.byteOffset) : undefined;
    } finally {
      await opened.close();
    }
  } catch {
    // May be run though not read, or no descriptor is free: starting it will show.
    return undefined;
  }
}
