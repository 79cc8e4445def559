// The ledger's sums, over any turns of any agents, while agents are forgotten.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { BoundedMap } from "../../lib/manager/bounded-map.ts";
import { Ledger, type UsageBy, type UsageSums } from "../../lib/manager/ledger.ts";
import type { AgentEvent } from "../../lib/manager/log.ts";
import type { TurnOutcome } from "../../lib/manager/outcome.ts";

const GROUPINGS: readonly UsageBy[] = ["agent", "label", "owner", "tree"];
/** Sums of these are exact in any order, so that sums can be compared with `===`. */
const EXACT = 1 / 1_024;

type Agent = { id: string; request: { label: string; owner: string | undefined; root: string } };

function agent(id: string, { label = id, root = id, owner }: Partial<Agent["request"]> = {}): Agent {
  return { id, request: { label, owner, root } };
}

function turn({ id, request }: Agent, more: object = {}): AgentEvent {
  const { owner } = request;
  const text = {
    turn: 1,
    isError: false,
    subtype: "success",
    text: "",
    refusedTools: [],
    tokens: 0,
    costUsd: 0,
  };
  const about = { seq: 0, at: 0, sessionId: id, ...(owner !== undefined && { owner }) };
  return { ...about, type: "turn", outcome: { ...text, ...more } as TurnOutcome };
}

function outcome(n: number): object {
  const [input_tokens, output_tokens] = [n, 2 * n];
  const usage = { input_tokens, output_tokens, cache_read_input_tokens: 3 * n };
  return { costUsd: n * EXACT, durationMs: 5 * n, usage: { ...usage, cache_creation_input_tokens: 4 * n } };
}

function sums(turns: number, n: number): UsageSums {
  const tokens = { inputTokens: n, outputTokens: 2 * n, cacheReadInputTokens: 3 * n };
  return { turns, costUsd: n * EXACT, ...tokens, cacheCreationInputTokens: 4 * n, durationMs: 5 * n };
}

function sum(all: readonly UsageSums[]): UsageSums {
  const names = Object.keys(sums(0, 0)) as (keyof UsageSums)[];
  return Object.fromEntries(
    names.map((name) => [name, all.reduce((total, one) => total + one[name], 0)]),
  ) as unknown as UsageSums;
}

function ofGroups(groups: ReturnType<Ledger["report"]>["groups"]): Record<string, UsageSums> {
  return Object.fromEntries(groups.map(({ name = "", ...rest }) => [name, rest]));
}

describe("The ledger", () => {
  it("sums the turns of each agent, label, owner and tree", () => {
    const root = agent("r", { label: "x", owner: "ann" });
    const child = agent("c", { label: "y", owner: "ann", root: "r" });
    const other = agent("o", { label: "x" });
    const agents = [root, child, other];
    const ledger = new Ledger(new Map(agents.map((one) => [one.id, one])));
    for (const [index, one] of [root, child, child, other].entries())
      ledger.read(turn(one, outcome(10 ** index)));
    const by = (grouping: UsageBy, owner?: string): object => ofGroups(ledger.report(owner, grouping).groups);
    assert.deepEqual(ledger.report(undefined), { total: sums(4, 1_111), groups: [] });
    assert.deepEqual(by("agent"), { r: sums(1, 1), c: sums(2, 110), o: sums(1, 1_000) });
    assert.deepEqual(by("label"), { x: sums(2, 1_001), y: sums(2, 110) });
    assert.deepEqual(by("owner"), { ann: sums(3, 111), "": sums(1, 1_000) });
    assert.deepEqual(by("tree"), { r: sums(3, 111), o: sums(1, 1_000) });
    assert.deepEqual(by("label", "ann"), { x: sums(1, 1), y: sums(2, 110) });
    assert.deepEqual(by("owner", "ann"), { ann: sums(3, 111) });
    assert.deepEqual(by("agent", "bob"), {});
    assert.deepEqual(ledger.totalOf("bob"), sums(0, 0));
    assert.deepEqual(
      ledger.report(undefined, "tree").groups.map(({ name }) => name),
      ["o", "r"],
      "the dearest first",
    );
    assert.throws(() => ledger.report(undefined, "colour" as UsageBy), { code: "invalid_options" });
  });

  it("has the same total whatever the grouping, and whoever is forgotten", () => {
    const name = fc.integer({ min: 0, max: 7 });
    const about = fc.record({ id: name, label: name, owner: fc.option(name), root: name, n: fc.nat(1_000) });
    const deed = fc.oneof({ weight: 4, arbitrary: about }, { weight: 1, arbitrary: name });
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (deeds, names) => {
        const records = new Map<string, Agent>();
        const ledger = new Ledger(records, names);
        const expected: UsageSums[] = [];
        for (const what of deeds) {
          if (typeof what === "number") {
            records.delete(`${what}`);
            continue;
          }
          const owner = what.owner === null ? undefined : `owner ${what.owner}`;
          const fresh = agent(`${what.id}`, { label: `label ${what.label}`, owner, root: `${what.root}` });
          const known = records.get(fresh.id) ?? fresh;
          records.set(known.id, known);
          ledger.read(turn(known, outcome(what.n)));
          expected.push(sums(1, what.n));
        }
        for (const by of GROUPINGS) {
          const { total, groups, rest = sums(0, 0) } = ledger.report(undefined, by);
          assert.deepEqual(total, sum(expected), by);
          assert.deepEqual(sum([...groups, rest]), total, by);
        }
      }),
    );
  });

  it("adds what is no amount as nothing: a sum never goes down", () => {
    const one = agent("a");
    const ledger = new Ledger(new Map([["a", one]]));
    ledger.read(turn(one, outcome(7)));
    const odd = [-1, Number.NaN, Number.POSITIVE_INFINITY, "5", null, {}];
    for (const value of odd)
      ledger.read(turn(one, { costUsd: value, durationMs: value, usage: { input_tokens: value } }));
    for (const usage of [undefined, [], { output_tokens: [] }]) ledger.read(turn(one, { usage }));
    assert.deepEqual(ledger.totalOf(undefined), sums(10, 7));
  });

  it("what it gives does not change later", () => {
    const one = agent("a");
    const ledger = new Ledger(new Map([["a", one]]));
    ledger.read(turn(one, outcome(1)));
    const before = GROUPINGS.map((by) => ledger.report(undefined, by));
    const copy = structuredClone(before);
    ledger.read(turn(one, outcome(1)));
    assert.deepEqual(before, copy);
  });
});

describe("BoundedMap", () => {
  const named = (map: BoundedMap<{ n: number }>): string[] =>
    [...map.values()].map(({ owner, name, value }) => `${owner ?? ""}/${name} ${value.n}`);

  it("lets the name go that was used longest ago", () => {
    const map = new BoundedMap(() => ({ n: 0 }), 2);
    for (const name of ["a", "b", "a", "c", "b"]) map.use(undefined, name).n += 1;
    assert.deepEqual(named(map), ["/c 1", "/b 1"]);
    assert.equal(map.get(undefined, "a").n, 0);
  });

  it("keeps few long names, and takes no owner's name for another's", () => {
    const map = new BoundedMap(() => ({ n: 0 }));
    for (let n = 0; n < 20; n += 1) map.use("o", `${n}${"x".repeat(1 << 20)}`).n += 1;
    assert.equal(named(map).length, 3);
    const odd = new BoundedMap(() => ({ n: 0 }));
    const pairs = [
      ["a", "b"],
      ["ab", ""],
      ["", "ab"],
      [undefined, "1:ab"],
      ["1:a", "b"],
    ] as const;
    for (const [owner, name] of pairs) odd.use(owner, name).n += 1;
    assert.deepEqual(named(odd), ["a/b 1", "ab/ 1", "/ab 1", "/1:ab 1", "1:a/b 1"]);
  });
});
