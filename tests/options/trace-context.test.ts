// The active span of OpenTelemetry reaches the CLI, and nothing that is odd about it reaches the host.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { type Options, query } from "../../lib/index.ts";
import { toLaunch } from "../../lib/options/launch.ts";
import { withScript } from "../support/claude.ts";

const API = Symbol.for("opentelemetry.js.api.1");
const SPAN = Symbol.for("OpenTelemetry Context Key SPAN");
const SUPPRESSED = Symbol.for("OpenTelemetry SDK Context Key SUPPRESS_TRACING");
const TRACE = { traceId: "f1ebf52129bc44fd19dcaf83d599ddcb", spanId: "c7e2da42a68c8175", traceFlags: 1 };
const PARENT = "00-f1ebf52129bc44fd19dcaf83d599ddcb-c7e2da42a68c8175-01";

/** Register what the API of OpenTelemetry 1.9 registers, with a context that has these values. */
function register(values: ReadonlyMap<symbol, unknown>): void {
  const active = {
    getValue: (key: symbol) => values.get(key),
    setValue: () => active,
    deleteValue: () => active,
  };
  global({ version: "1.9.1", trace: {}, context: { active: () => active }, propagation: {} });
}

function global(api: unknown): void {
  (globalThis as { [API]?: unknown })[API] = api;
}

const span = (more: object = {}): Map<symbol, unknown> =>
  new Map([[SPAN, { spanContext: () => ({ ...TRACE, ...more }) }]]);
const envOf = (options: Options = {}): object => toLaunch(options).env;

describe("The trace of the program", () => {
  afterEach(() => void delete (globalThis as { [API]?: unknown })[API]);

  it("the active span is said in the words of W3C, with its state", () => {
    const state = (text: string): object => ({ traceState: { serialize: () => text } });
    const table: [object, object][] = [
      [{}, { TRACEPARENT: PARENT, TRACESTATE: "" }],
      [state("a=1,b=2"), { TRACEPARENT: PARENT, TRACESTATE: "a=1,b=2" }],
      [state("a=1\nb"), { TRACEPARENT: PARENT, TRACESTATE: "" }],
      [{ traceFlags: 0 }, { TRACEPARENT: PARENT.replace(/01$/, "00"), TRACESTATE: "" }],
      [{ traceFlags: 255 }, { TRACEPARENT: PARENT.replace(/01$/, "ff"), TRACESTATE: "" }],
      [{ traceId: "0".repeat(32) }, {}],
      [{ spanId: "0".repeat(16) }, {}],
      [{ spanId: "short" }, {}],
      [{ traceId: 7 }, {}],
      [{ traceId: undefined }, {}],
    ];
    for (const [more, expected] of table) {
      register(span(more));
      assert.deepEqual(envOf(), expected, JSON.stringify(more));
    }
  });

  it("there is nothing to say without a span, or where tracing is switched off", () => {
    register(new Map());
    assert.deepEqual(envOf(), {});
    register(new Map([...span(), [SUPPRESSED, true]]));
    assert.deepEqual(envOf(), {});
  });

  it("a variable that is given wins, whole", () => {
    register(span());
    assert.deepEqual(envOf({ env: { TRACEPARENT: "mine" } }), {});
    assert.deepEqual(envOf({ env: { OTHER: "1" } }), { TRACEPARENT: PARENT, TRACESTATE: "" });
  });

  it("a global that is broken or something else is none", () => {
    const fail = (): never => assert.fail("broken");
    const odd = [
      null,
      7,
      "text",
      {},
      { context: null },
      { context: {} },
      { context: { active: fail } },
      { context: { active: () => null } },
      { context: { active: () => ({}) } },
      { context: { active: () => ({ getValue: fail }) } },
      { context: { active: () => ({ getValue: () => 7 }) } },
      { context: { active: () => ({ getValue: () => ({ spanContext: () => null }) }) } },
      new Proxy({}, { get: fail }),
    ];
    for (const api of odd) {
      global(api);
      assert.deepEqual(envOf(), {});
    }
  });

  it("it reaches the process of the session that is started within the span", async () => {
    await withScript({}, async (options, claude) => {
      register(span());
      const asked = query("hello", options);
      register(new Map());
      await asked.result();
      const [run] = await claude.runs();
      assert.equal(run?.env["TRACEPARENT"], PARENT);
    });
  });
});
