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
const MACH_O = new Set([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe]);
/** How the executables of each system begin. */
const SYSTEMS: readonly { readonly platform: string; isOf(header: DataView): boolean }[] = [
  { platform: "linux", isOf: (header) => header.getUint32(0) === 0x7f454c46 },
  { platform: "darwin", isOf: (header) => MACH_O.has(header.getUint32(0)) },
  { platform: "win32", isOf: (header) => header.getUint16(0) === 0x4d5a },
];
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
  const built = SYSTEMS.find(({ isOf }) => isOf(header))?.platform;
  if (built === undefined || !SYSTEMS.some(({ platform }) => platform === process.platform)) return false;
  if (built !== "linux" || process.platform !== "linux") return built !== process.platform;
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
