// Where confined agents have kept their conversations: what belongs to none that is remembered goes.
import { readdirSync, renameSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { logFailure } from "../log.ts";

/** In the folder of a journal. */
export function confinedFolder(journal: string): string {
  return path.resolve(journal, "confined");
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const GONE = ".gone";

/**
 * Look, and take away, in one go, so that an agent that takes up a conversation at this moment has it or has not.
 *
 * @param known The ids of all agents that are remembered.
 */
export function sweepConfined(journal: string, known: ReadonlySet<string>): void {
  const folder = confinedFolder(journal);
  try {
    for (const name of namesIn(folder)) {
      const place = path.join(folder, name);
      const isGone = name.endsWith(GONE);
      if (!isGone && (!UUID.test(name) || known.has(name))) continue;
      const gone = isGone ? place : `${place}${GONE}`;
      if (!isGone) renameSync(place, gone);
      rm(gone, { recursive: true, force: true, maxRetries: 5 }).catch(report);
    }
  } catch (error) {
    report(error);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // No agent was confined yet.
    if ((error as { code?: string }).code === "ENOENT") return [];
    throw error;
  }
}

function report(error: unknown): void {
  logFailure("what a confined agent has kept stays", error);
}
