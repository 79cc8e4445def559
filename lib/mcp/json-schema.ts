// JSON Schemas of tools, in types: what fits one.

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
    : { [K in keyof Properties & RequiredOf<Schema>]: InferJson<Properties[K]> } & {
        [K in Exclude<keyof Properties, RequiredOf<Schema>>]?: InferJson<Properties[K]> | undefined;
      }
  : Record<string, unknown>;

type RequiredOf<Schema> = Schema extends { readonly required: readonly (infer Name)[] }
  ? string extends Name
    ? never
    : Name
  : never;
