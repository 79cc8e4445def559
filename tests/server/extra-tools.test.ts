// Tools of the program that embeds a server: offered, checked, budgeted and refused as its own are.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as v from "valibot";
import * as z from "zod";
import { AgentManager, AgentNotFoundError, InvalidOptionsError } from "../../lib/index.ts";
import { type ExtraTool, Refusal, startServer } from "../../server/index.ts";
import { ANSWER_CHARACTERS, fitted, sizeOf } from "../../server/tools/budget.ts";
import { TOKEN } from "../support/caller.ts";
import { httpClient } from "../support/server.ts";
import "../support/leaks.ts";

const GREET: ExtraTool<{ who: string; times: number }, { summary: string; greeting: string }> = {
  name: "greet",
  title: "Greet",
  description: "Greet somebody.",
  input: v.strictObject({
    who: v.pipe(v.string("must be a text"), v.description("Whom")),
    times: v.optional(v.number("must be a number"), 1),
  }),
  output: v.object({ summary: v.string(), greeting: v.string() }),
  hints: { readOnlyHint: true },
  async run({ who, times }, { principal }) {
    if (who === "nobody") throw new Refusal("There is nobody to greet: name somebody.");
    if (who === "agent") throw new AgentNotFoundError("x");
    if (who === "fault") throw new Error("a secret of the host's");
    return { summary: `Greeted ${who} for ${principal}.`, greeting: `Hello ${who}! `.repeat(times) };
  },
};
const PLAIN = {
  description: "Does it.",
  run: async (input: unknown) => ({ summary: "Done.", input }),
};

describe("startServer({ extraTools })", { timeout: 120_000 }, () => {
  const manager = new AgentManager();

  it("offers them beside its own, with checked arguments, budgeted answers, and errors that say what to do", async () => {
    const extraTools: ExtraTool[] = [
      GREET,
      { ...PLAIN, name: "from-zod", input: { count: z.number() } },
      {
        ...PLAIN,
        name: "from-json",
        input: { type: "object", properties: { names: { type: "array", items: { type: "string" } } } },
      },
      { ...PLAIN, name: "bare", text: () => "In words." },
    ];
    const server = await startServer({ http: "127.0.0.1:0", token: TOKEN, manager, extraTools });
    const client = await httpClient(server.url, TOKEN);
    const call = async (name: string, args: Record<string, unknown>): Promise<Record<string, unknown>> =>
      (await client.callTool({ name, arguments: args })) as Record<string, unknown>;
    const textOf = (result: Record<string, unknown>): string =>
      (result["content"] as { text: string }[])[0]?.text ?? "";
    try {
      const { tools } = await client.listTools();
      assert.equal(tools.length, 12);
      const greet = tools.find(({ name }) => name === "greet");
      assert.deepEqual(greet?.inputSchema.required, ["who"]);
      assert.deepEqual(
        [greet?.annotations?.readOnlyHint, greet?.annotations?.openWorldHint],
        [true, true],
        "what it does not say is the careful choice",
      );
      const done = await call("greet", { who: "Ada", times: "2", toolCallId: 7 });
      assert.deepEqual(done["structuredContent"], {
        summary: 'Greeted Ada for token. (Ignored: "toolCallId".)',
        greeting: "Hello Ada! Hello Ada! ",
      });
      assert.deepEqual((await call("from-json", { names: '["a","b"]' }))["structuredContent"], {
        summary: "Done.",
        input: { names: ["a", "b"] },
      });
      assert.equal(textOf(await call("bare", {})), "In words.");
      const table: [string, Record<string, unknown>, RegExp][] = [
        ["greet", { times: 1 }, /"who"/],
        ["greet", { who: "Ada", times: [] }, /"times".*must be a number/],
        ["greet", { whom: "Ada" }, /it is called "who"/],
        ["greet", { who: "nobody" }, /^There is nobody to greet: name somebody\.$/],
        ["greet", { who: "agent" }, /No agent "x".*claude_list_agents/],
        ["greet", { who: "fault" }, /^The server failed \(error \w+\); its log says more\.$/],
        ["from-zod", { count: "many" }, /"?count"?/],
      ];
      for (const [name, args, expected] of table) {
        const result = await call(name, args);
        assert.equal(result["isError"], true, `${name} ${JSON.stringify(args)}`);
        assert.match(textOf(result), expected);
      }
      const long = await call("greet", { who: "Ada", times: 10_000 });
      assert.ok(sizeOf(long["structuredContent"]) <= ANSWER_CHARACTERS);
      assert.match(textOf(long), /Cut, because the answer was too long: greeting/);
    } finally {
      await client.close();
      await server.close();
    }
  });

  it("does not start with one that could not be used, and says of each what is wrong", async () => {
    const extraTools = [
      { ...PLAIN, name: "claude_spawn_agent" },
      { ...PLAIN, name: "claude_agent" },
      { ...PLAIN, name: "two words" },
      { ...PLAIN, name: "twice" },
      { ...PLAIN, name: "twice" },
      { name: "idle", description: "Does nothing." },
      { ...PLAIN, name: "silent", description: " " },
      { ...PLAIN, name: "scalar", input: v.string() },
      { ...PLAIN, name: "text", input: "object" },
      { ...PLAIN, name: "list", input: { type: "array" } },
      {
        ...PLAIN,
        name: "foreign",
        input: { "~standard": { version: 1, vendor: "foreign", validate: () => ({}) } },
      },
      undefined,
    ] as ExtraTool[];
    await assert.rejects(
      startServer({ http: "127.0.0.1:0", token: TOKEN, manager, extraTools }),
      (error: unknown) => {
        assert.ok(error instanceof InvalidOptionsError);
        const { problems } = error;
        assert.deepEqual(
          problems.map((problem) => Number(/^"extraTools" (\d+)/.exec(problem)?.[1])),
          [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11],
          problems.join("\n"),
        );
        assert.match(problems.join("\n"), /9 \("list"\): its "input" cannot be used/);
        assert.match(problems.join("\n"), /"foreign"\): its "input".*foreign schema has no JSON Schema/);
        return true;
      },
    );
    await assert.rejects(
      startServer({ http: "127.0.0.1:0", token: TOKEN, manager, extraTools: {} as never }),
      /"extraTools" must be a list/,
    );
  });

  it("an answer that is too long is cut where it is longest, and stays what it was where it is not", () => {
    for (const answer of [
      { summary: "s".repeat(50_000), rest: "r" },
      { summary: "s", text: "\u0001".repeat(30_000), short: "short" },
      { summary: "s", list: Array(9_000).fill("item"), map: { a: "x".repeat(30_000) } },
      {
        summary: "s",
        ...Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`field${index}`, index])),
      },
    ]) {
      const short = fitted<{ summary: string; short?: string }>(answer);
      assert.ok(sizeOf(short) <= ANSWER_CHARACTERS, String(sizeOf(short)));
      assert.match(short.summary, /Cut/);
      assert.equal(short.short, (answer as { short?: string }).short);
    }
    const fine = { summary: "s", text: "t" };
    assert.equal(fitted(fine), fine);
  });
});
