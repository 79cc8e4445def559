// A program that is killed while its agent runs a tool.
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { query } from "../../lib/index.ts";

const begun = path.join(os.tmpdir(), `tool-runs-${crypto.randomUUID()}`);
const input = { command: `touch ${begun}; sleep 300`, description: "Sleep" };
const watch = setInterval(() => {
  if (!existsSync(begun)) return;
  clearInterval(watch);
  console.log("tool runs");
}, 20);
const prompt = `[[mock: ${JSON.stringify([{ tool: "Bash", input }])} ]]`;
for await (const { type } of query(prompt, { allowedTools: ["Bash"] })) console.log(type);
