// MCP servers.
import { TOOLS } from "../scenarios/tools.ts";
import { compareOnStage } from "../stage.ts";

compareOnStage("messages/tools", TOOLS);
