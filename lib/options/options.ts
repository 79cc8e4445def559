// What a caller may ask for when a session starts, and the one table of how; each theme has a file of its own.
import { CONVERSATION_ROWS, type ConversationOptions } from "./conversation-options.ts";
import { ENVIRONMENT_ROWS, type EnvironmentOptions } from "./environment-options.ts";
import { HOST_ROWS, type HostOptions } from "./host-options.ts";
import { MCP_ROWS, type McpOptions } from "./mcp-options.ts";
import { MODEL_ROWS, type ModelOptions } from "./model-options.ts";
import { PERMISSION_ROWS, type PermissionOptions } from "./permission-options.ts";
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

type Table = typeof MODEL_ROWS &
  typeof TOOL_ROWS &
  typeof PERMISSION_ROWS &
  typeof MCP_ROWS &
  typeof CONVERSATION_ROWS &
  typeof HOST_ROWS &
  typeof ENVIRONMENT_ROWS;

export const OPTION_TABLE: Table = {
  ...MODEL_ROWS,
  ...TOOL_ROWS,
  ...PERMISSION_ROWS,
  ...MCP_ROWS,
  ...CONVERSATION_ROWS,
  ...HOST_ROWS,
  ...ENVIRONMENT_ROWS,
};

/** Options in which each that has a default is there. */
export type FilledOptions = Options & {
  readonly [K in keyof Table as Table[K] extends { readonly byDefault: unknown } ? K : never]: NonNullable<
    Options[K]
  >;
};

const DEFAULTS = Object.fromEntries(
  Object.entries(OPTION_TABLE).flatMap(([name, row]) => ("byDefault" in row ? [[name, row.byDefault]] : [])),
);

/** Put defaults in place of the options that are not given. */
export function filled(options: Options): FilledOptions {
  return { ...DEFAULTS, ...options } as FilledOptions;
}
