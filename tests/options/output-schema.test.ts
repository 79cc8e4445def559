// Schemas for structured output: said in the words that Claude Code takes, or refused before anything is paid for.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import { type Options, query } from "../../lib/index.ts";
import { toLaunch } from "../../lib/options/launch.ts";
import { toOutputSchema } from "../../lib/options/output-schema.ts";
import { validateOptions } from "../../lib/options/validate.ts";
import { withRealClaude } from "../support/claude.ts";

type Json = Record<string, unknown>;

const claude = withRealClaude();
const NEWER = "https://json-schema.org/draft/2020-12/schema";
const text = { type: "string" };
const object = (properties: Json, more: Json = {}): Json => ({ type: "object", properties, ...more });

/** The checker that Claude Code has, with the settings that it has. */
const { Ajv } = createRequire(
  createRequire(import.meta.url).resolve("@modelcontextprotocol/sdk/validation/ajv"),
)("ajv") as { Ajv: new (options: object) => { compile(schema: object): unknown } };

function compiles(schema: Json): boolean {
  try {
    new Ajv({ logger: false, validateFormats: false }).compile(schema);
    return true;
  } catch {
    return false;
  }
}

const options = (schema: unknown): Options => ({
  outputFormat: { type: "json_schema", schema: schema as Json },
});

describe("outputFormat", () => {
  it("a schema of another draft is sent in the words of draft-07, when it says nothing else", () => {
    const list = { type: "array", prefixItems: [text, { type: "number" }], items: false };
    const table: [Json, Json][] = [
      [{ $schema: NEWER, ...object({ a: text }) }, object({ a: text })],
      [
        { $schema: "http://json-schema.org/draft-04/schema#", $vocabulary: {}, type: "object" },
        { type: "object" },
      ],
      [object({ a: { $schema: NEWER, ...text } }), object({ a: text })],
      [
        object({ a: list }),
        object({ a: { type: "array", items: [text, { type: "number" }], additionalItems: false } }),
      ],
      [
        object({ a: { prefixItems: [list] } }),
        object({ a: { items: [{ type: "array", items: list.prefixItems, additionalItems: false }] } }),
      ],
      [
        object({}, { dependentRequired: { a: ["b"] }, dependentSchemas: { c: object({ d: text }) } }),
        object({}, { dependencies: { a: ["b"], c: object({ d: text }) } }),
      ],
      [
        object({}, { dependentRequired: { a: ["b"] }, dependentSchemas: { a: { minProperties: 2 } } }),
        object({}, { dependencies: { a: { allOf: [{ required: ["b"] }, { minProperties: 2 }] } } }),
      ],
      [object({ a: { ...text, "x-order": 1 } }, { "x-kind": {} }), object({ a: text })],
      [object({ a: { if: text, items: text, additionalItems: false } }), object({ a: { items: text } })],
      [object({ a: JSON.parse('{"then":{},"else":{}}') }), object({ a: {} })],
      [
        object({ a: { $ref: "#/$defs/a~1b" } }, { $defs: { "a/b": text } }),
        object({ a: { $ref: "#/$defs/a~1b" } }, { $defs: { "a/b": text } }),
      ],
      [
        object({ toString: text, constructor: { type: "object" } }),
        object({ toString: text, constructor: { type: "object" } }),
      ],
    ];
    for (const [given, expected] of table) {
      const long = { ...given, description: "x".repeat(9_000) };
      assert.deepEqual(toLaunch(validateOptions(options(given))).initialize.jsonSchema, expected);
      assert.deepEqual(toLaunch(validateOptions(options(long))).initialize.jsonSchema, {
        ...expected,
        description: long.description,
      });
      assert.ok(compiles(expected), JSON.stringify(expected));
    }
  });

  it("a schema that Claude Code would not take is refused, with what to change", () => {
    const table: [unknown, RegExp][] = [
      [
        { type: "array", items: text },
        /"outputFormat\.schema" must have the "type" "object": put a list or a text into/,
      ],
      [object({ a: { type: "strin" } }), /has a wrong value at "\/properties\/a\/type"/],
      [object({ a: { ...text, pattern: "(" } }), /has a wrong value at "\/properties\/a\/pattern"/],
      [
        object({ a: { minimum: 1, exclusiveMinimum: true } }),
        /wrong value at "\/properties\/a\/exclusiveMinimum"/,
      ],
      [object({ a: text }, { required: "a" }), /wrong value at "\/required"/],
      [
        object({}, { unevaluatedProperties: false }),
        /has "\/unevaluatedProperties", which .* not know: use "additionalP/,
      ],
      [object({ a: { $anchor: "x" } }), /"\/properties\/a\/\$anchor", which .*: use "\$ref": "#\/\$defs\/…"/],
      [object({ a: { $dynamicRef: "#x" } }), /\$dynamicRef", which .*: use "\$ref"/],
      [
        object({ a: text }, { requried: ["a"] }),
        /has "\/requried", which Claude Code does not know: leave it out/,
      ],
      [object({ a: { $ref: "#/$defs/b" } }), /has a "\$ref" to "#\/\$defs\/b", which is nowhere in it/],
      [object({ a: { $ref: "https://example.com/a" } }), /which is nowhere in it/],
      [object({ a: { anyOf: [] } }), /wrong value at "\/properties\/a\/anyOf"/],
      [object({ a: { anyOf: [text, { typo: 1 }] } }), /has "\/properties\/a\/anyOf\/1\/typo"/],
      [
        z.object({ a: z.string() }),
        /is a schema of zod, not a JSON Schema: give what z\.toJSONSchema\(\) makes/,
      ],
      [[text], /must be an object/],
      [object({ a: { default: 1n } }), /must be something that JSON can carry/],
    ];
    for (const [schema, expected] of table)
      assert.throws(() => query("hello", options(schema)), { code: "invalid_options", message: expected });
  });

  it("what zod makes of its types is taken, whatever draft it is told to write", () => {
    const tree = z.object({
      name: z.string(),
      get parts() {
        return z.array(tree);
      },
    });
    const shapes = {
      plain: z.object({ a: z.string().describe("A"), b: z.enum(["x", "y"]), c: z.boolean().optional() }),
      tuple: z.object({ a: z.tuple([z.string(), z.number()]), b: z.tuple([z.string()], z.number()) }),
      unions: z.object({
        a: z.union([z.string(), z.null()]),
        b: z.discriminatedUnion("t", [z.object({ t: z.literal(1) }), z.object({ t: z.literal(2) })]),
      }),
      records: z.object({ a: z.record(z.string(), z.int()), b: z.looseObject({}), c: z.strictObject({}) }),
      formats: z.object({
        a: z.email(),
        b: z.iso.datetime(),
        c: z.uuid(),
        d: z.string().regex(/^a+$/).min(2),
      }),
      tree,
    };
    for (const [name, shape] of Object.entries(shapes))
      for (const target of ["draft-7", "draft-2020-12"] as const) {
        const { schema, problems } = toOutputSchema(z.toJSONSchema(shape, { target }) as Json);
        assert.deepEqual(problems, [], `${name}, ${target}`);
        assert.ok(compiles(schema), `${name}, ${target}`);
      }
  });

  it("what is accepted compiles, and what compiles as it is given is accepted", { timeout: 120_000 }, () => {
    const { schema } = fc.letrec((tie) => ({
      schema: fc.record(
        {
          $schema: fc.constantFrom(undefined, "http://json-schema.org/draft-07/schema#"),
          type: fc.constantFrom("string", "object", "array", ["string", "null"], "nothing", []),
          title: fc.constantFrom("t", 7),
          properties: fc.dictionary(fc.constantFrom("a", "b", "__proto__"), tie("part"), { maxKeys: 2 }),
          required: fc.constantFrom([], ["a"], ["a", "a"], "a"),
          items: fc.oneof(tie("part"), fc.array(tie("part"), { maxLength: 2 })),
          additionalProperties: tie("part"),
          anyOf: fc.array(tie("part"), { maxLength: 2 }),
          enum: fc.constantFrom([], [1, null]),
          pattern: fc.constantFrom("a+", "(", ""),
          minLength: fc.constantFrom(0, 1.5, -1, "1"),
          $ref: fc.constantFrom("#", "#/properties/a", "#/nowhere"),
          dependencies: fc.dictionary(
            fc.constantFrom("a", "b"),
            fc.oneof(tie("part"), fc.constantFrom(["b"], [1])),
          ),
          typo: fc.constant(1),
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
      part: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.boolean(),
        tie("schema"),
        fc.constantFrom(1, null),
      ),
    }));
    fc.assert(
      fc.property(schema, (given) => {
        const root = { ...(given as Json), type: "object" };
        const { schema: sent, problems } = toOutputSchema(root);
        const accepted = problems.length === 0;
        if (accepted) assert.ok(compiles(sent), JSON.stringify(sent));
        else
          assert.ok(
            !compiles(JSON.parse(JSON.stringify(root))),
            `${problems.join()}: ${JSON.stringify(root)}`,
          );
      }),
      { numRuns: 400 },
    );
  });

  it("the real CLI gives structured output for a schema of 2020-12", { timeout: 90_000 }, async () => {
    const answer = { pair: ["one", 1], more: { a: 1, b: 2 } };
    const schema = {
      $schema: NEWER,
      ...object({
        pair: { type: "array", prefixItems: [text, { type: "number" }], items: false, minItems: 2 },
        more: object({ a: {}, b: {} }, { dependentRequired: { a: ["b"] }, "x-order": 2 }),
      }),
    };
    const prompt = `[[mock: ${JSON.stringify([{ tool: "StructuredOutput", input: answer }, { text: "done" }])} ]]`;
    const result = await query(prompt, claude.options(options(schema))).result();
    assert.deepEqual(result.subtype === "success" && result.structured_output, answer);
  });
});
