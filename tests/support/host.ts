// A program that is killed while its agent runs a tool.
import { query } from "../../lib/index.ts";

for await (const message of query("mock:sleep", { allowedTools: ["Bash"] })) {
  if (message.type !== "assistant") continue;
  // The tool starts right after the message that asks for it.
  setTimeout(() => console.log("tool runs"), 500);
}
