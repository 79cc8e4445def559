// What the real CLI sends to the model when it resumes a damaged transcript is what this library reads of it.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { query } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { DAMAGES, damaged, saidIn } from "./damages.ts";

const claude = withRealClaude({ reply: [{ text: "done" }] });

/** The conversation that goes to the model with one more prompt. */
async function sentBy(transcript: Uint8Array, sessionId: string): Promise<string> {
  const { model } = claude;
  const folder = path.join(model.home, ".claude", "projects", model.home.replaceAll(/[^a-zA-Z0-9]/g, "-"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${sessionId}.jsonl`), transcript);
  const before = model.requests.length;
  await query("Go on", claude.options({ resume: sessionId })).result();
  return saidIn(model.requests.slice(before).at(-1)?.messages ?? []);
}

describe("what the CLI resumes with", () => {
  for (const [what, damage] of Object.entries(DAMAGES)) {
    it(what, async () => {
      const id = crypto.randomUUID();
      assert.equal(await sentBy(damaged(id, claude.model.home, damage), id), damage.left);
    });
  }
});
