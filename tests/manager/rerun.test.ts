// A prompt that an agent was at work on when its host ended runs once more, when that is asked for.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { LONG_MS, until } from "../support/until.ts";

let requests = 0;
// The first two never come to an answer.
const claude = withRealClaude({ reply: () => ((requests += 1) <= 2 ? { hang: true } : { text: "Done." }) });
const journal = mkdtempSync(path.join(os.tmpdir(), "rerun-test-"));
after(() => rmSync(journal, { recursive: true, force: true }));

describe("An interrupted prompt", { timeout: 6 * LONG_MS }, () => {
  const disposed = disposing();

  it("runs again though the conversation has it already, and again after another end", async () => {
    const options = claude.options();
    const open = async (): Promise<AgentManager> => disposed(await AgentManager.open({ journal, options }));
    let manager = await open();
    const [id = ""] = (await manager.spawnSession({ prompt: "Do it" })).sessionIds;
    const ids: string[] = [];
    for (const asked of [1, 2]) {
      await until(() => requests === asked, `the model was not asked for the ${asked}. time`, 2 * LONG_MS);
      await manager.shutdown();
      manager = await open();
      const { interruptedPrompts = [] } = manager.getSessionInfo(id);
      assert.equal(interruptedPrompts.length, 1, "once, however often it has begun");
      ids.push(...interruptedPrompts);
      // The second time it is resumed first, and asked for afterwards.
      if (asked === 2) assert.deepEqual(manager.resumeAll()[0]?.interruptedPrompts, interruptedPrompts);
      assert.deepEqual(manager.resumeAll({ rerun: true, sessionIds: [] }), []);
      assert.equal(manager.resumeAll({ rerun: true, sessionIds: [id] })[0]?.interruptedPrompts, undefined);
      assert.deepEqual(manager.resumeAll({ rerun: true }), [], "once");
    }
    assert.notEqual(ids[0], ids[1], "the CLI knows the first");
    const { done, agents } = await manager.wait(id, { timeoutMs: 2 * LONG_MS });
    assert.deepEqual([done, agents[0]?.lastResult?.text, agents[0]?.turnCount], [true, "Done.", 1]);
    await manager.shutdown();
    assert.equal((await open()).getSessionInfo(id).interruptedPrompts, undefined, "it has run");
  });
});
