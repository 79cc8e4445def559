// Answers the requests of all clients, whatever they come through: judged by the front, with a token, within limits.
import { setTimeout as sleep } from "node:timers/promises";
import { isModern } from "../eras/era.ts";
import type { Eras } from "../eras/eras.ts";
import { type BodyPieces, DEFAULT_BODY_BYTES, readBody } from "../front/body.ts";
import {
  type Asked,
  bearerOf,
  ENDPOINT,
  Front,
  HEALTH,
  isPreflight,
  METRICS,
  NOT_FOR_AGENTS,
  NOT_OPERATOR,
  type Refusal,
  refuseForm,
} from "../front/front.ts";
import type { OAuth } from "../front/oauth.ts";
import { OwnChildren, type Peer } from "../front/own-children.ts";
import { refuse, sendJson, sendText } from "../front/respond.ts";
import { type Credential, type Holders, OPERATOR } from "../front/tokens.ts";
import { credentialOf, type VerifyToken } from "../front/verifier.ts";
import { logFailure } from "../log.ts";
import { METRICS_TYPE, type ServerMetrics } from "../metrics.ts";
import { Connections } from "./connections.ts";
import { ModernHttp } from "./modern-http.ts";

/** A request, and what an adapter knows of it. */
export interface Exchange extends Asked {
  readonly body: BodyPieces;
  /** Settles when the answer has been given, or its reader has gone. */
  readonly ended: Promise<void>;
  /** Called once it has shown a token. */
  known(): void;
  /** The connection that it came by, where the adapter knows of it. */
  readonly peer?: Peer | undefined;
}

export interface EndpointOptions extends Eras {
  /** Values of the Host header that are right here, and others. */
  readonly names: readonly string[];
  readonly allowedHosts?: readonly string[] | undefined;
  readonly allowedOrigins?: readonly string[] | undefined;
  readonly tokens: Holders;
  /** Asked for tokens that are none of those. */
  readonly verifyToken?: VerifyToken | undefined;
  readonly verifyTimeoutMs?: number | undefined;
  readonly oauth: OAuth;
  /** Of agents that have a process, and must not call here. */
  readonly pids: () => readonly number[];
  readonly keepAliveMs: number;
  readonly maxSessions?: number | undefined;
  readonly maxBodyBytes?: number | undefined;
  readonly metrics: ServerMetrics;
  /** The figures of the agents, as Prometheus reads them. */
  readonly agentsText: () => string;
  /** How many are open; undefined where nobody tells. */
  readonly connectionCount: () => number | undefined;
}

const DEFAULT_SESSIONS = 64;
const DEFAULT_VERIFY_MS = 10_000;
/** How soon streams of a token that holds no longer end. */
const REFRESH_MS = 1_000;

export class Endpoint {
  readonly #options: EndpointOptions;
  readonly #front: Front;
  readonly #connections: Connections;
  readonly #modern: ModernHttp | undefined;
  readonly #children: OwnChildren;
  /** Calls that have no answer yet; open streams of events are none. */
  readonly #calls = new Set<Exchange>();
  readonly #refreshing: ReturnType<typeof setInterval>;
  #isClosed = false;

  constructor(options: EndpointOptions) {
    const { names, allowedHosts = [], allowedOrigins = [], connect, keepAliveMs, metrics, oauth } = options;
    const { maxSessions = DEFAULT_SESSIONS } = options;
    this.#options = options;
    const hosts = new Set([...names, ...allowedHosts].map((name) => name.toLowerCase()));
    this.#front = new Front({ hosts, origins: new Set(allowedOrigins), documents: oauth.documents });
    this.#connections = new Connections(connect, { keepAliveMs, maxSessions }, () => metrics.sessionOpened());
    this.#modern =
      options.connectModern && new ModernHttp(options.connectModern, options.tasks, options.watch);
    this.#children = new OwnChildren(options.pids);
    this.#refreshing = setInterval(() => {
      this.refresh();
      // Those of the host end by themselves.
      if (options.verifyToken !== undefined) this.#endSessions();
    }, REFRESH_MS);
    this.#refreshing.unref();
  }

  /** Never rejects. */
  async answer(exchange: Exchange): Promise<Response> {
    if (exchange.method === "POST") {
      this.#calls.add(exchange);
      void exchange.ended.then(() => this.#calls.delete(exchange));
    }
    const response = await this.#answer(exchange).catch((error: unknown) => {
      logFailure("a request failed", error);
      return refuse({ status: 500, message: "The server failed; its log says more" });
    });
    for (const [name, value] of Object.entries(this.#front.corsOf(exchange)))
      response.headers.set(name, value);
    this.#options.metrics.request(response.status);
    return response;
  }

  /** Read tokens again that have changed. Sessions end with their tokens; agents do not. */
  refresh(): void {
    if (this.#options.tokens.refresh()) this.#endSessions();
  }

  /** Give calls some time, then end all sessions with their streams. */
  async close(graceMs: number): Promise<void> {
    this.#modern?.endListening();
    const timer = new AbortController();
    const late = sleep(graceMs, undefined, { signal: timer.signal }).catch(() => undefined);
    let isLate = false;
    void late.then(() => (isLate = true));
    while (this.#calls.size > 0 && !isLate)
      await Promise.race([late, Promise.all([...this.#calls].map(({ ended }) => ended))]);
    timer.abort();
    this.#isClosed = true;
    clearInterval(this.#refreshing);
    await Promise.all([this.#modern?.close(), this.#connections.close()]);
  }

  async #answer(exchange: Exchange): Promise<Response> {
    const refusal = this.#front.refusePlace(exchange);
    if (refusal !== undefined) return refuse(refusal);
    if (isPreflight(exchange)) return new Response(null, { status: 204 });
    const { tokens, oauth, maxBodyBytes = DEFAULT_BODY_BYTES } = this.#options;
    const document = oauth.documents.get(exchange.path);
    if (document !== undefined) return sendJson(200, document);
    if (exchange.path === HEALTH) return sendJson(200, { status: "ok" });
    this.refresh();
    const credential = await this.#credentialOf(exchange);
    if ("status" in credential) return refuse(credential);
    exchange.known();
    if (await this.#children.holds(exchange.peer)) return refuse(NOT_FOR_AGENTS);
    if (exchange.path === METRICS)
      return credential.principal === OPERATOR
        ? sendText(METRICS_TYPE, this.#figures())
        : refuse(NOT_OPERATOR);
    const malformed = refuseForm(exchange);
    if (malformed !== undefined) return refuse(malformed);
    let body: unknown;
    if (exchange.method === "POST") {
      const read = await readBody(exchange.body, exchange.headers["content-length"], maxBodyBytes);
      if ("refusal" in read) return refuse(read.refusal);
      body = read.value;
    }
    // The body may have taken its time.
    if (!tokens.holds(credential)) return refuse(oauth.invalidToken);
    if (this.#isClosed) return refuse({ status: 503, message: "The server is closing" });
    if (this.#modern !== undefined && isModern(body, exchange.headers["mcp-protocol-version"]))
      return this.#modern.handle(webRequest(exchange), credential, body);
    const response = await this.#connections.handle(exchange, credential, body, exchange.ended);
    return response ?? refuse({ status: 404, message: "There is no such session: initialize a new one" });
  }

  async #credentialOf(exchange: Exchange): Promise<Credential | Refusal> {
    const { tokens, verifyToken, verifyTimeoutMs: timeoutMs = DEFAULT_VERIFY_MS, oauth } = this.#options;
    const token = bearerOf(exchange);
    const own = tokens.find(token ?? "");
    if (own !== undefined) return own;
    if (token === undefined) return oauth.noToken;
    if (verifyToken === undefined) return oauth.invalidToken;
    return credentialOf(token, exchange, { verifyToken, timeoutMs, oauth });
  }

  #endSessions(): void {
    const holds = (credential: Credential): boolean => this.#options.tokens.holds(credential);
    this.#connections.endUnless(holds);
    this.#modern?.endUnless(holds);
  }

  #figures(): string {
    const { agentsText, metrics, connectionCount } = this.#options;
    return agentsText() + metrics.text({ connections: connectionCount(), sessions: this.#connections.size });
  }
}

/** Without its body, which has been read, and its token; aborted when nobody reads the answer any more. */
function webRequest({ method, headers: given, ended }: Exchange): Request {
  const { authorization: _, ...headers } = given;
  const gone = new AbortController();
  void ended.then(() => gone.abort());
  const url = `http://${given["host"]}${ENDPOINT}`;
  return new Request(url, { method, headers: headers as Record<string, string>, signal: gone.signal });
}
