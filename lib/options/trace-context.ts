// The trace that the program is in, for the CLI: of the active span of OpenTelemetry, if the program uses that at all.
import type { Options } from "./options.ts";

/** What of the OpenTelemetry API, as it registers itself, leads to the active span. */
interface Registered {
  readonly context?: { active(): { getValue(key: symbol): unknown } };
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
    const active = (globalThis as { [API]?: Registered })[API]?.context?.active();
    if (active === undefined || active.getValue(SUPPRESSED) === true) return {};
    const span = (active.getValue(SPAN) as Span | undefined)?.spanContext();
    return span === undefined ? {} : variables(span);
  } catch {
    // Whatever it is, it is not the API that we know; nobody's session fails for that.
    return {};
  }
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
