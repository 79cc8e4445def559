// Small JSON files beside a transcript: what is known of its session that no entry says, or not in sight.
import path from "node:path";
import { folderOfTranscript } from "../config-folder.ts";
import { parsedJson } from "../json-object.ts";
import { readRegularFileNow } from "../regular-file.ts";
import { writePrivateFile } from "../stores/private-file.ts";
import { type Fields, record } from "../stores/unchecked.ts";

export function readBesideFile(transcript: string, name: string): Fields | undefined {
  return record(parsedJson(readRegularFileNow(path.join(folderOfTranscript(transcript), name)) ?? ""));
}

export async function writeBesideFile(transcript: string, name: string, fields: Fields): Promise<void> {
  await writePrivateFile(path.join(folderOfTranscript(transcript), name), [JSON.stringify(fields)]);
}
