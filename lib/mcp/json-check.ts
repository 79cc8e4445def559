// JSON Schemas, checked by the validator that the MCP SDK has; loaded only when a tool has such a schema.
// @ts-types="@modelcontextprotocol/sdk/validation/ajv"
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import type { InputSchema, JsonObjectSchema } from "./schema.ts";

/** @throws {TypeError} If the schema is not valid. */
export function prepareJson(schema: JsonObjectSchema, name: string): InputSchema {
  const json = { ...schema };
  const check = validator(json);
  return {
    json,
    check: (args) => {
      const result = check(args);
      if (result.valid) return { value: args };
      // The validator calls what it looks at "data".
      const problems = result.errorMessage.split(", data").map((part) => part.replace(/^data/, ""));
      return { problems: problems.map((problem) => `${name}${problem}`) };
    },
  };
}

function validator(schema: object): ReturnType<AjvJsonSchemaValidator["getValidator"]> {
  try {
    // One of its own for each schema: it keeps those with an "$id", and refuses another one of the same name.
    return new AjvJsonSchemaValidator().getValidator(schema);
  } catch (error) {
    throw new TypeError(`its JSON Schema is wrong: ${(error as Error).message}`, { cause: error });
  }
}
