// A host that ends in one way or another while its session's stubborn CLI and tools run.
import process from "node:process";
import { query } from "../../lib/index.ts";
import { createScriptedClaude, initFrame } from "../../lib/testing/index.ts";

const how = process.argv[2];
const OWN_CODE = 7;
if (how === "handlers")
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
    process.on(signal, () => process.exit(OWN_CODE));
const claude = await createScriptedClaude({
  steps: [
    { ignore: ["SIGTERM", "SIGINT", "SIGHUP"] },
    { expect: { type: "user" } },
    { spawn: true },
    { spawn: { detached: true } },
    { emit: initFrame() },
    { hang: true },
  ],
  silent: ["interrupt"],
});
const session = query("hello", { pathToClaudeCodeExecutable: claude.path });
await session.next();
const [run] = await claude.runs();
console.log("ready", JSON.stringify([run?.pid, ...(await claude.children())]));
if (how === "exit") process.exit(3);
if (how === "throw")
  setTimeout(() => {
    throw new Error("Nobody catches this");
  });
// Not before the line is out.
if (how === "block")
  setTimeout(() => {
    for (;;);
  }, 100);
