// Prints the TypeScript type of a JSON Schema, as far as the tools' schemas go.

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly default?: unknown;
}

/** @throws {Error} If the schema uses something that this does not know. */
export function typeOf(schema: object, indent = ""): string {
  const {
    type,
    properties,
    items,
    enum: values,
    const: only,
    anyOf,
    additionalProperties,
  } = schema as Schema;
  if (only !== undefined) return JSON.stringify(only);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(" | ");
  if (anyOf !== undefined) return anyOf.map((option) => typeOf(option, indent)).join(" | ");
  if (type === "array") {
    const item = typeOf(items ?? {}, indent);
    return item.includes(" | ") && !item.startsWith("{") ? `(${item})[]` : `${item}[]`;
  }
  if (type === "object" && properties !== undefined) return objectType(schema as Schema, indent);
  if (type === "object") {
    return `Record<string, ${typeof additionalProperties === "object" ? typeOf(additionalProperties, indent) : "unknown"}>`;
  }
  if (type === "integer" || type === "number") return "number";
  if (type === "string" || type === "boolean" || type === "null") return type;
  if (type === undefined) return "unknown";
  throw new Error(`No TypeScript type for the schema ${JSON.stringify(schema)}`);
}

function objectType({ properties = {}, required = [] }: Schema, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, property]) => {
    // A property with a default is always there once the arguments have been checked.
    const always = required.includes(name) || property.default !== undefined;
    return `${inner}${name}${always ? "" : "?"}: ${typeOf(property, inner)}${always ? "" : " | undefined"};`;
  });
  return `{\n${lines.join("\n")}\n${indent}}`;
}
