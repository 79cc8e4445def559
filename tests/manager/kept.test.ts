// What is kept of an agent's messages, within its bounds, on a disk or without one, and what is told of the rest.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { afterEach, describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import {
  assistantFrame,
  initFrame,
  resultFrame,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { LONG_MS, until } from "../support/until.ts";

const turn = (...said: ScriptedFrame[]): ScriptedStep[] => [
  { expect: { type: "user" } },
  { emit: [stateFrame("running"), initFrame(), ...said, resultFrame("done"), stateFrame("idle")] },
];
const resting: ScriptedStep = { hang: true };

describe("The messages of an agent", { timeout: 6 * LONG_MS }, () => {
  const disposed = disposing();
  const temporary = process.env["TMPDIR"];
  afterEach(() => {
    if (temporary === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = temporary;
  });

  it("S23: are kept up to ringBytes, and the newest in any case", async () => {
    const texts = Array.from({ length: 20 }, (_, number) => `${number} ${"x".repeat(1_000)}`);
    const steps = [
      ...turn(...texts.map((text) => assistantFrame(text))),
      ...turn(assistantFrame("y".repeat(50_000))),
    ];
    await withScript({ steps: [...steps, resting] }, async (options) => {
      const manager = disposed(new AgentManager({ ringBytes: 10_000, options }));
      const [id = ""] = (await manager.spawnSession({ prompt: "x" })).sessionIds;
      await manager.wait(id, { timeoutMs: LONG_MS });
      const page = manager.getSessionOutput(id);
      const bytes = page.messages.reduce((sum, { message }) => sum + JSON.stringify(message).length, 0);
      assert.ok(bytes <= 10_000 && bytes > 8_000, `${bytes} bytes are kept`);
      assert.deepEqual([page.dropped, page.firstSeq], [22 - page.messages.length, 22 - page.messages.length]);
      let largest = 0;
      manager.on("message", () => {
        const [newest] = manager.getSessionOutput(id, { offset: -1 }).messages;
        largest = Math.max(largest, JSON.stringify(newest?.message).length);
      });
      await manager.sendPrompt(id, "y");
      await manager.wait(id, { timeoutMs: LONG_MS });
      assert.ok(largest > 50_000, "the newest is kept, however large it is");
    });
  });

  it("stay in memory, with a warning, where no file can be written", async () => {
    await withScript({ steps: [...turn(assistantFrame("said")), resting] }, async (options) => {
      const folder = mkdtempSync(path.join(os.tmpdir(), "kept-test-"));
      const file = path.join(folder, "no-folder");
      writeFileSync(file, "");
      process.env["TMPDIR"] = file;
      try {
        const manager = disposed(new AgentManager({ idleMs: 1, options }));
        const warnings: string[] = [];
        manager.on("warning", (_, { code, message }) => warnings.push(`${code}: ${message}`));
        const [id = ""] = (await manager.spawnSession({ prompt: "x" })).sessionIds;
        await until(() => warnings.length > 0, "nothing is told");
        assert.match(warnings.join(), /^spill_failed: What agent ".*" has said stays in memory/);
        assert.equal(manager.getSessionInfo(id).state, "parked");
        assert.equal(manager.getSessionText(id).text, "said\n");
        await manager.sendPrompt(id, "again");
        await until(() => warnings.length > 1, "nothing is told the second time");
        assert.equal(manager.getSessionText(id).text, "said\nsaid\n");
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });

  it("are counted as dropped by both ways of reading when their file was removed", async () => {
    await withScript({ steps: [...turn(assistantFrame("said")), resting] }, async (options) => {
      const folder = mkdtempSync(path.join(os.tmpdir(), "kept-test-"));
      process.env["TMPDIR"] = folder;
      try {
        const manager = disposed(new AgentManager({ idleMs: 1, options }));
        const files = (): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" });
        const spilled = (): string[] => files().filter((name) => name.endsWith(".lines"));
        const parked = async (count: number): Promise<string> => {
          const { sessionIds } = await manager.spawnSession({ prompt: "x" });
          await until(
            () => spilled().length === count,
            () => `there are ${files().join()}`,
          );
          return sessionIds[0] ?? "";
        };
        // The file of the first is complete by the time at which there is that of the second.
        const [text, page] = [await parked(1), await parked(2)];
        const isMissed = (): boolean => {
          for (const name of spilled()) rmSync(path.join(folder, name));
          return manager.getSessionOutput(page).dropped === 3;
        };
        await until(isMissed, "a page does not tell that its messages are gone");
        const gone = manager.getSessionText(text);
        assert.deepEqual([gone.text, gone.dropped, gone.hasMore], ["", 3, false]);
        assert.equal(manager.getSessionText(text, { cursor: gone.cursor }).dropped, 0);
        await manager.shutdown();
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });
});
