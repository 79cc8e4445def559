// Resources: which there are, and what they hold, which is what tools answer.
import type { OwnedAgents } from "../../lib/index.ts";
import type { ResourceSpec, Variables } from "../../spec/define.ts";
import { resources } from "../generated/declared.ts";
import { Refusal } from "../refusal.ts";
import type { CallContext } from "../tools/context.ts";
import { answerOf } from "../tools/dispatch.ts";
import { OWN_TOOLS } from "../tools/offer.ts";
import { expand, match, variablesOf } from "./uri.ts";

export interface ListedResource {
  uri: string;
  name: string;
  title: string;
  description: string;
  mimeType: string;
}

/** Of a page of the list: it is for a client to show, and takes about 200 characters each. */
const PAGE = 50;
/** Where the rest of an answer is. */
const REST = "kodegen-claude-agent/rest";

/** @throws {Refusal} If the cursor is not one of ours. */
export function listResources(
  manager: OwnedAgents,
  cursor = "0",
): { resources: ListedResource[]; nextCursor?: string } {
  if (!/^\d{1,9}$/.test(cursor)) throw new Refusal("That is no cursor: pass on the one of the page before");
  const offset = Number(cursor);
  const { agents, total } = manager.listSessions({ offset, limit: PAGE, lastOutputLines: 0 });
  const single = offset > 0 ? [] : resources.filter(({ uri }) => variablesOf(uri).path.length === 0);
  const listed = [
    ...single.map((spec) => shown(spec, expand(spec.uri, {}))),
    ...agents.flatMap(({ sessionId, label, state }) =>
      resources
        .filter(({ each }) => each === "agent")
        .map((spec) => shown(spec, expand(spec.uri, { session_id: sessionId }), `${label}: ${state}`)),
    ),
  ];
  const next = offset + agents.length;
  return { resources: listed, ...(next < total && { nextCursor: String(next) }) };
}

export function listTemplates(): (Omit<ListedResource, "uri"> & { uriTemplate: string })[] {
  return resources
    .filter(({ uri }) => uri.includes("{"))
    .map(({ uri: uriTemplate, name, title, description, mimeType }) => ({
      uriTemplate,
      name,
      title,
      description,
      mimeType,
    }));
}

interface Contents {
  [field: string]: unknown;
  contents: { uri: string; mimeType: string; text: string; _meta?: Record<string, unknown> }[];
}

/** @throws {ClaudeError | Refusal} For `explain()`. */
export async function readResource(uri: string, context: CallContext): Promise<Contents> {
  const { spec, variables } = find(uri);
  const offered = OWN_TOOLS.get(spec.tool);
  if (offered === undefined) throw new TypeError(`There is no tool ${spec.tool}`);
  const answer = await answerOf(offered.tool, offered.listed, spec.args(variables), context);
  const more = spec.rest?.(answer);
  const rest = more === undefined ? undefined : expand(spec.uri, { ...variables, ...more });
  const text = spec.mimeType === "text/plain" ? offered.tool.text(answer) : JSON.stringify(answer);
  const meta = rest === undefined ? {} : { _meta: { [REST]: rest } };
  return { contents: [{ uri, mimeType: spec.mimeType, text, ...meta }] };
}

/** @throws {ClaudeError | Refusal} If there is no such resource for the owner. */
export function requireResource(uri: string, manager: OwnedAgents): void {
  const { session_id: id } = find(uri).variables;
  if (id !== undefined) manager.getSessionInfo(id, { lastOutputLines: 0 });
}

/** Session ids of the owner that begin like that, the newest first. */
export function completedAgents(manager: OwnedAgents, beginning: string): string[] {
  const { agents } = manager.listSessions({ lastOutputLines: 0 });
  return agents.map(({ sessionId }) => sessionId).filter((id) => id.startsWith(beginning));
}

function find(uri: string): { spec: ResourceSpec; variables: Variables } {
  // What a template says by itself comes before what one of its variables may stand for.
  const plainFirst = resources.toSorted(
    (one, other) => variablesOf(one.uri).path.length - variablesOf(other.uri).path.length,
  );
  for (const spec of plainFirst) {
    const variables = match(spec.uri, uri);
    if (variables !== undefined) return { spec, variables };
  }
  const shortened = JSON.stringify(uri.slice(0, 200));
  throw new Refusal(`There is no resource ${shortened}: see resources/list`, "agent_not_found");
}

function shown(spec: ResourceSpec, uri: string, title = spec.title): ListedResource {
  const { name, description, mimeType } = spec;
  return { uri, name, title, description, mimeType };
}
