// Titles and tags that a program gave, kept beside the transcript: there they count however long the session goes on.
import { readBesideFile, writeBesideFile } from "./beside-file.ts";
import type { Ends } from "./ends.ts";
import { lastLineText } from "./raw-fields.ts";

/** What can be given to a session: its entries in the transcript, and the file beside it. */
export interface NameKind {
  readonly type: string;
  readonly field: string;
  readonly file: string;
}

/** The file is the CLI's own, which writes it when a session is renamed in it. */
export const TITLE: NameKind = { type: "custom-title", field: "customTitle", file: "custom-title.json" };
export const AI_TITLE = { type: "ai-title", field: "aiTitle" } as const;
export const TAG: NameKind = { type: "tag", field: "tag", file: "tag.json" };

const MOST_REPLACED = 16;
const LONGEST = 200;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

interface GivenName {
  readonly name: string;
  /** The names before; undefined when the CLI has written it. */
  readonly replaced: readonly unknown[] | undefined;
}

/**
 * The title or tag that counts, of those near the end of a transcript and beside it; the empty one takes a tag away.
 *
 * What stands at the end is newer than what lies beside the transcript, unless it is what that has replaced: a process that
 * runs does not know of the change, and writes the name that it knows now and then.
 */
export function nameOf(kind: NameKind, transcript: string, { tail }: Ends): string | undefined {
  const atEnd = lastName(kind, tail);
  const beside = readName(kind, transcript);
  if (beside !== undefined && (atEnd === undefined || beside.replaced?.includes(atEnd))) return beside.name;
  return atEnd;
}

/** The last one in some bytes of a transcript. */
export function lastName({ field, type }: Omit<NameKind, "file">, bytes: Ends["tail"]): string | undefined {
  return lastLineText(bytes, field, type);
}

function readName({ field, file }: NameKind, transcript: string): GivenName | undefined {
  const { [field]: name, replaced } = readBesideFile(transcript, file) ?? {};
  if (typeof name !== "string") return undefined;
  if (Array.isArray(replaced)) return { name, replaced };
  const shown = printable(name);
  return shown === "" ? undefined : { name: shown, replaced: undefined };
}

/** @param ends Of the transcript, before the new name was written to it. */
export async function writeName(kind: NameKind, transcript: string, name: string, ends: Ends): Promise<void> {
  const before = [nameOf(kind, transcript, ends), ...(readName(kind, transcript)?.replaced ?? [])];
  const replaced = [...new Set(before)].filter((old) => old && old !== name).slice(0, MOST_REPLACED);
  const given = { [kind.field]: name, by: "host", at: new Date().toISOString(), replaced };
  await writeBesideFile(transcript, kind.file, given);
}

function printable(title: string): string {
  return [...title.trim().replaceAll(UNPRINTABLE, " ")].slice(0, LONGEST).join("").trim();
}
