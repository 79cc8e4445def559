// Options: MCP servers, and how the CLI hears of them.
import * as v from "valibot";
import type { McpServerConfig } from "../mcp/configs.ts";
import { mcpDelivery } from "./mcp-delivery.ts";
import { type Rows, whenTrue } from "./row.ts";
import { anyRecord, flag, oneOf, text } from "./values.ts";

/** Options: MCP servers, and how the CLI hears of them. */
export interface McpOptions {
  /** MCP servers by name: programs, URLs, or servers in this program (see `createSdkMcpServer`). */
  mcpServers?: Record<string, McpServerConfig> | undefined;
  /**
   * How the CLI receives the configuration of servers that are programs or URLs. Default: `initialize`, over stdin, so
   * that keys in `env` and `headers` are not on the command line, where every user of the machine can read them. `argv`
   * is for a CLI before 2.1.261.
   */
  mcpServersDelivery?: "argv" | "initialize" | undefined;
  /** Use only the MCP servers of the options, none from settings files. Default: false. */
  strictMcpConfig?: boolean | undefined;
}

const server = v.union(
  [
    v.looseObject({ type: v.literal("sdk"), instance: v.looseObject({ connect: v.function() }) }),
    // The CLI knows more kinds than the official SDK declares, such as "ws".
    v.looseObject({ type: v.pipe(text, v.notValue("sdk")), url: text }),
    v.looseObject({ type: v.optional(v.literal("stdio")), command: text }),
  ],
  'must be { command, args?, env? }, { type: "http" or "sse", url, headers? } or what createSdkMcpServer() gives',
);

export const MCP_ROWS: Rows<McpOptions> = {
  mcpServers: { check: anyRecord(server), way: mcpDelivery },
  mcpServersDelivery: { check: oneOf("argv", "initialize") },
  strictMcpConfig: { check: flag, way: whenTrue("strict-mcp-config") },
};
