// Tools that run in this very program: npx tsx examples/tools.ts "what to do"
import process from "node:process";
import { createSdkMcpServer, query, tool } from "kodegen-claude-agent";

const stock = new Map([
  ["apples", 3],
  ["pears", 0],
]);

// The input is a JSON Schema here, which also gives the arguments their types. A zod shape ({ fruit: z.string() })
// or any Standard Schema that can be told as JSON Schema does as well.
const lookUp = tool(
  "look_up",
  "How many of a fruit are in stock",
  { type: "object", properties: { fruit: { type: "string" } }, required: ["fruit"] },
  async ({ fruit }) => {
    const count = stock.get(fruit);
    if (count === undefined) throw new Error(`No such fruit; there are ${[...stock.keys()].join(", ")}`);
    return { content: [{ type: "text", text: `${count} ${fruit}` }] };
  },
  { annotations: { readOnlyHint: true } },
);

const order = tool(
  "order",
  "Order more of a fruit",
  {
    type: "object",
    properties: { fruit: { type: "string" }, count: { type: "integer" } },
    required: ["fruit", "count"],
  },
  async ({ fruit, count }) => {
    stock.set(fruit, (stock.get(fruit) ?? 0) + count);
    return { content: [{ type: "text", text: `Ordered ${count} ${fruit}` }] };
  },
);

const shop = createSdkMcpServer({ name: "shop", tools: [lookUp, order] });
const prompt = process.argv[2] ?? "Look up the pears, and order 12 if there are none.";
const { result } = await query(prompt, {
  mcpServers: { shop },
  // A tool is called mcp__<server>__<tool>; this rule allows all tools of the server.
  allowedTools: ["mcp__shop"],
}).result();
console.log(result);
console.log("in stock now:", Object.fromEntries(stock));
