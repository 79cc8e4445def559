// Tokens that the host program knows of: it is asked whose they are, has a time-out, and what it says is not believed blindly.
import { inspect } from "node:util";
import { logFailure } from "../log.ts";
import type { Principal } from "../principal.ts";
import type { Asked, Refusal } from "./front.ts";
import type { OAuth } from "./oauth.ts";
import { type Credential, digestOf, RESERVED } from "./tokens.ts";

/** The request that showed a token. */
export interface TokenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  /** Aborted when it is too late for an answer. */
  readonly signal: AbortSignal;
}

/** Whose a token is. */
export interface VerifiedToken {
  /**
   * Whose agents they are: a name that its bearer cannot choose, of at most 256 characters. One that is in `tokensFile` too
   * means the same principal.
   */
  readonly principal: Principal;
  /** What the token is for. Needed where the server has `requiredScopes`. */
  readonly scopes?: readonly string[] | undefined;
  /** When it ends, with the sessions and streams that were opened with it. Default: never, while it is accepted. */
  readonly expiresAt?: Date | undefined;
}

/**
 * Says whose a token is; undefined if it is none. It is asked for each request, and has to check whatever makes a token
 * one: signature, issuer, audience, expiry. An exception, or no answer in time, is answered with 503.
 */
export type VerifyToken = (
  token: string,
  request: TokenRequest,
) => Promise<VerifiedToken | undefined> | VerifiedToken | undefined;

export interface VerifierOptions {
  readonly verifyToken: VerifyToken;
  readonly timeoutMs: number;
  readonly oauth: OAuth;
}

const LONGEST_TOKEN = 16_384;
// Also what a terminal would obey.
const PRINCIPAL = /^[^\p{C}\p{Zl}\p{Zp}]{1,256}$/u;

const UNAVAILABLE: Refusal = {
  status: 503,
  message: "The token could not be checked: try again, and see the server's log",
  headers: { "retry-after": "5" },
};

/** Whose token it is, or why that is not known. */
export async function credentialOf(
  token: string,
  asked: Asked,
  options: VerifierOptions,
): Promise<Credential | Refusal> {
  const { oauth } = options;
  if (token.length > LONGEST_TOKEN) return oauth.invalidToken;
  try {
    const verified = await askHost(token, asked, options);
    if (verified === undefined || verified === null) return oauth.invalidToken;
    const until = checked(verified);
    if (until <= Date.now()) return oauth.invalidToken;
    const { principal, scopes = [] } = verified;
    if (!oauth.scopes.every((scope) => scopes.includes(scope))) return oauth.insufficientScope;
    return { principal, digest: digestOf(token), until };
  } catch (error) {
    // As the MCP SDK's verifiers say it.
    if ((error as { errorCode?: unknown } | undefined)?.errorCode === "invalid_token")
      return oauth.invalidToken;
    logFailure("a token could not be checked", withoutToken(error, token));
    return UNAVAILABLE;
  }
}

async function askHost(
  token: string,
  { method, path, headers }: Asked,
  { verifyToken, timeoutMs }: VerifierOptions,
): Promise<VerifiedToken | undefined> {
  const late = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late.abort();
      reject(new Error(`verifyToken has not answered for ${timeoutMs} ms`));
    }, timeoutMs);
  });
  const asking = (async () =>
    verifyToken(token, {
      method,
      path,
      headers: new Headers(headers as Record<string, string>),
      signal: late.signal,
    }))();
  try {
    return await Promise.race([asking, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** @returns Until when it holds. @throws {TypeError} If it cannot be what the host means. */
function checked({ principal, scopes, expiresAt }: VerifiedToken): number {
  if (typeof principal !== "string" || !PRINCIPAL.test(principal))
    throw new TypeError("verifyToken must name a principal of 1 to 256 visible characters");
  if (RESERVED.has(principal))
    throw new TypeError(`verifyToken must not name the principal "${principal}", which is the server's own`);
  if (scopes !== undefined && !(Array.isArray(scopes) && scopes.every((scope) => typeof scope === "string")))
    throw new TypeError("verifyToken must give scopes as a list of texts");
  if (expiresAt === undefined) return Number.POSITIVE_INFINITY;
  if (!(expiresAt instanceof Date) || Number.isNaN(expiresAt.getTime()))
    throw new TypeError("verifyToken must give expiresAt as a Date, such as new Date(exp * 1000)");
  return expiresAt.getTime();
}

/** Whatever the error quotes: of a token in several parts, each is one. */
function withoutToken(error: unknown, token: string): string {
  const parts = [token, ...token.split(".").filter((part) => part.length >= 8)];
  return parts.reduce((text, part) => text.replaceAll(part, "[token]"), inspect(error));
}
