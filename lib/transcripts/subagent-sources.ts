// All subagents of a kept session, each with its transcript: found once, on disk or in a store.
import { listOfSubpaths, type StoreSource } from "../stores/calls.ts";
import { agentIdOf, loadSession } from "./in-store.ts";
import type { Fields } from "./link.ts";
import { type GetSessionInfoOptions, storeOf } from "./options.ts";
import { findTranscript, subagentDetails, subagentFiles } from "./session-files.ts";
import { EntriesSource, FileSource, type TranscriptSource } from "./source.ts";

export interface SubagentSource {
  readonly agentId: string;
  readonly source: TranscriptSource;
  /** What the CLI noted of it: its kind, the call that started it, … */
  readonly details: Fields;
}

export async function* subagentSources(
  sessionId: string,
  where: GetSessionInfoOptions,
): AsyncGenerator<SubagentSource> {
  const store = await storeOf(where);
  if (store !== undefined) return yield* inStore(store, sessionId);
  const found = await findTranscript(sessionId, where.dir);
  if (found === undefined) return;
  for (const { agentId, file } of await subagentFiles(found.file))
    yield { agentId, source: new FileSource(file), details: (await subagentDetails(file)) ?? {} };
}

/** A store need not be able to list them; then there are none to be found. */
async function* inStore(store: StoreSource, sessionId: string): AsyncGenerator<SubagentSource> {
  for (const subpath of new Set(await listOfSubpaths(store, sessionId))) {
    const agentId = agentIdOf(subpath);
    if (agentId === undefined) continue;
    const entries = await loadSession(store, sessionId, subpath);
    const source = new EntriesSource(entries.filter(({ type }) => type !== "agent_metadata"));
    yield { agentId, source, details: entries.findLast(({ type }) => type === "agent_metadata") ?? {} };
  }
}
