// What a client of the modern era gets for what is not done when its call ends: a task, or a question to a person.
import { answerAll, requestsOf } from "../tasks/asked.ts";
import type { Tasks } from "../tasks/tasks.ts";
import type { Caller } from "../tools/context.ts";
import type { HandOver, ToolResult } from "../tools/dispatch.ts";
import type { Begun } from "../tools/tool.ts";
import { asksPeople, hasTasks } from "./abilities.ts";
import { ProtocolError, ProtocolErrorCode, type ServerContext } from "./sdk-modern.ts";

/** What takes no longer is answered as if there were no tasks. */
const GRACE_MS = 1_000;

const FOREIGN_STATE = "This requestState is none of this server's: make the call anew, without it";

/**
 * A task for whom looks after tasks, a question for whom asks people; everybody else waits as they have asked.
 *
 * @param tool The name of what is called.
 * @throws {ProtocolError} If the call brings a `requestState` that this principal was not given for this tool.
 */
export function handOver(caller: Caller, tasks: Tasks, tool: string, context: ServerContext): HandOver {
  const { principal, manager } = caller;
  const { inputResponses = {}, requestState: readState } = context.mcpReq;
  const state = readState<unknown>();
  const before = typeof state === "string" ? tasks.begun(principal, state, tool) : undefined;
  if (state !== undefined && before === undefined)
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, FOREIGN_STATE);
  const goOn = (): Begun | undefined => {
    const agents = before?.sessionIds.map((id) => manager.getSessionInfo(id)) ?? [];
    answerAll(caller, agents, inputResponses);
    return before;
  };
  if (hasTasks(context))
    return {
      goOn,
      waitMs: () => GRACE_MS,
      instead: async (called, begun, agents) =>
        other("task", { ...(await tasks.start(principal, called, begun, agents)) }),
    };
  return {
    goOn,
    waitMs: (asked) => asked,
    instead: (called, begun, agents) => {
      // Who has put a question away is not asked it again.
      const open = Object.entries(requestsOf(caller, agents)).filter(([key]) => !(key in inputResponses));
      if (open.length === 0 || !asksPeople(context)) return Promise.resolve(undefined);
      const inputRequests = Object.fromEntries(open);
      const requestState = tasks.idOf(principal, called, begun, agents);
      return Promise.resolve(other("input_required", { inputRequests, requestState }));
    },
  };
}

/** A result of another kind than a tool's. */
function other(resultType: string, fields: Record<string, unknown>): ToolResult {
  return { resultType, ...fields } as unknown as ToolResult;
}
