// A repaired copy of a damaged transcript has everything that is left, in one conversation, and the original stays as it is.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { getSessionMessages, type RepairSessionResult, repairSession } from "../../lib/index.ts";
import { withConfigFolder } from "../support/kept-sessions.ts";
import { ALL, DAMAGES, damaged, saidIn } from "./damages.ts";
import { MORE_DAMAGES } from "./more-damages.ts";

const config = withConfigFolder();
const DIR = "/kept/repaired";

async function read(sessionId: string): Promise<string> {
  const messages = await getSessionMessages(sessionId);
  return saidIn(messages.map(({ message }) => message as { content: unknown }));
}

async function repair(bytes: Uint8Array, id: string): Promise<RepairSessionResult> {
  const file = config.write(DIR, id, []);
  writeFileSync(file, bytes);
  const result = await repairSession(id);
  assert.deepEqual(readFileSync(file), Buffer.from(bytes), "the original");
  return result;
}

describe("repairSession() with a damaged transcript", () => {
  for (const [what, damage] of Object.entries({ ...DAMAGES, ...MORE_DAMAGES })) {
    it(what, async () => {
      const id = crypto.randomUUID();
      const { repaired = ALL } = damage;
      const result = await repair(damaged(id, DIR, damage), id);
      assert.equal(await read(result.sessionId), repaired);
      assert.equal(result.messages, repaired.split(" ").length);
      const again = await repairSession(result.sessionId);
      const { recovered, dropped, bridged } = again;
      assert.deepEqual({ recovered, dropped, bridged }, { recovered: [], dropped: [], bridged: [] }, "twice");
      assert.equal(await read(again.sessionId), repaired);
      if (damage.left !== undefined && damage.left !== repaired) {
        const places = result.recovered.length + result.bridged.length;
        assert.ok(places > 0, "it is said what was done");
      }
    });
  }
});
