// Makes inputs that nobody has written from those that somebody has, the same ones for a seed.
import { Buffer } from "node:buffer";

export type Random = (below: number) => number;

/** Whole numbers below another one, the same for a seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What parsers stumble over. */
const PIECES: readonly Buffer[] = [
  ...'\n|\r\n|\r|\0|\ufeff|\u2028|\u0085|"|\\|\\u0000|\\ud800|{|}|[|]|:|,|null|true|-0|1e999|__proto__|constructor'.split(
    "|",
  ),
  ..."\x7f|%00|../|//|;|=| |\t|*|(|)|**|mcp__|@|#|?|%|é|😀|\u202e|\u001b[31m|http://|127.0.0.1|localhost|[::1]|:0".split(
    "|",
  ),

  "content-length: 1",
  "transfer-encoding: chunked",
  "host: x",
  "0\r\n\r\n",
  "[[[[[[[[",
  '{"a":{"a":{"a":',
  "9".repeat(40),
]
  .map((text) => Buffer.from(text))
  .concat([
    Buffer.from([0xff]),
    Buffer.from([0xc3]),
    Buffer.from([0xed, 0xa0, 0x80]),
    Buffer.from([0xf0, 0x9f]),
  ]);
const LONGEST = 16_384;

/** One of the corpus, changed in a few places; or bytes without any sense. */
export function inputOf(random: Random, corpus: readonly Buffer[]): Buffer {
  if (random(20) === 0) return Buffer.from(Array.from({ length: random(200) }, () => random(256)));
  let input = corpus[random(corpus.length)] ?? Buffer.alloc(0);
  for (let changes = random(6); changes >= 0; changes -= 1) input = changed(random, input, corpus);
  return input.subarray(0, LONGEST);
}

function changed(random: Random, input: Buffer, corpus: readonly Buffer[]): Buffer {
  const from = random(input.length + 1);
  const to = Math.min(input.length, from + 1 + random(random(8) === 0 ? 64 : 4));
  const [head, middle, tail] = [input.subarray(0, from), input.subarray(from, to), input.subarray(to)];
  const other = corpus[random(corpus.length)] ?? input;
  switch (random(7)) {
    case 0:
      return Buffer.concat([head, tail]);
    case 1:
      return Buffer.concat([head, PIECES[random(PIECES.length)] ?? middle, middle, tail]);
    case 2:
      return Buffer.concat([head, PIECES[random(PIECES.length)] ?? middle, tail]);
    case 3:
      return Buffer.concat([head, ...Array.from({ length: 1 + random(20) }, () => middle), tail]);
    case 4:
      return Buffer.concat([head, other.subarray(random(other.length + 1))]);
    case 5:
      return Buffer.concat([head, middle.map((byte) => byte ^ (1 << random(8))), tail]);
    default:
      return Buffer.concat([head, tail, middle]);
  }
}

/** The shortest part of an input of which something still holds, within so many tries. */
export async function minimised(
  input: Buffer,
  holds: (part: Buffer) => Promise<boolean>,
  tries = 500,
): Promise<Buffer> {
  let shortest = input;
  let left = tries;
  for (
    let size = Math.ceil(shortest.length / 2);
    size >= 1 && left > 0;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  )
    for (let at = 0; at < shortest.length && left > 0; left -= 1) {
      const part = Buffer.concat([shortest.subarray(0, at), shortest.subarray(at + size)]);
      if (await holds(part)) shortest = part;
      else at += size;
    }
  return shortest;
}
