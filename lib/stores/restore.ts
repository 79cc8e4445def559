// Writes a conversation from a store to where a CLI can resume it: into a configuration folder of its own.
import { chmod, mkdir, mkdtemp, open, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { metadataFile } from "../config-folder.ts";
import { copyConfig } from "./config-copy.ts";
import { fileOfKey } from "./keys.ts";
import type { SessionStoreEntry } from "./store.ts";
import { type LoadedConversation, listSubpaths, loadEntries, type StoreSource } from "./stored.ts";

/** Environment variables; undefined counts as absent. */
type Env = Readonly<Record<string, string | undefined>>;

export interface Materialized {
  readonly folder: string;
  /** Variables that make a CLI use it. */
  readonly env: Readonly<Record<string, string>>;
  /** Subpaths that cannot be file names here. */
  readonly skipped: readonly string[];
  /** Remove everything. */
  remove(): Promise<void>;
  /** Remove everything but the transcripts, which nobody else has. */
  removeAllButTranscripts(): Promise<void>;
}

/** Only this user may look. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const PROJECTS = "projects";
/** Text that is put together before it is written. */
const PIECE = 256 * 1024;

/**
 * @param env The environment that the CLI would have: says where the user's settings and credentials are.
 * @throws {SessionStoreError} When the store fails; nothing is left then.
 */
export async function materialize(
  source: StoreSource,
  conversation: LoadedConversation,
  env: Env,
): Promise<Materialized> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "claude-resume-"));
  const remove = (name = ""): Promise<void> =>
    // Something may hold a file open for a moment after the process has ended.
    rm(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 });
  try {
    await chmod(folder, FOLDER_MODE);
    const key = { projectKey: source.projectKey, sessionId: conversation.sessionId };
    const projects = path.join(folder, PROJECTS);
    await writeTranscript(fileOfKey(key, projects), conversation.entries);
    await copyConfig(env, folder);
    const skipped = await writeSubagents(source, conversation.sessionId, projects);
    return {
      folder,
      env: { CLAUDE_CONFIG_DIR: folder, ...secureStorage(env) },
      skipped,
      remove,
      removeAllButTranscripts: async () => {
        for (const name of await readdir(folder)) if (name !== PROJECTS) await remove(name);
      },
    };
  } catch (error) {
    await remove();
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
  for (const subpath of await listSubpaths(source, sessionId)) {
    if (!isSafe(subpath)) {
      skipped.push(subpath);
      continue;
    }
    const key = { projectKey: source.projectKey, sessionId, subpath };
    const entries = await loadEntries(source, key);
    const file = fileOfKey(key, projects);
    const lines = entries.filter(({ type }) => type !== "agent_metadata");
    if (lines.length > 0) await writeTranscript(file, lines);
    const about = entries.findLast(({ type }) => type === "agent_metadata");
    if (about !== undefined) await writeMetadata(file, about);
  }
  return skipped;
}

async function writeTranscript(file: string, entries: readonly SessionStoreEntry[]): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: FOLDER_MODE });
  const handle = await open(file, "w", FILE_MODE);
  try {
    let piece = "";
    for (const entry of entries) {
      piece += `${JSON.stringify(entry)}\n`;
      if (piece.length < PIECE) continue;
      await handle.writeFile(piece);
      piece = "";
    }
    await handle.writeFile(piece);
  } finally {
    await handle.close();
  }
}

/** What the CLI keeps beside a subagent's transcript travels to the store as an entry. */
async function writeMetadata(file: string, { type: _type, ...about }: SessionStoreEntry): Promise<void> {
  const beside = metadataFile(file);
  await mkdir(path.dirname(beside), { recursive: true, mode: FOLDER_MODE });
  await writeFile(beside, JSON.stringify(about), { mode: FILE_MODE });
}

/** A relative path that stays below where it starts, on any system: a store may hold anything. */
function isSafe(subpath: unknown): boolean {
  if (typeof subpath !== "string" || subpath.includes("\0") || /^[a-z]:/i.test(subpath)) return false;
  return subpath.split(/[\\/]/).every((part) => part !== "" && part !== "." && part !== "..");
}
