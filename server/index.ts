// The server entry: embed the MCP server in another program.
export type { CallContext, Principal, ServerParts } from "./context.ts";
export type { ExtraTool } from "./extra-tools.ts";
export { type ListedTool, toolList } from "./generated/tool-types.ts";
export type { Connect } from "./protocol.ts";
export { Refusal } from "./refusal.ts";
export { type RunningServer, startServer } from "./serve.ts";
export type { ServerOptions } from "./server-options.ts";
export { type ServerStartCode, ServerStartError } from "./start-error.ts";
export type { Answer } from "./tool.ts";
export type { TokenRequest, VerifiedToken, VerifyToken } from "./verifier.ts";
export { VERSION } from "./version.ts";
