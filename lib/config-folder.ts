// Where Claude Code keeps what it keeps on disk: its configuration folder, the folder of each project, the transcripts.
import { open, realpath } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";

/** Environment variables; undefined counts as absent. */
export type Env = Readonly<Record<string, string | undefined>>;

export interface ConfigFolder {
  /** Settings, credentials and transcripts. */
  readonly folder: string;
  /** The folder of `.claude.json`, which stands beside the default one. */
  readonly globalFolder: string;
  readonly projects: string;
  /** True when it is where the CLI has it when nothing else is said. */
  readonly isDefault: boolean;
}

/** The environment of this program, which a CLI gets when it is given none. */
export function inheritedEnv(): Env {
  return process.env;
}

/** Looked up at each call, because programs set `CLAUDE_CONFIG_DIR` while they run. */
export function configFolder(env: Env = process.env): ConfigFolder {
  const given = env["CLAUDE_CONFIG_DIR"];
  const home = (process.platform === "win32" ? env["USERPROFILE"] : env["HOME"]) || os.homedir();
  const folder = (given || path.join(home, ".claude")).normalize("NFC");
  return {
    folder,
    globalFolder: given || home,
    projects: path.join(folder, "projects"),
    isDefault: !given,
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isSessionId(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}

const TRANSCRIPT = ".jsonl";

/** The transcript of a session in the folder of its project, or of a subagent in its own. */
export function transcriptFile(folder: string, name: string): string {
  return path.join(folder, `${name}${TRANSCRIPT}`);
}

export function isTranscript(file: string): boolean {
  return file.endsWith(TRANSCRIPT);
}

/** The folder with everything that belongs to a conversation besides its transcript; its name is the session's id. */
export function folderOfTranscript(file: string): string {
  return isTranscript(file) ? file.slice(0, -TRANSCRIPT.length) : file;
}

/** The file in which the CLI keeps what there is to know about a subagent, beside its transcript. */
export function metadataFile(transcript: string): string {
  return `${folderOfTranscript(transcript)}.meta.json`;
}

/** Longer names are cut here, and a hash of the whole is added. */
const LONGEST_NAME = 200;
const HASH_RADIX = 36;
const OVERRIDE = /^[A-Za-z0-9_-]{1,64}$/;
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/** The folder name for a working directory: one that the environment fixes, or one made from the path. */
export function projectKey(dir: string, env: Env = process.env): string {
  return fixedKey(env) ?? keyFromPath(dir);
}

/** The CLI obeys this variable only together with a configuration folder of its own. */
export function fixedKey(env: Env = process.env): string | undefined {
  const name = env["CLAUDE_CONFIG_DIR"] && env["CLAUDE_CODE_PROJECT_DIR_NAME"];
  return name && OVERRIDE.test(name) && !WINDOWS_DEVICE.test(name) ? name : undefined;
}

export function keyFromPath(dir: string): string {
  const cut = cutKey(dir);
  return cut === undefined ? plainKey(dir) : `${cut}${hash(dir)}`;
}

/** What the names of a directory begin with that are too long and end with a hash; undefined when its name is whole. */
export function cutKey(dir: string): string | undefined {
  const name = plainKey(dir);
  return name.length <= LONGEST_NAME ? undefined : `${name.slice(0, LONGEST_NAME)}-`;
}

/** A path as a name, however long; two paths can have the same one. */
export function plainKey(dir: string): string {
  return dir.replaceAll(/[^a-zA-Z0-9]/g, "-");
}

function hash(text: string): string {
  let value = 0;
  for (let at = 0; at < text.length; at += 1) value = ((value << 5) - value + text.charCodeAt(at)) | 0;
  return Math.abs(value).toString(HASH_RADIX);
}

/** A directory without symbolic links, as the CLI sees its own; as given when there is no such directory. */
export async function realDirectory(dir: string): Promise<string> {
  const absolute = path.resolve(dir);
  try {
    return composed(await realpath(absolute));
  } catch {
    // Sessions outlive their directory, so a missing one is still a key.
    return composed(absolute);
  }
}

/** macOS hands out decomposed names; the CLI composes them. */
function composed(file: string): string {
  return process.platform === "darwin" ? file.normalize("NFC") : file;
}

/** The beginning of the transcript of a session that works in a directory; undefined if there is none. */
export async function transcriptStart(sessionId: string, dir: string, env: Env): Promise<string | undefined> {
  const folder = path.join(configFolder(env).projects, projectKey(await realDirectory(dir), env));
  const file = await open(transcriptFile(folder, sessionId)).catch(() => undefined);
  try {
    const read = await file?.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
    return read?.buffer.toString("utf8", 0, read.bytesRead);
  } finally {
    await file?.close();
  }
}

/** The first message stands within it, unless it is itself very long. */
const START_BYTES = 1024 * 1024;
