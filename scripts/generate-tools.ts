// Writes lib/generated/tools.ts: what the tools of the installed CLI take and give back.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { declarationOf, listTypes, objectOf } from "./declarations.ts";
import { declaredTypes } from "./declared-types.ts";
import { ROOT } from "./gate/command.ts";
import { typeOf } from "./json-schema-type.ts";
import { NO_TOOLS, WHAT } from "./tools/descriptions.ts";
import { NOTES } from "./tools/notes.ts";
import { offeredTools } from "./tools/offered.ts";
import { CLI } from "./upstream/packages.ts";

const FILE = path.join(ROOT, "lib/generated/tools.ts");
const DECLARED = path.join(ROOT, "node_modules", CLI, "sdk-tools.d.ts");

const HEAD =
  "// Generated from the tools that the CLI offers the model, and from the fields of those that it only declares;";

/** Types that upstream does not call as the tool is called. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  Edit: "FileEdit",
  Read: "FileRead",
  Write: "FileWrite",
  SetGoal: "ProposeGoal",
  propose_skills: "ProposeSkills",
};

type Side = "Input" | "Output";

interface ToolType {
  readonly tool: string;
  readonly name: string;
  readonly about: string;
  /** What stands behind the name. */
  readonly body: string;
}

/** Generate anew. @returns True when the committed file was up to date. */
export async function generateTools({ check }: { check: boolean }): Promise<boolean> {
  const offered = new Map(
    (await offeredTools()).map(({ name, input_schema: schema }) => [
      typeName(name, "Input"),
      typeOf(schema, { exact: true }),
    ]),
  );
  const text = toolsModule(offered, declaredTypes(await readFile(DECLARED, "utf8")));
  if ((await readFile(FILE, "utf8").catch(() => "")) === text) return true;
  if (!check) await writeFile(FILE, text);
  return false;
}

/**
 * @param offered Types by name, from the schemas that the CLI offers the model.
 * @param declared Those that the CLI declares, for what is not offered.
 */
function toolsModule(offered: ReadonlyMap<string, string>, declared: ReadonlyMap<string, string>): string {
  const bodies = new Map([...declared, ...offered]);
  const inputs = toolTypes("Input", bodies);
  const outputs = toolTypes("Output", bodies);
  requireAll(bodies.keys(), [...inputs, ...outputs]);
  const declarations = [...inputs, ...outputs].map(declaration).join("");
  const isOffered = ({ name }: ToolType): boolean => offered.has(name);
  return [
    `${HEAD} run \`npm run generate\`, never edit.\n`,
    table("OfferedInputs", inputs.filter(isOffered)),
    table(
      "AccountInputs",
      inputs.filter((type) => !isOffered(type)),
    ),
    table("ToolOutputs", outputs),
    declarations,
    listTypes(declarations),
  ].join("");
}

function toolTypes(side: Side, bodies: ReadonlyMap<string, string>): ToolType[] {
  return Object.entries({ ...WHAT, ...NO_TOOLS }).flatMap(([tool, what]) => {
    const name = typeName(tool, side);
    const body = bodies.get(name);
    const about = `${side} of ${tool in NO_TOOLS ? what : `\`${tool}\`, which ${what}`}.`;
    return body === undefined ? [] : [{ tool, name, about, body }];
  });
}

/** @throws {Error} If there is a type of a tool of which scripts/tools/descriptions.ts does not know. */
function requireAll(names: Iterable<string>, types: readonly ToolType[]): void {
  const known = new Set(types.map(({ name }) => name));
  const unknown = [...names].filter((name) => !known.has(name) && !/^Tool(In|Out)putSchemas$/.test(name));
  if (unknown.length > 0)
    throw new Error(`Whose are ${unknown.join(", ")}? Say it in scripts/tools/descriptions.ts`);
}

function declaration({ name, about, body }: ToolType): string {
  return declarationOf(name, body, { ...NOTES, [name]: `${about} ${NOTES[name] ?? ""}`.trim() });
}

function table(name: string, types: readonly ToolType[]): string {
  const fields = types.filter(({ tool }) => !(tool in NO_TOOLS)).map((type) => `${type.tool}: ${type.name}`);
  return declarationOf(name, objectOf(fields, ""), NOTES);
}

function typeName(tool: string, side: Side): string {
  return `${TYPE_NAMES[tool] ?? tool.replace(/Tool$/, "")}${side}`;
}
