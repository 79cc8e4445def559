// What a tool's arguments have to be, said in one of three ways, and what is wrong with arguments that are not.

/** A zod type: of version 3 or 4, or of zod mini, which has no `_output`. */
type AnyZodType = { readonly _output: unknown } | { readonly _zod: { readonly output: unknown } };

/** A zod shape of version 3 or 4: an object that has a zod type for each argument. */
export type AnyZodRawShape = Readonly<Record<string, AnyZodType>>;

/** A schema of any library that follows standardschema.dev (zod, valibot, arktype …) and can write JSON Schema. */
export interface StandardSchema {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult | Promise<StandardResult>;
    readonly types?: { readonly input: unknown; readonly output: unknown } | undefined;
    readonly jsonSchema?:
      | { readonly input: (options: { target: string }) => Record<string, unknown> }
      | undefined;
  };
}

type StandardResult =
  | { readonly value: unknown; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A JSON Schema with `type: "object"`; written in place, it types the tool's arguments. */
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

/** The type of a JSON Schema's values, from `const`, `enum`, `type`, `items` and `properties`; else `unknown`. */
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

/** The three ways to declare a tool's arguments: a zod shape, a Standard Schema, a JSON Schema. */
export type ToolInputSchema = AnyZodRawShape | StandardSchema | JsonObjectSchema;

/** The type of the arguments that a zod shape declares, after its defaults and transforms. */
export type InferShape<Shape extends AnyZodRawShape> = {
  -readonly [K in keyof Shape]: Shape[K] extends { _output: infer Output }
    ? Output
    : Shape[K] extends { _zod: { output: infer Output } }
      ? Output
      : never;
} & {};

/** The type of the arguments that any tool schema declares. */
export type InferInput<Schema> = Schema extends StandardSchema
  ? NonNullable<Schema["~standard"]["types"]>["output"]
  : Schema extends { readonly type: "object" }
    ? InferJson<Schema>
    : Schema extends AnyZodRawShape
      ? InferShape<Schema>
      : never;

/** The outcome of a check: the arguments to call with, or what is wrong, argument by argument. */
export type Checked = { readonly value: unknown } | { readonly problems: readonly string[] };

/** A schema that is ready for use. */
export interface InputSchema {
  readonly json: Record<string, unknown>;
  check(args: unknown): Checked | Promise<Checked>;
}

/** A tool without arguments: what is given all the same is left out, as zod does it. */
const NO_ARGUMENTS: InputSchema = {
  json: { $schema: "http://json-schema.org/draft-07/schema#", type: "object", properties: {} },
  check: () => ({ value: {} }),
};

/**
 * Make a schema ready for use.
 *
 * @param name What is checked, for messages.
 * @throws {TypeError} If it cannot be told as a JSON Schema, which is what the model reads.
 */
export async function prepareSchema(schema: ToolInputSchema, name = "arguments"): Promise<InputSchema> {
  if (isJsonSchema(schema)) return (await import("./json-check.ts")).prepareJson(schema, name);
  if (Object.keys(schema).length === 0) return NO_ARGUMENTS;
  if (isZod(schema)) return (await import("./schema-compat.ts")).prepareZod(schema);
  const standard = (schema as StandardSchema)["~standard"];
  const json = standard.jsonSchema?.input({ target: "draft-07" });
  if (json === undefined) {
    throw new TypeError(
      `its ${standard.vendor} schema has no JSON Schema; give one that has, or a JSON Schema itself`,
    );
  }
  return { json, check: standardCheck(standard) };
}

/** At once where the schema can, which most can. */
export function standardCheck({ validate }: StandardSchema["~standard"]): InputSchema["check"] {
  return (args) => {
    const result = validate(args);
    return result instanceof Promise ? result.then(toChecked) : toChecked(result);
  };
}

function isJsonSchema(schema: ToolInputSchema): schema is JsonObjectSchema {
  return (schema as { type?: unknown }).type === "object" && !("~standard" in schema) && !("_def" in schema);
}

/** A zod shape, or a whole zod object: both go to zod's own converter. */
function isZod(schema: ToolInputSchema): schema is AnyZodRawShape {
  if ("~standard" in schema) return (schema as StandardSchema)["~standard"].vendor === "zod";
  return "_def" in schema || Object.values(schema).every((part) => isZodType(part));
}

function isZodType(part: unknown): boolean {
  return typeof part === "object" && part !== null && ("_def" in part || "_zod" in part);
}

function toChecked(result: StandardResult): Checked {
  if (result.issues === undefined) return { value: result.value };
  return {
    problems: result.issues.map(({ message, path = [] }) => {
      const name = path.map((step) => String(typeof step === "object" ? step.key : step)).join(".");
      return name === "" ? message : `"${name}": ${message}`;
    }),
  };
}
