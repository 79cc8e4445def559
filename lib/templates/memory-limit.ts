// Gives a WebAssembly module a largest memory, which its compiler has left open: then no template takes more, whatever it says.
import { Buffer } from "node:buffer";

/** The section that declares the memory. */
const MEMORY_SECTION = 5;
const HEADER_BYTES = 8;
const PAGE_BYTES = 65_536;
/** Of the declaration: there is a maximum. */
const HAS_MAXIMUM = 1;

/** @returns The same module, whose memory grows no further. @throws {TypeError} If it declares no memory of its own. */
export function withMemoryLimit(module: Uint8Array, mostBytes: number): Uint8Array<ArrayBuffer> {
  let at = HEADER_BYTES;
  while (at < module.length) {
    const start = at;
    const size = readNumber(module, at + 1);
    const end = size.next + size.value;
    if (module[start] === MEMORY_SECTION) {
      // How many memories, flags, and the least size of the first.
      const flags = readNumber(module, readNumber(module, size.next).next);
      const least = readNumber(module, flags.next).value;
      const section = [1, HAS_MAXIMUM, ...written(least), ...written(Math.floor(mostBytes / PAGE_BYTES))];
      const declared = [MEMORY_SECTION, ...written(section.length), ...section];
      return Buffer.concat([module.subarray(0, start), Uint8Array.from(declared), module.subarray(end)]);
    }
    at = end;
  }
  throw new TypeError("The WebAssembly module declares no memory");
}

/** A number in LEB128, as WebAssembly writes all of them. */
function readNumber(module: Uint8Array, from: number): { value: number; next: number } {
  let value = 0;
  for (let at = from, shift = 0; ; at += 1, shift += 7) {
    const byte = module[at] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return { value, next: at + 1 };
  }
}

function written(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...written(value >>> 7)];
}
