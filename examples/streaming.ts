// Prompts that come while the agent works, one of them with a picture: npx tsx examples/streaming.ts
import process from "node:process";
import { query, type SDKUserMessage } from "kodegen-claude-agent";

const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

function prompt(content: SDKUserMessage["message"]["content"]): SDKUserMessage {
  return { type: "user", message: { role: "user", content }, parent_tool_use_id: null };
}

// Resolves with the first word of an answer.
let answering = (): void => undefined;
const begun = new Promise<void>((resolve) => (answering = resolve));

/** The source of prompts. It may wait as long as it likes; the session ends when it is at its end and all is answered. */
async function* prompts(): AsyncGenerator<SDKUserMessage> {
  yield prompt([
    { type: "text", text: "What is in this picture?" },
    { type: "image", source: { type: "base64", media_type: "image/png", data: PICTURE } },
  ]);
  await begun;
  console.log("\n> (while it writes) Name a colour that goes with it, too.");
  yield prompt("Name a colour that goes with it, too.");
}

for await (const message of query(prompts(), { includePartialMessages: true, maxTurns: 5 })) {
  if (message.type === "stream_event" && message.event.type === "content_block_delta") {
    answering();
    if (message.event.delta.type === "text_delta") process.stdout.write(message.event.delta.text);
  }
  if (message.type === "result") console.log(`\n[answered in ${message.num_turns} turn(s)]`);
}
