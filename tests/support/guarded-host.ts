// A host that is killed: it starts sessions whose CLI does not end by itself, prints what there is, and waits.
import process from "node:process";
import { query } from "../../lib/index.ts";
import { createScriptedClaude, initFrame } from "../../lib/testing/index.ts";

const sessions = Number(process.argv[2] ?? "1");
const claude = await createScriptedClaude({
  steps: [
    { ignore: ["SIGTERM"] },
    { expect: { type: "user" } },
    { spawn: { detached: true } },
    { spawn: { command: "exec env -i sleep 300" } },
    // Its sleep is short, since a shell sees to a signal when that is over.
    { spawn: { command: "trap 'exec env -i sleep 300' TERM; while :; do sleep 0.1; done" } },
    { emit: initFrame() },
    { hang: true },
  ],
});
const settings = { env: { SOME_TOKEN: "in a file of its own" } };
const queries = Array.from({ length: sessions }, () =>
  query("hello", { pathToClaudeCodeExecutable: claude.path, settings }),
);
for (const each of queries) each.on("warning", ({ code, message }) => console.log("warning", code, message));
await Promise.all(queries.map((each) => each.next()));
const runs = await claude.runs();
const files = runs.map(({ argv }) => argv[argv.indexOf("--settings") + 1]);
const pids = [...runs.map(({ pid }) => pid), ...(await claude.children())];
console.log("ready", JSON.stringify({ pids, files }));
