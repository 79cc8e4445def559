// zod shapes of either version, by the converter that the MCP SDK has; loaded only when a tool has such a shape.
// @ts-types="@modelcontextprotocol/sdk/server/zod-compat"
import { normalizeObjectSchema, safeParseAsync } from "@modelcontextprotocol/sdk/server/zod-compat.js";
// @ts-types="@modelcontextprotocol/sdk/server/zod-json-schema-compat"
import { toJsonSchemaCompat } from "@modelcontextprotocol/sdk/server/zod-json-schema-compat.js";
import type { Checked, InputSchema } from "./schema.ts";

interface ZodIssue {
  readonly message: string;
  readonly path?: readonly PropertyKey[];
}

/** @throws {TypeError} If the shape cannot be told as a JSON Schema. */
export function prepareZod(shape: object): InputSchema {
  const schema = normalizeObjectSchema(shape as Parameters<typeof normalizeObjectSchema>[0]);
  if (schema === undefined) throw new TypeError("its schema is no zod shape");
  const json = toJsonSchemaCompat(schema, { strictUnions: true, pipeStrategy: "input" });
  const check = async (args: unknown): Promise<Checked> => {
    const result = await safeParseAsync(schema, args);
    if (result.success) return { value: result.data };
    const { issues = [] } = result.error as { issues?: readonly ZodIssue[] };
    return {
      problems: issues.map(({ message, path = [] }) => `"${path.map(String).join(".")}": ${message}`),
    };
  };
  return { json, check };
}
