// What a job means in the options of an agent, and in its results.
import type { ClaudeError } from "../errors/claude-error.ts";
import { RateLimitedError } from "../errors/rate-limit.ts";
import { resultError } from "../errors/result.ts";
import { currentDirectory } from "../process/spawn.ts";
import type { AgentOptions } from "./claude.ts";
import type { TurnOutcome } from "./outcome.ts";

/** What a job sets for its agent. */
export interface JobLimits {
  /** A JSON Schema. */
  readonly schema: Record<string, unknown> | undefined;
  readonly cwd?: string | undefined;
}

export function jobOptions(options: AgentOptions, { schema, cwd }: JobLimits): AgentOptions {
  return {
    ...options,
    ...(schema && { outputFormat: { type: "json_schema", schema } }),
    ...(cwd !== undefined && { cwd }),
  };
}

export function cwdOf({ cwd }: AgentOptions): string {
  return cwd ?? currentDirectory();
}

/** @param result The result message; empty if it is no longer kept. */
export function failureOf({ subtype, text, rateLimit }: TurnOutcome, result: object): ClaudeError {
  if (rateLimit !== undefined) return new RateLimitedError(text, rateLimit.window, rateLimit.resetsAt);
  return resultError({ subtype, errors: [text], ...result });
}
