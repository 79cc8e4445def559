// What a job means in the options of an agent, and in its results.
import { type ResultError, resultError } from "../errors/result.ts";
import { currentDirectory } from "../process/spawn.ts";
import type { AgentOptions } from "./claude.ts";
import type { TurnOutcome } from "./outcome.ts";

/** What a job sets for its agent. */
export interface JobLimits {
  /** A JSON Schema. */
  readonly schema: Record<string, unknown> | undefined;
  readonly cwd?: string | undefined;
  /** What is left to spend, in US dollars. */
  readonly budgetUsd?: number | undefined;
}

export function jobOptions(options: AgentOptions, { schema, cwd, budgetUsd }: JobLimits): AgentOptions {
  const { maxBudgetUsd = Number.POSITIVE_INFINITY } = options;
  return {
    ...options,
    ...(schema && { outputFormat: { type: "json_schema", schema } }),
    ...(cwd !== undefined && { cwd }),
    ...(budgetUsd !== undefined && { maxBudgetUsd: Math.min(maxBudgetUsd, budgetUsd) }),
  };
}

export function cwdOf({ cwd }: AgentOptions): string {
  return cwd ?? currentDirectory();
}

/** @param result The result message; empty if it is no longer kept. */
export function failureOf({ subtype, text }: TurnOutcome, result: object): ResultError {
  return resultError({ subtype, errors: [text], ...result });
}
