// What cases for session stores are made of.
import assert from "node:assert/strict";
import type { SessionKey, SessionStore, SessionStoreEntry } from "../stores/store.ts";

/** Methods that a store may leave out. */
export type OptionalMethod = "listSessions" | "listSessionSummaries" | "delete" | "listSubkeys";

export type Key = Readonly<Omit<SessionKey, "subpath">>;

/** @param key One that no other case and no other run has. */
type Check = (store: Required<SessionStore>, key: Key) => Promise<void>;

/** One thing that a store has to do. */
export interface Contract {
  readonly name: string;
  readonly needs: Needs;
  readonly check: Check;
}

/** Nothing is checked when there is no `lease`, which the official SDK does not know. */
type Needs = readonly (OptionalMethod | "lease")[];

/** Things that a store with these methods has to do. */
export function needing(needs: Needs, checks: Record<string, Check>): Contract[] {
  return Object.entries(checks).map(([name, check]) => ({ name, needs, check }));
}

/** A conversation that no other case and no other run has. */
export function newKey(projectKey: string = newProject()): Key {
  return { projectKey, sessionId: crypto.randomUUID() };
}

export function newProject(): string {
  return `-store-case-${crypto.randomUUID()}`;
}

/** Entries with ids of their own. */
export function entries<Texts extends string[]>(...texts: Texts): { [At in keyof Texts]: SessionStoreEntry } {
  const entry = (text: string): SessionStoreEntry => ({
    type: "user",
    uuid: crypto.randomUUID(),
    message: { content: text },
  });
  return texts.map(entry) as { [At in keyof Texts]: SessionStoreEntry };
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
