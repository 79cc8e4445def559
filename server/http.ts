// The HTTP and HTTPS transport: a guarded endpoint with limits on everything.
import { Buffer } from "node:buffer";
import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type BodyRefusal, readBody } from "./body.ts";
import { Connections } from "./connections.ts";
import { ENDPOINT, Front, HEALTH, pathOf, type Refusal } from "./front.ts";
import type { Connect } from "./protocol.ts";
import { ServerStartError } from "./start-error.ts";
import { checkTlsPair, type TlsPair } from "./tls.ts";

export interface HttpOptions {
  /** Host and port; port 0 takes any free one. */
  readonly address: { readonly host: string; readonly port: number };
  readonly token: string;
  readonly tls?: TlsPair | undefined;
  readonly allowedHosts?: readonly string[] | undefined;
  readonly allowedOrigins?: readonly string[] | undefined;
  readonly keepAliveMs: number;
  /** Called once the address is this server's; requests that come before it has resolved wait. */
  readonly open: () => Promise<Connect>;
}

export interface HttpEndpoint {
  readonly url: string;
  /** Take no more requests, give those that run some time, then cut them off. */
  close(graceMs: number): Promise<void>;
}

/** How long a refused request may go on sending its body. */
const LINGER_MS = 1_000;

/** There is one token, so there is one principal. */
const PRINCIPAL = "token";

/** @throws {ServerStartError} If the address cannot be listened on, the certificate is unusable, or `open` throws it. */
export async function listenHttp(options: HttpOptions): Promise<HttpEndpoint> {
  const { address, token, open, keepAliveMs, allowedHosts = [], allowedOrigins = [] } = options;
  const server = createHttpServer(options);
  const port = await listen(server, address);
  const hosts: ReadonlySet<string> = new Set([
    ...namesOf(address.host).map((name) => `${name}:${port}`),
    ...allowedHosts.map((name) => name.toLowerCase()),
  ]);
  const front = new Front({ token, hosts: () => hosts, origins: new Set(allowedOrigins) });
  const opening = open().then((connect) => new Connections(connect, keepAliveMs));
  const running = new Set<ServerResponse>();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    running.add(response);
    response.once("close", () => running.delete(response));
    const answering = opening.then(
      (connections) => answer(request, response, front, connections),
      () => void response.destroy(), // Whoever starts the server is told why.
    );
    answering.catch((error: unknown) => {
      if (request.destroyed && !request.complete) return; // The client has gone: nobody is left to be told.
      console.error("kodegen-claude-agent: a request failed:", error);
      if (response.headersSent) response.destroy();
      else refuse(request, response, { status: 500, message: "The server failed; its log says more" });
    });
  });
  const connections = await opening.catch(async (error: unknown) => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    throw error;
  });
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  return {
    url: `${options.tls === undefined ? "http" : "https"}://${host}:${port}${ENDPOINT}`,
    close: (graceMs) => close(server, connections, running, graceMs),
  };
}

function createHttpServer({ tls }: HttpOptions): HttpServer {
  // A client that sends its head or body drop by drop is cut off, and so is one too many.
  const limits = {
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
  };
  if (tls !== undefined) checkTlsPair(tls);
  const server: HttpServer =
    tls === undefined ? createServer(limits) : createTlsServer({ ...limits, ...tls, minVersion: "TLSv1.2" });
  server.maxConnections = 256;
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  front: Front,
  connections: Connections,
): Promise<void> {
  const refusal = front.refuse(request);
  if (refusal !== undefined) return refuse(request, response, refusal);
  if (pathOf(request) === HEALTH) return send(response, 200, { status: "ok" });
  let body: unknown;
  if (request.method === "POST") {
    const read = await readBody(request);
    if ("refusal" in read) return refuse(request, response, read.refusal);
    body = read.value;
  }
  const known = await connections.handle(request, response, PRINCIPAL, body);
  if (!known)
    refuse(request, response, { status: 404, message: "There is no such session: initialize a new one" });
}

function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal | BodyRefusal): void {
  for (const [name, value] of Object.entries(refusal.headers ?? {})) response.setHeader(name, value);
  // The rest of a body that nobody will read must not be taken for the next request.
  response.setHeader("connection", "close");
  const code = "code" in refusal ? refusal.code : refusal.status === 404 ? -32_001 : -32_000;
  const body = { jsonrpc: "2.0", error: { code, message: refusal.message }, id: null };
  response.write(head(response, refusal.status, body));
  void readToEnd(request).then(() => response.end());
}

/** A sender that is cut off while it writes never gets to read why: let it write, for a moment. */
async function readToEnd(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return;
  const ended = new Promise<unknown>((resolve) => {
    request.once("end", resolve).once("close", resolve).once("error", resolve).resume();
  });
  const timer = new AbortController();
  await Promise.race([ended, sleep(LINGER_MS, undefined, { signal: timer.signal }).catch(() => undefined)]);
  timer.abort();
}

function send(response: ServerResponse, status: number, body: object): void {
  response.end(head(response, status, body));
}

function head(response: ServerResponse, status: number, body: object): string {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
  });
  return text;
}

/** The names by which a browser or client on this machine may rightly call an address. */
function namesOf(host: string): string[] {
  const bare = host.toLowerCase();
  if (bare === "127.0.0.1" || bare === "::1" || bare === "localhost")
    return ["127.0.0.1", "localhost", "[::1]"];
  return [bare.includes(":") ? `[${bare}]` : bare];
}

async function listen(server: HttpServer, { host, port }: HttpOptions["address"]): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: Error & { code?: string }) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function listenError(error: Error & { code?: string }, host: string, port: number): ServerStartError {
  const where = `${host}:${port}`;
  if (error.code === "EADDRINUSE") {
    return new ServerStartError(
      "port_in_use",
      `Cannot listen on ${where}: the port is in use; choose another one with --http HOST:PORT`,
      error,
    );
  }
  if (error.code === "EACCES") {
    return new ServerStartError(
      "port_refused",
      `Cannot listen on ${where}: not permitted; choose a port above 1023`,
      error,
    );
  }
  return new ServerStartError(
    "address_invalid",
    `Cannot listen on ${where}: ${error.message}; give an address of this machine`,
    error,
  );
}

async function close(
  server: HttpServer,
  connections: Connections,
  running: ReadonlySet<ServerResponse>,
  graceMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const deadline = performance.now() + graceMs;
  // Open event streams never end by themselves; calls do.
  const calls = (): number => [...running].filter(({ req }) => req.method === "POST").length;
  while (calls() > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  await connections.close();
  server.closeAllConnections();
  await closed;
}
