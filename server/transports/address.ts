// Where to listen, and whether that is safe.
import { ServerStartError } from "../start-error.ts";

export interface Address {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

const DEFAULT = "127.0.0.1:30460";

/** @throws {ServerStartError} */
export function parseAddress(text: string = DEFAULT): Address {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+)):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[3]);
  const host = match?.[1] ?? match?.[2];
  if (host !== undefined && port <= 65_535) return { host, port };
  throw new ServerStartError(
    "address_invalid",
    `Cannot listen on "${text}": give HOST:PORT, such as ${DEFAULT}`,
  );
}

/** @throws {ServerStartError} If the token would cross a network in the clear. */
export function requireSafe({ host }: Address, hasTls: boolean): void {
  if (hasTls || ["127.0.0.1", "::1", "localhost"].includes(host.toLowerCase())) return;
  const text = `Cannot listen on ${host} without TLS: the token would cross the network in the clear; give --tls-cert and --tls-key`;
  throw new ServerStartError("not_secure", text);
}
