// Subagents and background work.
import { TASKS } from "../scenarios/tasks.ts";
import { compareOnStage } from "../stage.ts";

compareOnStage("messages/tasks", TASKS);
