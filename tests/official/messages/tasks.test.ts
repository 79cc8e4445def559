// Subagents and background work, with both libraries.
import { compareAll } from "../compare.ts";
import { TASKS } from "../scenarios/tasks.ts";

compareAll(TASKS);
