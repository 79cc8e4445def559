import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startup } from "../lib/index.ts";
import { withRealClaude, withScript } from "./support/claude.ts";
import { disposing } from "./support/disposing.ts";
import { livingProcesses } from "./support/leaks.ts";

const claude = withRealClaude();

describe("startup()", { timeout: 300_000 }, () => {
  const open = disposing();

  it("startup() has the CLI ready before the prompt comes", async () => {
    const warm = open(await startup({ options: claude.options() }));
    assert.equal(livingProcesses().length > 0, true);
    const query = warm.query("Say hello");
    assert.equal((await query.result()).subtype, "success");
    assert.deepEqual(livingProcesses(), []);
  });

  it("a warm query has one prompt", async () => {
    await withScript({}, async (options) => {
      const warm = open(await startup({ options }));
      await warm.query("Say hello").result();
      assert.throws(() => warm.query("again"), { code: "session_closed" });
    });
  });

  it("close() ends the process without a prompt", async () => {
    await withScript({}, async (options) => {
      const warm = await startup({ options });
      warm.close();
      await warm[Symbol.asyncDispose]();
      assert.deepEqual(livingProcesses(), []);
      assert.throws(() => warm.query("too late"), { code: "session_closed" });
    });
  });

  it("startup() rejects when the CLI is not ready in time", async () => {
    await withScript({ silent: ["initialize"], steps: [{ hang: true }] }, async (options) => {
      await assert.rejects(startup({ options, initializeTimeoutMs: 300 }), { code: "initialize_timeout" });
    });
  });

  it("startup() tells how a process ended, also when it did so before it could be written to", async () => {
    const options = { pathToClaudeCodeExecutable: "/bin/false" };
    for (let round = 0; round < 20; round += 1)
      await assert.rejects(startup({ options }), { code: "process_exited", exitCode: 1 });
  });
});
