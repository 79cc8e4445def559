// The same tools, resources and prompts for clients of both eras.

import type { Principal } from "../principal.ts";
import type { TaskTokens } from "../tasks/task-tokens.ts";
import { Tasks } from "../tasks/tasks.ts";
import type { ServerParts } from "../tools/context.ts";
import { EVERY_TOOL } from "../tools/offer.ts";
import { type Notify, Notifying } from "./notifying.ts";
import { type Connect, connectTools } from "./protocol.ts";
import type { McpServer, Server, ServerNotifier } from "./sdk-modern.ts";

/**
 * Creates what answers the requests of a principal; replace it to serve something else. What it says through `notify` reaches
 * those who listen; over stdio there is none, since one server is there for all requests and sends them itself.
 */
export type ConnectModern = (
  principal: Principal,
  notify?: ServerNotifier,
) => Server | McpServer | Promise<Server | McpServer>;

/** Tells `notify` of what happens to the principal's agents, until the function is called that it returns. */
export type Watch = (principal: Principal, notify: Notify) => () => void;

/** What an endpoint, or stdio, connects its clients to. */
export interface Eras {
  readonly connect: Connect;
  /** For clients without sessions; undefined to have none. */
  readonly connectModern: ConnectModern | undefined;
  /** Of which such clients may be told; undefined if they have none. */
  readonly tasks: Tasks | undefined;
  readonly watch: Watch | undefined;
}

export function bothEras(parts: ServerParts, tokens: TaskTokens): Eras {
  const tasks = new Tasks(parts, tokens, EVERY_TOOL);
  const watch = (principal: Principal, notify: Notify): (() => void) => {
    const notifying = new Notifying(parts.callerOf(principal).manager, notify, {
      everything: true,
      templates: parts.templates,
    });
    return () => notifying.stop();
  };
  return {
    tasks,
    watch,
    connect: connectTools(parts),
    connectModern: async (principal, bus) => {
      const { modernServer, notifierOf } = await import("./modern.ts");
      const server = modernServer(principal, { ...parts, tasks });
      // Over stdio the server itself has its one client.
      if (bus === undefined) server.onclose = watch(principal, notifierOf(server));
      return server;
    },
  };
}
