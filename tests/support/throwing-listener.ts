// A program with a store that fails, and a listener that throws when it hears of it: tests/session/transcript-mirror.test.ts
import process from "node:process";
import { query } from "../../lib/index.ts";
import { createScriptedClaude, initFrame, resultFrame, stateFrame } from "../../lib/testing/index.ts";

process.on("uncaughtException", ({ message }) => console.log("uncaught:", message));
const filePath = "/nowhere/projects/-project/1.jsonl";
const mirror = { type: "transcript_mirror", filePath, entries: [{ type: "user" }] };
const emit = [stateFrame("running"), initFrame(), mirror, resultFrame("done"), stateFrame("idle")];
const claude = await createScriptedClaude({ steps: [{ expect: { type: "user" } }, { emit }] });
const asking = query("hello", {
  env: { ...process.env, CLAUDE_CONFIG_DIR: "/nowhere" },
  pathToClaudeCodeExecutable: claude.path,
  sessionStore: { append: () => Promise.reject(new Error("no room")), load: () => Promise.resolve(null) },
});
asking.on("warning", ({ code }) => {
  throw new Error(`told of ${code}`);
});
console.log((await asking.result()).subtype);
await claude.close();
