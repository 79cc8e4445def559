// The results file: what was measured, on what, and when.
import { existsSync, readFileSync } from "node:fs";
import type { AdapterName } from "./adapters.ts";
import type { Facts } from "./machine.ts";
import type { Summary } from "./statistics.ts";
import type { Row } from "./workload.ts";

export interface RowResult extends Row {
  readonly id: string;
  readonly values: Partial<Record<AdapterName, Summary>>;
  /** Ours to each of the others. */
  readonly ratios: Partial<Record<AdapterName, Summary>>;
}

export interface WorkloadResult {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly about: string;
  readonly adapters: readonly AdapterName[];
  readonly oneCore: boolean;
  /** The day, as 2026-11-28. */
  readonly date: string;
  readonly runs: number;
  readonly rows: readonly RowResult[];
  /** Why a run failed; there are no rows then. */
  readonly failures: readonly string[];
  /** Why it was not measured here. */
  readonly leftOut?: string;
}

export interface Results {
  readonly facts: Facts;
  readonly workloads: readonly WorkloadResult[];
}

export function readResults(file: string): Results | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Results) : undefined;
}

/** What was measured before on the same machine with the same versions stays; a workload that is gone does not. */
export function merge(old: Results | undefined, fresh: Results, ids: readonly string[]): Results {
  const comparable = old !== undefined && JSON.stringify(old.facts) === JSON.stringify(fresh.facts);
  const all = new Map((comparable ? old.workloads : []).map((result) => [result.id, result]));
  for (const result of fresh.workloads) all.set(result.id, result);
  return { facts: fresh.facts, workloads: ids.flatMap((id) => all.get(id) ?? []) };
}
