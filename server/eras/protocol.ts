// One MCP connection: lists what is offered, and carries out calls, for one principal.

import { LOG_LEVELS } from "../../spec/define.ts";
import type { Principal } from "../principal.ts";
import type { CallContext, Caller, ServerParts } from "../tools/context.ts";
import { callTool, codeOf, explain, type HandOver } from "../tools/dispatch.ts";
import { mayHavePerson } from "./abilities.ts";
import { ClientLog } from "./client-log.ts";
import { complete } from "./completion.ts";
import { type Ask, Elicitation } from "./elicit.ts";
import { dropNullArguments } from "./era.ts";
import { INFO } from "./identity.ts";
import { Notifying } from "./notifying.ts";
import { getPrompt, listPrompts } from "./prompts.ts";
import { listResources, listTemplates, readResource, requireResource } from "./resources.ts";
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  ElicitResultSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  RequestSchema,
  Server,
  SetLevelRequestSchema,
  SubscribeRequestSchema,
  type Tool,
  UnsubscribeRequestSchema,
} from "./sdk.ts";
import { SessionTransport } from "./session-transport.ts";

/** Creates the MCP server for one connection of a principal; replace it to serve something else. */
export type Connect = (principal: Principal) => Server;

/** The call itself says how long a person has. */
const LONGEST_MS = 2 ** 31 - 1;

/** With any level: the SDK would call a wrong one an internal error. */
const SET_LEVEL = RequestSchema.extend({ method: SetLevelRequestSchema.shape.method });

/** From this revision of the protocol on, clients read structured content. */
const STRUCTURED_SINCE = "2025-06-18";
const CAPABILITIES = {
  tools: {},
  resources: { subscribe: true, listChanged: true },
  completions: {},
  logging: {},
};

/** Takes what clients send that means the same as what the protocol wants, and knows which revision they speak. */
class ToolServer extends Server {
  /** What the client has asked for. */
  revision = STRUCTURED_SINCE;

  override async connect(transport: Parameters<Server["connect"]>[0]): Promise<void> {
    await super.connect(transport);
    const deliver = transport.onmessage;
    transport.onmessage = (message, extra) => {
      const { params } = message as { params?: Record<string, unknown> };
      if (
        "method" in message &&
        message.method === "initialize" &&
        typeof params?.["protocolVersion"] === "string"
      )
        this.revision = params["protocolVersion"];
      dropNullArguments(message);
      deliver?.(message, extra);
    };
  }
}

export function connectTools(parts: ServerParts): Connect {
  return (principal) => {
    const caller = parts.callerOf(principal);
    const { instructions } = parts.offer;
    const prompts = parts.templates === undefined ? {} : { listChanged: true };
    const server = new ToolServer(INFO, { capabilities: { ...CAPABILITIES, prompts }, instructions });
    serveTools(server, parts, caller);
    serveResources(server, parts, caller);
    servePrompts(server, parts, caller);
    return server;
  };
}

/** What one request has to work with. */
function contextOf(
  server: ToolServer,
  { closing, keys, used, templates }: ServerParts,
  caller: Caller,
  signal: AbortSignal,
): CallContext {
  return {
    ...caller,
    client: server.getClientVersion()?.name ?? "",
    keys,
    templates,
    used,
    signal,
    closing,
    readsData: server.revision >= STRUCTURED_SINCE,
    progress: undefined,
  };
}

function serveTools(server: ToolServer, parts: ServerParts, caller: Caller): void {
  const { offer, metrics } = parts;
  const list = [...offer.tools.values()].map(({ listed }) => listed as Tool);
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: list }));
  server.setRequestHandler(CallToolRequestSchema, async (request, extra) => {
    const { name, arguments: args, _meta: meta } = request.params;
    const offered = offer.tools.get(name);
    if (offered === undefined)
      throw new McpError(
        ErrorCode.InvalidParams,
        `Unknown tool "${name}": use tools/list to see which there are`,
      );
    extra.signal.addEventListener("abort", () => endStream(server, extra.requestId), { once: true });
    const token = meta?.progressToken;
    let count = 0;
    const progress = (message: string): void => {
      count += 1;
      const params = { progressToken: token ?? "", progress: count, message };
      // A client that has gone away needs no progress.
      extra.sendNotification({ method: "notifications/progress", params }).catch(() => undefined);
    };
    const context = contextOf(server, parts, caller, extra.signal);
    const ask: Ask = ({ method, params }, signal) =>
      extra.sendRequest({ method, params: { ...params } }, ElicitResultSchema, {
        signal,
        timeout: LONGEST_MS,
      });
    const canAsk = server.getClientCapabilities()?.elicitation !== undefined && mayHavePerson(context.client);
    const result = await callTool(
      offered.tool,
      offered.listed,
      args,
      { ...context, progress: token === undefined ? undefined : progress },
      canAsk ? askingWith(new Elicitation(ask, caller)) : undefined,
    );
    metrics.call(name, extra.signal.aborted ? "cancelled" : result.isError === true ? "error" : "ok");
    return result;
  });
}

/** Who can be asked is asked during the call, for as long as it wanted to wait. */
function askingWith(elicitation: Elicitation): HandOver {
  return {
    waitMs: (asked) => asked,
    instead: async (_tool, _begun, agents, signal) =>
      (await elicitation.next(agents, signal)) ? "again" : undefined,
  };
}

function serveResources(server: ToolServer, parts: ServerParts, caller: Caller): void {
  const { manager } = caller;
  let notifying: Notifying | undefined;
  server.oninitialized = () => {
    // A client that has gone away needs no notification.
    const ignored = (): void => undefined;
    const notify = {
      resourceUpdated: (uri: string) => void server.sendResourceUpdated({ uri }).catch(ignored),
      resourcesChanged: () => void server.sendResourceListChanged().catch(ignored),
      promptsChanged: () => void server.sendPromptListChanged().catch(ignored),
    };
    notifying ??= new Notifying(manager, notify, { templates: parts.templates });
  };
  // A client that has gone away needs no log.
  const log = new ClientLog(
    manager,
    (params) =>
      void server
        .notification({ method: "notifications/message", params: { ...params } })
        .catch(() => undefined),
  );
  server.setRequestHandler(SET_LEVEL, ({ params }) => {
    const level = LOG_LEVELS.find((each) => each === params?.["level"]);
    if (level === undefined)
      throw new McpError(ErrorCode.InvalidParams, `"level" must be one of ${LOG_LEVELS.join(", ")}`);
    log.setLevel(level);
    return {};
  });
  server.onclose = () => {
    notifying?.stop();
    log.stop();
  };
  server.setRequestHandler(ListResourcesRequestSchema, ({ params }) =>
    answered(() => ({ ...listResources(manager, params?.cursor) })),
  );
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: listTemplates(),
  }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params: { uri } }, { signal }) =>
    answered(() => readResource(uri, contextOf(server, parts, caller, signal))),
  );
  server.setRequestHandler(SubscribeRequestSchema, ({ params: { uri } }) =>
    answered(() => {
      requireResource(uri, manager);
      server.oninitialized?.();
      notifying?.subscribe(uri);
      return {};
    }),
  );
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params: { uri } }) => {
    notifying?.unsubscribe(uri);
    return {};
  });
}

function servePrompts(server: ToolServer, { templates }: ServerParts, { manager }: Caller): void {
  server.setRequestHandler(ListPromptsRequestSchema, async () => ({
    prompts: await listPrompts(templates),
  }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) =>
    answered(() => getPrompt(params.name, params.arguments, templates)),
  );
  server.setRequestHandler(CompleteRequestSchema, ({ params: { ref, argument } }) =>
    answered(() => complete(manager, templates, ref, argument)),
  );
}

/** Requests that have no result of their own for what cannot be done. @throws {McpError} */
async function answered<Result>(answer: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await answer();
  } catch (error) {
    throw new McpError(codeOf(error), explain(error));
  }
}

/** A cancelled call has no answer, so nothing else would end the stream on which it was to come. */
function endStream(server: Server, requestId: string | number): void {
  const { transport } = server;
  if (transport instanceof SessionTransport) transport.closeSSEStream(requestId);
}
