// What the host has registered, as answers to the CLI's questions.
import type { Handlers } from "../control/handlers.ts";
import { permissionHandler } from "../control/permissions.ts";
import { dialogHandler, elicitationHandler } from "../control/questions.ts";
import { Hooks } from "../hooks/registry.ts";
import type { JsonRpcMessage, McpServerConfig } from "../mcp/configs.ts";
import { InProcessServers } from "../mcp/servers.ts";
import { inProcessServers, outsideServers, sdkConfig } from "../options/mcp-delivery.ts";
import type { Options } from "../options/options.ts";
import { shadowedCallback } from "../options/shadowed-callback.ts";
import { COMPATIBLE_SDK_VERSION } from "../process/env.ts";
import type { HookRegistrations, InitializeRequest } from "../wire/initialize.ts";
import type { McpServerConfigForProcessTransport } from "../wire/mcp-configs.ts";
import { callbackFailed, type SessionWarning, unknownOption } from "./events.ts";

export interface CallbacksHost {
  /** Sends a message of an in-process server to the CLI. */
  readonly sendToMcp: (serverName: string, message: JsonRpcMessage) => Promise<unknown>;
  readonly warn: (warning: SessionWarning) => void;
  /** One sentence for each option that is none. */
  readonly unknownOptions: readonly string[];
}

export class Callbacks {
  readonly handlers: Handlers;
  readonly servers: InProcessServers;
  readonly #hooks: Hooks;
  readonly #hooksGiven: boolean;
  readonly #warn: CallbacksHost["warn"];
  readonly #unknown: readonly string[];
  /** What the servers say of themselves; see {@link readManifests}. */
  manifests: Pick<InitializeRequest, "sdkMcpServerManifests"> = {};

  constructor(options: Options, { sendToMcp, warn, unknownOptions }: CallbacksHost) {
    this.#warn = warn;
    this.#unknown = unknownOptions;
    this.#hooksGiven = options.hooks !== undefined;
    this.#hooks = new Hooks(options.hooks ?? {}, {
      onError: (event, error) => this.failed(`${event} hook`, error),
    });
    this.servers = new InProcessServers(inProcessServers(options.mcpServers), {
      send: sendToMcp,
      onError: (error) => this.failed("MCP server", error),
    });
    this.handlers = this.#createHandlers(options);
  }

  /** What `initialize` says about hooks. */
  hookFields(): { hooks?: HookRegistrations } {
    return this.#hooksGiven ? { hooks: this.#hooks.fields() ?? {} } : {};
  }

  /** Have these servers of this program once the CLI, which is told of all, has accepted them. */
  replaceServers<T>(
    servers: Readonly<Record<string, McpServerConfig>>,
    announce: (body: { servers: Record<string, McpServerConfigForProcessTransport> }) => Promise<T>,
  ): Promise<T> {
    const own = inProcessServers(servers);
    const announced = Object.entries(own).map(
      ([name, server]) => [name, { type: "sdk" as const, name, ...sdkConfig(server) }] as const,
    );
    const all = { ...outsideServers(servers), ...Object.fromEntries(announced) };
    return this.servers.replace(own, () => announce({ servers: all }));
  }

  /** True when the CLI may ask something at any moment. */
  static expected({ canUseTool, hooks, mcpServers, onElicitation, onUserDialog }: Options): boolean {
    return (
      [canUseTool, hooks, onElicitation, onUserDialog].some((given) => given !== undefined) ||
      Object.keys(inProcessServers(mcpServers)).length > 0
    );
  }

  /** Ask the servers what the CLI would ask them, so that it knows their tools before the first turn. */
  async readManifests(): Promise<void> {
    this.manifests = await this.servers.manifests(COMPATIBLE_SDK_VERSION);
  }

  /** Options that do nothing: unknown ones, and a permission callback that is never asked. */
  warnAboutOptions(options: Options): void {
    for (const problem of this.#unknown) this.#warn(unknownOption(problem));
    const message = shadowedCallback(options);
    if (message !== undefined) this.#warn({ code: "callback_shadowed", message });
  }

  /** A callback failed; the CLI has been answered for it. */
  failed(what: string, error: unknown): void {
    this.#warn(callbackFailed(what, error));
  }

  #createHandlers({ canUseTool, permissionTimeoutMs, onElicitation, onUserDialog }: Options): Handlers {
    const onError = (what: string) => (error: unknown) => this.failed(what, error);
    return {
      can_use_tool:
        canUseTool &&
        permissionHandler(canUseTool, { onError: onError("can_use_tool"), timeoutMs: permissionTimeoutMs }),
      hook_callback: (request, { signal }) => this.#hooks.handle(request, signal),
      mcp_message: (request, context) => this.servers.handle(request, context),
      elicitation: elicitationHandler(onElicitation, onError("elicitation")),
      // Without a callback the CLI is left to its own default: another client may show the dialog.
      request_user_dialog:
        onUserDialog === undefined
          ? () => Promise.resolve(null)
          : dialogHandler(onUserDialog, onError("request_user_dialog")),
    };
  }
}
