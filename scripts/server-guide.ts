// docs/tools.md: what the server offers to its clients, from the declarations in spec/.
import type { AnyEventSpec, PromptSpec, ResourceSpec, ToolSpec } from "../spec/define.ts";
import type { Declarations } from "./generate-server.ts";
import { schemaOf } from "./listed-tool.ts";

export function serverGuide({ tools, resources, prompts, events }: Declarations): string {
  const parts = [
    ...tools.map(({ spec }) => toolPart(spec)),
    resourcesPart(resources.map(({ spec }) => spec)),
    promptsPart(prompts.map(({ spec }) => spec)),
    eventsPart(events.map(({ spec }) => spec)),
  ];
  const head = "<!-- Generated from spec/; run `npm run generate`, never edit. -->\n";
  return `${head}# Tools, resources and prompts of the MCP server\n\n${parts.join("\n")}`;
}

function toolPart(spec: ToolSpec): string {
  const { properties = {}, required = [] } = schemaOf(spec.input, "input") as {
    properties?: Record<string, { description?: string; default?: unknown }>;
    required?: string[];
  };
  const rows = Object.entries(properties).map(([name, { description = "", default: preset }]) => {
    const shown = preset === undefined ? "" : `\`${JSON.stringify(preset)}\``;
    return [`\`${name}\``, required.includes(name) ? "required" : shown, description];
  });
  const only = spec.profile === undefined ? "" : ` Only with \`--profile ${spec.profile}\`.`;
  return `## ${spec.name}\n\n${spec.description}${only}\n\n${table(["argument", "default", "meaning"], rows)}`;
}

function resourcesPart(specs: readonly ResourceSpec[]): string {
  const rows = specs.map(({ uri, mimeType, description }) => [`\`${uri}\``, `\`${mimeType}\``, description]);
  return `## Resources\n\n${table(["URI", "type", "what it is"], rows)}`;
}

function promptsPart(specs: readonly PromptSpec[]): string {
  const rows = specs.map(({ name, description, arguments: args }) => [
    `\`${name}\``,
    args.map((each) => `\`${each.name}\`${each.required === true ? "" : " (optional)"}`).join(", "),
    description,
  ]);
  return `## Prompts\n\n${table(["prompt", "arguments", "what for"], rows)}`;
}

function eventsPart(specs: readonly AnyEventSpec[]): string {
  const rows = specs.map(({ type, updates = [], changesList, status }) => [
    `\`${type}\``,
    [
      ...updates.map((uri) => `\`resources/updated\` of \`${uri}\``),
      ...(changesList ? ["`resources/list_changed`"] : []),
      ...(status ? ["progress of calls that wait for the agent"] : []),
    ].join("; "),
  ]);
  return `## What clients are notified of\n\n${table(["event of an agent", "notification"], rows)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
  return [head, head.map(() => "---"), ...rows].map(line).join("");
}
