// The real CLI resumes a repaired copy, and sends the model everything that is left of the damaged transcript.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { query, repairSession } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { withConfigFolder } from "../support/kept-sessions.ts";
import { ALL, DAMAGES, type Damage, damaged, saidIn } from "./damages.ts";
import { MORE_DAMAGES } from "./more-damages.ts";

const claude = withRealClaude({ reply: [{ text: "done" }] });
const config = withConfigFolder();

/** The conversation that goes to the model with one more prompt. */
async function sentByCopyOf(damage: Damage): Promise<string> {
  const { model } = claude;
  const id = crypto.randomUUID();
  writeFileSync(config.write(model.home, id, []), damaged(id, model.home, damage));
  const { sessionId } = await repairSession(id);
  const before = model.requests.length;
  const { env, ...options } = claude.options({ resume: sessionId });
  await query("Go on", { ...options, env: { ...env, CLAUDE_CONFIG_DIR: config.folder } }).result();
  return saidIn(model.requests.slice(before).at(-1)?.messages ?? []);
}

describe("what the CLI resumes a repaired copy with", () => {
  for (const [what, damage] of Object.entries({ ...DAMAGES, ...MORE_DAMAGES })) {
    it(what, async () => assert.equal(await sentByCopyOf(damage), damage.repaired ?? ALL));
  }
});
