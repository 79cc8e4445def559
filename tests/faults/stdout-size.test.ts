// F18, F19 and F26: lines without measure, and more of them than anybody can read at once.
import assert from "node:assert/strict";
import process from "node:process";
import { describe } from "node:test";
import { LineTooLongError } from "../../lib/index.ts";
import { initFrame, resultFrame, type ScriptedStep } from "../../lib/testing/index.ts";
import { fault, prompted } from "../support/fault.ts";
import { livingProcesses } from "../support/leaks.ts";
import { play } from "../support/play.ts";

const MIB = 1 << 20;

interface Strain {
  /** How much memory the process took at most, above what it had before, in bytes. */
  readonly memory: number;
  /** How long this process computed without a pause in 99 of 100 cases at most, in milliseconds. */
  readonly blockedMs: number;
}

/** Watch this process while something runs. */
async function strainOf(run: () => Promise<void>): Promise<Strain> {
  const before = process.memoryUsage().rss;
  let peak = before;
  // In time of the processor, because the clock on the wall counts what other programs take as well.
  let last = process.cpuUsage();
  const delays: number[] = [];
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(last);
    delays.push((user + system) / 1_000);
    last = process.cpuUsage();
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 10);
  try {
    await run();
  } finally {
    clearInterval(timer);
  }
  delays.sort((a, b) => a - b);
  return { memory: peak - before, blockedMs: delays[Math.floor(delays.length * 0.99)] ?? 0 };
}

describe("Lines without measure", () => {
  fault("F18: a line over the limit is reported, and the next line is parsed", async (scene) => {
    for (const bytes of [MIB + 1, 5_000_000]) {
      const steps: ScriptedStep[] = [{ fill: { bytes } }, { emit: resultFrame("fine") }, { exit: 0 }];
      const { types, faults, end } = await play(scene, steps, { maxBufferSize: MIB });
      assert.deepEqual([types, end.error, faults.length], [["result"], undefined, 1]);
      const [{ problem, detail, error } = { problem: "", detail: "" }] = faults;
      assert.equal(problem, "line_too_long");
      assert.ok(error instanceof LineTooLongError && error.code === "line_too_long");
      assert.deepEqual([error.bytes, error.limit, error.message], [bytes, MIB, detail]);
      assert.match(detail, new RegExp(`a line of ${bytes} bytes.*1048576.*"maxBufferSize"`));
    }
  });

  fault("F18: a line of just the limit is a line", async (scene) => {
    const text = JSON.stringify({ type: "prompt_suggestion", suggestion: "" });
    const whole = text.replace('""', `"${"x".repeat(MIB - text.length)}"`);
    const steps: ScriptedStep[] = [{ raw: `${whole}\n` }, { emit: resultFrame("fine") }, { exit: 0 }];
    const { types, problems } = await play(scene, steps, { maxBufferSize: MIB });
    assert.deepEqual([types, problems], [["prompt_suggestion", "result"], []]);
  });

  fault(
    "F18: by default the limit is 64 MiB, and a line of 120 MB costs no more memory than three times that",
    async (scene) => {
      const steps: ScriptedStep[] = [
        { fill: { bytes: 120_000_000 } },
        { emit: resultFrame("fine") },
        { exit: 0 },
      ];
      const { memory } = await strainOf(async () => {
        const { types, faults } = await play(scene, steps);
        assert.deepEqual(types, ["result"]);
        assert.match(faults[0]?.detail ?? "", /a line of 120000000 bytes, which is longer than 67108864/);
      });
      assert.ok(memory < 192 * MIB, `${Math.round(memory / MIB)} MiB`);
    },
  );

  fault(
    "F19: a line without an end is given up, the process is ended, and memory stays as it was",
    async (scene) => {
      const steps: ScriptedStep[] = [
        prompted,
        { emit: initFrame() },
        { fill: { bytes: 1_040 * MIB, newline: false } },
        { hang: true },
      ];
      const { memory } = await strainOf(async () => {
        const { types, error } = await scene.askScripted({ steps }, { maxBufferSize: MIB });
        assert.deepEqual(types, ["system"]);
        assert.ok(error instanceof LineTooLongError && error.code === "line_too_long", String(error));
        assert.ok(error.bytes >= 1_024 * MIB && error.bytes < 1_030 * MIB, String(error.bytes));
        assert.match(error.message, /without a newline/);
        assert.deepEqual(livingProcesses(), []);
      });
      // More than 1,024 MiB have come through. Deno collects the memory of chunks late, and that is not ours to hurry.
      const bound = "Deno" in globalThis ? 600 : 100;
      assert.ok(memory < bound * MIB, `${Math.round(memory / MIB)} MiB`);
    },
  );
});

describe("Lines without number", () => {
  fault(
    "F26: 600 000 lines in one burst arrive in order, while the host stays responsive and small",
    async (scene) => {
      const block = Array.from(
        { length: 1_000 },
        (_, index) => `{"type":"prompt_suggestion","suggestion":"${index}"}\n`,
      );
      const steps: ScriptedStep[] = [
        prompted,
        { repeat: 600, steps: [{ raw: block.join("") }] },
        { emit: resultFrame("done") },
      ];
      const options = await scene.options({ steps });
      let count = 0;
      let inOrder = true;
      const begun = performance.now();
      const { memory, blockedMs } = await strainOf(async () => {
        for await (const message of scene.query("hello", options)) {
          if (message.type !== "prompt_suggestion") continue;
          inOrder &&= message.suggestion === String(count % 1_000);
          count += 1;
        }
      });
      assert.deepEqual([count, inOrder], [600_000, true]);
      // However slow the machine is, others have their turn many times.
      const wholeMs = performance.now() - begun;
      assert.ok(blockedMs < wholeMs / 10, `${blockedMs} of ${wholeMs} ms`);
      assert.ok(memory < 250 * MIB, `${Math.round(memory / MIB)} MiB`);
    },
    { timeout: 90_000 },
  );
});
