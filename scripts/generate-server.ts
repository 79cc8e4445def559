// Writes server/generated/tools.ts and docs/tools.md from the declarations in spec/.
import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import type { ToolSpec } from "../spec/define.ts";
import { typeOf } from "./json-schema-type.ts";

const ROOT = path.join(import.meta.dirname, "..");

interface Declared {
  readonly file: string;
  readonly key: string;
  readonly spec: ToolSpec;
}

/** Generate anew. @returns True when the committed files were up to date. */
export async function generateServer(options: { check: boolean }): Promise<boolean> {
  const tools = await declaredTools();
  const files = { "server/generated/tools.ts": toolsModule(tools), "docs/tools.md": toolsTable(tools) };
  let fresh = true;
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(ROOT, name);
    if ((await readFile(file, "utf8").catch(() => "")) === text) continue;
    fresh = false;
    if (!options.check) await writeFile(file, text);
  }
  return fresh;
}

async function declaredTools(): Promise<Declared[]> {
  const files = readdirSync(path.join(ROOT, "spec/tools")).filter((file) => file.endsWith(".ts"));
  const found = await Promise.all(
    files.map(async (file) => {
      const exported = Object.entries((await import(`../spec/tools/${file}`)) as Record<string, ToolSpec>);
      return exported.map(([key, spec]) => ({ file, key, spec }));
    }),
  );
  return found.flat().toSorted((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key));
}

/** In the order in which an agent's life uses them. */
const ORDER = ["spawn", "send", "read", "list", "terminate"];

function schemaOf(schema: ToolSpec["input"], typeMode: "input" | "output"): object {
  const { $schema: _version, ...rest } = toJsonSchema(schema, {
    typeMode,
    target: "draft-2020-12",
    errorMode: "ignore",
  });
  return rest;
}

function toolsModule(tools: readonly Declared[]): string {
  const imports = tools
    .map(({ file, key }) => `import { ${key} } from "../../spec/tools/${file}";`)
    .toSorted();
  const types = tools.flatMap(({ key, spec }) => {
    const name = key[0]?.toUpperCase() + key.slice(1);
    return [
      `/** Arguments of \`${spec.name}\`, defaults filled in. */\nexport interface ${name}Input ${typeOf(schemaOf(spec.input, "output"))}\n`,
      `/** Answer of \`${spec.name}\`. */\nexport interface ${name}Output ${typeOf(schemaOf(spec.output, "output"))}\n`,
    ];
  });
  const handlers = tools.map(({ key, spec }) => {
    const name = key[0]?.toUpperCase() + key.slice(1);
    return `  /** ${spec.title}. */\n  ${spec.name}(input: ${name}Input, context: Context): Promise<${name}Output>;\n`;
  });
  const list = tools.map(({ spec }) => ({
    name: spec.name,
    title: spec.title,
    description: spec.description,
    inputSchema: schemaOf(spec.input, "input"),
    outputSchema: schemaOf(spec.output, "output"),
    annotations: { title: spec.title, ...spec.hints },
  }));
  return `// Generated from spec/tools; run \`npm run generate\`, never edit.
import type { ToolSpec } from "../../spec/define.ts";
${imports.join("\n")}

${types.join("\n")}
/** One method for each tool. */
export interface ToolHandlers<Context> {
${handlers.join("")}}

/** The name of a tool. */
export type ToolName = keyof ToolHandlers<unknown>;

/** A tool as clients see it. */
export interface ListedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: { type: "object"; [keyword: string]: unknown };
  outputSchema: { type: "object"; [keyword: string]: unknown };
  annotations: { title: string; readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean; openWorldHint: boolean };
}

/** The declarations, by tool name. */
export const toolSpecs: Readonly<Record<ToolName, ToolSpec>> = {
${tools.map(({ key, spec }) => `  ${spec.name}: ${key},\n`).join("")}};

/** The answer to \`tools/list\`. */
export const toolList: readonly ListedTool[] = ${JSON.stringify(list, null, 2)};
`;
}

function toolsTable(tools: readonly Declared[]): string {
  const sections = tools.map(({ spec }) => {
    const { properties = {}, required = [] } = schemaOf(spec.input, "input") as {
      properties?: Record<string, { description?: string; default?: unknown }>;
      required?: string[];
    };
    const rows = Object.entries(properties).map(([name, { description = "", default: preset }]) => {
      const value = required.includes(name)
        ? "required"
        : preset === undefined
          ? ""
          : `\`${JSON.stringify(preset)}\``;
      return `| \`${name}\` | ${value} | ${description.replaceAll("|", "\\|")} |`;
    });
    return `## ${spec.name}\n\n${spec.description}\n\n| argument | default | meaning |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return `<!-- Generated from spec/tools; run \`npm run generate\`, never edit. -->\n# Tools of the MCP server\n\n${sections.join("\n")}`;
}
