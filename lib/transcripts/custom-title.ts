// The title that a user gave, as the CLI keeps it beside the transcript.
import { readFileSync } from "node:fs";
import path from "node:path";
import { folderOfTranscript } from "../config-folder.ts";

const LONGEST = 200;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

export function readCustomTitle(transcript: string): string | undefined {
  try {
    const file = path.join(folderOfTranscript(transcript), "custom-title.json");
    const { customTitle } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    return typeof customTitle === "string" ? printable(customTitle) || undefined : undefined;
  } catch {
    // Most sessions have none.
    return undefined;
  }
}

function printable(title: string): string {
  return [...title.trim().replaceAll(UNPRINTABLE, " ")].slice(0, LONGEST).join("").trim();
}
