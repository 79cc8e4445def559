import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tool } from "../../lib/index.ts";
import { prepareSchema } from "../../lib/mcp/schema.ts";

const schema = {
  type: "object",
  properties: {
    fruit: { type: "string" },
    count: { type: "integer" },
    kind: { enum: ["red", "green"] },
    version: { const: 2 },
    tags: { type: "array", items: { type: "string" } },
    place: { type: "object", properties: { shelf: { type: "integer" } }, required: ["shelf"] },
    size: { type: ["number", "null"] },
    other: { anyOf: [{ type: "string" }] },
    mail: { type: "string", format: "email" },
  },
  required: ["fruit", "kind"],
} as const;

describe("A tool with a JSON Schema", () => {
  it("its arguments are checked as the schema says, and what is wrong is said argument by argument", async () => {
    const { check } = await prepareSchema(schema);
    const fine = { fruit: "apple", kind: "red" };
    const table: [unknown, RegExp | undefined][] = [
      [{ ...fine, count: 1, version: 2, tags: ["a"], place: { shelf: 1 }, size: null, more: 1 }, undefined],
      [{}, /^arguments must have required property 'fruit'\narguments must have required property 'kind'$/],
      [7, /^arguments must be object$/],
      [{ ...fine, count: 1.5 }, /^arguments\/count must be integer$/],
      [{ ...fine, kind: "blue" }, /^arguments\/kind must be equal to one of the allowed values$/],
      [{ ...fine, tags: ["a", 1] }, /^arguments\/tags\/1 must be string$/],
      [{ ...fine, place: {} }, /^arguments\/place must have required property 'shelf'$/],
      [{ ...fine, other: 5 }, /arguments\/other must be string/],
      [{ ...fine, mail: "nobody" }, /^arguments\/mail must match format "email"$/],
    ];
    for (const [value, expected] of table) {
      const result = await check(value);
      if (expected === undefined) assert.deepEqual(result, { value });
      else
        assert.match("problems" in result ? result.problems.join("\n") : "", expected, JSON.stringify(value));
    }
  });

  it("a schema that is none is told apart from arguments that do not fit", async () => {
    const wrong = { type: "object", properties: { a: { $ref: "#/nowhere" } } } as const;
    await assert.rejects(prepareSchema(wrong), /its JSON Schema is wrong: .*nowhere/);
  });
});

describe("tool()", () => {
  it("tool() gives the handler arguments of the types that a JSON Schema says", async () => {
    const made = tool("stock", "Counts", schema, async (args) => {
      const fruit: string = args.fruit;
      const kind: "red" | "green" = args.kind;
      const count: number | undefined = args.count;
      const tags: string[] | undefined = args.tags;
      const shelf: number | undefined = args.place?.shelf;
      // @ts-expect-error There is no such property.
      const missing: unknown = args.nothing;
      return { content: [], structuredContent: { fruit, kind, count, tags, shelf, missing } };
    });
    const { structuredContent } = await made.handler({ fruit: "apple", kind: "red" }, {});
    assert.equal(structuredContent?.["fruit"], "apple");
  });

  it("tool() takes a schema that is written where it is used, and one whose types are not known", async () => {
    const inline = tool(
      "inline",
      "Doubles",
      { type: "object", properties: { n: { type: "number" } }, required: ["n"] },
      async ({ n }) => ({ content: [{ type: "text", text: String(n * 2) }] }),
    );
    assert.deepEqual((await inline.handler({ n: 2 }, {})).content, [{ type: "text", text: "4" }]);
    const loose: { type: "object"; properties: Record<string, unknown> } = { type: "object", properties: {} };
    const made = tool("loose", "Loose", loose, async (args) => ({
      content: [{ type: "text", text: String(args["n"]) }],
    }));
    assert.deepEqual((await made.handler({ n: 2 }, {})).content, [{ type: "text", text: "2" }]);
  });
});
