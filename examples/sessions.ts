// Kept sessions: list, read, rename, fork, go on from a message, repair, export: npx tsx examples/sessions.ts
import { writeFile } from "node:fs/promises";
import {
  exportSession,
  forkSession,
  getSessionMessages,
  getSessionUsage,
  listSessions,
  query,
  renameSession,
  repairSession,
  searchSessions,
} from "kodegen-claude-agent";

// Something to look at: a session of two turns.
const { session_id: sessionId } = await query("Remember the word lighthouse.").result();
await query("And the word ferry.", { resume: sessionId }).result();

await renameSession(sessionId, "Words to remember");
for (const { sessionId: id, summary, lastModified } of await listSessions({ dir: ".", limit: 5 }))
  console.log(`${new Date(lastModified).toISOString().slice(0, 10)} ${id.slice(0, 8)} ${summary}`);

const messages = await getSessionMessages(sessionId);
for (const { type, message } of messages) console.log(`${type}: ${JSON.stringify(message).slice(0, 60)}…`);

// Everything up to the first answer, as a session of its own; the first one stays as it is.
const firstAnswer = messages.find(({ type }) => type === "assistant")?.uuid ?? "";
const fork = await forkSession(sessionId, { upToMessageId: firstAnswer, title: "Without the ferry" });
const inFork = await query("Which words do you remember?", { resume: fork.sessionId }).result();
console.log(`fork: ${inFork.subtype}, ${(await getSessionMessages(fork.sessionId)).length} messages`);

// Or without a copy: the CLI forgets what came after the message, and goes on from there.
const options = { resume: sessionId, resumeSessionAt: firstAnswer };
await query("And the word harbour.", options).result();
console.log(`resumed there: ${(await getSessionMessages(sessionId)).length} messages`);

for await (const { kind, snippet } of searchSessions("ferry", { dir: ".", limit: 3 }))
  console.log(`${kind}: ${snippet}`);
const { totalCostUSD = 0 } = (await getSessionUsage(sessionId)) ?? {};
console.log(`cost: $${totalCostUSD.toFixed(4)}`);

// A copy that resumes, whatever a crash has done to the file.
const { messages: left, dropped } = await repairSession(sessionId);
console.log(`repaired: ${left} messages, ${dropped.length} parts lost`);

await writeFile("session.html", await exportSession(sessionId, { format: "html" }));
console.log("session.html is the page to look at");
