// The one table of all options.
import { CONVERSATION_ROWS } from "./conversation-options.ts";
import { ENVIRONMENT_ROWS } from "./environment-options.ts";
import { HOST_ROWS } from "./host-options.ts";
import { MCP_ROWS } from "./mcp-options.ts";
import { MODEL_ROWS } from "./model-options.ts";
import type { Options } from "./options.ts";
import { PERMISSION_ROWS } from "./permission-options.ts";
import type { Rows } from "./row.ts";
import { TOOL_ROWS } from "./tool-options.ts";

export const OPTION_TABLE: Rows<Options> = {
  ...MODEL_ROWS,
  ...TOOL_ROWS,
  ...PERMISSION_ROWS,
  ...MCP_ROWS,
  ...ENVIRONMENT_ROWS,
  ...CONVERSATION_ROWS,
  ...HOST_ROWS,
};
