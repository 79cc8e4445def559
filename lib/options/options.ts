// What a caller may ask for when a session starts, and the one table of how; each theme has a file of its own.
import { CONVERSATION_ROWS, type ConversationOptions } from "./conversation-options.ts";
import { ENVIRONMENT_ROWS, type EnvironmentOptions } from "./environment-options.ts";
import { HOST_ROWS, type HostOptions } from "./host-options.ts";
import { MCP_ROWS, type McpOptions } from "./mcp-options.ts";
import { MODEL_ROWS, type ModelOptions } from "./model-options.ts";
import { PERMISSION_ROWS, type PermissionOptions } from "./permission-options.ts";
import type { Rows } from "./row.ts";
import { TOOL_ROWS, type ToolOptions } from "./tool-options.ts";

/** Options of `query()`, `ClaudeSDKClient` and `AgentManager`; all are optional. */
export interface Options
  extends ModelOptions,
    ToolOptions,
    PermissionOptions,
    McpOptions,
    EnvironmentOptions,
    ConversationOptions,
    HostOptions {}

export const OPTION_TABLE: Rows<Options> = {
  ...MODEL_ROWS,
  ...TOOL_ROWS,
  ...PERMISSION_ROWS,
  ...MCP_ROWS,
  ...CONVERSATION_ROWS,
  ...HOST_ROWS,
  ...ENVIRONMENT_ROWS,
};
