// What a client of the modern era says in each request that it can do.

/** The extension by which a client says that it looks after tasks. */
export const TASKS = "io.modelcontextprotocol/tasks";
const CLIENT = "io.modelcontextprotocol/clientInfo";
const CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

interface ClientAbilities {
  readonly elicitation?: { readonly form?: object } & Record<string, unknown>;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A request, as far as it says what the client can do. */
interface Declaring {
  readonly mcpReq: { readonly envelope?: unknown };
}

export function hasTasks(context: Declaring): boolean {
  return abilitiesOf(context).extensions?.[TASKS] !== undefined;
}

/** It can put a question to a person. */
export function asksPeople(context: Declaring): boolean {
  const { elicitation } = abilitiesOf(context);
  // Without a word about its kinds it is forms.
  const hasForms =
    elicitation !== undefined && (elicitation.form !== undefined || Object.keys(elicitation).length === 0);
  return hasForms && (hasTasks(context) || mayHavePerson(clientName(context)));
}

/**
 * Claude Code says of itself that it puts forms also where nobody sees them, in scripts, and answers those with no. Only its
 * terminals look after tasks: with nobody to ask, the question is in the answer, for its model.
 */
export function mayHavePerson(client: string): boolean {
  return client !== "claude-code";
}

/** The name that the client gives itself. */
export function clientName({ mcpReq: { envelope } }: Declaring): string {
  const said = (envelope as Record<string, unknown> | undefined)?.[CLIENT];
  const { name } = (said ?? {}) as { readonly name?: unknown };
  return typeof name === "string" ? name : "";
}

function abilitiesOf({ mcpReq: { envelope } }: Declaring): ClientAbilities {
  return ((envelope as Record<string, unknown> | undefined)?.[CAPABILITIES] ?? {}) as ClientAbilities;
}
