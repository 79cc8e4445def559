// A scripted CLI that mirrors its transcript, and stores that misbehave.
import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before } from "node:test";
import {
  InMemorySessionStore,
  type Options,
  type SDKMessage,
  type SessionKey,
  type SessionStoreEntry,
  type SessionWarning,
} from "../../lib/index.ts";
import {
  initFrame,
  resultFrame,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { prompted, type Scene } from "./fault.ts";

/** Where the scripted CLI has its transcripts; nothing is there. */
const CONFIG = "/nowhere/config";
const SESSION_ID = "66666666-6666-4666-8666-666666666666";
export const KEY: { projectKey: string; sessionId: string } = {
  projectKey: "-project",
  sessionId: SESSION_ID,
};
export const ENV: Record<string, string | undefined> = {
  PATH: process.env["PATH"],
  CLAUDE_CONFIG_DIR: CONFIG,
};

/** A line with entries of the conversation, or of a subagent. */
export function mirrorFrame(texts: readonly string[], subpath?: string): ScriptedFrame {
  const place = subpath === undefined ? SESSION_ID : `${SESSION_ID}/${subpath}`;
  return {
    type: "transcript_mirror",
    filePath: `${CONFIG}/projects/-project/${place}.jsonl`,
    entries: texts.map((text) => ({ type: "user", text })),
  };
}

/** A turn in which this happens. */
export function turnOf(...frames: ScriptedFrame[]): ScriptedStep {
  return { emit: [stateFrame("running"), initFrame(), ...frames, resultFrame("done"), stateFrame("idle")] };
}

export interface Mirrored {
  readonly kinds: string[];
  readonly messages: SDKMessage[];
  readonly warnings: SessionWarning[];
  readonly error: { readonly code?: string } | undefined;
}

/** Ask a scripted CLI one question. */
export async function mirrored(
  scene: Scene,
  steps: readonly ScriptedStep[],
  more: Options,
  onMessage: (message: SDKMessage) => void = () => undefined,
): Promise<Mirrored> {
  const messages: SDKMessage[] = [];
  const warnings: SessionWarning[] = [];
  const options = await scene.options({ steps: [prompted, ...steps] }, { env: ENV, ...more });
  const asking = scene.query("hello", options);
  asking.on("warning", (warning) => warnings.push(warning));
  let error: Mirrored["error"];
  try {
    for await (const message of asking) {
      messages.push(message);
      onMessage(message);
    }
  } catch (thrown) {
    error = thrown as { code?: string };
  }
  return { kinds: messages.map(kindOf), messages, warnings, error };
}

export function kindOf(message: SDKMessage): string {
  return message.type === "system" ? message.subtype : message.type;
}

/** A store whose `append()` meets trouble first: what rejects or never resolves keeps it from storing. */
export class TroubledStore extends InMemorySessionStore {
  attempts = 0;
  trouble: ((entries: SessionStoreEntry[]) => Promise<void>) | undefined;

  constructor(trouble?: (entries: SessionStoreEntry[]) => Promise<void>) {
    super();
    this.trouble = trouble;
  }

  override async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    this.attempts += 1;
    await this.trouble?.(entries);
    await super.append(key, entries);
  }

  /** The texts of a transcript. */
  texts(subpath?: string): unknown[] {
    const key = subpath === undefined ? KEY : { ...KEY, subpath };
    return this.getEntries(key).map((entry) => entry["text"]);
  }
}

export const never: () => Promise<never> = () => new Promise(() => undefined);

/** Give this file a folder of its own for temporary files, to see what is left there. */
export function withTemporaryFolder(): { folders(): string[] } {
  const usual = process.env["TMPDIR"];
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "store-test-"));
    process.env["TMPDIR"] = folder;
  });
  after(async () => {
    if (usual === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = usual;
    await rm(folder, { recursive: true, force: true });
  });
  return { folders: () => readdirSync(folder).filter((name) => name.startsWith("claude-resume-")) };
}
