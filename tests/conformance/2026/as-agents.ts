// Another door to the server: what the suite calls a job is an agent of the real server behind it.
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { REVISION } from "../../support/modern.ts";
import { until } from "../../support/until.ts";
import type { openDoor } from "../with-token.ts";

type Args = Readonly<Record<string, unknown>>;
type Standing = { status?: string; statusMessage?: string; inputRequests?: object };

interface AsAgent {
  readonly tool: string;
  args(given: Args): object;
  /** When a task has begun: the suite gives a job some seconds, which a process may need to start. */
  begun?(task: Standing): boolean;
}

const job = (steps: readonly object[]): string => `[[mock: ${JSON.stringify(steps)} ]]`;
const isAtWork = ({ statusMessage = "" }: Standing): boolean => !/: (?:queued|starting) /.test(statusMessage);
const asking = (count: number): AsAgent => ({
  tool: "claude_spawn_agent",
  args: ({ filename = "both.txt" }) => ({
    prompt: job([{ tool: "Write", input: { file_path: filename, content: "a note" } }, { text: "written" }]),
    ask_permissions: true,
    worker_count: count,
  }),
  begun: ({ inputRequests = {} }) => Object.keys(inputRequests).length === count,
});
const working: AsAgent = {
  tool: "claude_spawn_agent",
  args: ({ seconds = 2, label = "failing" }) => ({
    prompt: job([{ delay_ms: Number(seconds) * 1_000, text: String(label) }]),
    await_completion_ms: 60_000,
  }),
  begun: isAtWork,
};

const AGENTS: Readonly<Record<string, AsAgent>> = {
  greet: { tool: "claude_list_agents", args: () => ({}) },
  slow_compute: working,
  failing_job: working,
  confirm_delete: asking(1),
  multi_input: asking(2),
};

interface Rpc {
  method?: string;
  params?: { name?: string; arguments?: object; _meta?: object };
}

export const openDoorToAgents: typeof openDoor = async (token, target) => {
  const door = createServer(async (asked, answer) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of asked) chunks.push(chunk as Uint8Array);
    const text = Buffer.concat(chunks).toString();
    const body = (text === "" ? {} : JSON.parse(text)) as Rpc;
    const as = body.method === "tools/call" ? AGENTS[body.params?.name ?? ""] : undefined;
    if (as !== undefined && body.params !== undefined)
      Object.assign(body.params, {
        name: as.tool,
        arguments: as.args((body.params.arguments ?? {}) as Args),
      });
    const headers = { ...plain(asked.headers), authorization: `Bearer ${token}` };
    const given = await send(target(), headers, JSON.stringify(body));
    const result = (given.body as { result?: { taskId?: string } }).result;
    if (as?.begun !== undefined && result?.taskId !== undefined)
      await untilBegun(target(), headers, result.taskId, body.params?._meta, as.begun);
    answer.writeHead(given.status, { "content-type": "application/json" }).end(JSON.stringify(given.body));
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const { port } = door.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    close: async () => {
      door.closeAllConnections();
      await new Promise((resolve) => door.close(resolve));
    },
  };
};

/** What the client has said of itself and of its message; the rest is the connection's. */
function plain(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => /^(?:accept|content-type|mcp-.*)$/.test(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name,
      name === "mcp-name" ? (AGENTS[String(value)]?.tool ?? String(value)) : String(value),
    ]),
  );
}

async function send(
  url: URL,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, { method: "POST", headers, body });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) };
}

async function untilBegun(
  url: URL,
  headers: Record<string, string>,
  taskId: string,
  meta: object | undefined,
  begun: (task: Standing) => boolean,
): Promise<void> {
  const method = "tasks/get";
  const own = { ...headers, "mcp-protocol-version": REVISION, "mcp-method": method, "mcp-name": taskId };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: { taskId, _meta: meta } });
  await until(async () => {
    const { result } = (await send(url, own, body)).body as { result?: Standing };
    return result === undefined || result.status === "completed" || begun(result);
  }, "a job has not begun");
}
