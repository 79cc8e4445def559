// Arguments as clients send them, made those that a tool declares: harmless habits are taken, whatever might weaken a
// restriction is refused by name.
import { InvalidOptionsError } from "../../lib/index.ts";
import type { ListedTool } from "../generated/tool-types.ts";
import { distance } from "../nearest.ts";
import { type NamedTemplate, namedTemplate } from "./template-form.ts";

interface Property {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Property;
}

export interface TidyArguments {
  readonly args: Record<string, unknown>;
  /** Names of the client's own, which say nothing to us. */
  readonly ignored: readonly string[];
  readonly named: NamedTemplate | undefined;
}

/** Parts of names by which somebody may have meant to restrict an agent: none of them is ignored. */
const RESTRICTS =
  /allow|deny|denied|disallow|forbid|block|refuse|restrict|permission|mode|tool|rule|sandbox|read_?only|safe|max|limit|budget|cost|turn|timeout|cwd|dir|path|root|network|only|except|exclude|no_/i;
/** Whose names contain one of those, and which clients are known to add. */
const KNOWN = new Set(["toolcallid", "tooluseid", "toolname"]);

/** @param template The argument that may name a template in place of a text. @throws {InvalidOptionsError} */
export function tidyArguments(
  { inputSchema }: Pick<ListedTool, "inputSchema">,
  given: unknown,
  template?: string,
): TidyArguments {
  const properties = inputSchema["properties"] as Readonly<Record<string, Property>>;
  const names = Object.keys(properties);
  const args: Record<string, unknown> = {};
  const ignored: string[] = [];
  const problems: string[] = [];
  let named: NamedTemplate | undefined;
  for (const [name, value] of Object.entries(objectOf(given))) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property === undefined) {
      const problem = problemOf(name, names);
      if (problem === undefined) ignored.push(name);
      else problems.push(problem);
      // Many clients send null for what they leave out.
    } else if (value !== null) {
      named = name === template ? namedTemplate(value) : named;
      if (name !== template || named === undefined) args[name] = valueOf(name, property, value, problems);
    }
  }
  if (problems.length > 0) throw new InvalidOptionsError(problems);
  return { args, ignored, named };
}

function objectOf(given: unknown): object {
  if (given === undefined || given === null) return {};
  const value = typeof given === "string" ? parsed(given) : given;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new InvalidOptionsError(["the arguments must be an object"]);
}

function valueOf(
  name: string,
  { type, enum: choices = [], items }: Property,
  value: unknown,
  problems: string[],
): unknown {
  const scalar = typeof value === "number" || typeof value === "boolean";
  switch (type) {
    case "integer":
    case "number":
      return typeof value === "string" && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
    case "boolean":
      return value === "true" || value === "false" ? value === "true" : value;
    case "array":
      if (Array.isArray(value)) return items?.type === "string" ? value.map(textOf) : value;
      if (typeof value !== "string") return value;
      return listOf(name, value, problems);
    case "object":
      return typeof value === "string" ? (parsed(value) ?? value) : value;
    case "string":
      if (typeof value === "string") return chosen(choices, value);
      return scalar ? String(value) : taggedText(name, value, problems);
    default:
      return value;
  }
}

function textOf(item: unknown): unknown {
  return typeof item === "number" ? String(item) : item;
}

/** One of several words, however it is written. */
function chosen(choices: readonly unknown[], value: string): string {
  if (choices.length === 0 || choices.includes(value)) return value;
  const same = choices.find((choice) => String(choice).toLowerCase() === value.trim().toLowerCase());
  return same === undefined ? value : String(same);
}

/** A list that came as a text: the JSON of one, or items with commas between them. */
function listOf(name: string, text: string, problems: string[]): unknown {
  if (text.trim() === "") return [];
  if (!/^\s*[[{"]/.test(text)) return itemsOf(text);
  const value = parsed(text);
  if (Array.isArray(value)) return value;
  if (typeof value === "string") return [value];
  problems.push(`"${name}" is a text that looks like JSON and is none: send a list`);
  return [];
}

/** Commas within parentheses belong to a rule. */
function itemsOf(text: string): string[] {
  const items = [""];
  let depth = 0;
  for (const character of text) {
    depth += character === "(" ? 1 : character === ")" ? -1 : 0;
    if (character === "," && depth <= 0) items.push("");
    else items.push((items.pop() ?? "") + character);
  }
  return items.map((item) => item.trim()).filter((item) => item !== "");
}

/** `{ "type": "string", "value": text }`, as the original's prompts were. */
function taggedText(name: string, value: unknown, problems: string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { type, value: text } = value as { type?: unknown; value?: unknown };
  if (type === "string" && typeof text === "string") return text;
  if (type === "template")
    problems.push(`"${name}" names a template, but there are no templates for it here; send the text itself`);
  return value;
}

/** Undefined for a name that may be ignored. */
function problemOf(name: string, names: readonly string[]): string | undefined {
  const plain = plainOf(name);
  const meant =
    names.find((each) => plainOf(each) === plain) ?? names.find((each) => isNear(plainOf(each), plain));
  if (meant !== undefined) return `"${name}" is not an argument of this tool: it is called "${meant}"`;
  if (KNOWN.has(plain) || !RESTRICTS.test(name)) return undefined;
  return `"${name}" is not an argument of this tool, and may not be ignored; there are ${names.join(", ")}`;
}

/** Without what differs between spellings. */
function plainOf(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

/** Whether two names differ in at most two places, and not in half of a short one. */
function isNear(one: string, other: string): boolean {
  const most = Math.min(one.length, other.length) < 6 ? 1 : 2;
  return Math.abs(one.length - other.length) <= most && distance(one, other) <= most;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // No JSON: the check of the argument says what it should be.
    return undefined;
  }
}
