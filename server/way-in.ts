// Where a server listens, with which certificate, and for whose tokens: found out before anything listens.

import { defaultTokenFile, newToken, requireToken, tokenFrom } from "./front/token.ts";
import { Tokens } from "./front/tokens.ts";
import type { ServerOptions } from "./server-options.ts";
import { parseAddress, requireSafe } from "./transports/address.ts";
import type { HttpOptions } from "./transports/http.ts";
import { checkTlsPair, TlsFiles } from "./transports/tls.ts";

/** @throws {ServerStartError} */
export async function wayIn(
  options: ServerOptions,
): Promise<Pick<HttpOptions, "at" | "tls" | "newTls"> & { token: string; tokens: Tokens }> {
  const { socket: at = parseAddress(options.http), tlsFiles, tokensFile } = options;
  const files = tlsFiles === undefined ? undefined : new TlsFiles(tlsFiles);
  const tls = files?.read() ?? options.tls;
  if (tls !== undefined) checkTlsPair(tls);
  if (typeof at !== "string") requireSafe(at, tls !== undefined);
  const token = await ownToken(options);
  return {
    at,
    tls,
    newTls: (anyway) => files?.changed(anyway),
    tokens: new Tokens(token, tokensFile),
    token,
  };
}

async function ownToken({ token, tokenFile, verifyToken }: ServerOptions): Promise<string> {
  // A program that knows its tokens wants no further one on the disk.
  if (token === undefined && tokenFile === undefined && verifyToken !== undefined) return newToken();
  if (token === undefined) return tokenFrom(tokenFile ?? defaultTokenFile());
  const where = "KODEGEN_CLAUDE_AGENT_TOKEN, or the token option, holds";
  return requireToken(token, where, "make one with openssl rand -hex 32");
}
