// Ask one question and print the answer: npx tsx examples/query.ts "your question"
import process from "node:process";
import { query } from "kodegen-claude-agent";

const question = process.argv[2] ?? "What is the capital of France?";
for await (const message of query(question, { maxTurns: 5 })) {
  if (message.type === "result" && message.subtype === "success") console.log(message.result);
}
