// `outputFormat`: a JSON Schema as Claude Code takes it, which is draft-07 and nothing unknown. Any other it drops without a word.

import { isObject, type JsonObject as Json } from "../json-object.ts";

export interface OutputSchema {
  /** What is sent: the same schema in the words of draft-07. */
  readonly schema: Json;
  /** One sentence for each part that has no such words. */
  readonly problems: readonly string[];
}

const isText = (value: unknown): boolean => typeof value === "string";
const isFlag = (value: unknown): boolean => typeof value === "boolean";
const isNumber = (value: unknown): boolean => typeof value === "number";
const isSize = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isAny = (): boolean => true;
const isSchema = (value: unknown): boolean => isObject(value) || isFlag(value);
const isList = (value: unknown): boolean => Array.isArray(value) && value.length > 0;
const isSchemas = (value: unknown): boolean => isList(value) && (value as unknown[]).every(isSchema);
const isSet = (value: unknown): boolean => Array.isArray(value) && new Set(value).size === value.length;
const isTexts = (value: unknown): boolean => isSet(value) && (value as unknown[]).every(isText);
const isMap = (value: unknown): boolean => isObject(value) && Object.values(value).every(isSchema);
const isItems = (value: unknown): boolean => isSchema(value) || isSchemas(value);
const isDependencies = (value: unknown): boolean =>
  isObject(value) && Object.values(value).every((one) => isSchema(one) || isTexts(one));
const HOLD_SCHEMAS: ReadonlySet<unknown> = new Set([isSchema, isSchemas, isMap, isItems, isDependencies]);
const TYPES: ReadonlySet<unknown> = new Set("string number integer boolean null array object".split(" "));
const isType = (value: unknown): boolean =>
  isList(value) && isSet(value) ? (value as unknown[]).every((one) => TYPES.has(one)) : TYPES.has(value);

function isPattern(value: unknown): boolean {
  try {
    return isText(value) && new RegExp(value as string, "u").source !== "";
  } catch {
    // The regular expression itself is wrong.
    return false;
  }
}

/** The keywords that Claude Code 2.1.330 knows, by what they have to be. */
const KINDS: readonly (readonly [string, (value: unknown) => boolean])[] = [
  ["$comment $id $ref contentEncoding contentMediaType description format title", isText],
  ["deprecated nullable readOnly uniqueItems writeOnly", isFlag],
  ["exclusiveMaximum exclusiveMinimum maximum minimum multipleOf", isNumber],
  ["maxItems maxLength maxProperties minItems minLength minProperties", isSize],
  ["additionalItems additionalProperties contains else if not propertyNames then", isSchema],
  ["allOf anyOf oneOf", isSchemas],
  ["$defs definitions patternProperties properties", isMap],
  ["items", isItems],
  ["dependencies", isDependencies],
  ["enum", isList],
  ["required", isTexts],
  ["type", isType],
  ["pattern", isPattern],
  ["const default", isAny],
  ["examples", (value) => Array.isArray(value)],
];
const KNOWN: ReadonlyMap<string, (value: unknown) => boolean> = new Map(
  KINDS.flatMap(([names, fits]) => names.split(" ").map((name) => [name, fits] as const)),
);
/** What to write instead of a keyword of a newer draft. */
const INSTEAD: Readonly<Record<string, string>> = {
  unevaluatedProperties: 'use "additionalProperties"',
  unevaluatedItems: 'use "additionalItems"',
  $anchor: 'use "$ref": "#/$defs/…"',
  $dynamicRef: 'use "$ref": "#/$defs/…"',
  $recursiveRef: 'use "$ref": "#"',
  id: 'use "$id"',
};

/** What was found on the way through a schema. */
interface Found {
  readonly problems: string[];
  readonly refs: string[];
  ids: number;
}

export function toOutputSchema(given: Json): OutputSchema {
  // As it is sent: without functions, and whatever else JSON leaves out.
  const { $vocabulary: _words, $id, ...root } = JSON.parse(JSON.stringify(given)) as Json;
  const found: Found = { problems: [], refs: [], ids: 0 };
  const schema: Json = { ...($id === undefined ? {} : { $id }), ...rewritten(root, "", found) };
  const { problems, refs, ids } = found;
  if (schema["type"] !== undefined && ![schema["type"]].flat().includes("object"))
    problems.push('must have the "type" "object": put a list or a text into a property');
  // Names of parts change what a reference means.
  const lost = ids > 0 ? [] : refs.filter((ref) => !resolves(ref, schema));
  problems.push(...lost.map((ref) => `has a "$ref" to "${ref}", which is nowhere in it`));
  return { schema, problems };
}

function rewritten(given: Json, path: string, found: Found): Json {
  const entries = Object.entries(inOlderWords(given)).map(([name, value]) => {
    const at = `${path}/${name}`;
    const fits = KNOWN.get(name);
    const advice = INSTEAD[name] ?? "leave it out";
    if (fits === undefined) found.problems.push(`has "${at}", which Claude Code does not know: ${advice}`);
    else if (!fits(value)) found.problems.push(`has a wrong value at "${at}"`);
    else if (name === "$ref") found.refs.push(value as string);
    else if (name === "$id") found.ids += 1;
    else return [name, withParts(fits, value, at, found)];
    return [name, value];
  });
  return Object.fromEntries(entries) as Json;
}

/** The schemas in a keyword's value, rewritten as well. */
function withParts(fits: (value: unknown) => boolean, value: unknown, at: string, found: Found): unknown {
  if (!HOLD_SCHEMAS.has(fits)) return value;
  const each = (one: unknown, name: string | number): unknown =>
    isObject(one) ? rewritten(one, `${at}/${name}`, found) : one;
  if (Array.isArray(value)) return value.map(each);
  if (!isObject(value)) return value;
  if (fits === isMap || fits === isDependencies)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, each(one, name)]));
  return rewritten(value, at, found);
}

/** What draft-07 says in other words, and without what has no meaning there, or anywhere. */
function inOlderWords({
  $schema: _draft,
  prefixItems,
  dependentRequired,
  dependentSchemas,
  ...rest
}: Json): Json {
  const node = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith("x-")));
  if (prefixItems !== undefined)
    Object.assign(node, { items: prefixItems }, "items" in node ? { additionalItems: node["items"] } : {});
  if (isObject(dependentRequired) || isObject(dependentSchemas)) {
    const lists = Object.entries((dependentRequired ?? {}) as Json);
    const schemas = (dependentSchemas ?? {}) as Json;
    const both = lists.map(([name, required]) =>
      Object.hasOwn(schemas, name) ? [name, { allOf: [{ required }, schemas[name]] }] : [name, required],
    );
    node["dependencies"] = { ...(node["dependencies"] as Json), ...schemas, ...Object.fromEntries(both) };
  }
  if (!Array.isArray(node["items"])) delete node["additionalItems"];
  if (node["then"] === undefined && node["else"] === undefined) delete node["if"];
  if (node["if"] === undefined) {
    delete node["then"];
    delete node["else"];
  }
  return node;
}

/** True for a reference to the whole, or to a part that is there. */
function resolves(ref: string, root: Json): boolean {
  if (!/^#(?:\/|$)/.test(ref)) return false;
  let at: unknown = root;
  for (const step of ref.split("/").slice(1)) {
    const name = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return false;
    at = (at as Json)[name];
  }
  return true;
}
