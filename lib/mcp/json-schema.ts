// JSON Schemas of tools: the type of a value that fits one, and what is wrong with a value that does not.

/** A JSON Schema of an object. */
export interface JsonObjectSchema {
  readonly type: "object";
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

/** What the `type` of a JSON Schema stands for. */
interface JsonTypes {
  string: string;
  number: number;
  integer: number;
  boolean: boolean;
  null: null;
}

/** The value that fits a JSON Schema, as far as its `const`, `enum`, `type`, `items` and `properties` say. */
export type InferJson<Schema> = Schema extends { readonly const: infer Only }
  ? Only
  : Schema extends { readonly enum: readonly (infer One)[] }
    ? One
    : Schema extends { readonly type: keyof JsonTypes }
      ? JsonTypes[Schema["type"]]
      : Schema extends { readonly type: "array"; readonly items: infer Item }
        ? InferJson<Item>[]
        : Schema extends { readonly type: "object" }
          ? InferJsonObject<Schema>
          : unknown;

/** Without the names of its properties, an object may hold anything. */
type InferJsonObject<Schema> = Schema extends { readonly properties: infer Properties }
  ? string extends keyof Properties
    ? Record<string, unknown>
    : {
        -readonly [K in keyof Properties as K extends RequiredOf<Schema> ? K : never]: InferJson<
          Properties[K]
        >;
      } & {
        -readonly [K in keyof Properties as K extends RequiredOf<Schema> ? never : K]?:
          | InferJson<Properties[K]>
          | undefined;
      }
  : Record<string, unknown>;

type RequiredOf<Schema> = Schema extends { readonly required: readonly (infer Name)[] }
  ? string extends Name
    ? never
    : Name
  : never;

/**
 * What is wrong with a value, as far as the same keywords say that give it its type: enough for what models get
 * wrong, which is missing arguments, wrong types and names that are not in a list.
 */
export function jsonProblems(schema: unknown, value: unknown, name = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { const: only, enum: list, type, items } = schema as Keywords;
  const subject = name === "" ? "the arguments" : `"${name}"`;
  if (only !== undefined && !isSame(only, value)) return [`${subject} must be ${JSON.stringify(only)}`];
  if (Array.isArray(list) && !list.some((one) => isSame(one, value))) {
    return [`${subject} must be one of ${list.map((one) => JSON.stringify(one)).join(", ")}`];
  }
  const types = type === undefined ? [] : [type].flat();
  if (types.length > 0 && !types.some((one) => isOfType(value, one))) {
    return [`${subject} must be ${name === "" ? "an object" : `of type ${types.join(" or ")}`}`];
  }
  if (Array.isArray(value))
    return value.flatMap((item, index) => jsonProblems(items, item, `${name}.${index}`));
  return typeof value === "object" && value !== null ? propertyProblems(schema, value, name) : [];
}

interface Keywords {
  readonly const?: unknown;
  readonly enum?: unknown;
  readonly type?: string | readonly string[];
  readonly items?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

function propertyProblems(
  { properties = {}, required = [] }: Keywords,
  value: object,
  name: string,
): string[] {
  const given = value as Record<string, unknown>;
  const inside = (property: string): string => (name === "" ? property : `${name}.${property}`);
  return [
    ...required
      .filter((property) => given[property] === undefined)
      .map((property) => `"${inside(property)}" is missing`),
    ...Object.entries(properties)
      .filter(([property]) => given[property] !== undefined)
      .flatMap(([property, schema]) => jsonProblems(schema, given[property], inside(property))),
  ];
}

/** Objects count as the same: what is in them may be written in any order. */
function isSame(one: unknown, value: unknown): boolean {
  return one === value || (typeof one === "object" && typeof value === "object");
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "null") return value === null;
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}
