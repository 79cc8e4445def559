// MCP since 2026-07-28: no sessions, each request for itself; calls that go on as tasks, questions to people as answers.

import type { Principal } from "../principal.ts";
import type { Tasks } from "../tasks/tasks.ts";
import type { CallContext, Caller, ServerParts } from "../tools/context.ts";
import { callTool, codeOf, explain, type ToolResult } from "../tools/dispatch.ts";
import { clientName, TASKS } from "./abilities.ts";
import { complete } from "./completion.ts";
import { handOver } from "./hand-over.ts";
import { INFO } from "./identity.ts";
import type { Notify } from "./notifying.ts";
import { getPrompt, listPrompts } from "./prompts.ts";
import { listResources, listTemplates, readResource } from "./resources.ts";
import { ProtocolError, ProtocolErrorCode, Server, type ServerContext } from "./sdk-modern.ts";
import { serveTasks } from "./serve-tasks.ts";

export interface ModernParts extends ServerParts {
  readonly tasks: Tasks;
}

/** What is declared changes with the server's version alone. */
const DECLARED = { ttlMs: 3_600_000, cacheScope: "private" } as const;
/** Agents come and go. */
const LIVE = { ttlMs: 0, cacheScope: "private" } as const;
const HINTS = {
  "tools/list": DECLARED,
  "prompts/list": DECLARED,
  "resources/templates/list": DECLARED,
  "server/discover": DECLARED,
  "resources/list": LIVE,
  "resources/read": LIVE,
} as const;
/** The operator edits them. */
const WITH_TEMPLATES = { ...HINTS, "prompts/list": LIVE };
const CAPABILITIES = {
  tools: {},
  resources: { subscribe: true, listChanged: true },
  prompts: {},
  completions: {},
  extensions: { [TASKS]: {} },
};

/** What answers the requests of a principal. */
export function modernServer(principal: Principal, parts: ModernParts): Server {
  const caller = parts.callerOf(principal);
  const { instructions, tools } = parts.offer;
  const hasTemplates = parts.templates !== undefined;
  const capabilities = hasTemplates ? { ...CAPABILITIES, prompts: { listChanged: true } } : CAPABILITIES;
  const cacheHints = hasTemplates ? WITH_TEMPLATES : HINTS;
  const server = new Server(INFO, { capabilities, instructions, cacheHints });
  const list = [...tools.values()].map(({ listed }) => listed);
  // The list is what the schemas of both SDKs say, which their types say each in its own way.
  server.setRequestHandler("tools/list", () => ({ tools: list as never }));
  server.setRequestHandler("tools/call", async ({ params: { name, arguments: args } }, context) => {
    const result = await call(name, args, context, contextOf(caller, parts, context), parts);
    return result as never;
  });
  serveTasks(server, principal, parts.tasks);
  serveRest(server, caller, parts);
  return server;
}

/** Of a server that has one client, to which it sends them itself. */
export function notifierOf(server: Server): Notify {
  // A client that has gone away needs no notification.
  const ignored = (): void => undefined;
  return {
    resourceUpdated: (uri) => void server.sendResourceUpdated({ uri }).catch(ignored),
    resourcesChanged: () => void server.sendResourceListChanged().catch(ignored),
    promptsChanged: () => void server.sendPromptListChanged().catch(ignored),
  };
}

async function call(
  name: string,
  args: unknown,
  context: ServerContext,
  callContext: CallContext,
  { offer, metrics, tasks }: ModernParts,
): Promise<ToolResult> {
  const offered = offer.tools.get(name);
  if (offered === undefined)
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      `Unknown tool "${name}": use tools/list to see which there are`,
    );
  const { tool, listed } = offered;
  const result = await callTool(tool, listed, args, callContext, handOver(callContext, tasks, name, context));
  metrics.call(name, callContext.signal.aborted ? "cancelled" : result.isError === true ? "error" : "ok");
  return result;
}

/** What one request has to work with. */
function contextOf(
  caller: Caller,
  { keys, used, closing, templates }: ServerParts,
  context: ServerContext,
): CallContext {
  const { signal, _meta: meta, notify } = context.mcpReq;
  const token = meta?.progressToken;
  let count = 0;
  const progress = (message: string): void => {
    count += 1;
    const params = { progressToken: token ?? "", progress: count, message };
    // A client that has gone away needs no progress.
    notify({ method: "notifications/progress", params }).catch(() => undefined);
  };
  return {
    ...caller,
    client: clientName(context),
    keys,
    templates,
    used,
    signal,
    closing,
    readsData: true,
    progress: token === undefined ? undefined : progress,
  };
}

function serveRest(server: Server, caller: Caller, parts: ModernParts): void {
  const { manager } = caller;
  const { templates } = parts;
  server.setRequestHandler("resources/list", ({ params }) =>
    answered(() => ({ ...listResources(manager, params?.cursor) })),
  );
  server.setRequestHandler("resources/templates/list", () => ({ resourceTemplates: listTemplates() }));
  server.setRequestHandler("resources/read", ({ params: { uri } }, context) =>
    answered(() => readResource(uri, contextOf(caller, parts, context))),
  );
  server.setRequestHandler("prompts/list", async () => ({ prompts: await listPrompts(templates) }));
  server.setRequestHandler("prompts/get", ({ params }) =>
    answered(() => getPrompt(params.name, params.arguments, templates)),
  );
  server.setRequestHandler("completion/complete", ({ params: { ref, argument } }) =>
    answered(() => complete(manager, templates, ref, argument)),
  );
}

/** Requests that have no result of their own for what cannot be done. @throws {ProtocolError} */
async function answered<Result>(answer: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await answer();
  } catch (error) {
    throw new ProtocolError(codeOf(error), explain(error));
  }
}
