// A host that is killed while it takes up a conversation from a store: before its session has a process, or with one.
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { InMemorySessionStore, query } from "../../lib/index.ts";
import { createScriptedClaude, initFrame } from "../../lib/testing/index.ts";

const cwd = mkdtempSync(path.join(os.tmpdir(), "restoring-"));
const claude = await createScriptedClaude({
  steps: [{ expect: { type: "user" } }, { emit: initFrame() }, { hang: true }],
});
// Only the copy is to lie there.
process.env["TMPDIR"] = cwd;
const sessionId = crypto.randomUUID();
const key = { projectKey: cwd.replaceAll(/[^a-zA-Z0-9]/g, "-"), sessionId };
const store = new InMemorySessionStore();
await store.append(key, [{ type: "user", uuid: "u", message: { role: "user", content: "said before" } }]);
const options = { sessionStore: store, resume: sessionId, pathToClaudeCodeExecutable: claude.path, cwd };
if (process.argv[2] === "early") {
  store.listSubkeys = () => {
    console.log("ready", cwd);
    return new Promise(() => undefined);
  };
  // A promise that is never settled keeps no program running.
  setInterval(() => undefined, 1_000);
}
for await (const { type } of query("go on", options)) console.log("ready", cwd, type);
