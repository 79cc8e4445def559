// The three requests of the extension for tasks.
import * as v from "valibot";
import type { Principal } from "../principal.ts";
import type { Tasks } from "../tasks/tasks.ts";
import { asksPeople, hasTasks, TASKS } from "./abilities.ts";
import {
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type ServerContext,
} from "./sdk-modern.ts";

const PARAMS = { params: v.looseObject({ taskId: v.string() }) };

export function serveTasks(server: Server, principal: Principal, tasks: Tasks): void {
  server.setRequestHandler("tasks/get", PARAMS, async ({ taskId }, context) => {
    requireTasks(context);
    return (await tasks.get(principal, taskId, asksPeople(context))) ?? unknownTask();
  });
  server.setRequestHandler("tasks/update", PARAMS, async ({ taskId }, context) => {
    requireTasks(context);
    const { inputResponses = {} } = context.mcpReq;
    return (await tasks.update(principal, taskId, inputResponses)) ? {} : unknownTask();
  });
  server.setRequestHandler("tasks/cancel", PARAMS, async ({ taskId }, context) => {
    requireTasks(context);
    return (await tasks.cancel(principal, taskId)) ? {} : unknownTask();
  });
}

function requireTasks(context: ServerContext): void {
  if (hasTasks(context)) return;
  throw new MissingRequiredClientCapabilityError({ requiredCapabilities: { extensions: { [TASKS]: {} } } });
}

function unknownTask(): never {
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    "There is no such task, or it is another caller's: claude_list_agents shows which agents there are",
  );
}
