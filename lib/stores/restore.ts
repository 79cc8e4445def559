// Writes a conversation from a store to where a CLI can resume it: into a configuration folder of its own.
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { type Env, isSessionId, metadataFile } from "../config-folder.ts";
import { createPrivateFolder } from "../process/private-folder.ts";
import { copyConfig, copyLogin } from "./config-copy.ts";
import { fileOfKey } from "./keys.ts";
import { transcriptOf, writePrivateFile } from "./private-file.ts";
import type { SessionStoreEntry } from "./store.ts";
import { listOfSessions, listOfSubpaths, loadEntries, type StoreSource } from "./store-calls.ts";

export interface LoadedConversation {
  readonly sessionId: string;
  readonly entries: readonly SessionStoreEntry[];
}

/**
 * @returns Undefined when the store has none of this id, or when it is no id but a title.
 * @throws {SessionStoreError} When the store fails, or does not answer in time.
 */
export async function loadOne(
  source: StoreSource,
  sessionId: string,
): Promise<LoadedConversation | undefined> {
  // The id becomes a file name: nothing else may.
  if (!isSessionId(sessionId)) return undefined;
  const entries = await loadEntries(source, { sessionId });
  return entries.length === 0 ? undefined : { sessionId, entries };
}

/**
 * Load the conversation that changed last.
 *
 * @returns Undefined when there is none yet.
 * @throws {SessionStoreError} When the store fails, does not answer in time, or has no `listSessions()`.
 */
export async function loadNewest(source: StoreSource): Promise<LoadedConversation | undefined> {
  const sessions = await listOfSessions(source);
  for (const { sessionId } of sessions.toSorted((a, b) => b.mtime - a.mtime)) {
    const loaded = await loadOne(source, sessionId);
    // Older versions of the CLI kept subagents beside the conversations that started them.
    if (loaded !== undefined && loaded.entries[0]?.["isSidechain"] !== true) return loaded;
  }
  return undefined;
}

export interface Restored {
  readonly folder: string;
  /** Variables that make a CLI use it. */
  readonly env: Readonly<Record<string, string>>;
  /** Subpaths that cannot be file names here. */
  readonly skipped: readonly string[];
  /** Remove everything; if this program dies before, it is removed all the same. */
  remove(): Promise<void>;
  /** Remove everything but the transcripts, which nobody else has. */
  removeAllButTranscripts(): Promise<void>;
}

const PROJECTS = "projects";

/**
 * @param env The environment that the CLI would have: says where the user's settings and credentials are.
 * @param copied What of these is to be there.
 * @throws {SessionStoreError} When the store fails; nothing is left then.
 */
export async function restore(
  source: StoreSource,
  conversation: LoadedConversation,
  env: Env,
  copied: "all" | "login" | "nothing" = "all",
): Promise<Restored> {
  const copy = await createPrivateFolder("claude-resume-");
  const folder = copy.path;
  try {
    const key = { projectKey: source.projectKey, sessionId: conversation.sessionId };
    const projects = path.join(folder, PROJECTS);
    await writePrivateFile(fileOfKey(key, projects), transcriptOf(conversation.entries));
    if (copied !== "nothing") await (copied === "all" ? copyConfig : copyLogin)(env, folder);
    const skipped = await writeSubagents(source, conversation.sessionId, projects);
    return {
      folder,
      env: { CLAUDE_CONFIG_DIR: folder, ...secureStorage(env) },
      skipped,
      remove: () => copy.remove(),
      removeAllButTranscripts: async () => {
        copy.keep();
        for (const name of await readdir(folder))
          if (name !== PROJECTS) await rm(path.join(folder, name), { recursive: true, maxRetries: 5 });
      },
    };
  } catch (error) {
    await copy.remove();
    throw error;
  }
}

/** On Windows the login is kept by the name of the configuration folder, which has to stay the old one. */
function secureStorage(env: Env): Record<string, string> {
  if (process.platform !== "win32") return {};
  const name = env["CLAUDE_SECURESTORAGE_CONFIG_DIR"] ?? env["CLAUDE_CONFIG_DIR"] ?? "";
  return { CLAUDE_SECURESTORAGE_CONFIG_DIR: name };
}

async function writeSubagents(source: StoreSource, sessionId: string, projects: string): Promise<string[]> {
  const skipped: string[] = [];
  for (const subpath of await listOfSubpaths(source, sessionId)) {
    if (!isSafe(subpath)) {
      skipped.push(subpath);
      continue;
    }
    const key = { projectKey: source.projectKey, sessionId, subpath };
    const entries = await loadEntries(source, { sessionId, subpath });
    const file = fileOfKey(key, projects);
    const lines = entries.filter(({ type }) => type !== "agent_metadata");
    if (lines.length > 0) await writePrivateFile(file, transcriptOf(lines));
    // What the CLI keeps beside a subagent's transcript travels to the store as an entry.
    const { type, ...about } = entries.findLast((entry) => entry.type === "agent_metadata") ?? {};
    if (type !== undefined) await writePrivateFile(metadataFile(file), [JSON.stringify(about)]);
  }
  return skipped;
}

/** A relative path that stays below where it starts, on any system: a store may hold anything. */
function isSafe(subpath: unknown): boolean {
  if (typeof subpath !== "string" || subpath.includes("\0") || /^[a-z]:/i.test(subpath)) return false;
  return subpath.split(/[\\/]/).every((part) => part !== "" && part !== "." && part !== "..");
}
