// The subagents of a kept session, and of those that they started: each with its transcript, on disk or in a store.
import { InvalidOptionsError } from "../errors/input.ts";
import { listOfSubpaths, loadEntries, type StoreSource } from "../stores/store-calls.ts";
import type { Fields } from "../stores/unchecked.ts";
import { type GetSessionInfoOptions, storeOf } from "./options.ts";
import { findTranscript, subagentDetails, subagentFiles } from "./session-files.ts";
import { EntriesSource, FileSource, type TranscriptSource } from "./transcript-source.ts";

export interface Subagent {
  readonly agentId: string;
  open(): Promise<{
    readonly source: TranscriptSource;
    /** What the CLI noted of it: its kind, the call that started it, … */
    readonly details: Fields;
  }>;
}

/** A store need not be able to list them; then there are none to be found. */
export async function* subagentsOf(
  sessionId: string,
  where: GetSessionInfoOptions,
): AsyncGenerator<Subagent> {
  const store = await storeOf(where);
  if (store !== undefined) {
    for (const subpath of new Set(await listOfSubpaths(store, sessionId))) {
      const agentId = agentIdIn(subpath);
      if (agentId !== undefined) yield { agentId, open: () => openStored(store, sessionId, subpath) };
    }
    return;
  }
  const found = await findTranscript(sessionId, where.dir);
  if (found === undefined) return;
  const open = async (file: string): ReturnType<Subagent["open"]> => ({
    source: new FileSource(file),
    details: (await subagentDetails(file)) ?? {},
  });
  for (const { file, subpath } of await subagentFiles(found.file)) {
    const agentId = agentIdIn(subpath);
    if (agentId !== undefined) yield { agentId, open: () => open(file) };
  }
}

/** Undefined when it is not a subagent's. */
function agentIdIn(subpath: string): string | undefined {
  return /^subagents\/(?:.*\/)?agent-([^/]+)$/s.exec(subpath)?.[1];
}

/** On disk the id only selects, it never becomes a path. */
export async function findSubagent(
  sessionId: string,
  agentId: string,
  where: GetSessionInfoOptions,
): Promise<Subagent | undefined> {
  const store = await storeOf(where);
  if (store !== undefined && store.store.listSubkeys === undefined) {
    // Here it becomes part of a key, which a store may use as a path.
    if (/[/\\]|^\.\.?$/.test(agentId)) throw new InvalidOptionsError(['"agentId" must not be a path']);
    return { agentId, open: () => openStored(store, sessionId, `subagents/agent-${agentId}`) };
  }
  for await (const subagent of subagentsOf(sessionId, where))
    if (subagent.agentId === agentId) return subagent;
  return undefined;
}

async function openStored(
  store: StoreSource,
  sessionId: string,
  subpath: string,
): ReturnType<Subagent["open"]> {
  const entries = await loadEntries(store, { sessionId, subpath });
  return {
    source: new EntriesSource(entries.filter(({ type }) => type !== "agent_metadata")),
    details: entries.findLast(({ type }) => type === "agent_metadata") ?? {},
  };
}
