// What cases for session stores are made of.
import assert from "node:assert/strict";
import type { SessionKey, SessionStore, SessionStoreEntry } from "../stores/store.ts";

/** Methods that a store may leave out. */
export type OptionalMethod = "listSessions" | "listSessionSummaries" | "delete" | "listSubkeys";

/** One thing that a store has to do. */
export interface Contract {
  readonly name: string;
  readonly needs?: readonly OptionalMethod[];
  /** Nothing to check when the store does not have this method, which the official SDK does not know. */
  readonly ifThere?: "lease";
  check(store: Required<SessionStore>): Promise<void>;
}

/** A conversation that no other case and no other run has. */
export function newKey(projectKey: string = newProject()): { projectKey: string; sessionId: string } {
  return { projectKey, sessionId: crypto.randomUUID() };
}

export function newProject(): string {
  return `-store-case-${crypto.randomUUID()}`;
}

/** Entries with ids of their own. */
export function entries(...texts: string[]): SessionStoreEntry[] {
  return texts.map((text) => ({ type: "user", uuid: crypto.randomUUID(), message: { content: text } }));
}

/** A copy, so that a store which keeps what it is given cannot pass by accident. */
export async function append(
  store: SessionStore,
  key: SessionKey,
  added: readonly SessionStoreEntry[],
): Promise<void> {
  await store.append({ ...key }, structuredClone([...added]));
}

export async function assertHas(
  store: SessionStore,
  key: SessionKey,
  expected: readonly SessionStoreEntry[],
  problem: string,
): Promise<void> {
  assert.deepEqual(await store.load({ ...key }), [...expected], problem);
}

export async function assertUnknown(store: SessionStore, key: SessionKey, problem: string): Promise<void> {
  assert.equal(await store.load({ ...key }), null, problem);
}

/** Let the clock go on, further than any file system's resolution. */
export async function later(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 30));
}
