// MCP servers, subagents and background work, with both libraries.

import { compareAll } from "../compare.ts";
import { TASKS } from "../scenarios/tasks.ts";
import { TOOLS } from "../scenarios/tools.ts";

compareAll({ ...TOOLS, ...TASKS });
