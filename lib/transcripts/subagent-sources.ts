// All subagents of a kept session, each with its transcript: found once, on disk or in a store.
import { readFile } from "node:fs/promises";
import { metadataFile } from "../config-folder.ts";
import type { SessionStore } from "../stores/store.ts";
import { loadEntries, storeKey } from "./in-store.ts";
import { type Fields, record } from "./link.ts";
import type { GetSessionInfoOptions } from "./options.ts";
import { EntriesSource, FileSource, type TranscriptSource } from "./source.ts";
import { subagentFiles } from "./subagents.ts";

export interface SubagentSource {
  readonly agentId: string;
  readonly source: TranscriptSource;
  /** What the CLI noted of it: its kind, the call that started it, … */
  readonly details: Fields;
}

const SUBAGENT = /^subagents\/(?:.*\/)?agent-([^/]+)$/s;

export async function* subagentSources(
  sessionId: string,
  { dir, sessionStore }: GetSessionInfoOptions,
): AsyncGenerator<SubagentSource> {
  if (sessionStore) yield* inStore(sessionStore, sessionId, dir);
  else
    for (const { agentId, file } of await subagentFiles(sessionId, dir))
      yield { agentId, source: new FileSource(file), details: await detailsBeside(file) };
}

/** A store need not be able to list them; then there are none to be found. */
async function* inStore(
  store: SessionStore,
  sessionId: string,
  dir: string | undefined,
): AsyncGenerator<SubagentSource> {
  if (store.listSubkeys === undefined) return;
  const key = await storeKey(sessionId, dir);
  for (const subpath of new Set(await store.listSubkeys(key))) {
    const agentId = SUBAGENT.exec(subpath)?.[1];
    const entries = agentId === undefined ? undefined : await loadEntries(store, { ...key, subpath });
    if (agentId === undefined || entries === undefined) continue;
    const source = new EntriesSource(entries.filter(({ type }) => type !== "agent_metadata"));
    yield { agentId, source, details: entries.findLast(({ type }) => type === "agent_metadata") ?? {} };
  }
}

async function detailsBeside(file: string): Promise<Fields> {
  try {
    return record(JSON.parse(await readFile(metadataFile(file), "utf8"))) ?? {};
  } catch {
    // Written by an older version, or not yet: the messages can be read without it.
    return {};
  }
}
