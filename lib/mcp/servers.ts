// The MCP servers of this program that a session has, and how one set of them takes the place of another.
import type { Cancellation } from "../events/cancellation.ts";
import { isObject } from "../json-object.ts";
import type { McpMessageRequest } from "../wire/control-frames.ts";
import type { InitializeRequest, SdkMcpServerManifest } from "../wire/initialize.ts";
import type { JsonRpcMessage } from "./configs.ts";
import { Connection, type ConnectionHost } from "./connection.ts";
import { readManifest } from "./manifest.ts";
import { failure, toAnswer } from "./message.ts";

/** What the CLI is answered to messages that have no answer of their own. */
const RECEIVED: JsonRpcMessage = { jsonrpc: "2.0", result: {}, id: 0 };

type Configs = Readonly<Record<string, { readonly instance: unknown }>>;

export class InProcessServers {
  readonly #host: ConnectionHost;
  #servers: Map<string, Connection>;
  /** Those that the CLI is being told of. */
  #next: Map<string, Connection> | undefined;
  #changing: Promise<unknown> = Promise.resolve();

  constructor(servers: Configs, host: ConnectionHost) {
    this.#host = host;
    this.#servers = this.#opened(servers, new Map());
  }

  get isEmpty(): boolean {
    return this.#servers.size === 0;
  }

  /** Answer a message of the CLI; every message has an answer. */
  async handle(
    { server_name: name, message }: McpMessageRequest,
    context: Cancellation,
  ): Promise<{ mcp_response: JsonRpcMessage }> {
    const server = this.#find(name, message);
    if (server === undefined) {
      const known = [...this.#servers.keys()].map((each) => `"${each}"`).join(", ") || "none";
      const text = `There is no MCP server "${name}" in this program; there are: ${known}`;
      return { mcp_response: toAnswer(message, failure(text)) };
    }
    return { mcp_response: (await server.handle(message, context)) ?? RECEIVED };
  }

  /** What the servers say of themselves, for `initialize`; without those that do not say it in time. */
  async manifests(hostVersion: string): Promise<Pick<InitializeRequest, "sdkMcpServerManifests">> {
    const read = async ([name, server]: [string, Connection]) =>
      [name, await readManifest(server, hostVersion)] as const;
    const known = (await Promise.all([...this.#servers].map(read))).filter(([, manifest]) => manifest);
    if (known.length === 0) return {};
    return { sdkMcpServerManifests: Object.fromEntries(known) as Record<string, SdkMcpServerManifest> };
  }

  /**
   * Have these servers once the CLI has accepted them; one that stays goes on with the calls that it has.
   *
   * Until then both answer, because the CLI asks the new ones before it accepts them.
   *
   * @param announce Resolves when the CLI has accepted them. When it rejects, nothing has changed.
   */
  replace<T>(servers: Configs, announce: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(() => this.#replace(servers, announce));
    this.#changing = changed.catch(() => undefined); // The caller's to handle; the next change begins all the same.
    return changed;
  }

  /** Cancel every call and let go of the servers. */
  close(): void {
    const all = new Set([...this.#servers.values(), ...(this.#next?.values() ?? [])]);
    this.#servers = new Map();
    this.#next = undefined;
    for (const server of all) server.close();
  }

  async #replace<T>(servers: Configs, announce: () => Promise<T>): Promise<T> {
    const before = this.#servers;
    const next = this.#opened(servers, before);
    this.#servers = new Map(before);
    this.#next = next;
    let [kept, left] = [before, next];
    try {
      const answered = await announce();
      [kept, left] = [next, before];
      return answered;
    } finally {
      for (const [name, server] of left) if (kept.get(name) !== server) server.close();
      // Unless everything was closed meanwhile.
      if (this.#next === next) this.#servers = kept;
      this.#next = undefined;
    }
  }

  /** Of two servers with one name, the old one answers until the CLI greets the new one. */
  #find(name: string, message: unknown): Connection | undefined {
    const next = this.#next?.get(name);
    const greets = isObject(message) && message["method"] === "initialize";
    if (next !== undefined && (greets || !this.#servers.has(name))) this.#servers.set(name, next);
    return this.#servers.get(name);
  }

  #opened(servers: Configs, before: ReadonlyMap<string, Connection>): Map<string, Connection> {
    const entries = Object.entries(servers).map(([name, { instance }]) => {
      const known = before.get(name);
      const stays = known !== undefined && known.instance === instance;
      return [name, stays ? known : new Connection(name, instance, this.#host)] as const;
    });
    return new Map(entries);
  }
}
