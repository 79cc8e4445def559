// The server entry: embed the MCP server in another program.
export type { CallContext, Principal, ServerParts } from "./context.ts";
export { type ListedTool, type ToolHandlers, type ToolName, toolList } from "./generated/tools.ts";
export type { Connect } from "./protocol.ts";
export { type RunningServer, type ServerOptions, startServer } from "./serve.ts";
export { type ServerStartCode, ServerStartError } from "./start-error.ts";
export { VERSION } from "./version.ts";
