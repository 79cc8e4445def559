// A client of revision 2026-07-28 over HTTP, which says in each request what it is.
import type { ServerProcess } from "./server.ts";

const META = "io.modelcontextprotocol/";
export const REVISION = "2026-07-28";

export interface Abilities {
  readonly tasks?: boolean;
  readonly elicitation?: boolean;
}

export interface Reply {
  readonly status: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

export type Rpc = (method: string, params?: Record<string, unknown>) => Promise<Reply>;

export function metaOf({ tasks = true, elicitation = true }: Abilities = {}): Record<string, unknown> {
  return {
    [`${META}protocolVersion`]: REVISION,
    [`${META}clientInfo`]: { name: "test", version: "1.0.0" },
    [`${META}clientCapabilities`]: {
      ...(elicitation && { elicitation: { form: {} } }),
      ...(tasks && { extensions: { [`${META}tasks`]: {} } }),
    },
  };
}

/** The text of a request as such a client writes it. */
export function requestOf(
  id: number,
  method: string,
  params: Record<string, unknown>,
  abilities?: Abilities,
): string {
  return JSON.stringify({ jsonrpc: "2.0", id, method, params: { ...params, _meta: metaOf(abilities) } });
}

function headersOf(token: string, method: string, params: Record<string, unknown>): Record<string, string> {
  const name = params["name"] ?? params["taskId"];
  return {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "mcp-protocol-version": REVISION,
    "mcp-method": method,
    ...(typeof name === "string" && { "mcp-name": name }),
  };
}

export function modernClient(
  { url, token }: Pick<ServerProcess, "url" | "token">,
  abilities: Abilities = {},
): Rpc {
  let id = 0;
  return async (method, params = {}) => {
    id += 1;
    const headers = headersOf(token, method, params);
    const response = await fetch(url, {
      method: "POST",
      headers,
      body: requestOf(id, method, params, abilities),
    });
    const text = await response.text();
    const last = text.startsWith("{") ? text : (text.split("data: ").at(-1) ?? "");
    return { status: response.status, ...(JSON.parse(last) as object) };
  };
}

/** What a server has said on its own. */
export interface Told {
  readonly method?: string;
  readonly id?: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
}

export interface Listener {
  readonly told: readonly Told[];
  /** Resolves when the stream has ended, however. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Listen, over HTTP. */
export async function listening(
  { url, token }: Pick<ServerProcess, "url" | "token">,
  notifications: Record<string, unknown>,
): Promise<Listener> {
  const gone = new AbortController();
  const method = "subscriptions/listen";
  const response = await fetch(url, {
    method: "POST",
    headers: headersOf(token, method, {}),
    body: requestOf(77, method, { notifications }),
    signal: gone.signal,
  });
  return { ...toldIn(response), close: () => gone.abort() };
}

/** What comes on a stream, as it comes. */
export function toldIn(response: Response): Omit<Listener, "close"> {
  const told: Told[] = [];
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const frames = text.split("\n\n");
      text = frames.pop() ?? "";
      for (const frame of frames) {
        const data = /^data: (.*)$/m.exec(frame)?.[1];
        if (data !== undefined) told.push(JSON.parse(data) as Told);
      }
    }
  };
  // Cut off is an end as well.
  return { told, ended: read().catch(() => undefined) };
}
