// Texts that are cut short to be kept: without half a character at the end, and without all that was cut off.

const HIGH_SURROGATE = /[\uD800-\uDBFF]$/;

/** At most so many characters; the last one says that there was more. */
export function shortText(text: string, most: number): string {
  if (text.length <= most) return ownText(text);
  return ownText(`${text.slice(0, most - 1).replace(HIGH_SURROGATE, "")}…`);
}

/** The same text in memory of its own: a part of a text keeps the whole of it there. */
export function ownText(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
