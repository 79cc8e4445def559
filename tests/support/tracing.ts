// The program's OpenTelemetry with an exporter in memory, and its spans as trees.
import * as api from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";

api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
api.trace.setGlobalTracerProvider(provider);

/** What a program gives the manager, and nothing else. */
export const telemetry: typeof api = api;

/** Do something in a span of the program's own. */
export async function inSpan<T>(name: string, work: () => Promise<T>): Promise<T> {
  return api.trace.getTracer("test").startActiveSpan(name, async (span) => {
    try {
      return await work();
    } finally {
      span.end();
    }
  });
}

/** All spans that have ended since it was called last, in the order in which they began. */
export function takeSpans(): ReadableSpan[] {
  const spans = exporter.getFinishedSpans();
  exporter.reset();
  const at = ({ startTime: [seconds, nanoseconds] }: ReadableSpan): number => seconds * 1e9 + nanoseconds;
  return [...spans].toSorted((a, b) => at(a) - at(b));
}

/** A line for each span, indented below its parent. */
export function treeOf(spans: readonly ReadableSpan[], parent?: string, depth = 0): string[] {
  const isChild = ({ parentSpanContext: of }: ReadableSpan): boolean =>
    parent === undefined
      ? of === undefined || !spans.some((span) => span.spanContext().spanId === of.spanId)
      : of?.spanId === parent;
  return spans
    .filter(isChild)
    .flatMap((span) =>
      [`${"  ".repeat(depth)}${span.name}`].concat(treeOf(spans, span.spanContext().spanId, depth + 1)),
    );
}

/** How many traces there are. */
export function tracesOf(spans: readonly ReadableSpan[]): number {
  return new Set(spans.map((span) => span.spanContext().traceId)).size;
}
