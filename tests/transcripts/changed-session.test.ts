// A kept session that was changed by this library goes on in the real CLI.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { it } from "node:test";
import {
  ClaudeSDKClient,
  forkSession,
  getSessionInfo,
  getSessionMessages,
  listSessions,
  type Options,
  query,
  renameSession,
  repairSession,
  tagSession,
} from "../../lib/index.ts";
import { findTranscript } from "../../lib/transcripts/session-files.ts";
import { withRealClaude } from "../support/claude.ts";
import { linesOf, withConfigFolder } from "../support/kept-sessions.ts";

const claude = withRealClaude();
const config = withConfigFolder();

async function run(prompt: string, more: Options = {}): Promise<string> {
  const { env, ...options } = claude.options(more);
  const { session_id } = await query(prompt, {
    ...options,
    env: { ...env, CLAUDE_CONFIG_DIR: config.folder },
  }).result();
  return session_id;
}

it("a fork that ends at a message is resumed, and a title that it was given stays", async () => {
  const id = await run("first question");
  await run("second question", { resume: id });
  const [, answer] = await getSessionMessages(id);
  const fork = await forkSession(id, { upToMessageId: answer?.uuid });
  await renameSession(fork.sessionId, "Given here");
  await run("and now?", { resume: fork.sessionId });
  const texts = (await getSessionMessages(fork.sessionId)).map(({ message }) => JSON.stringify(message));
  assert.equal(texts.length, 4);
  assert.match(texts[0] ?? "", /first question/);
  assert.match(texts[2] ?? "", /and now\?/);
  assert.equal((await getSessionInfo(fork.sessionId))?.customTitle, "Given here");
});

it("a session that the CLI finds nothing in goes on in a repaired copy", async () => {
  const id = await run("first question");
  await run("second question", { resume: id });
  const file = (await findTranscript(id))?.file ?? "";
  const torn = readFileSync(file, "utf8").replaceAll("\n", "\0");
  writeFileSync(file, `torn${torn}`);
  await assert.rejects(run("and now?", { resume: id }));
  const { sessionId, messages, recovered } = await repairSession(id);
  assert.equal(messages, 4);
  assert.ok(recovered.length >= messages);
  await run("and now?", { resume: sessionId });
  assert.equal((await getSessionMessages(sessionId)).length, 6);
  assert.match((await getSessionInfo(sessionId))?.summary ?? "", /\(repaired\)$/);
});

it("a title and a tag that are given while the CLI runs stay, although it writes those that it knows", async (context) => {
  const { env, ...options } = claude.options({ title: "Before" });
  const client = new ClaudeSDKClient({ ...options, env: { ...env, CLAUDE_CONFIG_DIR: config.folder } });
  // Not `await using`, which Node 22 cannot read.
  context.after(() => client.close());
  await client.connect();
  const turn = async (prompt: string): Promise<string> => {
    await client.query(prompt);
    for await (const message of client.receiveResponse())
      if (message.type === "result") return message.session_id;
    throw new Error("No result");
  };
  const id = await turn("x".repeat(100_000));
  await renameSession(id, "Given here");
  await tagSession(id, "given");
  for (let count = 0; count < 2; count += 1) await turn("x".repeat(100_000));
  const [info, [listed]] = [await getSessionInfo(id), await listSessions({ limit: 1 })];
  assert.deepEqual([info?.customTitle, info?.tag], ["Given here", "given"]);
  assert.deepEqual([listed?.customTitle, listed?.tag], ["Given here", "given"]);
  const written = linesOf((await findTranscript(id))?.file ?? "").findLast(
    ({ type }) => type === "custom-title",
  );
  assert.equal(written?.["customTitle"], "Before");
});
