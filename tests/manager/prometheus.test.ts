// The text for Prometheus, read by a parser that takes nothing but the format 0.0.4.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager, type MetricsSnapshot, prometheusText } from "../../lib/index.ts";
import { readExposition } from "../support/exposition.ts";

const { agents, ended } = new AgentManager().metrics();
const FULL: MetricsSnapshot = {
  agents: { ...agents, idle: 3, requires_action: 1 },
  processes: 4,
  waiting: 1,
  spawned: 12,
  refused: 2,
  ended: { ...ended, terminated: 7 },
  turns: 30,
  turnErrors: { success: 1, error_max_turns: 2, other: 0 },
  turnMs: 12_500,
  costUsd: 0.000_000_25,
  tokens: { input: 1_000, output: 200, cacheRead: 5, cacheCreation: 6 },
  warnings: { no_idle: 1 },
};

describe("prometheusText()", () => {
  it("has a family for each figure, with the right kind, unit and labels", () => {
    const families = readExposition(prometheusText(FULL));
    assert.deepEqual(
      [...families].map(([name, { type }]) => `${name} ${type}`),
      [
        "kodegen_agents gauge",
        "kodegen_processes gauge",
        "kodegen_agents_waiting gauge",
        "kodegen_agents_spawned_total counter",
        "kodegen_agents_refused_total counter",
        "kodegen_agents_ended_total counter",
        "kodegen_turns_total counter",
        "kodegen_turn_errors_total counter",
        "kodegen_turn_seconds_total counter",
        "kodegen_cost_usd_total counter",
        "kodegen_tokens_total counter",
        "kodegen_warnings_total counter",
      ],
    );
    const all = [...families].flatMap(([name, { samples }]) =>
      samples.map(({ labels, value }) => [`${name} ${JSON.stringify(labels)}`, value] as const),
    );
    const values = new Map(all);
    const value = (name: string, labels = {}): number | undefined =>
      values.get(`${name} ${JSON.stringify(labels)}`);
    assert.equal(value("kodegen_agents", { state: "idle" }), 3);
    assert.equal(value("kodegen_agents", { state: "queued" }), 0, "also what there is none of");
    assert.equal(value("kodegen_agents_ended_total", { reason: "terminated" }), 7);
    assert.equal(value("kodegen_turn_errors_total", { subtype: "error_max_turns" }), 2);
    assert.equal(value("kodegen_turn_seconds_total"), 12.5);
    assert.equal(value("kodegen_cost_usd_total"), 2.5e-7);
    assert.equal(value("kodegen_tokens_total", { kind: "cache_read" }), 5);
    assert.equal(value("kodegen_warnings_total", { code: "no_idle" }), 1);
  });

  it("writes a sample as Prometheus has it", () => {
    assert.match(prometheusText(FULL), /^kodegen_agents\{state="idle"\} 3$/m);
  });

  it("escapes whatever a label may have", () => {
    const odd = 'a "quoted" \\ and a\nline';
    const families = readExposition(prometheusText({ ...FULL, turnErrors: { [odd]: 1 } }));
    assert.deepEqual(families.get("kodegen_turn_errors_total")?.samples, [
      { labels: { subtype: odd }, value: 1 },
    ]);
  });

  it("is read by a parser that refuses what is not the format", () => {
    const family = "# HELP a_total x\n# TYPE a_total counter\n";
    assert.equal(readExposition(`${family}a_total 1\n`).size, 1);
    const wrong = [
      `${family}a_total 1`,
      `${family}a_total{b="c} 1\n`,
      `${family}a_total{b="\\x"} 1\n`,
      `${family}a_total one\n`,
      `${family}a_total 1\na_total 1\n`,
      `${family}b_total 1\n`,
      `${family}${family}`,
      "a_total 1\n",
      "# HELP a x\n# TYPE a counter\na 1\n",
    ];
    for (const text of wrong) assert.throws(() => readExposition(text), JSON.stringify(text));
  });
});
