// A session store that remembers what was asked of it, and a query that uses one.
import {
  InMemorySessionStore,
  type Options,
  type SDKMessage,
  type SessionKey,
  type SessionStore,
  type SessionStoreEntry,
} from "../../lib/index.ts";
import type { Sdk } from "./record.ts";
import type { Options as OfficialOptions } from "./stage.ts";

export interface Seen {
  readonly kinds: string[];
  readonly messages: SDKMessage[];
  readonly error: string | undefined;
}

/** Ask a question, and read to the end. */
export async function ask({ query }: Sdk, prompt: string, options: Options): Promise<Seen> {
  const messages: SDKMessage[] = [];
  let error: string | undefined;
  try {
    const stream = query({ prompt, options: options as OfficialOptions });
    for await (const message of stream) messages.push(message as SDKMessage);
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  const kinds = messages.map((message) =>
    "subtype" in message ? `${message.type}/${String(message.subtype)}` : message.type,
  );
  return { kinds, messages, error };
}

/** What a user said, as a transcript has it. */
export function user(content: unknown, more: object = {}): SessionStoreEntry {
  return { type: "user", message: { role: "user", content }, ...more };
}

/** A store that remembers what was asked of it. */
export class RecordingStore extends InMemorySessionStore {
  readonly calls: string[] = [];
  readonly appended: { readonly key: SessionKey; readonly entries: SessionStoreEntry[] }[] = [];

  override append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    this.appended.push({ key, entries });
    return super.append(key, entries);
  }
  override load(key: SessionKey): Promise<SessionStoreEntry[] | null> {
    this.calls.push(`load ${JSON.stringify(key)}`);
    return super.load(key);
  }
  override listSessions(projectKey: string): Promise<{ sessionId: string; mtime: number }[]> {
    this.calls.push(`listSessions ${projectKey}`);
    return super.listSessions(projectKey);
  }
  override listSubkeys(key: SessionKey): Promise<string[]> {
    this.calls.push(`listSubkeys ${JSON.stringify(key)}`);
    return super.listSubkeys(key);
  }
}

/** Everything of one conversation, in a new recording store. */
export async function copyOf(
  store: SessionStore,
  key: { projectKey: string; sessionId: string },
): Promise<RecordingStore> {
  const copy = new RecordingStore();
  for (const subpath of [undefined, ...((await store.listSubkeys?.(key)) ?? [])]) {
    const full = subpath === undefined ? key : { ...key, subpath };
    await copy.append(full, (await store.load(full)) ?? []);
  }
  copy.appended.length = 0;
  return copy;
}

/** What was appended, by transcript, without the borders of batches. */
export function withoutBorders(store: RecordingStore): Record<string, object> {
  const transcripts: Record<string, SessionStoreEntry[]> = {};
  for (const { key, entries } of store.appended) (transcripts[nameOf(key)] ??= []).push(...entries);
  return Object.fromEntries(
    Object.entries(transcripts).map(([name, entries]) => [
      name,
      {
        // The CLI writes its own notes when it comes to it, some more than once; only the conversation has an order.
        notes: [...new Set(entries.map(({ type }) => type))].toSorted(),
        conversation: entries
          .filter(({ type }) => type === "user" || type === "assistant")
          .map((entry) => (entry["message"] as { content?: unknown }).content),
      },
    ]),
  );
}

/** The id of a subagent is made up anew each time. */
const nameOf = ({ projectKey, sessionId, subpath = "" }: SessionKey): string =>
  [projectKey, sessionId, subpath.replace(/agent-\w+$/, "agent-x")].join(" ");
