// The server entry: embed the MCP server in another program.

export type { Connect } from "./eras/protocol.ts";
export type { TokenRequest, VerifiedToken, VerifyToken } from "./front/verifier.ts";
export { type ListedTool, toolList } from "./generated/tool-types.ts";
export type { Principal } from "./principal.ts";
export { Refusal } from "./refusal.ts";
export { type RunningServer, startServer } from "./serve.ts";
export type { ServerOptions } from "./server-options.ts";
export { type ServerStartCode, ServerStartError } from "./start-error.ts";
export type { CallContext, ServerParts } from "./tools/context.ts";
export type { ExtraTool } from "./tools/extra-tools.ts";
export type { Answer } from "./tools/tool.ts";
export { VERSION } from "./version.ts";
