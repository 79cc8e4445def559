import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tool } from "../../lib/index.ts";
import { jsonProblems } from "../../lib/mcp/json-schema.ts";

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
  },
  required: ["fruit", "kind"],
} as const;

describe("jsonProblems()", () => {
  it("jsonProblems() says what is wrong, property by property, and leaves other keywords alone", () => {
    const fine = { fruit: "apple", kind: "red" };
    const table: [unknown, string[]][] = [
      [
        { ...fine, count: 1, version: 2, tags: ["a"], place: { shelf: 1 }, size: null, other: 5, more: 1 },
        [],
      ],
      [{}, ['"fruit" is missing', '"kind" is missing']],
      [7, ["the arguments must be an object"]],
      [[], ["the arguments must be an object"]],
      [{ ...fine, count: 1.5 }, ['"count" must be of type integer']],
      [{ ...fine, kind: "blue" }, ['"kind" must be one of "red", "green"']],
      [{ ...fine, version: 1 }, ['"version" must be 2']],
      [{ ...fine, tags: ["a", 1] }, ['"tags.1" must be of type string']],
      [{ ...fine, place: {} }, ['"place.shelf" is missing']],
      [{ ...fine, size: "big" }, ['"size" must be of type number or null']],
    ];
    for (const [value, expected] of table)
      assert.deepEqual(jsonProblems(schema, value), expected, JSON.stringify(value));
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
