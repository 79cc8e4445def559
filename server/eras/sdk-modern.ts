// The only file that knows the MCP SDK for revision 2026-07-28. It is loaded when the first such request comes.
export {
  createMcpHandler,
  type McpHttpHandler,
  type McpServer,
  type McpServerFactory,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerContext,
  type ServerEvent,
  type ServerNotifier,
} from "@modelcontextprotocol/server";
export { type StdioServerHandle, serveStdio } from "@modelcontextprotocol/server/stdio";
