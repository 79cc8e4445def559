// Cases: a store that gives conversations away gives each to one session at a time.
import assert from "node:assert/strict";
import { type Contract, needing, newKey } from "./store-contract.ts";

export const LEASE_CASES: readonly Contract[] = needing(["lease"], {
  "lease(), if there is one, gives a conversation to one session at a time": async (store, key) => {
    const giveBack = await store.lease(key);
    assert.equal(typeof giveBack, "function", "the first gets it");
    assert.equal(await store.lease({ ...key }), null, "the second does not");
    const other = await store.lease(newKey(key.projectKey));
    assert.equal(typeof other, "function", "another conversation is free");
    await giveBack?.();
    await other?.();
    const again = await store.lease(key);
    assert.equal(typeof again, "function", "what was given back is free");
    await again?.();
  },
  "lease(), if there is one, has one winner among many": async (store, key) => {
    const leases = await Promise.all(Array.from({ length: 20 }, () => store.lease({ ...key })));
    const won = leases.filter((giveBack) => giveBack !== null);
    assert.equal(won.length, 1, `${won.length} sessions got the same conversation`);
    await won[0]?.();
  },
  "lease(), if there is one, can be given back twice without harm to the next holder": async (store, key) => {
    const first = await store.lease(key);
    await first?.();
    const second = await store.lease(key);
    await first?.();
    assert.equal(await store.lease(key), null, "only its holder can give a lease back");
    await second?.();
  },
});
