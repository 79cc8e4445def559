import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InMemorySessionStore, type SessionStore } from "../../lib/index.ts";
import { checkSessionStore, sessionStoreCases } from "../../lib/testing/index.ts";
import { BROKEN } from "./broken-stores.ts";
import { BROKEN_LEASES, LeasingStore } from "./leasing-stores.ts";

describe("InMemorySessionStore passes every case for session stores", () => {
  for (const { name, run } of sessionStoreCases(() => new InMemorySessionStore())) it(name, run);
});

describe("A store that gives conversations away passes them too", () => {
  for (const { name, run } of sessionStoreCases(() => new LeasingStore()))
    if (name.startsWith("lease")) it(name, run);
});

describe("The cases find a store", () => {
  for (const [name, { store, found }] of Object.entries({ ...BROKEN, ...BROKEN_LEASES })) {
    it(name, async () => {
      const { failed } = await checkSessionStore(store);
      const names = failed.map((failure) => failure.name);
      assert.ok(
        names.some((failure) => found.test(failure)),
        `not found; failed: ${names.join("; ")}`,
      );
    });
  }

  it("that lacks a method which it has not named as missing", async () => {
    const { append, load } = new InMemorySessionStore();
    const store = { append, load } as unknown as SessionStore;
    const { failed } = await checkSessionStore(() => store);
    assert.ok(
      failed.some(({ error }) => /no delete\(\): add it, or name it in "without"/.test(String(error))),
    );
  });

  it("and leave out what it says it does not have", () => {
    const without = ["delete", "listSubkeys", "listSessions", "listSessionSummaries"] as const;
    const names = sessionStoreCases(() => new InMemorySessionStore(), { without }).map(({ name }) => name);
    assert.ok(names.length > 10);
    assert.ok(names.every((name) => /^(?:append|load|what was|subpaths|project keys|lease)/.test(name)));
  });

  it("and dispose of each", async () => {
    let open = 0;
    const create = (): SessionStore => {
      open += 1;
      const dispose = async (): Promise<void> => void (open -= 1);
      return Object.assign(new InMemorySessionStore(), { [Symbol.asyncDispose]: dispose });
    };
    await checkSessionStore(create);
    assert.equal(open, 0);
  });
});
