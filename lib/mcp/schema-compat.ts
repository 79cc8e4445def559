// zod shapes of either version, by the converter that the MCP SDK has; loaded only when a tool has such a shape.
// @ts-types="@modelcontextprotocol/sdk/server/zod-compat"
import { normalizeObjectSchema, safeParseAsync } from "@modelcontextprotocol/sdk/server/zod-compat.js";
// @ts-types="@modelcontextprotocol/sdk/server/zod-json-schema-compat"
import { toJsonSchemaCompat } from "@modelcontextprotocol/sdk/server/zod-json-schema-compat.js";
import { type InputSchema, type StandardSchema, standardCheck } from "./schema.ts";

type Failed = Extract<Awaited<ReturnType<StandardSchema["~standard"]["validate"]>>, { issues: object }>;

/** @throws {TypeError} If the shape cannot be said as a JSON Schema. */
export function prepareZod(shape: object): InputSchema {
  const schema = normalizeObjectSchema(shape as Parameters<typeof normalizeObjectSchema>[0]);
  if (schema === undefined) throw new TypeError("its schema is no zod shape");
  const json = toJsonSchemaCompat(schema, { strictUnions: true, pipeStrategy: "input" });
  // A whole object of zod before 3.24 is no Standard Schema yet.
  const standard = (schema as Partial<StandardSchema>)["~standard"] ?? {
    version: 1,
    vendor: "zod",
    validate: async (args) => {
      const result = await safeParseAsync(schema, args);
      return result.success ? { value: result.data } : (result.error as Failed);
    },
  };
  return { json, check: standardCheck(standard) };
}
