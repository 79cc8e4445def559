// What a template is given, against what it declares.
import { Buffer } from "node:buffer";
import {
  type PromptTemplate,
  type PromptTemplateParameter,
  type PromptTemplateValue,
  valueProblem,
} from "./front-matter.ts";

const MOST_PARAMETERS = 100;
const PARAMETER_BYTES = 1_000_000;
const TOTAL_BYTES = 10_000_000;

/** @returns All values that the template sees, or what is wrong with those that were given. */
export function checkParameters(
  { parameters }: Pick<PromptTemplate, "parameters">,
  given: Readonly<Record<string, unknown>>,
  fromText: boolean,
): { values: Record<string, PromptTemplateValue>; problems: string[] } {
  const declared = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const entries = Object.entries(given)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, fromText ? read(declared.get(name)?.type, value) : value] as const);
  const names = [...declared.keys()].join(", ") || "none";
  const set = new Set(entries.map(([name]) => name));
  const problems = [
    ...(entries.length > MOST_PARAMETERS ? [`more than ${MOST_PARAMETERS} parameters are given`] : []),
    ...parameters
      .filter(({ name, required }) => required && !set.has(name))
      .map(({ name }) => `"${name}" is missing`),
    ...entries.slice(0, MOST_PARAMETERS).flatMap(([name, value]) => {
      const parameter = declared.get(name);
      if (parameter === undefined)
        return [`"${name.slice(0, 80)}" is no parameter of it; there are: ${names}`];
      const problem = valueProblem(parameter, value) ?? sizeProblem(value);
      return problem === undefined ? [] : [`"${name}" ${problem}`];
    }),
  ];
  const total = entries.reduce((sum, [, value]) => sum + bytesOf(value), 0);
  if (total > TOTAL_BYTES) problems.push(`the parameters have more than ${TOTAL_BYTES} bytes together`);
  const presets = parameters.flatMap(({ name, default: preset }) =>
    preset === undefined ? [] : [[name, preset] as const],
  );
  const values = Object.fromEntries([...presets, ...entries]) as Record<string, PromptTemplateValue>;
  return { values, problems };
}

/** What a text stands for; one that stands for nothing stays a text, which is then refused. */
function read(type: PromptTemplateParameter["type"] | undefined, value: unknown): unknown {
  if (typeof value !== "string" || type === undefined || type === "string") return value;
  const text = value.trim();
  if (type === "array" && !text.startsWith("["))
    return text
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== "");
  try {
    return JSON.parse(type === "boolean" ? text.toLowerCase() : text) as unknown;
  } catch {
    // The check of the parameter says what it should be.
    return value;
  }
}

function sizeProblem(value: unknown): string | undefined {
  return bytesOf(value) > PARAMETER_BYTES ? `must not be longer than ${PARAMETER_BYTES} bytes` : undefined;
}

function bytesOf(value: unknown): number {
  // Each text of a list takes some room of its own.
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + bytesOf(each) + 8, 0);
  return typeof value === "string" ? Buffer.byteLength(value) : 8;
}
