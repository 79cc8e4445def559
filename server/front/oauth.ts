// How an OAuth client learns which authorization servers' tokens are taken here (RFC 9728), and why its token is not (RFC 6750).
import { ENDPOINT, type Refusal } from "./front.ts";

export interface OAuthOptions {
  /** The address of the endpoint that clients know; its path need not be that of ours. */
  readonly resource: string;
  readonly authorizationServers?: readonly string[] | undefined;
  readonly requiredScopes?: readonly string[] | undefined;
}

/** What is said to those who have no token, or not the right one. */
export interface OAuth {
  readonly scopes: readonly string[];
  /** By path, what is answered to everybody. */
  readonly documents: ReadonlyMap<string, object>;
  readonly noToken: Refusal;
  readonly invalidToken: Refusal;
  readonly insufficientScope: Refusal;
}

const WELL_KNOWN = "/.well-known/oauth-protected-resource";

export function oauthOf({
  resource,
  authorizationServers,
  requiredScopes: scopes = [],
}: OAuthOptions): OAuth {
  const challenge = (status: number, message: string, error?: string): Refusal => ({
    status,
    message,
    headers: {
      "www-authenticate": `Bearer ${Object.entries({
        realm: "kodegen-claude-agent",
        error,
        scope: scopes.length > 0 ? scopes.join(" ") : undefined,
        resource_metadata: authorizationServers && metadataAddress(resource),
      })
        .flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${value}"`]))
        .join(", ")}`,
    },
  });
  const isOAuth = authorizationServers !== undefined;
  const where = isOAuth
    ? "the resource's metadata says who gives one"
    : "the server prints at its start where the token is kept";
  const needed = `A valid bearer token is needed: ${where}`;
  return {
    scopes,
    documents: documentsOf(resource, authorizationServers, scopes),
    noToken: challenge(401, needed),
    invalidToken: challenge(401, needed, isOAuth ? "invalid_token" : undefined),
    insufficientScope: challenge(
      403,
      `The token lacks a scope: it needs ${scopes.join(" ")}`,
      "insufficient_scope",
    ),
  };
}

function documentsOf(
  resource: string,
  authorizationServers: readonly string[] | undefined,
  scopes: readonly string[],
): ReadonlyMap<string, object> {
  if (authorizationServers === undefined) return new Map();
  const document = {
    resource,
    authorization_servers: authorizationServers,
    bearer_methods_supported: ["header"],
    ...(scopes.length > 0 && { scopes_supported: scopes }),
    resource_name: "Kodegen Claude Agent",
  };
  // A proxy in front may have put the endpoint elsewhere, and passes on this path or that.
  const paths = new Set(["", ENDPOINT, new URL(resource).pathname.replace(/\/$/, "")]);
  return new Map([...paths].map((path) => [`${WELL_KNOWN}${path}`, document]));
}

function metadataAddress(resource: string): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}${WELL_KNOWN}${pathname.replace(/\/$/, "")}`;
}

/** What is wrong with an address that an option gives; undefined if nothing is. */
export function addressProblem(text: string, kind: "issuer" | "public"): string | undefined {
  if (typeof text !== "string" || !URL.canParse(text))
    return "must be an address, such as https://host.example";
  const { protocol, hostname, username, password } = new URL(text);
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  if (protocol !== "https:" && !(protocol === "http:" && (kind === "public" || isLocal)))
    return "must be an https address";
  return /[?#]/.test(text) || username + password !== ""
    ? "must have no query, fragment or password"
    : undefined;
}

/** The endpoint at an address; one without a path is that of the machine. */
export function endpointAt(publicUrl: string): string {
  const url = new URL(publicUrl);
  if (url.pathname === "/") url.pathname = ENDPOINT;
  return url.href;
}

/** Values of the Host header that clients of an address send. */
export function hostsOf(publicUrl: string): string[] {
  const { host, hostname, port, protocol } = new URL(publicUrl);
  return [host, `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`];
}
