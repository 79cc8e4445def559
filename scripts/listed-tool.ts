// A declared tool as clients see it: JSON schemas in few words, with nothing that a provider refuses.
import { toJsonSchema } from "@valibot/to-json-schema";
import type { ToolSpec } from "../spec/define.ts";

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema & Record<string, unknown>>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

export function schemaOf(schema: ToolSpec["input"], typeMode: "input" | "output"): Schema {
  const { $schema: _version, ...rest } = toJsonSchema(schema, {
    typeMode,
    target: "draft-2020-12",
    errorMode: "ignore",
  });
  return rest as unknown as Schema;
}

export function listedTool(spec: ToolSpec): object {
  return {
    name: spec.name,
    title: spec.title,
    description: spec.description,
    inputSchema: listedInput(schemaOf(spec.input, "input")),
    outputSchema: listedOutput(schemaOf(spec.output, "output")),
    annotations: spec.hints,
  };
}

/** Bounds are checked, and named when they are broken; a model does not need those that nobody comes near. */
function listedInput({ properties = {}, required }: Schema): object {
  const shown = Object.entries(properties).map(([name, property]) => {
    const { minimum: _least, maximum: _most, maxLength: _longest, ...rest } = property;
    return [name, rest] as const;
  });
  return { type: "object", properties: Object.fromEntries(shown), ...(required && { required }) };
}

/** Figures, which nothing is done with. */
const FIGURES = new Set(["integer", "number", "boolean"]);

/** Of the fields that are always there those to go on with; the others show when they are, and the list has to be short. */
function listedOutput({ properties = {}, required = [] }: Schema): object {
  const always = Object.entries(properties).filter(
    ([name, { type = "" }]) => required.includes(name) && !FIGURES.has(type),
  );
  const shown = always.map(([name, { type, items }]) => [
    name,
    { type, ...(items && { items: { type: items.type } }) },
  ]);
  return { type: "object", properties: Object.fromEntries(shown), required: ["summary"] };
}
