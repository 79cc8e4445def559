// The endpoint over node:http: listens for HTTP and HTTPS, with limits on connections.
import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import process from "node:process";
import { ENDPOINT, ONCE, pathOf } from "../front/front.ts";
import { Strangers } from "../front/strangers.ts";
import { logFailure } from "../log.ts";
import type { Address } from "./address.ts";
import type { Endpoint, EndpointOptions, Exchange } from "./endpoint.ts";
import { listenAt } from "./listen.ts";
import type { TlsPair } from "./tls.ts";
import { writeAnswer } from "./write-answer.ts";

export interface HttpOptions {
  /** Host and port, of which 0 takes any free one; or the path of a Unix socket. */
  readonly at: Address | string;
  /** One that fits; HTTPS. */
  readonly tls?: TlsPair | undefined;
  /** Another one, once there is one: new connections get it. The files are read whether they look changed or not, if asked so. */
  readonly newTls: (anyway: boolean) => TlsPair | undefined;
  readonly maxConnections?: number | undefined;
  /** Called once the address is this server's; requests that come before it has resolved wait. */
  readonly open: (
    place: Pick<EndpointOptions, "names" | "connectionCount"> & { readonly url: string },
  ) => Promise<Endpoint>;
}

export interface HttpEndpoint {
  readonly url: string;
  readonly endpoint: Endpoint;
  /** Use another certificate, if there is one. */
  renew(): void;
  /** Take no more requests, give those that run some time, then cut them off. */
  close(graceMs: number): Promise<void>;
}

const DEFAULT_CONNECTIONS = 512;
/** How soon another certificate is used. */
const REFRESH_MS = 1_000;
const TLS = { minVersion: "TLSv1.2" } as const;

/** @throws {ServerStartError} If the address cannot be listened on, the certificate is unusable, or `open` throws it. */
export async function listenHttp(options: HttpOptions): Promise<HttpEndpoint> {
  const { at, open, maxConnections = DEFAULT_CONNECTIONS } = options;
  const server = createHttpServer(options);
  server.maxConnections = maxConnections;
  const place = await listenAt(server, at);
  const scheme = options.tls === undefined ? "http" : "https";
  const url = `${scheme}://${place.base}${ENDPOINT}`;
  const opening = open({ url, names: place.names, connectionCount: countConnections(server) });
  const strangers = new Strangers(Math.ceil(maxConnections / 2));
  // Under Deno sockets are not those of the connections, and to end one ends others.
  if (!("deno" in process.versions)) server.on("connection", (socket) => strangers.add(socket));
  const inTurn = turns();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    closeAsAsked(request, response);
    const exchange = exchangeOf(request, response, strangers);
    const answering = Promise.all([opening, inTurn(exchange)]).then(
      async ([endpoint]) => writeAnswer(await endpoint.answer(exchange), request, response),
      () => void response.destroy(), // Whoever starts the server is told why.
    );
    answering.catch((error: unknown) => {
      logFailure("a request failed", error);
      response.destroy();
    });
  });
  const endpoint = await opening.catch(async (error: unknown) => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    await place.leave();
    throw error;
  });
  const renewing = setInterval(() => renew(server, options, false), REFRESH_MS);
  renewing.unref();
  return {
    url,
    endpoint,
    renew: () => renew(server, options, true),
    close: async (graceMs) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await endpoint.close(graceMs);
      server.closeAllConnections();
      await closed;
      clearInterval(renewing);
      await place.leave();
    },
  };
}

/**
 * Requests of one connection are answered one after the other, as their answers have to go out: until its turn the body of one
 * is not read, so that whoever asks on and on and reads nothing is not listened to for long.
 */
function turns(): (exchange: Exchange) => Promise<void> | undefined {
  const last = new WeakMap<object, Promise<void>>();
  return ({ peer, ended }) => {
    // Under Deno sockets are not those of the connections.
    if (peer === undefined || "deno" in process.versions) return undefined;
    const before = last.get(peer);
    last.set(peer, ended);
    return before;
  };
}

function exchangeOf(request: IncomingMessage, response: ServerResponse, strangers: Strangers): Exchange {
  const { method = "", url = "/", rawHeaders, socket } = request;
  // Those of which Node makes a list are of answers.
  const headers = request.headers as Exchange["headers"];
  return {
    method,
    path: pathOf(url),
    headers,
    repeats: repeats(rawHeaders),
    body: (take) => givePieces(request, take),
    ended: new Promise((resolve) => response.once("close", resolve)),
    known: () => strangers.knows(socket),
    peer: socket,
  };
}

/** Who sends too much is told so: the stream is left open for that. */
function givePieces(request: IncomingMessage, take: (piece: Uint8Array) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = (piece: Uint8Array): void => {
      if (take(piece)) return;
      request.off("data", give).pause();
      resolve();
    };
    request.on("data", give).once("end", resolve).once("error", reject).once("close", reject);
  });
}

function repeats(rawHeaders: readonly string[]): boolean {
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? "").toLowerCase();
    if (seen.has(name) && ONCE.has(name)) return true;
    seen.add(name);
  }
  return false;
}

/** The MCP SDK says that it keeps every connection open, also where the client reads until it is closed. */
function closeAsAsked({ headers, socket }: IncomingMessage, response: ServerResponse): void {
  // Deno closes it by itself, and its sockets are not those of the connections.
  if ("deno" in process.versions || !/\bclose\b/i.test(headers.connection ?? "")) return;
  response.once("finish", () => socket.end());
}

function renew(server: HttpServer, { newTls }: HttpOptions, anyway: boolean): void {
  const pair = newTls(anyway);
  if (pair === undefined) return;
  if ("setSecureContext" in server) (server as TlsServer).setSecureContext({ ...pair, ...TLS });
  else
    logFailure("the certificate stays the one before", "this runtime can take another one only at a start");
}

/** How many are open; Deno's node:http does not tell. */
function countConnections(server: HttpServer): () => number | undefined {
  if ("deno" in process.versions) return () => undefined;
  let open = 0;
  server.on("connection", (socket) => {
    open += 1;
    socket.once("close", () => void (open -= 1));
  });
  return () => open;
}

function createHttpServer({ tls }: HttpOptions): HttpServer {
  // A client that sends its head or body drop by drop is cut off, and so is one too many.
  const limits = {
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
  };
  return tls === undefined ? createServer(limits) : createTlsServer({ ...limits, ...tls, ...TLS });
}
