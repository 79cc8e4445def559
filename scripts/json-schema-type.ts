// Prints the TypeScript type of a JSON Schema, as far as the tools' schemas go.

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

/** Declares the types of lists of a limited length that a text uses: `From1To4<…>`, `AtLeast1<…>`. */
export function listTypes(text: string): string {
  const names = new Set(text.match(/\b(?:From\d+To|AtLeast)\d+(?=<)/g));
  return [...names]
    .map((name) => {
      const [least = 0, most = least] = (name.match(/\d+/g) ?? []).map(Number);
      const rest = name.startsWith("AtLeast") ? ["...Item[]"] : [];
      const lengths = Array.from({ length: most - least + 1 }, (_, more) => least + more);
      const lists = lengths.map(
        (length) => `[${[...Array<string>(length).fill("Item"), ...rest].join(", ")}]`,
      );
      return `\ntype ${name}<Item> = ${lists.join(" | ")};\n`;
    })
    .join("");
}

/** How a field is named where an object type is written. */
export function keyOf(name: string): string {
  return /^\w+$/.test(name) ? name : JSON.stringify(name);
}

/** An object type, of its fields without semicolons. */
export function objectOf(fields: readonly string[], indent: string): string {
  if (fields.length === 0) return "{}";
  return `{\n${fields.map((field) => `${indent}  ${field};\n`).join("")}${indent}}`;
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
