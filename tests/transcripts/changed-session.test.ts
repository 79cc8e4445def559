// A kept session that was changed by this library goes on in the real CLI.
import assert from "node:assert/strict";
import { it } from "node:test";
import {
  forkSession,
  getSessionInfo,
  getSessionMessages,
  type Options,
  query,
  renameSession,
} from "../../lib/index.ts";
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
