// Writes server/generated/ and docs/tools.md from the declarations in spec/.
import { readdirSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { AnyEventSpec, PromptSpec, ResourceSpec, ToolSpec } from "../spec/define.ts";
import { typeOf } from "./json-schema-type.ts";
import { listedTool, schemaOf } from "./listed-tool.ts";
import { serverGuide } from "./server-guide.ts";

const ROOT = path.join(import.meta.dirname, "..");

export interface Declared<Spec> {
  readonly file: string;
  readonly key: string;
  readonly spec: Spec;
}

export interface Declarations {
  readonly tools: readonly Declared<ToolSpec>[];
  readonly resources: readonly Declared<ResourceSpec>[];
  readonly prompts: readonly Declared<PromptSpec>[];
  readonly events: readonly Declared<AnyEventSpec>[];
}

/**
 * Generate anew.
 *
 * @param options `root` is the folder of the repository, or of a copy of it.
 * @returns True when the files were up to date.
 */
export async function generateServer({
  check,
  root = ROOT,
}: {
  check: boolean;
  root?: string;
}): Promise<boolean> {
  const all: Declarations = {
    tools: await declaredIn<ToolSpec>(root, "tools", ({ name }) => name),
    resources: await declaredIn<ResourceSpec>(root, "resources", ({ uri }) => uri),
    prompts: await declaredIn<PromptSpec>(root, "prompts", ({ name }) => name),
    events: await declaredIn<AnyEventSpec>(root, "events", () => ""),
  };
  for (const { spec } of all.resources) requireReader(spec, all.tools);
  const files = {
    "server/generated/tool-types.ts": typesModule(all.tools),
    "server/generated/tools.ts": toolsModule(all.tools),
    "server/generated/declared.ts": declaredModule(all),
    "docs/tools.md": serverGuide(all),
  };
  let fresh = true;
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    if ((await readFile(file, "utf8").catch(() => "")) === text) continue;
    fresh = false;
    if (check) continue;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return fresh;
}

/** By what is unique in them; what has nothing of that kind stays in the order of files and exports. */
async function declaredIn<Spec>(
  root: string,
  folder: string,
  idOf: (spec: Spec) => string,
): Promise<Declared<Spec>[]> {
  const place = path.join(root, "spec", folder);
  const files = readdirSync(place)
    .filter((file) => file.endsWith(".ts"))
    .toSorted();
  const found: Declared<Spec>[] = [];
  for (const file of files) {
    const exported = (await import(pathToFileURL(path.join(place, file)).href)) as Record<string, Spec>;
    for (const [key, spec] of Object.entries(exported)) found.push({ file, key, spec });
  }
  const sorted = found.toSorted((a, b) => compare(idOf(a.spec), idOf(b.spec)));
  const ids = sorted.map(({ spec }) => idOf(spec)).filter((id) => id !== "");
  for (const list of [ids, found.map(({ key }) => key)]) {
    const twice = list.find((id, index) => list.indexOf(id) !== index);
    if (twice !== undefined) throw new Error(`spec/${folder} declares "${twice}" twice`);
  }
  return sorted;
}

/** What is read without asking must not do anything. */
function requireReader({ name, tool }: ResourceSpec, tools: readonly Declared<ToolSpec>[]): void {
  const reader = tools.find(({ spec }) => spec.name === tool && spec.profile === undefined);
  if (reader?.spec.hints.readOnlyHint !== true)
    throw new Error(`The resource "${name}" names ${tool}, which is no tool that only looks`);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

const isInFull = ({ spec }: Declared<ToolSpec>): boolean => spec.profile === undefined;

function typesModule(tools: readonly Declared<ToolSpec>[]): string {
  const types = tools.flatMap(({ key, spec }) => {
    const name = key[0]?.toUpperCase() + key.slice(1);
    return [
      `/** Arguments of \`${spec.name}\`, defaults filled in. */\nexport interface ${name}Input ${typeOf(schemaOf(spec.input, "output"))}\n`,
      `/** Answer of \`${spec.name}\`. */\nexport interface ${name}Output ${typeOf(schemaOf(spec.output, "output"))}\n`,
    ];
  });
  const list = (some: readonly Declared<ToolSpec>[]): string =>
    JSON.stringify(
      some.map(({ spec }) => listedTool(spec)),
      null,
      2,
    );
  return `// Generated from spec/tools; run \`npm run generate\`, never edit.

${types.join("\n")}
/** A tool as clients see it. */
export interface ListedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: { type: "object"; [keyword: string]: unknown };
  outputSchema: { type: "object"; [keyword: string]: unknown };
  annotations: { readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean; openWorldHint: boolean };
}

/** The answer to \`tools/list\`. */
export const toolList: readonly ListedTool[] = ${list(tools.filter(isInFull))};

/** The same with \`--profile unified\`. */
export const unifiedToolList: readonly ListedTool[] = ${list(tools.filter((tool) => !isInFull(tool)))};
`;
}

function toolsModule(tools: readonly Declared<ToolSpec>[]): string {
  const imports = tools.map(({ file, key }) => `import { ${key} } from "../tools/${file}";`).toSorted();
  const list = (some: readonly Declared<ToolSpec>[]): string =>
    `[\n${some.map(({ key }) => `  ${key},\n`).join("")}]`;
  return `// Generated from spec/tools; run \`npm run generate\`, never edit.
import type { AnyTool } from "../tools/tool.ts";
${imports.join("\n")}

/** The tools, in the order of their names. */
export const tools: readonly AnyTool[] = ${list(tools.filter(isInFull))};

/** What is offered in their place with \`--profile unified\`. */
export const unifiedTools: readonly AnyTool[] = ${list(tools.filter((tool) => !isInFull(tool)))};
`;
}

/** What the server reads as it is declared. */
function declaredModule({ resources, prompts, events }: Declarations): string {
  const folders = { resources, prompts, events };
  const types = { resources: "ResourceSpec", prompts: "PromptSpec", events: "AnyEventSpec" };
  const lines = Object.entries(folders).map(([folder, list]) => {
    const imports = list.map(
      ({ file, key }) => `import { ${key} as ${folder}_${key} } from "../../spec/${folder}/${file}";`,
    );
    const names = list.map(({ key }) => `  ${folder}_${key},\n`).join("");
    const type = types[folder as keyof typeof types];
    return { imports, list: `export const ${folder}: readonly ${type}[] = [\n${names}];` };
  });
  return `// Generated from spec/; run \`npm run generate\`, never edit.
import type { AnyEventSpec, PromptSpec, ResourceSpec } from "../../spec/define.ts";
${lines.flatMap(({ imports }) => imports).join("\n")}

${lines.map(({ list }) => list).join("\n\n")}
`;
}
