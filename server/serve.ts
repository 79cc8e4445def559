// Joins manager, tools and transports into a server, and takes it apart again.
import { AgentManager, type PermissionMode } from "../lib/index.ts";
import type { CallContext } from "./context.ts";
import type { ToolHandlers } from "./generated/tools.ts";
import { handlers } from "./handlers.ts";
import { type HttpEndpoint, listenHttp } from "./http.ts";
import { Policy } from "./policy.ts";
import { type Connect, connectTools } from "./protocol.ts";
import { ServerStartError } from "./start-error.ts";
import { listenStdio } from "./stdio.ts";
import { defaultTokenFile, tokenFrom } from "./token.ts";

/** Options of {@link startServer}; all optional. The defaults are the safe ones. */
export interface ServerOptions {
  /** `HOST:PORT` to listen on; port 0 takes any free one. Default: `127.0.0.1:30460`. */
  http?: string | undefined;
  /** Serve stdin and stdout in place of HTTP. */
  stdio?: boolean | undefined;
  /** PEM texts of certificate and key: HTTPS. */
  tls?: { cert: string; key: string } | undefined;
  /** The bearer token. Default: the one in `tokenFile`. */
  token?: string | undefined;
  /** Where the token is kept. Default: `~/.config/kodegen-claude-agent/token`. */
  tokenFile?: string | undefined;
  /** More values of the Host header to answer, for instance of a proxy in front. */
  allowedHosts?: string[] | undefined;
  /** Web origins to answer. Default: none. */
  allowedOrigins?: string[] | undefined;
  /** Directories that agents may work in. Default: the working directory. */
  roots?: string[] | undefined;
  /** Permission modes beyond `plan`, `default` and `dontAsk`. */
  allowPermissionModes?: PermissionMode[] | undefined;
  /** The `claude` executable. Default: the first that is found. */
  claude?: string | undefined;
  /** The whole environment of agents. Default: what they need of the server's own, by an allow-list. */
  agentEnv?: Record<string, string> | undefined;
  /** How long an unused MCP session is kept, in milliseconds; 0 for ever. Default: 30 minutes. Agents are not affected. */
  keepAliveMs?: number | undefined;
  /** How long calls may go on after `close()`, in milliseconds. Default: 30 000. */
  shutdownTimeoutMs?: number | undefined;
  /** The manager to serve. Default: one of the server's own, shut down with it. */
  manager?: AgentManager | undefined;
  /** Carry out the tools in another way. */
  handlers?: ToolHandlers<CallContext> | undefined;
  /** Serve another set of capabilities altogether, behind the same transports. */
  connect?: Connect | undefined;
}

/** A running server: where it is, its token, and how to end it. */
export interface RunningServer {
  /** The endpoint; empty for stdio. */
  readonly url: string;
  readonly token: string;
  readonly roots: readonly string[];
  /** Resolves when a stdio client has gone; never for HTTP. */
  readonly ended: Promise<void>;
  /** Take no more calls, end all agents, and resolve when nothing is left. A second call does not wait for calls that run. */
  close(): Promise<void>;
}

const DEFAULT_ADDRESS = "127.0.0.1:30460";
const DEFAULT_KEEP_ALIVE_MS = 30 * 60_000;
const DEFAULT_SHUTDOWN_MS = 30_000;

/**
 * Start the MCP server inside this program.
 *
 * @throws {ServerStartError} If it cannot listen, or would not be safe.
 * @throws {CwdError} If a root does not exist.
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const policy = new Policy(options);
  const manager = options.manager ?? new AgentManager();
  const connect = options.connect ?? connectTools({ manager, policy }, options.handlers ?? handlers);
  const endAgents = async (): Promise<void> => {
    if (options.manager === undefined) await manager.shutdown();
  };
  if (options.stdio) {
    const { ended, close } = await listenStdio(connect);
    return {
      url: "",
      token: "",
      roots: policy.roots,
      ended,
      close: once(async () => void (await Promise.all([close(), endAgents()]))),
    };
  }
  const address = parseAddress(options.http ?? DEFAULT_ADDRESS);
  requireSafe(address.host, options);
  const token = options.token ?? (await tokenFrom(options.tokenFile ?? defaultTokenFile()));
  const endpoint = await listenHttp({
    ...options,
    address,
    token,
    connect,
    keepAliveMs: options.keepAliveMs ?? DEFAULT_KEEP_ALIVE_MS,
  });
  const close = closing(endpoint, endAgents, options.shutdownTimeoutMs ?? DEFAULT_SHUTDOWN_MS);
  return { url: endpoint.url, token, roots: policy.roots, ended: new Promise(() => undefined), close };
}

function closing(
  endpoint: HttpEndpoint,
  endAgents: () => Promise<void>,
  graceMs: number,
): () => Promise<void> {
  let first: Promise<void> | undefined;
  return () => {
    if (first !== undefined) return Promise.all([endAgents(), first]).then(() => undefined);
    // Agents end only when the calls that wait for them have had their time.
    first = endpoint.close(graceMs).then(endAgents);
    return first;
  };
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= run());
}

function parseAddress(text: string): { host: string; port: number } {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+)):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[3]);
  const host = match?.[1] ?? match?.[2];
  if (host !== undefined && port <= 65_535) return { host, port };
  throw new ServerStartError(
    "address_invalid",
    `Cannot listen on "${text}": give HOST:PORT, such as ${DEFAULT_ADDRESS}`,
  );
}

function requireSafe(host: string, { tls }: ServerOptions): void {
  if (tls !== undefined || ["127.0.0.1", "::1", "localhost"].includes(host.toLowerCase())) return;
  const text = `Cannot listen on ${host} without TLS: the token would cross the network in the clear; give --tls-cert and --tls-key`;
  throw new ServerStartError("not_secure", text);
}
