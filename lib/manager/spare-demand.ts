// For which agents spare processes are kept: for those that were asked for last, each as many as the others. No processes here.
import { isSameKey, type SpareKey } from "./claude-spare-key.ts";

/** What agents have asked for, and how often in a row a spare for it has failed. */
export interface Wanted {
  readonly key: SpareKey;
  askedAt: number;
  failures: number;
}

/** A CLI that cannot start is not started for ever. */
const FAILURES = 3;

export class SpareDemand {
  readonly #spares: number;
  /** Those that were asked for last come first; as many as there can be spares. */
  #wanted: Wanted[] = [];

  /** @param spares How many there are at the same time. */
  constructor(spares: number) {
    this.#spares = spares;
  }

  get isEmpty(): boolean {
    return this.#wanted.length === 0;
  }

  /** An agent of this key is asked for. */
  want(key: SpareKey, now: number = performance.now()): void {
    const known = this.#find(key);
    const wanted = known ?? { key, askedAt: now, failures: 0 };
    wanted.askedAt = now;
    this.#wanted = [wanted, ...this.#wanted.filter((other) => other !== known)].slice(0, this.#spares);
  }

  /** How many spares each key is to have, those first that were asked for last. */
  shares(): readonly { readonly key: SpareKey; readonly count: number }[] {
    const able = this.#wanted.filter(({ failures }) => failures < FAILURES);
    const each = Math.floor(this.#spares / Math.max(able.length, 1));
    const rest = this.#spares % Math.max(able.length, 1);
    return able.map(({ key }, index) => ({ key, count: each + (index < rest ? 1 : 0) }));
  }

  /** A spare has waited in vain since then. */
  expired(key: SpareKey, since: number): void {
    this.#wanted = this.#wanted.filter((wanted) => wanted.askedAt > since || !isSameKey(wanted.key, key));
  }

  /** A spare has become an agent's process. */
  served(key: SpareKey): void {
    const wanted = this.#find(key);
    if (wanted !== undefined) wanted.failures = 0;
  }

  /** @param isFinal It can never go well. @returns True if no more are started. */
  failed(key: SpareKey, isFinal: boolean): boolean {
    const wanted = this.#find(key);
    if (wanted === undefined) return false;
    wanted.failures = isFinal ? FAILURES : wanted.failures + 1;
    return wanted.failures >= FAILURES;
  }

  #find(key: SpareKey): Wanted | undefined {
    return this.#wanted.find((wanted) => isSameKey(wanted.key, key));
  }
}
