// What the manager itself warns of.

/**
 * `spill_failed`: what an agent has said stays in memory, because no file could be written; `journal_failed`: what happens to
 * it is not in the journal; `lines_failed`: what it says is not in its file; `worktree_left`: its worktree could not be
 * removed; `budget_low`: little is left of a budget; `rate_limited`: the agents of an account wait until its rate limit is
 * over; `telemetry_failed`: the tracer of the option `telemetry` has thrown, and spans may be missing.
 */
export type ManagerWarning =
  | "spill_failed"
  | "journal_failed"
  | "lines_failed"
  | "worktree_left"
  | "budget_low"
  | "rate_limited"
  | "telemetry_failed";
