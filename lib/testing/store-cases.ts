// What a session store has to do, as cases that any test runner can run on a store of one's own.
import type { SessionStore } from "../stores/store.ts";
import { APPEND_CASES } from "./store-append-cases.ts";
import { type Contract, newKey, type OptionalMethod } from "./store-contract.ts";
import { LIST_CASES } from "./store-list-cases.ts";

/** How a store comes to be for a case; it may be shared, since every case has project keys of its own. */
export type CreateSessionStore = () => SessionStore | Promise<SessionStore>;

/** What is checked of a store. */
export interface SessionStoreCasesOptions {
  /** Optional methods that the store does not have, and whose cases are left out. Default: it has all. */
  without?: readonly OptionalMethod[];
}

/** One case. */
export interface SessionStoreCase {
  readonly name: string;
  /** Rejects with an `AssertionError` when the store does not do what it has to. */
  run(): Promise<void>;
}

/** What became of the cases. */
export interface SessionStoreReport {
  readonly passed: readonly string[];
  readonly failed: readonly { readonly name: string; readonly error: unknown }[];
}

/**
 * The cases that a session store has to pass, for a test runner.
 *
 * @param createStore Called once for each case; what it makes is disposed of afterwards if it has `Symbol.asyncDispose`.
 *
 * @example With node:test
 * ```ts
 * import { test } from "node:test";
 * import { InMemorySessionStore } from "kodegen-claude-agent";
 * import { sessionStoreCases } from "kodegen-claude-agent/testing";
 *
 * for (const { name, run } of sessionStoreCases(() => new InMemorySessionStore())) test(name, run);
 * ```
 */
export function sessionStoreCases(
  createStore: CreateSessionStore,
  { without = [] }: SessionStoreCasesOptions = {},
): SessionStoreCase[] {
  return [...APPEND_CASES, ...LIST_CASES]
    .filter(({ needs }) => !without.some((method) => needs.includes(method)))
    .map((contract) => ({ name: contract.name, run: () => runOn(createStore, contract) }));
}

/**
 * Run all cases one after the other, without a test runner.
 *
 * @returns Which passed and which failed, and why.
 */
export async function checkSessionStore(
  createStore: CreateSessionStore,
  options: SessionStoreCasesOptions = {},
): Promise<SessionStoreReport> {
  const passed: string[] = [];
  const failed: { name: string; error: unknown }[] = [];
  for (const { name, run } of sessionStoreCases(createStore, options)) {
    try {
      await run();
      passed.push(name);
    } catch (error) {
      failed.push({ name, error });
    }
  }
  return { passed, failed };
}

async function runOn(createStore: CreateSessionStore, contract: Contract): Promise<void> {
  const store: SessionStore & Partial<AsyncDisposable> = await createStore();
  try {
    for (const method of contract.needs) {
      if (typeof store[method] === "function") continue;
      if (method === "lease") return;
      throw new TypeError(`The store has no ${method}(): add it, or name it in "without"`);
    }
    await contract.check(store as Required<SessionStore>, newKey());
  } finally {
    await store[Symbol.asyncDispose]?.();
  }
}
