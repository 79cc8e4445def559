// What the host has registered, as the kinds of questions that the CLI may ask.

import type { Kinds } from "../control/kind.ts";
import { permissionKind } from "../control/permissions.ts";
import { dialogKind, elicitationKind } from "../control/questions.ts";
import { SDK_VERSION } from "../generated/versions.ts";
import { Hooks } from "../hooks/registry.ts";
import type { McpServerConfig } from "../mcp/configs.ts";
import { InProcessServers } from "../mcp/servers.ts";
import { inProcessServers, outsideServers, sdkConfig } from "../options/mcp-delivery.ts";
import type { FilledOptions } from "../options/options.ts";
import type { InitializeRequest } from "../wire/initialize.ts";
import type { McpServerConfigForProcessTransport } from "../wire/mcp-configs.ts";
import type { McpSetServersResult } from "../wire/reports.ts";
import type { Session } from "./session.ts";

export class Callbacks {
  readonly #session: Session;
  readonly #isHeard: boolean;
  readonly #options: FilledOptions;
  readonly #hooks: Hooks;
  readonly #servers: InProcessServers;
  #kinds: Kinds | undefined;
  /** What the servers say of themselves; see {@link readManifests}. */
  #manifests: Pick<InitializeRequest, "sdkMcpServerManifests"> = {};

  /** @param isHeard Somebody listens for permission questions. */
  constructor(session: Session, isHeard: boolean) {
    const { options } = session;
    this.#session = session;
    this.#isHeard = isHeard;
    this.#options = options;
    this.#hooks = new Hooks(options.hooks ?? {});
    this.#servers = new InProcessServers(inProcessServers(options.mcpServers), {
      send: (server_name, message) => session.request("mcp_message", { server_name, message }),
      onError: (error) => session.callbackFailed("MCP server", error),
    });
  }

  /** Made for the first question, because most sessions are asked none. */
  get kinds(): Kinds {
    this.#kinds ??= this.#make();
    return this.#kinds;
  }

  /** True when the CLI may ask something at any moment. */
  get expected(): boolean {
    const { canUseTool, hooks, onElicitation, onUserDialog } = this.#options;
    return (
      this.#isHeard ||
      [canUseTool, hooks, onElicitation, onUserDialog].some((given) => given !== undefined) ||
      !this.#servers.isEmpty
    );
  }

  /** What `initialize` says about hooks and servers of this program. */
  get announcement(): Pick<InitializeRequest, "hooks" | "sdkMcpServerManifests"> {
    const hooks = this.#options.hooks === undefined ? {} : { hooks: this.#hooks.fields };
    return { ...hooks, ...this.#manifests };
  }

  /** Ask the servers what the CLI would ask them, so that it knows their tools before the first turn. */
  async readManifests(): Promise<void> {
    this.#manifests = await this.#servers.manifests(SDK_VERSION);
  }

  /** Have these servers of this program once the CLI has taken all of them. */
  replaceServers(
    servers: Readonly<Record<string, McpServerConfig>>,
    request: (servers: Record<string, McpServerConfigForProcessTransport>) => Promise<McpSetServersResult>,
  ): Promise<McpSetServersResult> {
    const own = inProcessServers(servers);
    const announced = Object.entries(own).map(
      ([name, server]) => [name, { type: "sdk" as const, name, ...sdkConfig(server) }] as const,
    );
    const all = { ...outsideServers(servers), ...Object.fromEntries(announced) };
    return this.#servers.replace(own, () => request(all));
  }

  /** Cancel every call and let go of the servers. */
  close(): void {
    this.#servers.close();
  }

  #make(): Kinds {
    const { canUseTool, permissionTimeoutMs: timeoutMs, permissionTimeoutBehavior: late } = this.#options;
    return {
      can_use_tool:
        canUseTool === undefined && !this.#isHeard
          ? 'no permission callback is registered: pass the option "canUseTool"'
          : permissionKind({
              canUseTool,
              listeners: () => this.#session.events.listenerCount("permissionRequest"),
              announce: (request) => void this.#session.events.emit("permissionRequest", request),
              timeoutMs,
              interruptWhenLate: late === "interrupt",
            }),
      hook_callback: this.#hooks.kind(),
      mcp_message: {
        name: () => "mcp_message",
        ask: (request, call) => this.#servers.handle(request, call),
        answer: (given) => given as object,
        no: () => undefined,
      },
      elicitation: elicitationKind(this.#options.onElicitation),
      request_user_dialog: dialogKind(this.#options.onUserDialog),
    };
  }
}
