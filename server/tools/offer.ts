// What a server offers: its tools by their names, and what it says of itself.
import { INSTRUCTIONS, type Profile } from "../../spec/profiles.ts";
import { type ListedTool, toolList, unifiedToolList } from "../generated/tool-types.ts";
import { tools, unifiedTools } from "../generated/tools.ts";
import { type ExtraTool, prepareExtraTools } from "./extra-tools.ts";
import { TEMPLATE_FORM } from "./template-form.ts";
import type { AnyTool, OfferedTool } from "./tool.ts";

export interface Offer {
  readonly instructions: string;
  readonly tools: ReadonlyMap<string, OfferedTool>;
}

/** All tools of our own, whatever is offered: resources are answers of theirs. */
export const OWN_TOOLS: ReadonlyMap<string, OfferedTool> = byName(tools, toolList);
const UNIFIED = byName(unifiedTools, unifiedToolList);
/** Those of all profiles: a server may have tasks of one before it that had another. */
export const EVERY_TOOL: readonly AnyTool[] = [...OWN_TOOLS.values(), ...UNIFIED.values()].map(
  ({ tool }) => tool,
);

/** @throws {InvalidOptionsError} If a tool of the host's cannot be offered. */
export async function offerOf({
  profile = "full",
  extraTools = [],
  templates,
}: {
  profile?: Profile | undefined;
  extraTools?: readonly ExtraTool[] | undefined;
  /** Where there are any, tools say so. */
  templates?: string | undefined;
}): Promise<Offer> {
  const taken = [...OWN_TOOLS.keys(), ...UNIFIED.keys()];
  const extra = await prepareExtraTools(extraTools, taken);
  const own = [...(profile === "unified" ? UNIFIED : OWN_TOOLS)];
  const told =
    templates === undefined ? own : own.map(([name, offered]) => [name, withTemplates(offered)] as const);
  return {
    instructions: INSTRUCTIONS[profile],
    tools: new Map([...told, ...extra.map((offered) => [offered.tool.name, offered] as const)]),
  };
}

/** A text in any case: not every provider takes a schema with two types. */
function withTemplates({ tool, listed }: OfferedTool): OfferedTool {
  if (tool.takesTemplates !== true) return { tool, listed };
  const properties = listed.inputSchema["properties"] as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
  const { prompt } = properties;
  const description = `${String(prompt?.["description"])}, or a template of the server's: ${TEMPLATE_FORM}`;
  const told = { ...properties, prompt: { ...prompt, description } };
  return { tool, listed: { ...listed, inputSchema: { ...listed.inputSchema, properties: told } } };
}

function byName(all: readonly AnyTool[], list: readonly ListedTool[]): Map<string, OfferedTool> {
  const listed = new Map(list.map((each) => [each.name, each]));
  return new Map(
    all.map((tool) => {
      const seen = listed.get(tool.name);
      if (seen === undefined) throw new RangeError(`${tool.name} is not in the generated list`);
      return [tool.name, { tool, listed: seen }];
    }),
  );
}
