// What of OpenTelemetry's API the manager uses, declared by its shape: no program has to have the package for our types.
import { InvalidOptionsError } from "../errors/input.ts";

/** What a span says of itself. */
export type TelemetryAttributes = Record<string, string | number | boolean>;

/** Where spans find their parents; only OpenTelemetry looks into it. */
export type TelemetryContext = object;

/** The part of OpenTelemetry's `SpanContext` that another span can be linked to. */
export interface TelemetrySpanContext {
  traceId: string;
  spanId: string;
  traceFlags: number;
}

/** The part of OpenTelemetry's `SpanOptions` that is used. */
export interface TelemetrySpanOptions {
  attributes?: TelemetryAttributes;
  links?: { context: TelemetrySpanContext }[];
  root?: boolean;
}

/** The part of OpenTelemetry's `Span` that is used. */
export interface TelemetrySpan {
  spanContext(): TelemetrySpanContext;
  setAttributes(attributes: TelemetryAttributes): unknown;
  addEvent(name: string): unknown;
  setStatus(status: { code: number }): unknown;
  end(): void;
}

/** The part of OpenTelemetry's `Tracer` that is used. */
export interface TelemetryTracer {
  startSpan(name: string, options?: TelemetrySpanOptions, context?: TelemetryContext): TelemetrySpan;
}

/** OpenTelemetry, as the program uses it: the module `@opentelemetry/api` is one. */
export interface Telemetry {
  readonly context: {
    active(): TelemetryContext;
    with<Result>(context: TelemetryContext, work: () => Result): Result;
  };
  readonly trace: {
    getTracer(name: string): TelemetryTracer;
    getSpan(context: TelemetryContext): TelemetrySpan | undefined;
    setSpan(context: TelemetryContext, span: TelemetrySpan): TelemetryContext;
  };
  /** Default: `trace.getTracer("kodegen-claude-agent")`. */
  readonly tracer?: TelemetryTracer | undefined;
}

/** @throws {InvalidOptionsError} */
export function requireTelemetry(given: Telemetry): void {
  const { context, trace, tracer } = (Object(given) ?? {}) as Partial<Telemetry>;
  const needed: readonly unknown[] = [context?.active, context?.with, trace?.getSpan, trace?.setSpan];
  const starts: unknown = tracer === undefined ? trace?.getTracer : tracer.startSpan;
  if ([...needed, starts].every((part) => typeof part === "function")) return;
  throw new InvalidOptionsError([
    '"telemetry" must be the API of OpenTelemetry: import * as telemetry from "@opentelemetry/api"',
  ]);
}
