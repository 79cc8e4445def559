// The figures of a manager's spares, and waiting for them.
import assert from "node:assert/strict";
import type { AgentManager, MetricsSnapshot } from "../../lib/index.ts";
import { until } from "./until.ts";

export function sparesOf(manager: AgentManager): NonNullable<MetricsSnapshot["spares"]> {
  return manager.metrics().spares ?? assert.fail("no figures");
}

/** Hits, misses, refused, expired, failed. */
export function counted(manager: AgentManager): number[] {
  const { hits, misses, refused, expired, failed } = sparesOf(manager);
  return [hits, misses, refused, expired, failed];
}

export function ready(manager: AgentManager, count: number): Promise<void> {
  return until(
    () => sparesOf(manager).ready === count,
    () => JSON.stringify(sparesOf(manager)),
    60_000,
  );
}
