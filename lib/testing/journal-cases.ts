// What a journal has to do, as cases that any test runner can run on a journal of one's own.
import assert from "node:assert/strict";
import { JournalConflictError } from "../errors/journal.ts";
import type { Journal, JournalEntry } from "../journal/journal.ts";

/** Opens the journal: the same one each time, as managers on several hosts would. */
export type OpenJournal = () => Promise<Journal>;

/** One case. */
export interface JournalCase {
  readonly name: string;
  /** Rejects with an `AssertionError` when the journal does not do what it has to. */
  run(): Promise<void>;
}

type Check = (journal: Journal, agent: string) => Promise<void>;

const entry = (text: string): JournalEntry => ({
  type: "test",
  text,
  list: [1, { deep: "ü\u2028\n" }],
  none: null,
});

const CHECKS: Readonly<Record<string, Check>> = {
  "an agent that nobody has claimed has no log": async (journal, agent) => {
    assert.deepEqual(await journal.read(agent, -1), []);
    assert.ok(!(await journal.agents()).some((known) => known.agent === agent));
  },
  "entries are read back in their order, as they were": async (journal, agent) => {
    const { epoch, first, next } = await journal.claim(agent);
    assert.deepEqual([first, next], [0, 0]);
    await journal.append({ agent, epoch, at: 0, entries: [entry("a"), entry("b")] });
    await journal.append({ agent, epoch, at: 2, entries: [entry("c")] });
    assert.deepEqual(await journal.read(agent, -1), [entry("a"), entry("b"), entry("c")]);
    assert.deepEqual(await journal.read(agent, 0), [entry("b"), entry("c")]);
    assert.deepEqual(await journal.read(agent, 2), []);
    const known = (await journal.agents()).find((each) => each.agent === agent);
    assert.deepEqual(known, { agent, first: 0, next: 3 });
  },
  "many agents are written at the same time, each in its own order": async (journal, agent) => {
    const agents = Array.from({ length: 20 }, (_, index) => `${agent}-${index}`);
    await Promise.all(
      agents.map(async (each) => {
        const { epoch } = await journal.claim(each);
        for (let at = 0; at < 20; at += 1)
          await journal.append({ agent: each, epoch, at, entries: [entry(`${each}/${at}`)] });
      }),
    );
    for (const each of agents) {
      const written = Array.from({ length: 20 }, (_, at) => entry(`${each}/${at}`));
      assert.deepEqual(await journal.read(each, -1), written);
    }
  },
  "an append that does not come behind the last entry is refused": async (journal, agent) => {
    const { epoch } = await journal.claim(agent);
    await journal.append({ agent, epoch, at: 0, entries: [entry("a")] });
    for (const at of [0, 2])
      await assert.rejects(journal.append({ agent, epoch, at, entries: [entry("x")] }), JournalConflictError);
    assert.deepEqual(await journal.read(agent, -1), [entry("a")]);
  },
  "of several appends at the same number one is written": async (journal, agent) => {
    const { epoch } = await journal.claim(agent);
    const tries = await Promise.allSettled(
      ["a", "b", "c"].map((text) => journal.append({ agent, epoch, at: 0, entries: [entry(text)] })),
    );
    assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
    assert.equal((await journal.read(agent, -1)).length, 1);
  },
  "a new claim keeps the log, and the owner before can write no more": async (journal, agent) => {
    const former = await journal.claim(agent);
    await journal.append({ agent, epoch: former.epoch, at: 0, entries: [entry("a")] });
    const { epoch, next } = await journal.claim(agent);
    assert.ok(epoch > former.epoch);
    assert.equal(next, 1);
    const late = { agent, epoch: former.epoch, at: 1, entries: [entry("late")] };
    await assert.rejects(journal.append(late), JournalConflictError);
    await assert.rejects(journal.remove(agent, former.epoch), JournalConflictError);
    await journal.append({ agent, epoch, at: 1, entries: [entry("b")] });
    assert.deepEqual(await journal.read(agent, -1), [entry("a"), entry("b")]);
  },
  "of several claims each has an epoch of its own": async (journal, agent) => {
    const claims = await Promise.all([1, 2, 3].map(() => journal.claim(agent)));
    assert.equal(new Set(claims.map(({ epoch }) => epoch)).size, 3);
  },
  "what a restart says replaces what came before, and the numbers go on": async (journal, agent) => {
    const { epoch } = await journal.claim(agent);
    await journal.append({ agent, epoch, at: 0, entries: [entry("a"), entry("b")] });
    await journal.append({ agent, epoch, at: 2, entries: [entry("all"), entry("c")], restart: true });
    await journal.append({ agent, epoch, at: 4, entries: [entry("d")] });
    assert.deepEqual(await journal.read(agent, -1), [entry("all"), entry("c"), entry("d")]);
    assert.deepEqual(await journal.read(agent, 2), [entry("c"), entry("d")]);
    assert.deepEqual((await journal.claim(agent)).next, 5);
  },
  "an agent that was removed is as one that never was": async (journal, agent) => {
    const { epoch } = await journal.claim(agent);
    await journal.append({ agent, epoch, at: 0, entries: [entry("a")] });
    await journal.remove(agent, epoch);
    assert.deepEqual(await journal.read(agent, -1), []);
    await assert.rejects(
      journal.append({ agent, epoch, at: 1, entries: [entry("b")] }),
      JournalConflictError,
    );
    assert.deepEqual((await journal.claim(agent)).next, 0);
  },
  "any text names an agent": async (journal, agent) => {
    const odd = `${agent} with spaces/../é\n"%`;
    const { epoch } = await journal.claim(odd);
    await journal.append({ agent: odd, epoch, at: 0, entries: [entry("a")] });
    assert.deepEqual(await journal.read(odd, -1), [entry("a")]);
    assert.ok((await journal.agents()).some((known) => known.agent === odd));
  },
  "a large entry is kept whole": async (journal, agent) => {
    const { epoch } = await journal.claim(agent);
    const large = entry("é".repeat(1_000_000));
    await journal.append({ agent, epoch, at: 0, entries: [large] });
    assert.deepEqual(await journal.read(agent, -1), [large]);
  },
};

/**
 * The cases that a journal has to pass, for a test runner.
 *
 * @param open Called for each case; the journal is closed afterwards.
 *
 * @example With node:test
 * ```ts
 * import { test } from "node:test";
 * import { openJournal } from "kodegen-claude-agent";
 * import { journalCases } from "kodegen-claude-agent/testing";
 *
 * for (const { name, run } of journalCases(() => openJournal("/tmp/a-journal"))) test(name, run);
 * ```
 */
export function journalCases(open: OpenJournal): JournalCase[] {
  const onJournal = async (work: (journal: Journal) => Promise<void>): Promise<void> => {
    const journal = await open();
    try {
      await work(journal);
    } finally {
      await journal.close();
    }
  };
  const cases = Object.entries(CHECKS).map(([name, check]) => ({
    name,
    run: () => onJournal((journal) => check(journal, crypto.randomUUID())),
  }));
  const agent = crypto.randomUUID();
  const reopened = {
    name: "what was appended is there when the journal is opened again, and claims go on counting",
    run: async () => {
      let former = 0;
      await onJournal(async (journal) => {
        const { epoch } = await journal.claim(agent);
        former = epoch;
        await journal.append({ agent, epoch, at: 0, entries: [entry("a"), entry("b")] });
        await journal.append({ agent, epoch, at: 2, entries: [entry("all")], restart: true });
        await journal.append({ agent, epoch, at: 3, entries: [entry("c")] });
      });
      await onJournal(async (journal) => {
        assert.deepEqual(await journal.read(agent, -1), [entry("all"), entry("c")]);
        const { epoch, first, next } = await journal.claim(agent);
        assert.ok(epoch > former);
        assert.deepEqual([first, next], [2, 4]);
        await journal.append({ agent, epoch, at: 4, entries: [entry("d")] });
        assert.deepEqual(await journal.read(agent, 2), [entry("c"), entry("d")]);
      });
    },
  };
  return [...cases, reopened];
}
