// The trace that the program is in, for the CLI: of the active span of OpenTelemetry, if the program uses that at all.
import type { Options } from "./options.ts";

/** What of the OpenTelemetry API, as it registers itself, leads to the active span. */
interface Registered {
  readonly context?: {
    active(): Context;
    with?<Result>(context: Context, work: () => Result): Result;
  };
}

interface Context {
  getValue(key: symbol): unknown;
  deleteValue?(key: symbol): Context;
}

interface Span {
  spanContext(): {
    readonly traceId: string;
    readonly spanId: string;
    readonly traceFlags: number;
    readonly traceState?: { serialize(): string } | undefined;
  };
}

const API = Symbol.for("opentelemetry.js.api.1");
const SPAN = Symbol.for("OpenTelemetry Context Key SPAN");
const SUPPRESSED = Symbol.for("OpenTelemetry SDK Context Key SUPPRESS_TRACING");

/** `TRACEPARENT` and `TRACESTATE`; nothing without an active span, or when the caller's `env` says it. */
export function traceContext({ env = {} }: Options): Record<string, string> {
  if (env["TRACEPARENT"] !== undefined) return {};
  try {
    const active = activeContext();
    if (active === undefined || active.getValue(SUPPRESSED) === true) return {};
    const span = (active.getValue(SPAN) as Span | undefined)?.spanContext();
    return span === undefined ? {} : variables(span);
  } catch {
    // Its spans are of another kind.
    return {};
  }
}

/** Do something in no span, whatever the caller is in. */
export function outsideSpans<Result>(work: () => Result): Result {
  const outside = activeContext()?.deleteValue?.(SPAN);
  const api = registered();
  return outside === undefined || api?.with === undefined ? work() : api.with(outside, work);
}

function activeContext(): Context | undefined {
  try {
    return registered()?.active();
  } catch {
    // Whatever it is, it is not the API that we know; nobody's session fails for that.
    return undefined;
  }
}

function registered(): Registered["context"] {
  return (globalThis as { [API]?: Registered })[API]?.context;
}

function variables(context: ReturnType<Span["spanContext"]>): Record<string, string> {
  const { traceId, spanId, traceFlags, traceState } = context;
  if (!/^(?!0+$)[0-9a-f]{32}$/.test(traceId) || !/^(?!0+$)[0-9a-f]{16}$/.test(spanId)) return {};
  const flags = (traceFlags & 0xff).toString(16).padStart(2, "0");
  const state = traceState?.serialize() ?? "";
  // An empty one replaces that of another trace, which the program may have inherited.
  return {
    TRACEPARENT: `00-${traceId}-${spanId}-${flags}`,
    TRACESTATE: /^[\x20-\x7e]{0,512}$/.test(state) ? state : "",
  };
}
