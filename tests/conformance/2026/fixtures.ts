// What the suite for 2026-07-28 asks a server for: the fixtures of the older one, tools that ask, and jobs that go on as tasks.
import {
  McpServer,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  type ServerContext,
  type ServerNotifier,
} from "@modelcontextprotocol/server";
import * as v from "valibot";
import { hasTasks, TASKS } from "../../../server/eras/abilities.ts";
import type { ConnectModern } from "../../../server/eras/eras.ts";
import { ANYTHING, needs, type Run, TOOLS, text } from "../fixtures.ts";
import { ASKING, asked, can, nameIn } from "./asking.ts";
import { type Jobs, said, WORK } from "./jobs.ts";
import { addPrompts, addResources } from "./lists.ts";

const INVALID_PARAMS = -32_602;
const HINT = { ttlMs: 60_000, cacheScope: "public" as const };
/** A call that asks, and goes on as a task with what it was told. */
const ASKS_FIRST = "test_tool_with_task";
const HEADERS = {
  type: "object",
  properties: { region: { type: "string", "x-mcp-header": "Region" } },
  required: ["region"],
};

type Args = Readonly<Record<string, unknown>>;
type Result = Readonly<Record<string, unknown>>;

/** Every tool's arguments. */
const SCHEMAS: Readonly<Record<string, object>> = {
  ...Object.fromEntries(Object.entries(TOOLS).map(([name, [schema]]) => [name, schema])),
  ...Object.fromEntries(
    [
      ...Object.keys(ASKING),
      ...Object.keys(WORK),
      ASKS_FIRST,
      "test_missing_capability",
      "test_logging_tool",
      "test_trigger_tool_change",
      "test_trigger_prompt_change",
    ].map((name) => [name, ANYTHING]),
  ),
  greet: needs("name"),
  test_headers: HEADERS,
};

/** Knows the arguments of its tools, as one that has registered them does. */
class Fixtures extends McpServer {
  override toolInputSchemaJson(name: string): Record<string, unknown> | undefined {
    return SCHEMAS[name] as Record<string, unknown> | undefined;
  }
}

export function modernFixtures(jobs: Jobs): ConnectModern {
  return (_principal, notify) => {
    const fixtures = new Fixtures(
      { name: "fixtures", version: "1.0.0" },
      {
        capabilities: {
          tools: { listChanged: true },
          resources: {},
          prompts: { listChanged: true },
          completions: {},
          logging: {},
          extensions: { [TASKS]: {} },
        },
        cacheHints: {
          "tools/list": HINT,
          "prompts/list": HINT,
          "resources/list": HINT,
          "resources/templates/list": HINT,
          "resources/read": HINT,
        },
      },
    );
    addTools(fixtures, jobs, notify);
    addTasks(fixtures, jobs);
    addResources(fixtures);
    addPrompts(fixtures);
    return fixtures;
  };
}

function addTools({ server }: Fixtures, jobs: Jobs, notify: ServerNotifier | undefined): void {
  server.setRequestHandler("tools/list", () => ({
    tools: Object.entries(SCHEMAS).map(([name, inputSchema]) => ({
      name,
      description: `Shows ${name.replaceAll("_", " ")}`,
      inputSchema: inputSchema as { type: "object" },
    })),
  }));
  const own: Readonly<Record<string, (args: Args, context: ServerContext) => Promise<Result> | Result>> = {
    greet: ({ name }) => said(`Hello, ${String(name)}!`),
    test_headers: (args) => said(JSON.stringify(args)),
    test_missing_capability: (_args, context) => {
      if (!can(context)("sampling/createMessage")) throw missing({ sampling: {} });
      return said("It can sample");
    },
    test_logging_tool: async (_args, { mcpReq }) => {
      await mcpReq.log("info", "at work");
      return said("Logged");
    },
    test_trigger_tool_change: () => {
      notify?.toolsChanged();
      return said("The tools have changed");
    },
    test_trigger_prompt_change: () => {
      notify?.promptsChanged();
      return said("The prompts have changed");
    },
    [ASKS_FIRST]: (_args, context) => {
      requireTasks(context);
      const asking = { rounds: ASKING["test_input_required_result_elicitation"]?.rounds ?? [], say: nameIn };
      const told = asked(ASKS_FIRST, asking, context);
      return typeof told === "string" ? task(jobs.start(() => Promise.resolve(said(told)), {})) : told;
    },
  };
  server.setRequestHandler("tools/call", async ({ params }, context) => {
    const { name, arguments: args = {} } = params;
    const [asking, [work, needsTask] = [], [, run] = []] = [ASKING[name], WORK[name], TOOLS[name]];
    const answer = async (): Promise<Result> => {
      if (own[name] !== undefined) return own[name](args, context);
      if (asking !== undefined) {
        const told = asked(name, asking, context);
        return typeof told === "string" ? said(told) : told;
      }
      if (run !== undefined) return played(run, args, context);
      if (work === undefined) throw new ProtocolError(INVALID_PARAMS, `Unknown tool ${name}`);
      if (needsTask) requireTasks(context);
      if (hasTasks(context) && args["seconds"] !== 0) return task(jobs.start(work, args));
      return work(args, { ended: new AbortController() } as never);
    };
    return (await answer()) as never;
  });
}

async function played(run: Run, args: Args, { mcpReq }: ServerContext): Promise<Result> {
  try {
    const content = await run(args, {
      notify: (notification) => mcpReq.notify(notification as never),
      token: mcpReq._meta?.progressToken,
      ask: () => Promise.reject(new Error("This revision has no requests to clients")),
    });
    return { content };
  } catch (error) {
    return { isError: true, content: [text((error as Error).message)] };
  }
}

function task(seed: object): Result {
  return { resultType: "task", ...seed };
}

function missing(requiredCapabilities: object): Error {
  return new MissingRequiredClientCapabilityError({ requiredCapabilities });
}

function requireTasks(context: ServerContext): void {
  if (!hasTasks(context)) throw missing({ extensions: { [TASKS]: {} } });
}

const OF_TASK = v.looseObject({ taskId: v.string() });

function addTasks({ server }: Fixtures, jobs: Jobs): void {
  const found = <T>(value: T | undefined | false): T => {
    if (value === undefined || value === false)
      throw new ProtocolError(INVALID_PARAMS, "There is no such task");
    return value as T;
  };
  const params = OF_TASK;
  server.setRequestHandler("tasks/get", { params }, ({ taskId }, context) => {
    requireTasks(context);
    return found(jobs.get(taskId)) as never;
  });
  server.setRequestHandler("tasks/update", { params }, ({ taskId }, context) => {
    requireTasks(context);
    found(jobs.update(taskId, context.mcpReq.inputResponses ?? {}));
    return {};
  });
  server.setRequestHandler("tasks/cancel", { params }, ({ taskId }, context) => {
    requireTasks(context);
    found(jobs.cancel(taskId));
    return {};
  });
}
