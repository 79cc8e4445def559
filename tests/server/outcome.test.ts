// Whatever agents are like and however many, an answer about them fits into a model's context, and nothing is unreachable.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { ManagedAgent } from "../../lib/index.ts";
import { ANSWER_CHARACTERS, sizeOf } from "../../server/tools/budget.ts";
import { outcomeOf, outcomeText } from "../../server/tools/outcome.ts";

const MOST = 100;
const words = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.nat(30_000).map((length) => "long \u0007 ".repeat(length / 6)),
);
const question = fc.record({
  requestId: fc.uuid(),
  toolName: fc.constantFrom("Bash", "mcp__server__tool"),
  toolUseId: fc.uuid(),
  input: fc.record({ command: words }),
  title: words,
  askedAt: fc.constant("2026-01-01T00:00:00.000Z"),
});
const result = fc.record(
  {
    turn: fc.nat(9),
    isError: fc.boolean(),
    subtype: fc.constantFrom("success", "error_max_turns"),
    text: words,
    structuredOutput: fc.record({ answer: words }),
    refusedTools: fc.array(
      fc.record(
        {
          tool_name: fc.string({ maxLength: 60 }),
          tool_use_id: fc.uuid(),
          tool_input: fc.constant({}),
          denial: words,
        },
        { requiredKeys: ["tool_name", "tool_use_id", "tool_input"] },
      ),
      { maxLength: 20 },
    ),
    tokens: fc.nat(),
    costUsd: fc.constant(0.01),
  },
  { requiredKeys: ["turn", "isError", "subtype", "text", "refusedTools", "tokens", "costUsd"] },
);
const agent = fc
  .record(
    {
      sessionId: fc.uuid(),
      label: fc.string({ maxLength: 100 }),
      state: fc.constantFrom("running", "requires_action", "idle", "ended"),
      error: fc.record({ code: fc.constant("process_exit"), message: words, retryable: fc.boolean() }),
      isComplete: fc.boolean(),
      turnCount: fc.nat(99),
      messageCount: fc.nat(9_999),
      runtimeMs: fc.nat(),
      startedAt: fc.constant("2026-01-01T00:00:00.000Z"),
      lastOutput: fc.array(fc.string({ maxLength: 500 }), { maxLength: 3 }),
      totalCostUsd: fc.constant(0.01),
      lastResult: result,
      interruptedPrompts: fc.array(fc.uuid(), { maxLength: 50 }),
      questions: fc.array(question, { maxLength: 20 }),
    },
    { noNullPrototype: true },
  )
  .map((facts): ManagedAgent => Object.assign(facts, { working: !facts.isComplete }) as ManagedAgent);
const agents = fc.uniqueArray(agent, { maxLength: MOST, selector: ({ sessionId }) => sessionId });

describe("An answer about agents", () => {
  it("says of a turn that failed why, in the CLI's words", () => {
    const [any] = fc.sample(agent, 1);
    const { error: _error, ...info } = { ...any, label: "Ada-1", state: "idle", questions: [] };
    const lastResult = {
      isError: true,
      subtype: "success",
      refusedTools: [],
      turn: 1,
      tokens: 0,
      costUsd: 0,
    };
    const summaryOf = (text: string): string =>
      outcomeOf([{ ...info, lastResult: { ...lastResult, text } } as unknown as ManagedAgent]).summary;
    assert.match(summaryOf("No such model.\nAt all."), /Its turn failed: No such model\./);
    assert.match(summaryOf(""), /Its turn failed: success/);
  });

  it("fits, as data and as text, and names those that do not", () => {
    fc.assert(
      fc.property(agents, (infos) => {
        const outcome = outcomeOf(infos, "Done.");
        assert.ok(sizeOf(outcome) <= ANSWER_CHARACTERS, `${sizeOf(outcome)} characters`);
        assert.ok(outcomeText(outcome).length <= ANSWER_CHARACTERS, `${outcomeText(outcome).length} as text`);
        const named = [...outcome.agents.map(({ session_id: id }) => id), ...(outcome.not_shown ?? [])];
        assert.deepEqual(named.toSorted(), infos.map(({ sessionId }) => sessionId).toSorted());
        assert.ok(infos.length === 0 || outcome.agents.length > 0);
        assert.equal(outcome.summary.includes("did not fit"), outcome.not_shown !== undefined);
      }),
      { numRuns: 300 },
    );
  });

  it("has of each result the whole, its data, or where to read on", () => {
    fc.assert(
      fc.property(agents, (infos) => {
        for (const { session_id: id, last_result: shown } of outcomeOf(infos).agents) {
          const given = infos.find(({ sessionId }) => sessionId === id)?.lastResult;
          if (given === undefined || shown === undefined) return assert.equal(shown, given);
          if (shown.structured_output !== undefined)
            assert.deepEqual(shown.structured_output, given.structuredOutput);
          else if (shown.text !== given.text) {
            assert.ok(given.text.startsWith(shown.text));
            assert.equal(Number(shown.cursor), shown.text.length);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("shows those that have a question first, then those that are done, when not all fit", () => {
    const [sample] = fc.sample(agent, { numRuns: 1, seed: 1 });
    const infos = Array.from({ length: MOST }, (_, number) => {
      const base = { ...sample, sessionId: crypto.randomUUID(), questions: [], isComplete: false };
      if (number === 98) return { ...base, isComplete: true };
      const asked = { requestId: "1", toolName: "Bash", toolUseId: "2", input: {}, askedAt: "" };
      return (number === 99 ? { ...base, questions: [asked] } : base) as ManagedAgent;
    }) as ManagedAgent[];
    const shown = outcomeOf(infos);
    assert.ok((shown.not_shown?.length ?? 0) > 0);
    assert.deepEqual(
      shown.agents.slice(0, 2).map(({ session_id: id }) => id),
      [infos[99]?.sessionId, infos[98]?.sessionId],
    );
  });
});
