// Joins manager, tools and transports into a server, and takes it apart again.
import { Behind } from "./behind.ts";
import { requireFitting } from "./fitting-options.ts";
import { endpointAt, hostsOf, oauthOf } from "./front/oauth.ts";
import { ServerMetrics } from "./metrics.ts";
import type { FoundClaude } from "./policy/claude-check.ts";
import { confinedFolder } from "./policy/confined-folders.ts";
import { Policy, type PolicyOptions } from "./policy/policy.ts";
import type { ServerOptions } from "./server-options.ts";
import { offerOf } from "./tools/offer.ts";
import { Templates } from "./tools/templates.ts";
import { Endpoint } from "./transports/endpoint.ts";
import { answerFetch } from "./transports/fetch.ts";
import { type HttpEndpoint, type HttpOptions, listenHttp } from "./transports/http.ts";
import { LOOPBACK } from "./transports/listen.ts";
import { listenStdio } from "./transports/stdio.ts";
import { wayIn } from "./way-in.ts";

/** A running server: where it is, its token, and how to end it. */
export interface RunningServer {
  /** The endpoint; empty for stdio, and where it does not listen. */
  readonly url: string;
  /** The path of the Unix socket on which it is; absent for an address. */
  readonly socket?: string;
  readonly token: string;
  readonly roots: readonly string[];
  /** The folder in which its agents outlive it; absent if they do not. */
  readonly journal?: string;
  /** The folder of its prompt templates; absent if it has none. */
  readonly templates?: string;
  /** What agents are run with. @throws {ClaudeError} If none of them can start. */
  findClaude(): Promise<FoundClaude>;
  /** Why an agent that has a shell cannot be confined here, so that it is refused; undefined where it can, or need not be. */
  whyNotConfined(): Promise<string | undefined>;
  /**
   * Answers one request, under the same rules as over HTTP. For `Deno.serve`, `Bun.serve`, Hono and whatever else speaks web
   * requests, also beside an address.
   *
   * @throws {TypeError} If somebody has read the request's body already.
   */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Read tokens and certificate from their files again, now: otherwise that happens within a second of a change. */
  reload(): void;
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
 * @throws {InvalidOptionsError} If both a journal, or options for a manager, and a manager are given; a limit is none, or
 *   `templates` is no folder that only its owner can write.
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { journal = false } = options;
  requireFitting(options);
  const offer = await offerOf(options);
  const policy = new Policy({ ...options, ...confinementOf(options) });
  const templates = await Templates.open(options);
  const closing = new AbortController();
  const metrics = new ServerMetrics();
  const behind = new Behind(options, { policy, offer, metrics, closing: closing.signal, templates });
  const endAgents = (): Promise<void> => behind.end();
  const findClaude = (): Promise<FoundClaude> => policy.findClaude();
  const whyNotConfined = (): Promise<string | undefined> => policy.whyNotConfined();
  const kept = { ...(journal !== false && { journal }), ...(templates && { templates: templates.folder }) };
  const about = { roots: policy.roots, findClaude, whyNotConfined, ...kept };
  if (options.stdio) return { ...about, ...(await overStdio(await behind.open(), endAgents, closing)) };
  const { token, tokens, ...way } = await wayIn(options);
  const keepAliveMs = options.keepAliveMs ?? DEFAULT_KEEP_ALIVE_MS;
  const openEndpoint: HttpOptions["open"] = async ({ names, url, connectionCount }) => {
    const { publicUrl = url } = options;
    const known = publicUrl === "" ? [] : hostsOf(publicUrl);
    const oauth = oauthOf({ ...options, resource: publicUrl === "" ? "" : endpointAt(publicUrl) });
    const place = { names: [...names, ...known], connectionCount };
    return new Endpoint({
      ...options,
      ...place,
      ...(await behind.open()),
      tokens,
      oauth,
      metrics,
      keepAliveMs,
    });
  };
  const { endpoint, url, ...listening } =
    options.listen === false
      ? await unheard(openEndpoint)
      : await listenHttp({ ...options, ...way, open: openEndpoint });
  const end = ending(listening, endAgents, options.shutdownTimeoutMs ?? DEFAULT_SHUTDOWN_MS);
  const close = (): Promise<void> => {
    closing.abort();
    return end();
  };
  const { socket } = options;
  return {
    ...about,
    url,
    ...(socket !== undefined && { socket }),
    token,
    fetch: (request) => answerFetch(endpoint, request),
    reload: () => {
      endpoint.refresh();
      listening.renew();
    },
    ended: new Promise(() => undefined),
    close,
  };
}

async function overStdio(
  eras: Parameters<typeof listenStdio>[0],
  endAgents: () => Promise<void>,
  closing: AbortController,
): Promise<Omit<RunningServer, "roots" | "findClaude" | "whyNotConfined">> {
  const { ended, close } = await listenStdio(eras);
  const closeAll = once(async () => {
    closing.abort();
    await Promise.all([close(), endAgents()]);
  });
  const fetch = (): Promise<Response> => Promise.resolve(new Response("It is on stdio", { status: 404 }));
  return { url: "", token: "", fetch, reload: () => undefined, ended, close: closeAll };
}

/** The program listens: it says by which names it is called from elsewhere. */
async function unheard(open: HttpOptions["open"]): Promise<HttpEndpoint> {
  const names = LOOPBACK.map((name) => `${name}:*`);
  const endpoint = await open({ names, url: "", connectionCount: () => undefined });
  return { url: "", endpoint, renew: () => undefined, close: (graceMs) => endpoint.close(graceMs) };
}

function ending(
  listening: Pick<HttpEndpoint, "close">,
  endAgents: () => Promise<void>,
  graceMs: number,
): () => Promise<void> {
  let first: Promise<void> | undefined;
  return () => {
    if (first !== undefined) return Promise.all([endAgents(), first]).then(() => undefined);
    // Agents end only when the calls that wait for them have had their time.
    first = listening.close(graceMs).then(endAgents);
    return first;
  };
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= run());
}

/** What confined agents do not see of the server, and where they are at home. */
function confinementOf(options: ServerOptions): PolicyOptions {
  const { journal = false, tokenFile, tokensFile, tlsFiles, secrets = [] } = options;
  const own = [journal, tokenFile, tokensFile, tlsFiles?.key, tlsFiles?.cert];
  return {
    secrets: [...secrets, ...own.filter((file) => typeof file === "string")],
    ...(journal !== false && { confinedDir: confinedFolder(journal) }),
  };
}
