// MCP servers, with both libraries.
import { compareAll } from "../compare.ts";
import { TOOLS } from "../scenarios/tools.ts";

compareAll(TOOLS);
