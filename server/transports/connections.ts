// The MCP sessions of an HTTP server: each has a transport of its own and belongs to one principal.
import { randomBytes } from "node:crypto";
import type { Connect } from "../eras/protocol.ts";
import type { Server } from "../eras/sdk.ts";
import { SessionTransport } from "../eras/session-transport.ts";
import { type Asked, ENDPOINT } from "../front/front.ts";
import type { Credential } from "../front/tokens.ts";
import type { Principal } from "../principal.ts";

interface Connection {
  readonly transport: SessionTransport;
  readonly server: Server;
  /** With which it is used: a client's tokens may be renewed. */
  credential: Credential;
  lastUsed: number;
  open: number;
}

const SWEEP_MS = 60_000;
/** Of a session's id, all of them random. */
const ID_BYTES = 24;

export interface SessionLimits {
  /** How long a session may be unused; 0 keeps it for ever. */
  readonly keepAliveMs: number;
  /** Of one principal: a client that opens sessions and forgets them must not fill the server. */
  readonly maxSessions: number;
}

export class Connections {
  readonly #connect: Connect;
  readonly #limits: SessionLimits;
  readonly #onOpened: () => void;
  readonly #connections = new Map<string, Connection>();
  readonly #sweeper: ReturnType<typeof setInterval>;

  /** @param onOpened Called for each session. */
  constructor(connect: Connect, limits: SessionLimits, onOpened: () => void) {
    this.#connect = connect;
    this.#limits = limits;
    this.#onOpened = onOpened;
    // A session that may be unused for seconds only is not kept for a minute.
    this.#sweeper = setInterval(() => this.#sweep(), Math.min(SWEEP_MS, limits.keepAliveMs / 2 || SWEEP_MS));
    this.#sweeper.unref();
  }

  get size(): number {
    return this.#connections.size;
  }

  /**
   * @param body What was read of a POST.
   * @param ended Settles when the answer has been given, or its reader has gone.
   * @returns Undefined when the request names a session that this principal does not have.
   */
  async handle(
    asked: Asked,
    credential: Credential,
    body: unknown,
    ended: Promise<void>,
  ): Promise<Response | undefined> {
    const id = asked.headers["mcp-session-id"];
    // Clients that come back send the id that they still have.
    const isNew = id === undefined || isInitialize(body);
    const connection = isNew ? await this.#open(credential, wantsJson(asked)) : this.#connections.get(id);
    if (connection === undefined || connection.credential.principal !== credential.principal)
      return undefined;
    const { until = Number.POSITIVE_INFINITY } = credential;
    if (until >= (connection.credential.until ?? 0)) connection.credential = credential;
    connection.open += 1;
    void ended.then(() => {
      connection.open -= 1;
      connection.lastUsed = performance.now();
    });
    return connection.transport.answer(requestOf(asked, isNew), body);
  }

  /** End those whose token is none any more. */
  endUnless(holds: (credential: Credential) => boolean): void {
    for (const { credential, server } of this.#connections.values())
      if (!holds(credential)) void server.close();
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    await Promise.all([...this.#connections.values()].map(({ server }) => server.close()));
    this.#connections.clear();
  }

  async #open(credential: Credential, enableJsonResponse: boolean): Promise<Connection> {
    const server = this.#connect(credential.principal);
    const transport = new SessionTransport({
      enableJsonResponse,
      sessionIdGenerator: () => randomBytes(ID_BYTES).toString("base64url"),
      onsessioninitialized: (id) => {
        // Only now, since many may begin at the same time.
        this.#makeRoom(credential.principal);
        this.#connections.set(id, connection);
        this.#onOpened();
      },
      onsessionclosed: (id) => void this.#connections.delete(id),
    });
    const connection: Connection = { transport, server, credential, lastUsed: performance.now(), open: 0 };
    transport.onclose = () => {
      if (transport.sessionId !== undefined) this.#connections.delete(transport.sessionId);
    };
    await server.connect(transport as Parameters<Server["connect"]>[0]);
    return connection;
  }

  #makeRoom(principal: Principal): void {
    const own = [...this.#connections].filter(([, { credential }]) => credential.principal === principal);
    if (own.length < this.#limits.maxSessions) return;
    // Those with an open stream go last, but they go: it is kept open for nothing by whoever forgets it.
    const [oldest] = own.toSorted(
      ([, a], [, b]) => Math.sign(a.open) - Math.sign(b.open) || a.lastUsed - b.lastUsed,
    );
    if (oldest === undefined) return;
    const [id, { server }] = oldest;
    this.#connections.delete(id);
    void server.close();
  }

  #sweep(): void {
    const { keepAliveMs } = this.#limits;
    if (keepAliveMs === 0) return;
    const limit = performance.now() - keepAliveMs;
    for (const { open, lastUsed, server } of this.#connections.values()) {
      if (open === 0 && lastUsed < limit) void server.close();
    }
  }
}

function isInitialize(body: unknown): boolean {
  return typeof body === "object" && body !== null && (body as { method?: unknown }).method === "initialize";
}

/** The client cannot read a stream of events. */
function wantsJson({ headers: { accept } }: Asked): boolean {
  return accept !== undefined && !/text\/event-stream|\*\/\*|text\/\*/.test(accept);
}

/**
 * What the SDK's transport reads of a web request; a whole one takes 5 % of a call, for a signal that nobody listens to.
 * Behind the front nobody sees a token. The SDK refuses an Accept that does not name both types, as many clients do not,
 * and an old session's id in a first request.
 */
function requestOf({ method, headers }: Asked, isNew: boolean): Request {
  const { authorization: _, "mcp-session-id": id, ...rest } = headers;
  const read: Pick<Request, "method" | "url" | "headers"> = {
    method,
    url: `http://${headers["host"]}${ENDPOINT}`,
    headers: new Headers({
      ...(rest as Record<string, string>),
      accept: "application/json, text/event-stream",
      ...(!isNew && id !== undefined && { "mcp-session-id": id }),
    }),
  };
  return read as Request;
}
