// Joins manager, tools and transports into a server, and takes it apart again.
import { AgentManager, InvalidOptionsError, type PermissionMode } from "../lib/index.ts";
import { parseAddress, requireSafe } from "./address.ts";
import type { CallContext } from "./context.ts";
import type { ToolHandlers } from "./generated/tools.ts";
import { handlers } from "./handlers.ts";
import { type HttpEndpoint, listenHttp } from "./http.ts";
import { openAgents } from "./journal.ts";
import { Policy } from "./policy.ts";
import { type Connect, connectTools } from "./protocol.ts";
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
  /**
   * The folder in which agents outlive the server: the next one with the same folder has them again, for the same callers,
   * and prompts that no process was given run. It is made if there is none; only its owner can read it. Not together with
   * `manager`. Default: false; `serve` has a default of its own, but a program says itself what it leaves on a disk.
   */
  journal?: string | false | undefined;
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
  /** The folder in which its agents outlive it; absent if they do not. */
  readonly journal?: string;
  /** Resolves when a stdio client has gone; never for HTTP. */
  readonly ended: Promise<void>;
  /** Take no more calls, end all agents' processes, and resolve when nothing is left. A second call does not wait for calls that run. */
  close(): Promise<void>;
}

const DEFAULT_KEEP_ALIVE_MS = 30 * 60_000;
const DEFAULT_SHUTDOWN_MS = 30_000;

/**
 * Start the MCP server inside this program.
 *
 * @throws {ServerStartError} If it cannot listen, would not be safe, or its journal cannot be used.
 * @throws {CwdError} If a root does not exist.
 * @throws {InvalidOptionsError} If both a journal and a manager are given.
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { journal = false, manager: given } = options;
  if (journal !== false && given !== undefined)
    throw new InvalidOptionsError(['"journal" is the server\'s own: open "manager" with the journal']);
  const policy = new Policy(options);
  let manager = given;
  const open = async (): Promise<Connect> => {
    manager ??= journal === false ? new AgentManager() : await openAgents(journal, policy);
    // What was at work is for its caller to go on with, since some of it is done.
    if (journal !== false) manager.resumeAll();
    return options.connect ?? connectTools({ manager, policy }, options.handlers ?? handlers);
  };
  const endAgents = async (): Promise<void> => {
    if (given === undefined) await manager?.shutdown();
  };
  const about = { roots: policy.roots, ...(journal !== false && { journal }) };
  if (options.stdio) {
    const { ended, close } = await listenStdio(await open());
    const closeAll = once(async () => void (await Promise.all([close(), endAgents()])));
    return { ...about, url: "", token: "", ended, close: closeAll };
  }
  const address = parseAddress(options.http);
  requireSafe(address, options.tls !== undefined);
  const token = options.token ?? (await tokenFrom(options.tokenFile ?? defaultTokenFile()));
  const keepAliveMs = options.keepAliveMs ?? DEFAULT_KEEP_ALIVE_MS;
  const endpoint = await listenHttp({ ...options, address, token, open, keepAliveMs });
  const close = closing(endpoint, endAgents, options.shutdownTimeoutMs ?? DEFAULT_SHUTDOWN_MS);
  return { ...about, url: endpoint.url, token, ended: new Promise(() => undefined), close };
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
