// Subagents that a program defines for its session.
export type * from "../generated/agents.ts";
