// A program that is killed in the middle of a turn; its store is a file: tests/stores/hosts.test.ts
import process from "node:process";
import { ClaudeSDKClient } from "../../lib/index.ts";
import { FileStore } from "./file-store.ts";

const [, , file = ""] = process.argv;
const client = new ClaudeSDKClient({ sessionStore: new FileStore(file), allowedTools: ["Bash"] });
await client.sendMessage("Remember the word rowan.");
await client.result();
await client.sendMessage("mock:sleep");
for await (const message of client.messages()) {
  if (message.type === "assistant") console.log(`working ${client.sessionId}`);
}
