// A program that is killed while its agent runs a tool.
import { existsSync, rmSync } from "node:fs";
import { query } from "../../lib/index.ts";

const BEGUN = "tool-has-begun";
const command = `touch ${BEGUN}; while :; do sleep 1; done`;
const step = { tool: "Bash", input: { command, description: "never ends", timeout: 600_000 } };
rmSync(BEGUN, { force: true });
const looking = setInterval(() => {
  if (!existsSync(BEGUN)) return;
  clearInterval(looking);
  console.log("tool runs");
}, 20);
for await (const _ of query(`[[mock: [${JSON.stringify(step)}] ]]`, { allowedTools: ["Bash"] })) {
  // Read to the end, which never comes.
}
