// The five time-outs of a session: which one ran out, after how long, and what was last seen.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
import { describe } from "node:test";
import { TimeoutError } from "../../lib/index.ts";
import {
  assistantFrame,
  initFrame,
  permissionFrame,
  resultFrame,
  stateFrame,
} from "../../lib/testing/index.ts";
import { fault, prompted, TOGETHER } from "../support/fault.ts";
import { marked } from "../support/leaks.ts";
import { timersOf } from "../support/timers.ts";
import { until } from "../support/until.ts";

const done = [initFrame(), assistantFrame("hi"), resultFrame("hi"), stateFrame("idle")];

describe("The time-outs of a session", TOGETHER, () => {
  fault(
    "F06: spawn: the process is not there in time, and it does not stay when it comes after all",
    async (scene) => {
      const claude = await scene.claude({});
      // Looking into so many folders takes longer than is allowed.
      const folders = Array.from({ length: 10_000 }, (_, index) => `/${index.toString(36)}`);
      let came: Promise<unknown> | undefined;
      const session = scene.session({
        env: marked({ PATH: folders.join(path.delimiter) }),
        spawnTimeoutMs: 50,
        spawnClaudeCodeProcess: ({ args }) => {
          const child = spawn(claude.path, args, { stdio: "pipe" });
          came = new Promise((resolve) => child.once("close", resolve));
          return child;
        },
      });
      await assert.rejects(session.start(), (error: unknown) => {
        assert.ok(error instanceof TimeoutError && error.code === "spawn_timeout", String(error));
        assert.deepEqual([error.timeout, error.timeoutMs, error.retryable], ["spawn", 50, true]);
        const text =
          /not started within 50 ms \(option "spawnTimeoutMs"\); it was still looking for the executable/;
        assert.match(error.message, text);
        return true;
      });
      await until(() => came !== undefined, "it never came");
      await came;
      assert.equal((await session.closed).error?.code, "spawn_timeout");
    },
  );

  fault("F25: first event: the CLI does not react to a prompt", async (scene) => {
    const steps = [prompted];
    const { error } = await scene.askScripted({ steps }, { firstEventTimeoutMs: 300 });
    assert.ok(error instanceof TimeoutError && error.code === "first_event_timeout", String(error));
    assert.deepEqual([error.timeout, error.timeoutMs], ["first_event", 300]);
    assert.match(error.message, /did not react.*within 300 ms.*"firstEventTimeoutMs".*last output \d/);
    assert.deepEqual(await scene.living(), []);
  });

  fault("F25: first event: a message, or a question to the host, is a reaction", async (scene) => {
    const slow = [prompted, { emit: initFrame() }, { wait: 1_500 }, { emit: done.slice(1) }];
    const answered = await scene.askScripted({ steps: slow }, { firstEventTimeoutMs: 1_000 });
    assert.equal(answered.code, undefined);
    const ask = [
      prompted,
      { emit: permissionFrame("q", "Bash", {}) },
      { expect: { type: "control_response" } },
    ];
    const canUseTool = (): Promise<{ behavior: "allow" }> =>
      new Promise((resolve) => setTimeout(resolve, 1_500, { behavior: "allow" }));
    const asked = await scene.askScripted(
      { steps: [...ask, { emit: done }] },
      { firstEventTimeoutMs: 1_000, canUseTool },
    );
    assert.equal(asked.code, undefined);
  });

  fault("F25: silence: the CLI says nothing during a turn, and the last message is named", async (scene) => {
    const steps = [prompted, { emit: [initFrame(), assistantFrame("part")] }];
    const { error, types } = await scene.askScripted({ steps }, { silenceTimeoutMs: 1_000 });
    assert.deepEqual(types, ["system", "assistant"]);
    assert.ok(error instanceof TimeoutError && error.code === "silence_timeout", String(error));
    assert.deepEqual([error.timeout, error.timeoutMs], ["silence", 1_000]);
    assert.match(
      error.message,
      /for 1000 ms.*"silenceTimeoutMs".*last message "assistant", last output [1-9]\d*\.\d s ago/,
    );
    assert.deepEqual(await scene.living(), []);
  });

  fault("F25: silence: signs of life count as activity", async (scene) => {
    const alive = { repeat: 25, steps: [{ wait: 100 }, { emit: { type: "keep_alive" } }] };
    const steps = [prompted, { emit: initFrame() }, alive, { emit: done.slice(1) }];
    const { code } = await scene.askScripted({ steps }, { silenceTimeoutMs: 2_000 });
    assert.equal(code, undefined);
  });

  fault("F25: silence: it is paused while the host owes an answer, and runs on afterwards", async (scene) => {
    const steps = [
      prompted,
      { emit: [initFrame(), permissionFrame("slow", "Bash", {})] },
      { expect: { type: "control_response" } },
    ];
    const begun = performance.now();
    let answeredAt = 0;
    const canUseTool = (): Promise<{ behavior: "allow" }> =>
      new Promise((resolve) =>
        setTimeout(() => {
          answeredAt = performance.now() - begun;
          resolve({ behavior: "allow" });
        }, 1_500),
      );
    const { code } = await scene.askScripted({ steps }, { silenceTimeoutMs: 1_000, canUseTool });
    assert.equal(code, "silence_timeout");
    assert.ok(answeredAt >= 1_490, "the session ended while the host had to answer");
  });

  fault("F25: silence: a session that rests between turns is not silent", async (scene) => {
    const client = scene.client(
      await scene.options({}, { silenceTimeoutMs: 1_000, firstEventTimeoutMs: 1_000 }),
    );
    await client.sendMessage("one");
    await client.result();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await client.sendMessage("two");
    assert.equal((await client.result()).subtype, "success");
    await client.close();
  });

  fault(
    "F22: exit: a CLI that stays when all is done is ended, with an error if asked for",
    async (scene) => {
      const steps = [prompted, { emit: done }, { hang: true as const }];
      const { error, message, types } = await scene.askScripted({ steps }, { exitTimeoutMs: 200 });
      assert.ok(error instanceof TimeoutError && error.code === "exit_timeout", String(error));
      assert.deepEqual([error.timeout, error.timeoutMs], ["exit", 200]);
      assert.match(message, /did not exit.*within 200 ms.*"exitTimeoutMs".*last message "system/);
      assert.deepEqual(types, ["system", "assistant", "result"]);
      assert.deepEqual(await scene.living(), []);
    },
  );
});

// Not together with others: it looks at every timer of this process.
describe("The default time-outs of a session", () => {
  fault(
    "F06: by default spawn has 10 s, initialize 30 s, other requests 10 s and the exit 3 s; the others do not run",
    async (scene) => {
      const options = await scene.options({});
      const lengths = await timersOf(async () => {
        const running = scene.query("hello", options);
        await running.request("mcp_status", {});
        await running.result();
      });
      const timers = lengths.filter((ms) => ms >= 3_000 && ms !== 5_000);
      assert.deepEqual(
        timers.toSorted((a, b) => a - b),
        [3_000, 10_000, 10_000, 30_000],
      );
    },
  );
});
