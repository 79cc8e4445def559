// A kept session that was changed by this library goes on in the real CLI.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { it } from "node:test";
import {
  forkSession,
  getSessionInfo,
  getSessionMessages,
  type Options,
  query,
  renameSession,
  repairSession,
} from "../../lib/index.ts";
import { findTranscript } from "../../lib/transcripts/session-files.ts";
import { withRealClaude } from "../support/claude.ts";
import { withConfigFolder } from "../support/kept-sessions.ts";

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
