// Spans, whatever the tracer does and however many agents and calls there are.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  AgentManager,
  type AgentWarning,
  type SDKMessage,
  type Telemetry,
  type TelemetrySpan,
} from "../../lib/index.ts";
import { AgentRecord } from "../../lib/manager/record.ts";
import { Tracing } from "../../lib/manager/tracing.ts";
import { initFrame, resultFrame, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

const ENOUGH = { timeoutMs: 60_000 };
const TURN = [
  { expect: { type: "user" } },
  { emit: [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")] },
];

/** A tracer that counts the spans that are open. */
function counting(): { telemetry: Telemetry; open: Set<TelemetrySpan>; begun: () => number } {
  const open = new Set<TelemetrySpan>();
  let begun = 0;
  const context = { active: () => ({}), with: <T>(_: object, work: () => T) => work() };
  const startSpan = (): TelemetrySpan => {
    begun += 1;
    const span: TelemetrySpan = {
      spanContext: () => ({ traceId: "", spanId: "", traceFlags: 0 }),
      setAttributes: () => undefined,
      addEvent: () => undefined,
      setStatus: () => undefined,
      end: () => void open.delete(span),
    };
    open.add(span);
    return span;
  };
  const trace = { getTracer: () => ({ startSpan }), getSpan: () => undefined, setSpan: () => ({}) };
  return { telemetry: { context, trace }, open, begun: () => begun };
}

function newRecord(id: string): AgentRecord {
  const none = { owner: undefined, parent: undefined, options: {}, given: {}, withheld: [] };
  const common = { ...none, asks: false, budgets: [] };
  return new AgentRecord({ id, label: id, root: id, ...common }, { items: 1, bytes: 1 });
}

const calls = (id: string, parent: string | null = null): SDKMessage =>
  ({
    type: "assistant",
    parent_tool_use_id: parent,
    message: { content: [{ type: "tool_use", id, name: "Bash" }] },
  }) as unknown as SDKMessage;

describe("Spans of agents", { timeout: 120_000 }, () => {
  const disposed = disposing();

  it("so many are open at most, of however many agents and calls without a result", () => {
    const { telemetry, open, begun } = counting();
    const records = new Map(Array.from({ length: 10_000 }, (_, i) => [`a${i}`, newRecord(`a${i}`)]));
    const tracing = new Tracing(telemetry, records, 500);
    for (const record of records.values()) tracing.spawned(record);
    assert.deepEqual([begun(), open.size], [20_000, 500]);
    const [first = assert.fail("no record")] = records.values();
    for (let call = 0; call < 2_000; call += 1) tracing.message(first, calls(`toolu_${call}`));
    assert.ok(open.size <= 500);
  });

  it("an agent has so many calls open at most, and none once it is idle or has ended", () => {
    for (const state of ["idle", "ended"] as const) {
      const { telemetry, open } = counting();
      const record = newRecord("a");
      const tracing = new Tracing(telemetry, new Map([["a", record]]));
      tracing.spawned(record);
      for (let call = 0; call < 2_000; call += 1) tracing.message(record, calls(`toolu_${call}`));
      assert.ok(open.size <= 300, `${open.size}`);
      tracing.read({ seq: 0, at: 0, sessionId: "a", type: "state", state, previous: "running" });
      assert.equal(open.size, 0);
    }
  });

  it("messages of any shape are read", () => {
    const { telemetry, open } = counting();
    const record = newRecord("a");
    const tracing = new Tracing(telemetry, new Map([["a", record]]));
    const odd = [
      null,
      undefined,
      7,
      "x",
      {},
      { content: null },
      { content: [null, 7, [], { type: "tool_use" }] },
    ];
    for (const type of ["assistant", "user", "system", "unheard-of"])
      for (const message of odd)
        for (const parent of [undefined, null, 7, "x", {}])
          tracing.message(record, { type, message, parent_tool_use_id: parent } as unknown as SDKMessage);
    assert.equal(open.size, 0);
    assert.equal(tracing.takeFailure(), undefined);
  });

  it("a tracer that fails is reported once, and no agent and no caller notices", async () => {
    const fail = (): never => {
      throw new Error("no tracer today");
    };
    const { telemetry } = counting();
    const { context, trace } = telemetry;
    const bad = { ...trace.getTracer("").startSpan(""), end: fail, setAttributes: fail, spanContext: fail };
    const broken: Telemetry[] = [
      { context, trace: { ...trace, getTracer: fail } },
      { context, trace: { ...trace, getTracer: () => ({ startSpan: fail }) } },
      { context, trace: { ...trace, getTracer: () => ({ startSpan: () => bad }) } },
      { context, trace: { ...trace, getTracer: () => ({ startSpan: () => 7 as never }) } },
      { context, trace: { ...trace, setSpan: fail, getSpan: fail } },
      { context: { ...context, active: fail }, trace },
      { context: { ...context, with: fail }, trace },
      { context: { ...context, with: () => undefined as never }, trace },
      {
        context: {
          ...context,
          with: (_, work) => {
            work();
            work();
            return fail();
          },
        },
        trace,
      },
    ];
    for (const [index, given] of broken.entries())
      await withScript({ steps: [...TURN, ...TURN, { hang: true }] }, async (options) => {
        const manager = disposed(new AgentManager({ options, telemetry: given }));
        const warnings: AgentWarning[] = [];
        manager.on("warning", (_, warning) => warnings.push(warning));
        const { sessionIds } = await manager.spawnSession({ prompt: "x" });
        await manager.wait(sessionIds, ENOUGH);
        await manager.sendPrompt(sessionIds[0] ?? "", "y");
        const { agents } = await manager.wait(sessionIds, ENOUGH);
        assert.deepEqual([agents[0]?.turnCount, agents[0]?.lastResult?.text], [2, "done"], `${index}`);
        await manager.shutdown();
        const codes = warnings.map(({ code }) => code);
        assert.deepEqual(codes, index === 7 ? [] : ["telemetry_failed"], `${index}`);
      });
  });

  it("what a caller does wrong reaches the caller, once", async () => {
    const manager = disposed(
      new AgentManager({ telemetry: counting().telemetry, maxAgents: 1, maxQueued: 0 }),
    );
    await assert.rejects(manager.spawnSession({ prompt: "x", workerCount: 2 }), { code: "overloaded" });
    await assert.rejects(manager.sendPrompt("none", "x"), { code: "agent_not_found" });
    await assert.rejects(manager.delegate(["x"], { concurrency: 0 }), { code: "invalid_options" });
  });
});
