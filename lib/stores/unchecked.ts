// Values in a transcript, which nobody has checked.

/** Fields of an entry, or of a part of one. */
export type Fields = Readonly<Record<string, unknown>>;

export function record(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null ? (value as Fields) : undefined;
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The blocks of a content, of one type if one is given; a content that is a text is a block of it. */
export function blocksOf(content: unknown, type?: string): Fields[] {
  const blocks = typeof content === "string" ? [{ type: "text", text: content }] : content;
  if (!Array.isArray(blocks)) return [];
  const found = blocks.map(record).filter((block) => block !== undefined);
  return type === undefined ? found : found.filter((block) => block["type"] === type);
}
