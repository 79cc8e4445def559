// Guards the HTTP endpoint: who may ask, from where, with what. Nothing reaches the protocol that it has not let through.

/** A request as the front judges it, wherever it comes from. */
export interface Asked {
  readonly method: string;
  /** Without its query, and without a slash at the end. */
  readonly path: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** A header stands twice that decides something: two readers would understand two things. */
  readonly repeats: boolean;
}

export interface FrontOptions {
  /** Values of the Host header that are answered, such as `127.0.0.1:30460`, or `localhost:*` for any port and none. */
  readonly hosts: ReadonlySet<string>;
  /** Values of the Origin header that are answered. A request without one does not come from a web page. */
  readonly origins: ReadonlySet<string>;
  /** Paths of documents that everybody may read. */
  readonly documents: ReadonlyMap<string, object>;
}

/** A request that is not let through. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ENDPOINT = "/mcp";
export const HEALTH = "/health";
export const METRICS = "/metrics";
const METHODS = new Set(["GET", "POST", "DELETE"]);
/** One of the two forms of an answer, or anything; an empty header says nothing. */
const ACCEPTABLE = /^\s*$|\*\/\*|application\/(?:json|\*)|text\/(?:event-stream|\*)/i;
/** What pages of an allowed origin may send and read, beside what all pages may. */
const SENT =
  "authorization, content-type, last-event-id, mcp-method, mcp-name, mcp-protocol-version, mcp-session-id";
const READ = "mcp-session-id, mcp-protocol-version, www-authenticate";
const PREFLIGHT_SECONDS = "600";
/** Headers that decide something. */
export const ONCE: ReadonlySet<string> = new Set([
  "host",
  "authorization",
  "mcp-session-id",
  "content-length",
  "content-type",
]);

export class Front {
  readonly #options: FrontOptions;

  constructor(options: FrontOptions) {
    this.#options = options;
  }

  /** What a browser wants to hear before a page of an allowed origin gets an answer; empty for all other requests. */
  corsOf({ headers: { origin }, method }: Asked): Readonly<Record<string, string>> {
    if (origin === undefined || !this.#options.origins.has(origin)) return {};
    return {
      "access-control-allow-origin": origin,
      "access-control-expose-headers": READ,
      vary: "origin",
      ...(method === "OPTIONS" && {
        "access-control-allow-methods": [...METHODS].join(", "),
        "access-control-allow-headers": SENT,
        "access-control-max-age": PREFLIGHT_SECONDS,
      }),
    };
  }

  /** Why a request is refused whoever sends it, judged by where it comes from and goes to. */
  refusePlace(asked: Asked): Refusal | undefined {
    const { method, path, headers, repeats } = asked;
    if (repeats) return { status: 400, message: "A header that may stand once stands twice" };
    if (!this.#serves(headers["host"] ?? ""))
      return { status: 403, message: "This Host is not served here: see --allow-host" };
    const { origin } = headers;
    if (origin !== undefined && !this.#options.origins.has(origin)) {
      return { status: 403, message: "Web pages of this Origin are not served: see --allow-origin" };
    }
    const isDocument = this.#options.documents.has(path);
    if ((path === HEALTH || path === METRICS || isDocument) && method === "GET") return undefined;
    if ((path === ENDPOINT || isDocument) && isPreflight(asked)) return undefined;
    if (path !== ENDPOINT)
      return { status: 404, message: `There is nothing here; the endpoint is ${ENDPOINT}` };
    if (!METHODS.has(method)) {
      return {
        status: 405,
        message: `${method} is not a method of this endpoint`,
        headers: { allow: [...METHODS].join(", ") },
      };
    }
    return undefined;
  }

  #serves(host: string): boolean {
    const { hosts } = this.#options;
    const name = host.toLowerCase();
    return hosts.has(name) || hosts.has(name.replace(/(?::\d+)?$/, ":*"));
  }
}

export const NOT_FOR_AGENTS: Refusal = {
  status: 403,
  message:
    "Agents of this server may not call it with the token of somebody else: with --nesting each has a token of its own",
};

export const NOT_OPERATOR: Refusal = {
  status: 403,
  message: "The figures are those of all clients: they are for the server's own token, and for no other one",
};

/** The token that a request shows. */
export function bearerOf({ headers: { authorization = "" } }: Asked): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
}

/** Why a request of somebody who is known is refused, judged by what it says of its body and of the answer. */
export function refuseForm({ method, headers }: Asked): Refusal | undefined {
  if (!ACCEPTABLE.test(headers["accept"] ?? ""))
    return {
      status: 406,
      message: "Answers are application/json or text/event-stream: accept one of them",
    };
  return method === "POST" ? refuseBody(headers) : undefined;
}

/** Of the target of a request: {@link Asked.path}. */
export function pathOf(target: string): string {
  const path = target.split(/[?#]/, 1)[0] ?? "/";
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

/** A browser's question, which carries no token: it is answered with what the front says of the origin. */
export function isPreflight({ method, headers }: Asked): boolean {
  return (
    method === "OPTIONS" &&
    headers["origin"] !== undefined &&
    headers["access-control-request-method"] !== undefined
  );
}

function refuseBody(headers: Asked["headers"]): Refusal | undefined {
  // A web page can send other types across origins without asking first.
  if ((headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() !== "application/json") {
    return { status: 415, message: "The content type must be application/json" };
  }
  if (headers["content-encoding"] !== undefined)
    return { status: 415, message: "The body must not be compressed" };
  return undefined;
}
