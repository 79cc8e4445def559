// Clients that listen for what becomes of tasks, and do not poll: the SDK knows the rest of `subscriptions/listen`, but no tasks.

import type { Principal } from "../principal.ts";
import type { Tasks } from "../tasks/tasks.ts";
import { asksPeople, hasTasks, TASKS } from "./abilities.ts";

/** What a client wants to be told of. */
export interface Listen {
  readonly id: string | number;
  readonly taskIds: readonly string[];
  /** The client asks people for us. */
  readonly asks: boolean;
}

export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

interface Message {
  readonly jsonrpc: "2.0";
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export const ACKNOWLEDGED = "notifications/subscriptions/acknowledged";
export const SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";
const INVALID_PARAMS = -32_602;
const MISSING_CAPABILITY = -32_021;
/** Of one request; the rest is polled. */
const MOST_TASKS = 256;

/** @returns Undefined for any other request. */
export function listenOf(message: unknown): Listen | RpcError | undefined {
  const { method, id, params } = (message ?? {}) as {
    method?: unknown;
    id?: Listen["id"];
    params?: { _meta?: unknown; notifications?: { taskIds?: unknown } };
  };
  if (method !== "subscriptions/listen" || id === undefined || id === null) return undefined;
  const context = { mcpReq: { envelope: params?._meta } };
  const { taskIds } = params?.notifications ?? {};
  const asks = asksPeople(context);
  if (taskIds === undefined) return { id, taskIds: [], asks };
  if (!Array.isArray(taskIds) || !taskIds.every((each) => typeof each === "string"))
    return { code: INVALID_PARAMS, message: '"taskIds" must be a list of ids of tasks' };
  if (!hasTasks(context))
    return {
      code: MISSING_CAPABILITY,
      message: `To be told of tasks declare the extension ${TASKS}`,
      data: { requiredCapabilities: { extensions: { [TASKS]: {} } } },
    };
  return { id, taskIds: [...new Set(taskIds as string[])], asks };
}

/** Those of the tasks that are this principal's: who names others is told of none of them, nor why. */
export async function ownOf(tasks: Tasks, principal: Principal, { taskIds }: Listen): Promise<string[]> {
  const asked = taskIds.slice(0, MOST_TASKS);
  const found = await Promise.all(asked.map((id) => tasks.get(principal, id, false)));
  return asked.filter((_, index) => found[index] !== undefined);
}

/** What the SDK has acknowledged, and the tasks. */
export function acknowledged(message: Message, taskIds: readonly string[]): Message {
  const { notifications, ...params } = message.params;
  return {
    ...message,
    params: { ...params, notifications: { ...(notifications as object), taskIds } },
  };
}

/** How each task stands now, and whenever that changes, until it is done or `signal` aborts. */
export async function tellOf(
  tasks: Tasks,
  principal: Principal,
  { id, asks }: Listen,
  taskIds: readonly string[],
  tell: (message: Message) => void,
  signal: AbortSignal,
): Promise<void> {
  const one = async (taskId: string): Promise<void> => {
    for await (const task of tasks.follow(principal, taskId, asks, signal))
      tell({
        jsonrpc: "2.0",
        method: "notifications/tasks",
        params: { ...task, _meta: { [SUBSCRIPTION]: id } },
      });
  };
  await Promise.all(taskIds.map(one));
}
