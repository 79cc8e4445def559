// The same tools, resources and prompts for clients of both eras.
import type { Principal, ServerParts } from "./context.ts";
import type { EndpointOptions } from "./endpoint.ts";
import { type Notify, Notifying } from "./notifying.ts";
import { EVERY_TOOL } from "./offer.ts";
import { connectTools } from "./protocol.ts";
import type { TaskTokens } from "./tasks/task-tokens.ts";
import { Tasks } from "./tasks/tasks.ts";

export function bothEras(
  parts: ServerParts,
  tokens: TaskTokens,
): Pick<EndpointOptions, "connect" | "connectModern" | "tasks" | "watch"> {
  const tasks = new Tasks(parts, tokens, EVERY_TOOL);
  const watch = (principal: Principal, notify: Notify): (() => void) => {
    const notifying = new Notifying(parts.callerOf(principal).manager, notify, { everything: true });
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
