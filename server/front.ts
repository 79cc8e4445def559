// Guards the HTTP endpoint: who may ask, from where, with what. Nothing reaches the protocol that it has not let through.
import type { Buffer } from "node:buffer";
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

export interface FrontOptions {
  /** The bearer token that every request must have. */
  readonly token: string;
  /** Values of the Host header that are answered, such as `127.0.0.1:30460`. */
  readonly hosts: () => ReadonlySet<string>;
  /** Values of the Origin header that are answered. A request without one does not come from a web page. */
  readonly origins: ReadonlySet<string>;
}

/** A request that is not let through. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ENDPOINT = "/mcp";
export const HEALTH = "/health";
const METHODS = new Set(["GET", "POST", "DELETE"]);
/** Headers that decide something; two of them would let two readers understand two things. */
const ONCE = new Set(["host", "authorization", "mcp-session-id", "content-length", "content-type"]);

export class Front {
  readonly #options: FrontOptions;
  readonly #digest: Buffer;

  constructor(options: FrontOptions) {
    this.#options = options;
    this.#digest = digest(options.token);
  }

  /** Why a request is refused, judged by its head alone; undefined lets it through. */
  refuse(request: IncomingMessage): Refusal | undefined {
    const { method = "", headers } = request;
    if (repeats(request.rawHeaders))
      return { status: 400, message: "A header that may stand once stands twice" };
    if (!this.#options.hosts().has((headers.host ?? "").toLowerCase())) {
      return { status: 403, message: "This Host is not served here: see --allow-host" };
    }
    const { origin } = headers;
    if (origin !== undefined && !this.#options.origins.has(origin)) {
      return { status: 403, message: "Web pages of this Origin are not served: see --allow-origin" };
    }
    const path = pathOf(request);
    if (path === HEALTH && method === "GET") return undefined;
    if (path !== ENDPOINT)
      return { status: 404, message: `There is nothing here; the endpoint is ${ENDPOINT}` };
    if (!METHODS.has(method)) {
      return {
        status: 405,
        message: `${method} is not a method of this endpoint`,
        headers: { allow: [...METHODS].join(", ") },
      };
    }
    if (!this.#knows(headers.authorization)) {
      const message =
        "A valid bearer token is needed: the server prints at its start where the token is kept";
      return { status: 401, message, headers: { "www-authenticate": 'Bearer realm="kodegen-claude-agent"' } };
    }
    return method === "POST" ? refuseBody(headers) : undefined;
  }

  #knows(authorization: string | undefined): boolean {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
    // Digests are of equal length, so that the time of the comparison tells nothing.
    return token !== undefined && timingSafeEqual(digest(token), this.#digest);
  }
}

export function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

function refuseBody(headers: IncomingMessage["headers"]): Refusal | undefined {
  // A web page can send other types across origins without asking first.
  if ((headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() !== "application/json") {
    return { status: 415, message: "The content type must be application/json" };
  }
  if (headers["content-encoding"] !== undefined)
    return { status: 415, message: "The body must not be compressed" };
  return undefined;
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

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
