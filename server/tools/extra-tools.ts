// Tools of a program that embeds the server: the same object as one of ours, checked before the server starts.
import { InvalidOptionsError } from "../../lib/index.ts";
import {
  type InputSchema,
  prepareSchema,
  type StandardSchema,
  type ToolInputSchema,
} from "../../lib/mcp/schema.ts";
import type { ToolHints } from "../../spec/define.ts";
import type { ListedTool } from "../generated/tool-types.ts";
import { fitted } from "./budget.ts";
import type { CallContext } from "./context.ts";
import type { Answer, AnyTool, Check, OfferedTool } from "./tool.ts";

/** A tool of the program that embeds the server: declaration, handler and answer in one object. */
export interface ExtraTool<Input = unknown, Output extends Answer = Answer> {
  /** Letters, digits, `_` and `-`, at most 64; not the name of another tool. */
  readonly name: string;
  /** Default: the name. */
  readonly title?: string | undefined;
  /** Read by models: what it does, when to use it, what to do next. */
  readonly description: string;
  /**
   * What its arguments have to be: a valibot schema of an object, a zod shape, another Standard Schema that can write JSON
   * Schema, or a JSON Schema. Default: no arguments.
   */
  readonly input?: ToolInputSchema | undefined;
  /** The same of its answer, which has a `summary` in any case. Default: whatever it answers. */
  readonly output?: ToolInputSchema | undefined;
  /** Default: it changes things, and reaches out. */
  readonly hints?: Partial<ToolHints> | undefined;
  /**
   * Carry out a call. An answer that is too long for a model is cut, and its `summary` says where.
   *
   * @throws {Refusal} What the caller is to hear, or a `ClaudeError`; of anything else it hears only that the server failed.
   */
  run(input: Input, context: CallContext): Promise<Output>;
  /** The answer for clients that show only text. Default: the summary, and the rest as JSON. */
  text?(output: Output): string;
}

const NAME = /^[A-Za-z0-9_-]{1,64}$/;
/** Turns schemas of valibot into JSON Schema, where the program has it. */
const CONVERTER = "@valibot/to-json-schema";

const HINTS: ToolHints = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: false,
  openWorldHint: true,
};

/** @throws {InvalidOptionsError} With all that is wrong, each by the tool's name. */
export async function prepareExtraTools(
  extra: readonly ExtraTool[],
  taken: readonly string[],
): Promise<OfferedTool[]> {
  const names = new Set(taken);
  const problems: string[] = [];
  const offered: OfferedTool[] = [];
  if (!Array.isArray(extra)) throw new InvalidOptionsError(['"extraTools" must be a list of tools']);
  for (const [index, tool] of extra.entries()) {
    const where = `"extraTools" ${index}${typeof tool?.name === "string" ? ` (${JSON.stringify(tool.name.slice(0, 80))})` : ""}`;
    const found = problemsOf(tool, names);
    if (found.length === 0) {
      names.add(tool.name);
      await prepared(tool).then(
        (ready) => void offered.push(ready),
        (error: unknown) => void found.push(error instanceof Error ? error.message : String(error)),
      );
    }
    problems.push(...found.map((problem) => `${where}: ${problem}`));
  }
  if (problems.length > 0) throw new InvalidOptionsError(problems);
  return offered;
}

function problemsOf(tool: ExtraTool, names: ReadonlySet<string>): string[] {
  if (typeof tool !== "object" || tool === null) return ["it must be an object"];
  const problems: string[] = [];
  const { name, title, description, run, text } = tool as Partial<Record<keyof ExtraTool, unknown>>;
  if (typeof name !== "string" || !NAME.test(name))
    problems.push('its "name" must have 1 to 64 letters, digits, "_" or "-"');
  else if (names.has(name)) problems.push("there is a tool of that name already: choose another one");
  if (title !== undefined && typeof title !== "string") problems.push('its "title" must be a text');
  if (typeof description !== "string" || description.trim() === "")
    problems.push('its "description" must say what it does: models choose by it');
  if (typeof run !== "function") problems.push('its "run" must be a function');
  if (text !== undefined && typeof text !== "function") problems.push('its "text" must be a function');
  return problems;
}

async function prepared(extra: ExtraTool): Promise<OfferedTool> {
  const { name, title = name, description, hints } = extra;
  const input = await schemaFor("input", extra.input ?? { type: "object", properties: {} });
  const output = extra.output === undefined ? undefined : await schemaFor("output", extra.output);
  const { $schema: _input, ...inputJson } = input.json;
  const { $schema: _output, ...outputJson } = output?.json ?? { type: "object" };
  const tool: AnyTool = {
    name,
    input: checkOf(input),
    output: { "~standard": { validate: async (value) => (await outputOf(output, value)) as never } },
    run: (given, context) => extra.run(given, context),
    text: (answer) => extra.text?.(answer) ?? textOf(answer),
  };
  const listed: ListedTool = {
    name,
    title,
    description,
    inputSchema: inputJson as ListedTool["inputSchema"],
    outputSchema: outputJson as ListedTool["outputSchema"],
    annotations: { ...HINTS, ...hints },
  };
  return { tool, listed };
}

/** @throws {TypeError} If it is none, or cannot be told as a JSON Schema of an object. */
async function schemaFor(which: "input" | "output", schema: ToolInputSchema): Promise<InputSchema> {
  if ((typeof schema !== "object" && typeof schema !== "function") || schema === null)
    throw new TypeError(`its "${which}" is no schema`);
  try {
    const ready = await prepareSchema(await withJson(schema), which);
    if (ready.json["type"] !== "object") throw new TypeError("it must be of an object");
    return ready;
  } catch (error) {
    const { message } = error as Error;
    throw new TypeError(`its "${which}" cannot be used: ${message}`, { cause: error });
  }
}

/** A schema of valibot does not tell its JSON Schema by itself. */
async function withJson(schema: ToolInputSchema): Promise<ToolInputSchema> {
  const standard = (schema as Partial<StandardSchema>)["~standard"];
  if (
    "type" in schema &&
    typeof schema.type === "string" &&
    schema.type !== "object" &&
    standard === undefined
  )
    throw new TypeError("it must be of an object");
  if (standard?.vendor !== "valibot" || standard.jsonSchema !== undefined) return schema;
  const { toJsonSchema } = (await import(CONVERTER).catch((cause: unknown) => {
    throw new TypeError(`for schemas of valibot install ${CONVERTER}, or give a JSON Schema`, { cause });
  })) as { toJsonSchema: (schema: unknown, options: object) => Record<string, unknown> };
  const json = toJsonSchema(schema, { typeMode: "input", errorMode: "ignore" });
  return { "~standard": { ...standard, validate: standard.validate, jsonSchema: { input: () => json } } };
}

function checkOf({ check }: InputSchema): Check {
  return {
    "~standard": {
      validate: async (value) => {
        const result = await check(value);
        if ("value" in result) return result;
        return { issues: result.problems.map((message) => ({ message })) };
      },
    },
  };
}

/** What it answers, checked, and no longer than a model can read. */
async function outputOf(schema: InputSchema | undefined, value: unknown): Promise<object> {
  const { summary } = (value ?? {}) as Partial<Answer>;
  if (typeof summary !== "string") return { issues: [{ message: 'has no "summary", which must be a text' }] };
  const result = (await schema?.check(value)) ?? { value };
  if ("problems" in result) return { issues: result.problems.map((message) => ({ message })) };
  return { value: fitted({ ...(result.value as Answer), summary }) };
}

function textOf({ summary, ...rest }: Answer): string {
  return Object.keys(rest).length === 0 ? summary : `${summary}\n${JSON.stringify(rest)}`;
}
