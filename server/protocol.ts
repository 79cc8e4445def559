// One MCP connection: lists the tools and carries out calls for one principal.
import type { CallContext, Principal, ServerParts } from "./context.ts";
import { callTool, isTool } from "./dispatch.ts";
import { type ToolHandlers, toolList } from "./generated/tools.ts";
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  Server,
  StreamableHTTPServerTransport,
  type Tool,
} from "./sdk.ts";
import { VERSION } from "./version.ts";

/** Creates the MCP server for one connection of a principal; replace it to serve something else. */
export type Connect = (principal: Principal) => Server;

const INSTRUCTIONS =
  "Delegate work to Claude Code agents: claude_spawn_agent starts them, claude_read_agent_output follows them, " +
  "claude_send_agent_prompt goes on with them, claude_terminate_agent_session ends them.";

export function connectTools({ manager, policy }: ServerParts, handlers: ToolHandlers<CallContext>): Connect {
  return (principal) => {
    const info = { name: "kodegen-claude-agent", title: "Kodegen Claude Agent", version: VERSION };
    const server = new Server(info, { capabilities: { tools: {} }, instructions: INSTRUCTIONS });
    server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [...toolList] as Tool[] }));
    server.setRequestHandler(CallToolRequestSchema, async (request, extra) => {
      const { name, arguments: args, _meta: meta } = request.params;
      if (!isTool(name))
        throw new McpError(
          ErrorCode.InvalidParams,
          `Unknown tool "${name}": use tools/list to see which there are`,
        );
      extra.signal.addEventListener("abort", () => endStream(server, extra.requestId), { once: true });
      const token = meta?.progressToken;
      let count = 0;
      const progress = (message: string): void => {
        count += 1;
        const params = { progressToken: token ?? "", progress: count, message };
        // A client that has gone away needs no progress.
        extra.sendNotification({ method: "notifications/progress", params }).catch(() => undefined);
      };
      const context = {
        manager: manager.as(principal),
        policy,
        principal,
        signal: extra.signal,
        progress: token === undefined ? undefined : progress,
      };
      return callTool(name, args, context, handlers);
    });
    return server;
  };
}

/** A cancelled call has no answer, so nothing else would end the stream on which it was to come. */
function endStream(server: Server, requestId: string | number): void {
  const { transport } = server;
  if (transport instanceof StreamableHTTPServerTransport) transport.closeSSEStream(requestId);
}
