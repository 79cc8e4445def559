// What agents that may nest are given: read from what a scripted CLI has received.
import { Buffer } from "node:buffer";
import type { ScriptedClaude, ScriptedConversation } from "../../lib/testing/index.ts";

/** A CLI that is given MCP servers says that it takes them. */
export const TAKES_SERVERS: ScriptedConversation = {
  answer: { initialize: { mcp_servers_applied: true } },
};

export interface Shown {
  readonly url: string;
  readonly token: string;
}

/** With which the token of an agent begins. */
export function nameOf(id: string): string {
  return Buffer.from(id).toString("base64url");
}

/** What an agent was given when it was last started. */
export async function shownTo(script: ScriptedClaude, id: string): Promise<Shown> {
  const found = (await script.stdin()).flatMap(({ request }): Shown[] => {
    const { mcpServers } = (request ?? {}) as {
      mcpServers?: Record<string, { url: string; headers: object }>;
    };
    const { url = "", headers = {} } = mcpServers?.["kodegen"] ?? {};
    const token = Object.values(headers).join("").replace("Bearer ", "");
    return token.startsWith(nameOf(id)) ? [{ url, token }] : [];
  });
  const last = found.at(-1);
  if (last === undefined) throw new Error(`Agent "${id}" was given no token`);
  return last;
}

/** How a server answers to a token. */
export async function statusOf(url: string, token: string): Promise<number> {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }),
  });
  await response.body?.cancel();
  return response.status;
}
