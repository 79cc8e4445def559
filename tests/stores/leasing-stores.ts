// Stores that give conversations away: one that does it well, and some that do not.
import { InMemorySessionStore, type SessionKey } from "../../lib/index.ts";
import type { BrokenStore } from "./broken-stores.ts";

/** A store that can give conversations away. */
export class LeasingStore extends InMemorySessionStore {
  readonly held: Set<string> = new Set();
  async lease({ projectKey, sessionId }: SessionKey): Promise<(() => Promise<void>) | null> {
    const name = `${projectKey}/${sessionId}`;
    if (this.held.has(name)) return null;
    this.held.add(name);
    let mine = true;
    return async () => {
      if (mine) this.held.delete(name);
      mine = false;
    };
  }
}

/** Gives to everybody who asks. */
class Generous extends InMemorySessionStore {
  lease(): Promise<() => Promise<void>> {
    return Promise.resolve(() => Promise.resolve());
  }
}

/** Looks, waits, and takes. */
class Hesitant extends LeasingStore {
  override async lease(key: SessionKey): Promise<(() => Promise<void>) | null> {
    if (this.held.size > 0) return null;
    await new Promise((resolve) => setTimeout(resolve, 1));
    return (await super.lease(key)) ?? (() => Promise.resolve());
  }
}

/** Lets anybody give back what somebody else has. */
class Forgetful extends LeasingStore {
  override async lease(key: SessionKey): Promise<(() => Promise<void>) | null> {
    const giveBack = await super.lease(key);
    return giveBack && (async () => this.held.clear());
  }
}

export const BROKEN_LEASES: Readonly<Record<string, BrokenStore>> = {
  "that gives a conversation to everybody": { found: /one session at a time/, store: () => new Generous() },
  "that has several winners": { found: /one winner/, store: () => new Hesitant() },
  "that takes a lease from its next holder": { found: /given back twice/, store: () => new Forgetful() },
};
