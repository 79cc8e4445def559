// How a caller names a template where a prompt is wanted.
import { InvalidOptionsError } from "../../lib/index.ts";

/** As it is said to models; those that can only send a text there send this as one. */
export const TEMPLATE_FORM = '{"type":"template","name":"…","parameters":{…}}';
/** The original's form is one inside the other: `{ "type": "template", "value": { "name", "parameters" } }`. */
const FIELDS = new Set(["type", "name", "parameters", "value"]);

export interface NamedTemplate {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * @returns Undefined for whatever is no such form, as a text that only looks like one.
 * @throws {InvalidOptionsError} If it is one, but not right.
 */
export function namedTemplate(prompt: unknown): NamedTemplate | undefined {
  if (typeof prompt !== "string") return isForm(prompt) ? formOf(prompt) : undefined;
  if (!/^\s*\{/.test(prompt)) return undefined;
  const value = parsed(prompt);
  return isForm(value) ? formOf(value) : undefined;
}

function isForm(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && value["type"] === "template";
}

function formOf({ value, ...outer }: Readonly<Record<string, unknown>>): NamedTemplate {
  const form = { ...outer, ...(isObject(value) ? value : value !== undefined && { name: value }) };
  const { name, parameters: given } = form as { name?: unknown; parameters?: unknown };
  const parameters = typeof given === "string" ? parsed(given) : (given ?? {});
  const unknown = Object.keys(form).find((field) => !FIELDS.has(field));
  if (typeof name !== "string" || !isObject(parameters) || unknown !== undefined)
    throw new InvalidOptionsError([
      `"prompt" names a template in another form than ${TEMPLATE_FORM}${unknown === undefined ? "" : `: "${unknown.slice(0, 80)}" is no part of it`}`,
    ]);
  return { name, parameters };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // No JSON: a text as any other.
    return undefined;
  }
}
