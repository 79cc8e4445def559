// Calls the tools of a server with a real client, and has what they answer as a model sees it.
import { httpClient } from "./server.ts";

export const TOKEN = "test-token-test-token-test-token-0123456789";

export interface Agent {
  readonly session_id: string;
  readonly label: string;
  readonly state: string;
  readonly advice?: string;
  readonly interrupted_prompts?: readonly string[];
  readonly last_result?: {
    readonly text: string;
    readonly refused_tools?: readonly { readonly denial?: string }[];
  };
}

export interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly data: {
    readonly summary: string;
    readonly agents: readonly Agent[];
    readonly agent: Agent;
    readonly session_ids: readonly string[];
    readonly total_messages: number;
    readonly dropped: number;
    readonly messages_returned: number;
    readonly last_words?: string;
  };
}

export type Call = (name: string, args?: Record<string, unknown>) => Promise<Answer>;

/** Calls of one client, and its end. */
export async function caller(
  url: string,
  token: string = TOKEN,
): Promise<{ call: Call; close: () => Promise<void> }> {
  const client = await httpClient(url, token);
  const call: Call = async (name, args = {}) => {
    const result = await client.callTool({ name: `claude_${name}`, arguments: args });
    const [first] = result.content as { text: string }[];
    const data = (result.structuredContent ?? {}) as Answer["data"];
    return { isError: result.isError === true, text: first?.text ?? "", data };
  };
  return { call, close: () => client.close() };
}
