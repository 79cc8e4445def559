// What a caller may ask for when a session starts; each theme has a file of its own.
import type { ConversationOptions } from "./conversation-options.ts";
import type { EnvironmentOptions } from "./environment-options.ts";
import type { HostOptions } from "./host-options.ts";
import type { McpOptions } from "./mcp-options.ts";
import type { ModelOptions } from "./model-options.ts";
import type { PermissionOptions } from "./permission-options.ts";
import type { ToolOptions } from "./tool-options.ts";

/** Options of `query()`, `ClaudeSDKClient` and `AgentManager`; all are optional. */
export interface Options
  extends ModelOptions,
    ToolOptions,
    PermissionOptions,
    McpOptions,
    EnvironmentOptions,
    ConversationOptions,
    HostOptions {}
