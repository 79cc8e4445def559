// Has what a tool call runs in this program (in-process tools, permission callbacks) run in the call's span.
import type { McpServerConfig, McpServerInstance } from "../mcp/configs.ts";
import type { DirectTransport } from "../mcp/connection.ts";
import type { AgentOptions } from "./claude.ts";

/** Do something in the span of a call, by its id. */
export type InCall = <Result>(call: string | undefined, work: () => Result) => Result;

export function inItsCalls(options: AgentOptions, inCall: InCall): AgentOptions {
  const { canUseTool, mcpServers } = options;
  return {
    ...options,
    ...(typeof canUseTool === "function" && {
      canUseTool: (name, input, context) => inCall(context.toolUseID, () => canUseTool(name, input, context)),
    }),
    ...(mcpServers && {
      mcpServers: Object.fromEntries(
        Object.entries(mcpServers).map(([name, server]) => [name, traced(server, inCall)]),
      ),
    }),
  };
}

function traced(server: McpServerConfig, inCall: InCall): McpServerConfig {
  if (!("instance" in server) || typeof server.instance?.connect !== "function") return server;
  const { instance } = server;
  const connect = async (transport: DirectTransport): Promise<void> => {
    await instance.connect(transport);
    const { answer, onmessage } = transport;
    if (answer !== undefined)
      transport.answer = (method, params, call) => inCall(callOf(params), () => answer(method, params, call));
    if (onmessage !== undefined)
      transport.onmessage = (message: never, extra?: never) =>
        inCall(callOf((message as { params?: unknown }).params), () =>
          onmessage.call(transport, message, extra),
        );
  };
  const close = typeof instance.close === "function" && { close: () => instance.close?.() };
  return { ...server, instance: { connect, ...close } as McpServerInstance };
}

function callOf(params: unknown): string | undefined {
  const meta = (params as { _meta?: unknown } | null | undefined)?._meta;
  const id = (meta as Record<string, unknown> | null | undefined)?.["claudecode/toolUseId"];
  return typeof id === "string" ? id : undefined;
}
