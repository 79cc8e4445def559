// The MCP sessions of an HTTP server: each has a transport of its own and belongs to one principal.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Principal } from "./context.ts";
import type { Connect } from "./protocol.ts";
import { type Server, StreamableHTTPServerTransport } from "./sdk.ts";

interface Connection {
  readonly transport: StreamableHTTPServerTransport;
  readonly server: Server;
  readonly principal: Principal;
  lastUsed: number;
  open: number;
}

/** A client that opens sessions and forgets them must not fill the server. */
const MAX_PER_PRINCIPAL = 64;
const SWEEP_MS = 60_000;

export class Connections {
  readonly #connect: Connect;
  readonly #keepAliveMs: number;
  readonly #connections = new Map<string, Connection>();
  readonly #sweeper: ReturnType<typeof setInterval>;

  /** @param keepAliveMs How long a session may be unused; 0 keeps it for ever. */
  constructor(connect: Connect, keepAliveMs: number) {
    this.#connect = connect;
    this.#keepAliveMs = keepAliveMs;
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
    this.#sweeper.unref();
  }

  get size(): number {
    return this.#connections.size;
  }

  /** @returns False when the request names a session that this principal does not have. */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    principal: Principal,
    body: unknown,
  ): Promise<boolean> {
    const id = request.headers["mcp-session-id"];
    const connection = typeof id === "string" ? this.#connections.get(id) : await this.#open(principal);
    if (connection === undefined || connection.principal !== principal) return false;
    connection.open += 1;
    response.once("close", () => {
      connection.open -= 1;
      connection.lastUsed = performance.now();
    });
    await connection.transport.handleRequest(request, response, body);
    return true;
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    await Promise.all([...this.#connections.values()].map(({ server }) => server.close()));
    this.#connections.clear();
  }

  async #open(principal: Principal): Promise<Connection> {
    this.#makeRoom(principal);
    const server = this.#connect(principal);
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (id) => void this.#connections.set(id, connection),
      onsessionclosed: (id) => void this.#connections.delete(id),
    });
    const connection: Connection = { transport, server, principal, lastUsed: performance.now(), open: 0 };
    transport.onclose = () => {
      if (transport.sessionId !== undefined) this.#connections.delete(transport.sessionId);
    };
    await server.connect(transport as Parameters<Server["connect"]>[0]);
    return connection;
  }

  #makeRoom(principal: Principal): void {
    const own = [...this.#connections.values()].filter((connection) => connection.principal === principal);
    if (own.length < MAX_PER_PRINCIPAL) return;
    const oldest = own.filter(({ open }) => open === 0).toSorted((a, b) => a.lastUsed - b.lastUsed)[0];
    void oldest?.server.close();
  }

  #sweep(): void {
    if (this.#keepAliveMs === 0) return;
    const limit = performance.now() - this.#keepAliveMs;
    for (const { open, lastUsed, server } of this.#connections.values()) {
      if (open === 0 && lastUsed < limit) void server.close();
    }
  }
}
