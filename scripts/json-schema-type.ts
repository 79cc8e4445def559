// Prints the TypeScript type of a JSON Schema, as far as the tools' schemas go.
import { keyOf, objectOf } from "./declarations.ts";

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly default?: unknown;
}

interface Manner {
  readonly indent?: string;
  /**
   * The value as it is sent, before defaults are filled in, and as the official SDK types it: short lists as tuples,
   * and objects where anything may stand. Otherwise the value once it has been checked.
   */
  readonly exact?: boolean;
}

/**
 * @returns In the exact manner perhaps with types such as `From1To4<…>`, which {@link listTypes} declares.
 * @throws {Error} If the schema uses something that this does not know.
 */
export function typeOf(schema: object, manner: Manner = {}): string {
  const { type, properties, items = {}, enum: values, const: only, anyOf, ...rest } = schema as Schema;
  if (only !== undefined) return JSON.stringify(only);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(" | ");
  if (anyOf !== undefined) return anyOf.map((option) => typeOf(option, manner)).join(" | ");
  if (type === "array") return listType(typeOf(items, manner), manner.exact === true ? rest : {});
  if (type === "object" && properties !== undefined) return objectType(schema as Schema, manner);
  if (type === "object") {
    const { additionalProperties: each } = rest;
    return `Record<string, ${typeof each === "object" && Object.keys(each).length > 0 ? typeOf(each, manner) : "unknown"}>`;
  }
  if (type === "integer" || type === "number") return "number";
  if (type === "string" || type === "boolean" || type === "null") return type;
  if (type === undefined) return manner.exact === true ? "Record<string, unknown>" : "unknown";
  throw new Error(`No TypeScript type for the schema ${JSON.stringify(schema)}`);
}

function listType(item: string, { minItems = 0, maxItems }: Schema): string {
  if (minItems > 0 && maxItems !== undefined) return `From${minItems}To${maxItems}<${item}>`;
  return item.includes(" | ") && !item.startsWith("{") ? `(${item})[]` : `${item}[]`;
}

function objectType(schema: Schema, { indent = "", exact = false }: Manner): string {
  const { properties = {}, required = [], additionalProperties } = schema;
  const inner = `${indent}  `;
  const fields = Object.entries(properties).map(([name, property]) => {
    // A property with a default is always there once the arguments have been checked.
    const always = required.includes(name) || (!exact && property.default !== undefined);
    const absent = always || exact ? "" : " | undefined";
    return `${keyOf(name)}${always ? "" : "?"}: ${typeOf(property, { indent: inner, exact })}${absent}`;
  });
  if (exact && typeof additionalProperties === "object") fields.push("[field: string]: unknown");
  return objectOf(fields, indent);
}
