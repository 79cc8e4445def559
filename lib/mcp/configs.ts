// MCP servers as a program names them: programs, URLs, and servers in the program itself.
import type { McpSdkServerConfig, McpServerConfigForProcessTransport } from "../wire/mcp-configs.ts";

/** A JSON-RPC message. */
export interface JsonRpcMessage {
  jsonrpc: "2.0";
  id?: string | number | undefined;
  method?: string | undefined;
  params?: Record<string, unknown> | undefined;
  result?: Record<string, unknown> | undefined;
  error?: { code: number; message: string; data?: unknown } | undefined;
}

/** What an MCP server is connected to, as the MCP SDK defines it. */
export interface InProcessTransport {
  onmessage?: ((message: never, extra?: never) => void) | undefined;
  onclose?: (() => void) | undefined;
  onerror?: ((error: Error) => void) | undefined;
  start(): Promise<void>;
  send(message: JsonRpcMessage): Promise<void>;
  close(): Promise<void>;
}

/** Any MCP server that can be connected: a `McpServer` or `Server` of the MCP SDK, or one of your own. */
export interface McpServerInstance {
  // The MCP SDK's releases differ in their transport types, and all of them fit.
  // oxlint-disable-next-line typescript/no-explicit-any
  connect(transport: any): Promise<void>;
  close?(): Promise<void>;
}

/** A server in this program, with its instance; {@link createSdkMcpServer} makes one. */
export type McpSdkServerConfigWithInstance = McpSdkServerConfig & {
  instance: McpServerInstance;
  alwaysLoad?: boolean;
};

/** An MCP server. */
export type McpServerConfig =
  | Exclude<McpServerConfigForProcessTransport, McpSdkServerConfig>
  | McpSdkServerConfigWithInstance;
