// Serves a fetch handler by the runtime's own server, and on Node by that of Hono.
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import process from "node:process";

export interface WebServer {
  readonly url: string;
  close(): Promise<void>;
}

type Handler = (request: Request) => Promise<Response>;

interface Pem {
  readonly cert: string;
  readonly key: string;
}

/** What this file uses of both. */
declare const Deno: {
  serve(
    options: object,
    handler: Handler,
  ): { readonly addr: { readonly port: number }; shutdown(): Promise<void> };
};
declare const Bun: {
  serve(options: object): { readonly port: number; stop(closeAll: boolean): Promise<void> };
};

const { deno, bun } = process.versions as Record<string, string | undefined>;

/** On a free port of 127.0.0.1. */
export async function serveWeb(fetch: Handler, tls?: Pem): Promise<WebServer> {
  const scheme = tls === undefined ? "http" : "https";
  const hostname = "127.0.0.1";
  const url = (port: number): string => `${scheme}://${hostname}:${port}/mcp`;
  if (deno !== undefined) {
    const server = Deno.serve({ hostname, port: 0, onListen: () => undefined, ...tls }, fetch);
    return { url: url(server.addr.port), close: () => server.shutdown() };
  }
  if (bun !== undefined) {
    const server = Bun.serve({ hostname, port: 0, fetch, idleTimeout: 0, ...(tls && { tls }) });
    return { url: url(server.port), close: () => server.stop(true) };
  }
  const { serve } = await import("@hono/node-server");
  return new Promise((resolve) => {
    const secure = tls && { createServer: createTlsServer, serverOptions: tls };
    const server = serve({ fetch, hostname, port: 0, ...secure }, ({ port }: AddressInfo) =>
      resolve({
        url: url(port),
        close: async () => {
          const closed = new Promise((done) => server.close(done));
          if ("closeAllConnections" in server) server.closeAllConnections();
          await closed;
        },
      }),
    );
  });
}

/** What a stream of events says until it ends, without comments. */
export async function eventsOf(response: Response): Promise<string> {
  return (await response.text()).replaceAll(/^:.*\n\n/gm, "");
}
