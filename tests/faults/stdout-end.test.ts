// F15, F22-F24 and F27: how output ends, and what comes after it should have.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { ProcessExitError, UnexpectedEndError } from "../../lib/index.ts";
import {
  assistantFrame,
  initFrame,
  resultFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { fault, prompted, TOGETHER } from "../support/fault.ts";
import { play } from "../support/play.ts";

const suggestion = (text: string): object => ({ type: "prompt_suggestion", suggestion: text });

describe("Output that ends", TOGETHER, () => {
  fault(
    "F15: output that ends in the middle of a line is an error that counts the bytes, told after everything before it",
    async (scene) => {
      const { types, end } = await play(scene, [
        { emit: initFrame() },
        { raw: '{"type":"assis' },
        { exit: 0 },
      ]);
      assert.deepEqual(types, ["system"]);
      assert.ok(
        end.error instanceof UnexpectedEndError && end.error.code === "unexpected_end",
        String(end.error),
      );
      assert.equal(end.error.partialBytes, 14);
      assert.match(end.error.message, /in the middle of a line of 14 bytes/);
      const after = await play(scene, [
        { emit: resultFrame("done") },
        { raw: '{"type":"assis' },
        { exit: 0 },
      ]);
      assert.ok(after.end.error instanceof UnexpectedEndError);
      assert.doesNotMatch(after.end.error.message, /before the result|before the turn/);
    },
  );

  fault(
    "F22: output that ends while the process lives on is an error, and the process is ended",
    async (scene) => {
      const steps: ScriptedStep[] = [{ emit: initFrame() }, { closeOutput: true }, { hang: true }];
      const { types, end } = await play(scene, steps);
      assert.deepEqual(types, ["system"]);
      assert.deepEqual([end.reason, end.error?.code, end.survivors], ["failed", "unexpected_end", []]);
      assert.match(end.error?.message ?? "", /closed its output while it was still running/);
    },
  );

  fault("F23: exit 0 during a turn is no success", async (scene) => {
    const { types, code, message } = await scene.askScripted({
      steps: [prompted, { emit: [initFrame(), assistantFrame("part")] }, { exit: 0 }],
    });
    assert.deepEqual([types, code], [["system", "assistant"], "unexpected_end"]);
    assert.match(message, /exited with code 0 before the result/);
  });

  fault("F24: a failing exit or a signal during a turn is told after all that came before", async (scene) => {
    const many = Array.from({ length: 200 }, (_, index) => suggestion(`${index}`));
    for (const [last, exitCode, signal] of [
      [{ exit: 3 }, 3, null],
      [{ signal: "SIGKILL" }, null, "SIGKILL"],
      [{ signal: "SIGSEGV" }, null, "SIGSEGV"],
    ] as const) {
      const steps = [prompted, { emit: [initFrame(), ...many] }, { stderr: "last words\n" }, last];
      const { error, types } = await scene.askScripted({ steps: steps as ScriptedStep[] });
      assert.equal(types.length, 201);
      assert.ok(error instanceof ProcessExitError && error.code === "process_exited", String(error));
      assert.deepEqual([error.exitCode, error.signal, error.stderrTail], [exitCode, signal, "last words"]);
      assert.match(
        error.message,
        signal === null ? /exited with code 3 during a turn/ : /by signal SIG\w+ during a turn/,
      );
    }
  });

  fault(
    "F27: what comes after the result is delivered in order, and the states stay in order too",
    async (scene) => {
      const late = assistantFrame("late");
      const steps: ScriptedStep[] = [
        prompted,
        { emit: [initFrame(), resultFrame("one"), stateFrame("idle")] },
        { wait: 30 },
        {
          emit: [late, resultFrame("two"), initFrame(), late, resultFrame("three"), stateFrame("idle"), late],
        },
      ];
      const client = scene.client(await scene.options({ steps }));
      const activities: string[] = [];
      client.on("activity", (activity) => activities.push(activity));
      await client.sendMessage("hello");
      const types: string[] = [];
      for await (const { type } of client.messages()) if (types.push(type) === 8) break;
      await client.close();
      assert.deepEqual(types, [
        "system",
        "result",
        "assistant",
        "result",
        "system",
        "assistant",
        "result",
        "assistant",
      ]);
      assert.deepEqual(activities, ["running", "idle", "running", "idle", "closing", "closed"]);
      const read = await scene.askScripted({ steps });
      assert.deepEqual([read.types, read.code], [types, undefined]);
    },
  );
});
