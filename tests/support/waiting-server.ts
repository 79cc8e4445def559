// An MCP server whose only tool never answers, to be served in place of ours.
// @ts-types="@modelcontextprotocol/sdk/server/index"
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import type { Connect } from "../../server/index.ts";

/** @returns How many calls there have been, too. */
export function serveWaiting(): { readonly connect: Connect; count(): number } {
  let count = 0;
  const connect: Connect = () => {
    const server = new Server({ name: "waiting", version: "1" }, { capabilities: { tools: {} } });
    server.setRequestHandler(CallToolRequestSchema, () => {
      count += 1;
      return new Promise(() => undefined);
    });
    return server;
  };
  return { connect, count: () => count };
}
