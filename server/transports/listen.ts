// Listens on an address or a socket, by which names it may be called, and says why it cannot be listened on.
import type { Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ServerStartError } from "../start-error.ts";
import type { Address } from "./address.ts";
import { listenOnSocket } from "./unix-socket.ts";

/** Where a server listens. */
export interface Place {
  /** Host and port of its URL. */
  readonly base: string;
  /** Values of the Host header by which it is rightly called. */
  readonly names: readonly string[];
  /** Remove what is left once it has closed. */
  leave(): Promise<void>;
}

/** @throws {ServerStartError} */
export async function listenAt(server: HttpServer, at: Address | string): Promise<Place> {
  // Clients of a socket have to name some host, and no web page can reach it.
  if (typeof at === "string")
    return { base: "localhost", names: ["localhost"], leave: await listenOnSocket(server, at) };
  const port = await listen(server, at);
  const [first] = isWildcard(at.host) ? LOOPBACK : [at.host.includes(":") ? `[${at.host}]` : at.host];
  const names = namesOf(at.host).map((name) => `${name}:${port}`);
  return { base: `${first}:${port}`, names, leave: () => Promise.resolve() };
}

export const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/** It listens everywhere, and is no name to call it by. */
function isWildcard(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

/** The names by which a browser or client on this machine may rightly call an address. */
function namesOf(host: string): readonly string[] {
  const bare = host.toLowerCase();
  if (bare === "127.0.0.1" || bare === "::1" || bare === "localhost" || isWildcard(bare)) return LOOPBACK;
  return [bare.includes(":") ? `[${bare}]` : bare];
}

async function listen(server: HttpServer, { host, port }: Address): Promise<number> {
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
