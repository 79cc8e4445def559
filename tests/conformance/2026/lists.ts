// Resources and prompts of fixtures; one of the prompts asks first.
import { type McpServer, ProtocolError, ResourceNotFoundError } from "@modelcontextprotocol/server";
import { argument, PROMPTS, RESOURCES, TEMPLATE, text } from "../fixtures.ts";
import { type Asking, asked, form } from "./asking.ts";

const INVALID_PARAMS = -32_602;
const ASKING_PROMPT = "test_input_required_result_prompt";
const USER_CONTEXT: Asking = {
  rounds: [{ user_context: form("What context should the prompt use?", "context") }],
  say: JSON.stringify,
};
export function addResources({ server }: McpServer): void {
  server.setRequestHandler("resources/list", () => ({
    resources: RESOURCES.map(({ uri, mimeType }) => ({ uri, mimeType, name: uri })),
  }));
  server.setRequestHandler("resources/templates/list", () => ({
    resourceTemplates: [
      { uriTemplate: "test://template/{id}/data", name: "template", mimeType: "application/json" },
    ],
  }));
  server.setRequestHandler("resources/read", ({ params: { uri } }) => {
    const found = RESOURCES.find((each) => each.uri === uri);
    const id = TEMPLATE.exec(uri)?.[1];
    if (found !== undefined) return { contents: [found] } as never;
    if (id === undefined) throw new ResourceNotFoundError(uri);
    const words = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` });
    return { contents: [{ uri, mimeType: "application/json", text: words }] };
  });
}

export function addPrompts({ server }: McpServer): void {
  server.setRequestHandler("completion/complete", () => ({
    completion: { values: [], total: 0, hasMore: false },
  }));
  server.setRequestHandler("prompts/list", () => ({
    prompts: Object.entries({ ...PROMPTS, [ASKING_PROMPT]: [[]] as const }).map(([name, [names]]) => ({
      name,
      description: `Shows ${name.replaceAll("_", " ")}`,
      arguments: names.map(argument),
    })),
  }));
  server.setRequestHandler("prompts/get", ({ params: { name, arguments: args = {} } }, context) => {
    const messages = (content: object): object => ({ messages: [{ role: "user", content }] });
    if (name === ASKING_PROMPT) {
      const told = asked(name, USER_CONTEXT, context);
      return (typeof told === "string" ? messages(text(told)) : told) as never;
    }
    const [, say] = PROMPTS[name] ?? [];
    if (say === undefined) throw new ProtocolError(INVALID_PARAMS, `There is no prompt ${name}`);
    return { messages: say(args).map((content) => ({ role: "user" as const, content })) } as never;
  });
}
