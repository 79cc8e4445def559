// What a tool's function gives or throws: a result that the CLI can read, or a failed call that says what is wrong.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { createSdkMcpServer, tool } from "../../lib/index.ts";
import type { JsonRpcMessage } from "../../lib/mcp/configs.ts";
import { McpHost, textOf } from "../support/mcp-host.ts";

/** What a call of a tool is answered whose function does this. */
function answerTo(handler: () => unknown): Promise<JsonRpcMessage> {
  const made = tool("odd", "Odd", {}, handler as never);
  return new McpHost({ own: createSdkMcpServer({ name: "own", tools: [made] }) }).call("odd");
}

const text = { type: "text", text: "t" };
const circle: Record<string, unknown> = {};
circle["self"] = circle;
function isHeld(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch (error) {
    assert.ok(error instanceof RangeError);
    return false;
  }
}

const deep = Array.from({ length: 10_000 }).reduce((inner: unknown) => [inner], 1);
const throwing = {
  toString: () => {
    throw new Error("no text");
  },
};

describe("Results of in-process tools", () => {
  it("a malformed one is a failed call that names the tool and the mistake", async () => {
    const table: [unknown, RegExp][] = [
      [undefined, /"odd" gave no result: its handler has to return \{ content: \[\.\.\.\] \}/],
      [null, /gave no result/],
      ["text", /gave no result/],
      [7n, /gave no result/],
      [() => ({ content: [] }), /gave no result/],
      [[text], /gave no result/],
      [{ content: "text" }, /"odd" gave a malformed result: "content" must be a list/],
      [{ content: null }, /"content" must be a list/],
      [{ content: { 0: text } }, /"content" must be a list/],
      [{ content: [text, "text"] }, /"content" must be a list such as \[\{ type: "text", text \}\]/],
      [{ content: [undefined] }, /"content" must be a list/],
      [{ content: [() => text] }, /"content" must be a list/],
      [{ content: [[text]] }, /"content" must be a list/],
      [{ content: [{ text: "t" }] }, /"content" must be a list/],
      [{ content: [{ type: 7 }] }, /"content" must be a list/],
      [{ content: [{ type: "text" }] }, /"content" must be a list/],
      [{ content: [{ type: "text", text: 7 }] }, /"content" must be a list/],
      [{ content: [], structuredContent: [1] }, /"structuredContent" must be an object/],
      [{ content: [], structuredContent: null }, /"structuredContent" must be an object/],
      [{ content: [], isError: "yes" }, /"isError" must be true or false/],
      [{ content: [], _meta: 7 }, /"_meta" must be an object/],
      [{ content: [], structuredContent: { n: 1n } }, /"odd" gave a result that JSON cannot hold: .*BigInt/],
      [{ content: [], structuredContent: circle }, /that JSON cannot hold: .*(?:circular|cyclic)/i],
      [{ content: [], toJSON: () => undefined }, /that JSON cannot hold: it writes itself as something else/],
      [{ content: [], toJSON: () => "text" }, /that JSON cannot hold/],
      [{ content: [], more: { toJSON: () => assert.fail("not now") } }, /that JSON cannot hold: not now/],
    ];
    // From Node 26 on JSON holds anything, however deep it is nested.
    if (!isHeld(deep)) table.push([{ content: [], structuredContent: { deep } }, /that JSON cannot hold/]);
    for (const [given, expected] of table) {
      const answer = await answerTo(() => Promise.resolve(given));
      assert.match(textOf(answer), expected);
      assert.equal(answer.result?.["isError"], true);
    }
  });

  it("whatever is thrown is a failed call: an error in its own words, anything else under the tool's name", async () => {
    const table: [unknown, RegExp][] = [
      [new Error("the disk is full"), /^the disk is full$/],
      [new Error(""), /^The tool "odd" failed: $/],
      [null, /^The tool "odd" failed: not an error but null$/],
      [undefined, /but undefined$/],
      ["text", /^The tool "odd" failed: text$/],
      [Symbol("s"), /but Symbol\(s\)$/],
      [Object.create(null), /^The tool "odd" failed: not an error but an object without a text$/],
      [throwing, /an object without a text$/],
    ];
    for (const [thrown, expected] of table)
      for (const handler of [
        () => Promise.reject(thrown),
        () => {
          throw thrown;
        },
      ]) {
        const answer = await answerTo(handler);
        assert.match(textOf(answer), expected);
        assert.equal(answer.result?.["isError"], true);
      }
  });

  it("an error that cannot even be read is an answer", async () => {
    const error = new Error("x");
    Object.defineProperty(error, "message", { get: () => assert.fail("unreadable") });
    assert.match(textOf(await answerTo(() => Promise.reject(error))), /failed: unreadable/);
  });

  it("a sound one goes as it is: whole, with fields that are not known, and with dates", async () => {
    const sound: object[] = [
      { content: [] },
      { content: [text, { type: "resource", resource: { uri: "a:b", text: "t" } }], isError: false },
      { content: [{ type: "hologram", anything: 1 }], structuredContent: { a: undefined }, more: [1, null] },
      { content: [text], structuredContent: { at: new Date(0) }, _meta: { x: 1 } },
      Object.assign(Object.create({ inherited: 1 }), { content: [text] }),
    ];
    for (const given of sound)
      assert.equal(JSON.stringify((await answerTo(() => given)).result), JSON.stringify(given));
    assert.deepEqual((await answerTo(() => ({ structuredContent: { a: 1 } }))).result, {
      content: [],
      structuredContent: { a: 1 },
    });
  });

  it("one beyond 25 MiB is refused by its size, whatever it is made of", async () => {
    const mib = 1 << 20;
    const limit = 25 * mib;
    const table: [unknown, boolean][] = [
      ["x".repeat(limit - 200), true],
      ["x".repeat(limit), false],
      ["語".repeat(8 * mib), true],
      ["語".repeat(9 * mib), false],
      ["\u0000".repeat(4 * mib), true],
      ["\u0000".repeat(5 * mib), false],
    ];
    for (const [given, fits] of table) {
      const answer = await answerTo(() => ({ content: [{ type: "text", text: given }] }));
      if (fits) assert.equal(answer.error, undefined);
      else
        assert.match(
          answer.error?.message ?? "",
          /^The result has \d+ bytes, more than 26214400; write large/,
        );
    }
    const many = Array.from({ length: 7 * mib }, () => "abc");
    const wide = await answerTo(() => ({ content: [], structuredContent: { many } }));
    assert.match(wide.error?.message ?? "", /bytes, more than 26214400/);
  });

  it("anything at all comes to an answer that JSON can hold", { timeout: 120_000 }, async () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withNullPrototype: true,
      withSparseArray: true,
    });
    const results = fc.oneof(
      anything,
      fc.record(
        {
          content: fc.oneof(
            anything,
            fc.array(
              fc.oneof(
                anything,
                fc.record(
                  {
                    type: fc.constantFrom("text", "image", "resource", "x"),
                    text: anything,
                    resource: anything,
                  },
                  { requiredKeys: [] },
                ),
              ),
            ),
          ),
          structuredContent: anything,
          isError: anything,
          _meta: anything,
        },
        { requiredKeys: [] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(results, fc.boolean(), async (given, throws) => {
        const answer = await answerTo(() => (throws ? Promise.reject(given) : given));
        const { result, error } = JSON.parse(JSON.stringify(answer)) as JsonRpcMessage;
        assert.ok(Array.isArray(result?.["content"]) || error !== undefined);
      }),
      { numRuns: 500 },
    );
  });
});
