// What a server offers: its tools by their names, and what it says of itself.
import { INSTRUCTIONS, type Profile } from "../spec/profiles.ts";
import { type ExtraTool, prepareExtraTools } from "./extra-tools.ts";
import { type ListedTool, toolList, unifiedToolList } from "./generated/tool-types.ts";
import { tools, unifiedTools } from "./generated/tools.ts";
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
}: {
  profile?: Profile | undefined;
  extraTools?: readonly ExtraTool[] | undefined;
}): Promise<Offer> {
  const taken = [...OWN_TOOLS.keys(), ...UNIFIED.keys()];
  const extra = await prepareExtraTools(extraTools, taken);
  const own = profile === "unified" ? UNIFIED : OWN_TOOLS;
  return {
    instructions: INSTRUCTIONS[profile],
    tools: new Map([...own, ...extra.map((offered) => [offered.tool.name, offered] as const)]),
  };
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
