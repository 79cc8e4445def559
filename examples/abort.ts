// Give an agent a limited time, and let Ctrl-C stop it; nothing of it stays: npx tsx examples/abort.ts 60 "what to do"
import process from "node:process";
import { AbortError, query } from "kodegen-claude-agent";

const seconds = Number(process.argv[2] ?? 60);
const prompt = process.argv[3] ?? "Think hard, then tell me a very long story.";

const abortController = new AbortController();
const timer = setTimeout(() => abortController.abort(), seconds * 1_000);
process.once("SIGINT", () => abortController.abort());

const begun = performance.now();
const running = query(prompt, { abortController, includePartialMessages: true });
try {
  for await (const message of running) {
    if (message.type === "stream_event" && message.event.type === "content_block_delta") {
      if (message.event.delta.type === "text_delta") process.stdout.write(message.event.delta.text);
    }
    // Leaving the loop by break, return or a throw ends the agent as well.
  }
  console.log("\nDone in time.");
} catch (error) {
  if (!(error instanceof AbortError)) throw error;
  // It is thrown at once; this waits until the process, and all that it had started, is gone.
  await running.close();
  console.log(
    `\nStopped after ${((performance.now() - begun) / 1_000).toFixed(0)} s; nothing is left running.`,
  );
} finally {
  clearTimeout(timer);
}
