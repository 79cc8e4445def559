// MCP servers as a program names them: programs, URLs, and servers in the program itself.
import type { McpSdkServerConfig, McpServerConfigForProcessTransport } from "../wire/mcp-configs.ts";

/** A JSON-RPC message of MCP: a request, a notification or a response. */
export interface JsonRpcMessage {
  jsonrpc: "2.0";
  id?: string | number | undefined;
  method?: string | undefined;
  params?: Record<string, unknown> | undefined;
  result?: Record<string, unknown> | undefined;
  error?: { code: number; message: string; data?: unknown } | undefined;
}

/** The transport that `connect()` of an in-process server receives, as the MCP SDK defines it. */
export interface InProcessTransport {
  onmessage?: ((message: never, extra?: never) => void) | undefined;
  onclose?: (() => void) | undefined;
  onerror?: ((error: Error) => void) | undefined;
  start(): Promise<void>;
  send(message: JsonRpcMessage): Promise<void>;
  close(): Promise<void>;
}

/** Any MCP server with `connect()`: a `McpServer` or `Server` of the MCP SDK, or one of your own. */
export interface McpServerInstance {
  // The MCP SDK's releases differ in their transport types, and all of them fit.
  // oxlint-disable-next-line typescript/no-explicit-any
  connect(transport: any): Promise<void>;
  close?(): Promise<void>;
}

/** An in-process server for the option `mcpServers`; {@link createSdkMcpServer} returns one. */
export type McpSdkServerConfigWithInstance = McpSdkServerConfig & {
  instance: McpServerInstance;
  alwaysLoad?: boolean;
};

/** A value of the option `mcpServers`: a program, a URL, or a server in this program. */
export type McpServerConfig =
  | Exclude<McpServerConfigForProcessTransport, McpSdkServerConfig>
  | McpSdkServerConfigWithInstance;
