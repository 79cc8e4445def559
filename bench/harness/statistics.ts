// What is made of repeated measurements: medians, their spread, and ratios pair by pair.

export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** In the order in which they were measured. */
  readonly runs: readonly number[];
}

/** @throws {RangeError} If there is nothing to summarise. */
export function summary(runs: readonly number[]): Summary {
  if (runs.length === 0) throw new RangeError("No runs: there is nothing to summarise");
  return { median: median(runs), min: Math.min(...runs), max: Math.max(...runs), runs };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Ratios of runs that were measured right after one another, so that a slow moment of the machine hits both. */
export function ratios(ours: readonly number[], theirs: readonly number[]): Summary {
  if (ours.length !== theirs.length) throw new RangeError("Ratios need pairs: one side has more runs");
  return summary(ours.map((value, index) => value / (theirs[index] ?? Number.NaN)));
}
