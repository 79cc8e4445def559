// Damaged transcripts: what is read, forked, exported and listed is what the CLI would go on with.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import {
  exportSession,
  forkSession,
  getSessionInfo,
  getSessionMessages,
  listSessions,
} from "../../lib/index.ts";
import { withConfigFolder } from "../support/kept-sessions.ts";
import { DAMAGES, damaged, saidIn } from "./damages.ts";

const config = withConfigFolder();
const DIR = "/kept/damaged";

async function read(sessionId: string): Promise<string> {
  const messages = await getSessionMessages(sessionId);
  return saidIn(messages.map(({ message }) => message as { content: unknown }));
}

describe("a damaged transcript", () => {
  for (const [what, damage] of Object.entries(DAMAGES)) {
    it(what, async () => {
      const id = crypto.randomUUID();
      writeFileSync(config.write(DIR, id, []), damaged(id, DIR, damage));
      assert.equal(await read(id), damage.left);
      const fork = await forkSession(id);
      assert.equal(await read(fork.sessionId), damage.left, "its fork");
      const page = await exportSession(id, { title: "x" });
      for (const said of damage.left.split(" ")) assert.ok(page.includes(said), `${said} is exported`);
      assert.ok((await getSessionInfo(id)) !== undefined, "it is known");
      assert.ok(
        (await listSessions({ dir: DIR })).some(({ sessionId }) => sessionId === id),
        "it is listed",
      );
    });
  }
});
