// Starts and ends spans. However many there are and whatever a tracer does, the manager goes on.
import type {
  Telemetry,
  TelemetryAttributes,
  TelemetryContext,
  TelemetrySpan,
  TelemetrySpanContext,
  TelemetrySpanOptions,
  TelemetryTracer,
} from "./telemetry.ts";

/** Spans that are open at the same time; beyond that the oldest one ends, since one that stays open is never seen. */
const OPEN = 10_000;
const ERROR_STATUS = 2;
const CUT_OFF = { "kodegen.cut_off": true };

/** A span, and what its children need of it. */
export interface OpenSpan {
  readonly span: TelemetrySpan;
  readonly context: TelemetryContext;
}

/** Where a span stands. */
export interface Place {
  /** Absent: a trace of its own. */
  readonly parent?: TelemetryContext | undefined;
  readonly link?: OpenSpan | undefined;
}

export class Spans {
  readonly #telemetry: Telemetry;
  readonly #tracer: TelemetryTracer | undefined;
  readonly #open = new Set<OpenSpan>();
  readonly #limit: number;
  /** Called with the first thing that the tracer has thrown, and with no other. */
  readonly #onFailure: (error: unknown) => void;
  #failed = false;

  constructor(telemetry: Telemetry, onFailure: (error: unknown) => void, limit: number = OPEN) {
    this.#telemetry = telemetry;
    this.#onFailure = onFailure;
    this.#limit = limit;
    const { tracer, trace } = telemetry;
    this.#tracer = tracer ?? this.#guarded(() => trace.getTracer("kodegen-claude-agent"));
  }

  /** Of whoever calls. */
  get active(): TelemetryContext | undefined {
    return this.#guarded(() => this.#telemetry.context.active());
  }

  /** True if there is a span in it. */
  hasSpan(context: TelemetryContext | undefined): boolean {
    return context !== undefined && this.#guarded(() => this.#telemetry.trace.getSpan(context)) !== undefined;
  }

  /** @returns Undefined if the tracer fails. */
  start(name: string, attributes: TelemetryAttributes, { parent, link }: Place): OpenSpan | undefined {
    const { context, trace } = this.#telemetry;
    return this.#guarded(() => {
      const base = parent ?? context.active();
      const options: TelemetrySpanOptions = { attributes };
      if (parent === undefined) options.root = true;
      if (link !== undefined) options.links = [{ context: linked(link.span.spanContext()) }];
      const span = this.#tracer?.startSpan(name, options, base);
      if (span === undefined) return undefined;
      const open = { span, context: trace.setSpan(base, span) };
      this.#open.add(open);
      if (this.#open.size > this.#limit) this.#endOldest();
      return open;
    });
  }

  event(open: OpenSpan | undefined, name: string): void {
    if (open !== undefined && this.#open.has(open)) this.#guarded(() => open.span.addEvent(name));
  }

  /** End a span, unless it has ended. @param error What kind of error it was, for people to group by. */
  end(open: OpenSpan | undefined, error?: string, attributes?: TelemetryAttributes): void {
    if (open === undefined || !this.#open.delete(open)) return;
    if (attributes !== undefined || error !== undefined)
      this.#guarded(() => {
        open.span.setAttributes({ ...attributes, ...(error !== undefined && { "error.type": error }) });
        if (error !== undefined) open.span.setStatus({ code: ERROR_STATUS });
      });
    this.#guarded(() => open.span.end());
  }

  /** Do something, once, with a span as the active one. @throws What it throws. */
  within<Result>(context: TelemetryContext | undefined, work: () => Result): Result {
    if (context === undefined) return work();
    let outcome: { result: Result } | { error: unknown } | undefined;
    const once = (): void => {
      if (outcome !== undefined) return;
      try {
        outcome = { result: work() };
      } catch (error) {
        outcome = { error };
      }
    };
    this.#guarded(() => this.#telemetry.context.with(context, once));
    once();
    const done = outcome as unknown as { result: Result } | { error: unknown };
    if ("error" in done) throw done.error;
    return done.result;
  }

  #endOldest(): void {
    for (const open of this.#open) return this.end(open, undefined, CUT_OFF);
  }

  #guarded<Result>(work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      if (!this.#failed) {
        this.#failed = true;
        this.#onFailure(error);
      }
      return undefined;
    }
  }
}

function linked({ traceId, spanId, traceFlags }: TelemetrySpanContext): TelemetrySpanContext {
  return { traceId, spanId, traceFlags };
}
