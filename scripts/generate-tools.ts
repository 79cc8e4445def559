// Writes lib/generated/tools.ts: what the tools of the installed CLI take, from the schemas that it offers the model.
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { listTypes, typeOf } from "./json-schema-type.ts";
import { type OfferedTool, offeredTools } from "./tools/offered.ts";
import { WHAT } from "./tools/what.ts";

const ROOT = path.join(import.meta.dirname, "..");
const FILE = path.join(ROOT, "lib/generated/tools.ts");

/** Types that the official SDK does not call as the tool is called. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  Edit: "FileEdit",
  Read: "FileRead",
  Write: "FileWrite",
  SetGoal: "ProposeGoal",
  propose_skills: "ProposeSkills",
};

/** What the name of a field does not say. */
const NOTES: Readonly<Record<string, string>> = {
  "AskUserQuestion.answers": "By question: a permission callback answers by adding them.",
  "Bash.timeout": "In milliseconds.",
  "CronCreate.cron": "Five fields, in local time.",
  "CronCreate.durable": "Keep it when the session ends.",
  "Edit.replace_all": "Every place where the text stands. Default: it must stand in one place.",
  "Glob.path": "The folder. Default: the working directory.",
  "Monitor.timeout_ms": "In milliseconds.",
  "PowerShell.timeout": "In milliseconds.",
  "Read.file_path": "Absolute.",
  "Read.offset": "The first line, from 1.",
  "Read.limit": "How many lines.",
  "Read.pages": "Of a PDF, such as `1-5`.",
  "ScheduleWakeup.delaySeconds": "In seconds.",
};

/** Generate anew. @returns True when the committed file was up to date. */
export async function generateTools({ check }: { check: boolean }): Promise<boolean> {
  const text = toolsModule(await offeredTools(), await declared("Inputs"), await declared("Outputs"));
  if ((await readFile(FILE, "utf8").catch(() => "")) === text) return true;
  if (!check) await writeFile(FILE, text);
  return false;
}

/** The tools whose inputs or outputs are declared by hand, in the interfaces of lib/tools that are named so. */
async function declared(suffix: "Inputs" | "Outputs"): Promise<string[]> {
  const folder = path.join(ROOT, "lib/tools");
  const files = (await readdir(folder)).toSorted();
  const sources = files.map(async (file) => {
    const text = await readFile(path.join(folder, file), "utf8");
    return ts.createSourceFile(file, text, ts.ScriptTarget.Latest).statements;
  });
  return (await Promise.all(sources))
    .flat()
    .filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => name.text.endsWith(suffix))
    .flatMap(({ members }) => members.map(({ name }) => (name as ts.Identifier).text))
    .toSorted();
}

function toolsModule(offered: readonly OfferedTool[], inputs: string[], outputs: string[]): string {
  const fields = offered.map(({ name }) => `  ${name}: ${typeName(name)}Input;\n`);
  const types = offered.map(({ name, input_schema }) => {
    const type = withNotes(name, typeOf(input_schema, { exact: true }));
    return `\n${docOf(name, "Input")}\nexport interface ${typeName(name)}Input ${type}\n`;
  });
  return [
    "// Generated from lib/tools and from what the CLI offers the model; run `npm run generate`, never edit.\n",
    'import type { ToolInputs, ToolOutputs } from "../sdk-tools.ts";\n',
    `\n/** The input of each tool that the CLI offers without an account of claude.ai. */\nexport interface OfferedInputs {\n${fields.join("")}}\n`,
    ...types,
    listTypes(types.join("")),
    ...inputs.map((name) => alias(name, "Input")),
    ...outputs.map((name) => alias(name, "Output")),
  ].join("");
}

function docOf(tool: string, side: "Input" | "Output"): string {
  const what = WHAT[tool];
  if (what === undefined) throw new Error(`What does "${tool}" do? Say it in scripts/tools/what.ts`);
  return `/** ${side} of \`${tool}\`, which ${what}. */`;
}

function alias(tool: string, side: "Input" | "Output"): string {
  const type = `Tool${side}s[${JSON.stringify(tool)}]`;
  return `\n${docOf(tool, side)}\nexport type ${typeName(tool)}${side} = ${type};\n`;
}

function typeName(tool: string): string {
  return TYPE_NAMES[tool] ?? tool.replace(/Tool$/, "");
}

function withNotes(tool: string, type: string): string {
  return type.replaceAll(/^ {2}(\w+)\??:/gm, (line, field: string) => {
    const note = NOTES[`${tool}.${field}`];
    return note === undefined ? line : `  /** ${note} */\n${line}`;
  });
}
