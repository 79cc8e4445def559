// A stand-in for the Messages API on loopback, so that the real claude executable works with no network and no key.
import { once } from "node:events";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { cleanEnv } from "./clean-env.ts";
import { choose, stepOf } from "./directive.ts";
import type { ApiTurn } from "./model-conversation.ts";
import { json, reply, replyError } from "./reply.ts";
import { fillIn, respond } from "./responder.ts";
import { SCENARIOS, type Scenario, type Step } from "./scenario.ts";

/** A request to the Messages API that the offline model has received. */
export interface ModelRequest {
  readonly path: string;
  readonly model: string;
  readonly streaming: boolean;
  readonly messages: readonly ApiTurn[];
  /** Names of the tools that the CLI offered. */
  readonly tools: readonly string[];
  readonly system: unknown;
  /** The scenario that was played, or `default`. */
  readonly scenario: string;
}

/** What the offline model answers, and the scenarios that prompts can name. Default: it remembers and echoes. */
export interface OfflineModelOptions {
  /** More scenarios for `mock:NAME`, or others in place of the built-in ones. */
  scenarios?: Record<string, Scenario>;
  /**
   * Answers prompts without a directive: a scenario, whose first step is the first answer of each conversation and so
   * on, or a function of the conversation so far. Default: a small responder that remembers what it is told; it also
   * answers when a scenario is at its end.
   */
  reply?: Scenario | ((messages: readonly ApiTurn[]) => Step);
}

/** As many requests as a test may want to look back at. */
const REMEMBERED = 200;

/**
 * Start an offline model.
 *
 * A prompt may tell it what to answer: `mock:bash` names a scenario, `[[mock: [{ "text": "hi" }] ]]` writes one.
 *
 * @example Ask the real CLI without a network
 * ```ts
 * import { query } from "kodegen-claude-agent";
 * import { startOfflineModel } from "kodegen-claude-agent/testing";
 *
 * await using model = await startOfflineModel();
 * const result = await query("Say hello", { env: model.env(), cwd: model.home }).result();
 * console.log(result.subtype);
 * ```
 */
export async function startOfflineModel(options: OfflineModelOptions = {}): Promise<OfflineModel> {
  const home = await realpath(await mkdtemp(path.join(os.tmpdir(), "offline-claude-")));
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  return new OfflineModel(server, home, options);
}

/** A Messages API on loopback, with a temporary HOME for the CLI. Close it, or use `await using`. */
export class OfflineModel {
  /** For `ANTHROPIC_BASE_URL`. */
  readonly url: string;
  /** A temporary directory: HOME of the CLI, removed by `close()`. */
  readonly home: string;
  readonly #server: Server;
  readonly #scenarios: Readonly<Record<string, Scenario>>;
  readonly #reply: (messages: readonly ApiTurn[]) => Step;
  readonly #failures = new Map<string, number>();
  #requests: ModelRequest[] = [];
  #serial = 0;

  constructor(server: Server, home: string, options: OfflineModelOptions) {
    this.#server = server;
    this.home = home;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#scenarios = { ...SCENARIOS, ...options.scenarios };
    const { reply: answer = respond } = options;
    this.#reply = typeof answer === "function" ? answer : (turns) => stepOf(answer, turns) ?? respond(turns);
    server.on("request", (request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else replyError(response, { status: 500, message: `The offline model failed: ${String(error)}` });
      });
    });
  }

  /** The requests so far, oldest first; the last 200. */
  get requests(): readonly ModelRequest[] {
    return this.#requests;
  }

  /** A complete environment for a CLI that talks to this model and to nothing else. */
  env(): Record<string, string> {
    return { ...cleanEnv(this.home), ANTHROPIC_API_KEY: "offline", ANTHROPIC_BASE_URL: this.url };
  }

  /** Stop, cut every connection, and remove `home`. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const { pathname } = new URL(request.url ?? "/", this.url);
    if (pathname === "/v1/messages/count_tokens")
      return json(response, 200, { input_tokens: Math.ceil(body.length / 4) });
    if (pathname === "/v1/models") return json(response, 200, { data: [], has_more: false });
    if (pathname !== "/v1/messages")
      return replyError(response, { status: 404, type: "not_found_error", message: `No route ${pathname}` });
    await this.#message(pathname, body, response);
  }

  async #message(pathname: string, body: string, response: ServerResponse): Promise<void> {
    const { model, stream, messages = [], tools: offered = [], system } = JSON.parse(body) as MessageBody;
    const { scenario, step: chosen } = choose(messages, this.#scenarios);
    const [streaming, tools] = [stream === true, offered.map(({ name }) => name)];
    const request = { path: pathname, model, streaming, messages, tools, system, scenario };
    this.#requests = [...this.#requests.slice(1 - REMEMBERED), request];
    const step = this.#withoutSpentError(chosen ?? this.#reply(messages), messages);
    this.#serial += 1;
    const filled = step.text === undefined ? step : { ...step, text: fillIn(step.text, messages) };
    await reply(response, { step: filled, model, serial: this.#serial }, streaming);
  }

  /** An error that is to come only some times is counted for each conversation. */
  #withoutSpentError(step: Step, messages: readonly ApiTurn[]): Step {
    if (step.error?.times === undefined) return step;
    const key = JSON.stringify(messages);
    const count = (this.#failures.get(key) ?? 0) + 1;
    this.#failures.set(key, count);
    if (count <= step.error.times) return step;
    const { error: _spent, ...rest } = step;
    return rest;
  }
}

interface MessageBody {
  model: string;
  stream?: boolean;
  messages?: ApiTurn[];
  tools?: { name: string }[];
  system?: unknown;
}
