import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { query } from "../../lib/index.ts";
import { Session } from "../../lib/session/session.ts";
import { assistantFrame, initFrame, resultFrame, stateFrame } from "../../lib/testing/index.ts";
import { ask, prompted } from "../support/ask.ts";
import { withScript } from "../support/claude.ts";
import { livingProcesses } from "../support/leaks.ts";

describe("A session whose process ends", () => {
  it("F23 exit 0 during a turn is no success", async () => {
    const { types, code, message } = await ask({
      steps: [prompted, { emit: [initFrame(), assistantFrame("part")] }, { exit: 0 }],
    });
    assert.deepEqual([types, code], [["system", "assistant"], "unexpected_end"]);
    assert.match(message, /exited with code 0 before the result/);
  });

  it("F24 a failing exit or a signal during a turn is told after everything that came before", async () => {
    const exit = await ask({ steps: [prompted, { emit: initFrame() }, { exit: 3 }] });
    assert.deepEqual([exit.types, exit.code], [["system"], "process_exited"]);
    assert.match(exit.message, /^Claude Code process exited with code 3 during a turn/);
    const killed = await ask({ steps: [prompted, { emit: initFrame() }, { signal: "SIGKILL" }] });
    assert.deepEqual([killed.types, killed.code], [["system"], "process_exited"]);
    assert.match(killed.message, /terminated by signal SIGKILL/);
  });

  it("a process that does not exit after the result is ended; the result comes at once", {
    timeout: 20_000,
  }, async () => {
    const steps = [
      prompted,
      { emit: [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")] },
      { hang: true as const },
    ];
    await withScript({ steps }, async (options) => {
      const begun = performance.now();
      let seen = 0;
      for await (const message of query("hello", options))
        if (message.type === "result") seen = performance.now() - begun;
      assert.ok(seen > 0 && seen < 1_500, `${seen}`);
      assert.ok(performance.now() - begun < 6_000);
      assert.deepEqual(livingProcesses(), []);
    });
  });

  it("F28 a flood on stderr stalls nothing", async () => {
    const { code } = await ask({
      steps: [
        prompted,
        { emit: initFrame() },
        { stderr: "x".repeat(1000), times: 20_000 },
        { emit: resultFrame("ok") },
      ],
    });
    assert.equal(code, undefined);
  });

  it("F30 F31 a prompt that the CLI no longer takes is refused to its sender only", async () => {
    await withScript({ steps: [prompted, { emit: [initFrame(), resultFrame("one")] }] }, async (options) => {
      const session = new Session(options);
      await session.send("hello");
      await new Promise((resolve) => session.once("turnEnded", resolve));
      await session.close();
      await assert.rejects(session.send("too late"), { code: "session_closed" });
      assert.equal((await session.close()).reason, "closed");
    });
  });

  it("a stubborn tree is ended when the loop is left, detached processes too", {
    timeout: 30_000,
  }, async () => {
    const steps = [
      { ignore: ["SIGTERM", "SIGINT"] },
      prompted,
      { spawn: true as const },
      { spawn: { detached: true } },
      { emit: initFrame() },
      { hang: true as const },
    ];
    await withScript({ steps, silent: ["interrupt"] }, async (options, claude) => {
      for await (const message of query("hello", options)) {
        assert.equal(message.type, "system");
        assert.equal((await claude.children()).length, 2);
        break;
      }
      assert.deepEqual(livingProcesses(), []);
    });
  });
});
