// F44: permission callbacks that fail, hang or answer nonsense.
import assert from "node:assert/strict";
import { describe } from "node:test";
import type { CanUseTool, SessionWarning } from "../../lib/index.ts";
import {
  initFrame,
  permissionFrame,
  resultFrame,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { fault, prompted, type Scene, TOGETHER } from "../support/fault.ts";
import { until } from "../support/until.ts";

const done: ScriptedStep = { emit: [resultFrame("done"), stateFrame("idle")] };
const answered = (id: string): ScriptedStep => ({
  expect: { type: "control_response", response: { request_id: id } },
});
const never: CanUseTool = () => new Promise(() => undefined);

interface Decided {
  readonly answer: ScriptedFrame | undefined;
  readonly warnings: readonly SessionWarning[];
}

/** Have the CLI ask once, and see what it is answered. */
async function decide(
  scene: Scene,
  canUseTool: CanUseTool,
  more: { permissionTimeoutMs?: number } = {},
): Promise<Decided> {
  const claude = await scene.claude({
    steps: [
      prompted,
      { emit: [initFrame(), permissionFrame("q", "Bash", { command: "x" })] },
      answered("q"),
      done,
    ],
  });
  const session = scene.session({ pathToClaudeCodeExecutable: claude.path, canUseTool, ...more });
  const warnings: SessionWarning[] = [];
  session.events.on("warning", (warning) => warnings.push(warning));
  const ended = new Promise((resolve) => session.events.once("turnEnded", resolve));
  await session.send("hello");
  await ended;
  await session.close();
  const answer = (await claude.stdin()).find(({ type }) => type === "control_response");
  return {
    answer: (answer?.["response"] as ScriptedFrame | undefined)?.["response"] as ScriptedFrame,
    warnings,
  };
}

describe("A permission callback", TOGETHER, () => {
  const broken: Record<string, () => unknown> = {
    "throws an Error": () => {
      throw new Error("SECRET of the host");
    },
    "throws null": () => {
      throw null;
    },
    rejects: () => Promise.reject(new Error("SECRET of the host")),
    "returns undefined": () => undefined,
    "returns a text": () => "SECRET",
    "returns true": () => true,
    "allows with an input that is no object": () => ({ behavior: "allow", updatedInput: "SECRET" }),
    "allows with rules that are no list": () => ({ behavior: "allow", updatedPermissions: {} }),
    "denies without a message": () => ({ behavior: "deny" }),
    "denies with an interrupt that is no flag": () => ({
      behavior: "deny",
      message: "no",
      interrupt: "SECRET",
    }),
    "decides something else": () => ({ behavior: "maybe", message: "SECRET" }),
  };
  fault(
    "F44: when it fails, or answers nonsense, that is a no with a fixed text, and the real error stays here",
    async (scene) => {
      const callbacks = Object.entries(broken);
      const claude = await scene.claude({
        steps: [
          prompted,
          { emit: [initFrame(), ...callbacks.map((_, id) => permissionFrame(`${id}`, "Bash", {}))] },
          { repeat: callbacks.length, steps: [{ expect: { type: "control_response" } }] },
          done,
        ],
      });
      const canUseTool = (_tool: string, _input: object, { requestId }: { requestId: string }): unknown =>
        callbacks[Number(requestId)]?.[1]();
      const running = scene.query("hello", {
        pathToClaudeCodeExecutable: claude.path,
        canUseTool: canUseTool as CanUseTool,
      });
      const warnings: SessionWarning[] = [];
      running.on("warning", (warning) => warnings.push(warning));
      await running.result();
      const answers = (await claude.stdin()).filter(({ type }) => type === "control_response");
      assert.equal(answers.length, callbacks.length);
      for (const { response } of answers) {
        const { request_id: id, response: answer } = response as {
          request_id: string;
          response: ScriptedFrame;
        };
        const [how] = callbacks[Number(id)] ?? [];
        assert.deepEqual([answer["behavior"], answer["toolUseID"]], ["deny", `toolu_${id}`], how);
        assert.match(String(answer["message"]), /^The permission check .*, so the tool was not run$/);
        assert.doesNotMatch(JSON.stringify(answer), /SECRET/);
      }
      assert.deepEqual(
        warnings.map(({ code }) => code),
        callbacks.map(() => "callback_failed"),
      );
      assert.equal(warnings.filter(({ cause }) => /SECRET of the host/.test(String(cause))).length, 2);
    },
  );

  fault(
    "F44: an allow without an input stands for the input as it was, and fields that nobody knows do no harm",
    async (scene) => {
      const plain = await decide(scene, () => Promise.resolve({ behavior: "allow" }));
      assert.deepEqual([plain.answer?.["behavior"], plain.warnings], ["allow", []]);
      const extra = { behavior: "allow", updatedInput: { command: "y" }, note: "mine" } as const;
      const more = await decide(scene, () => Promise.resolve(extra));
      assert.deepEqual(
        [more.answer?.["behavior"], more.answer?.["updatedInput"]],
        ["allow", { command: "y" }],
      );
    },
  );

  fault("F44: one that never answers is waited for, unless permissionTimeoutMs is set", async (scene) => {
    let signal: AbortSignal | undefined;
    const hangs: CanUseTool = (_tool, _input, context) => {
      signal = context.signal;
      return new Promise(() => undefined);
    };
    const { answer, warnings } = await decide(scene, hangs, { permissionTimeoutMs: 150 });
    assert.deepEqual([answer?.["behavior"], signal?.aborted], ["deny", true]);
    assert.match(String(answer?.["message"]), /took too long/);
    assert.match(warnings[0]?.message ?? "", /did not answer within 150 ms/);
  });

  fault(
    "F44: one that never answers is let go by close, by an abort and by the end of the CLI",
    async (scene) => {
      const steps: ScriptedStep[] = [prompted, { emit: [initFrame(), permissionFrame("q", "Bash", {})] }];
      for (const [how, last] of [
        ["close", []],
        ["abort", []],
        ["end", [{ wait: 100 }, { exit: 0 }]],
      ] as const) {
        const abortController = new AbortController();
        let signal: AbortSignal | undefined;
        const canUseTool: CanUseTool = (tool, input, context) => {
          signal = context.signal;
          return never(tool, input, context);
        };
        const conversation = { steps: [...steps, ...last] as ScriptedStep[] };
        const session = scene.session(await scene.options(conversation, { canUseTool, abortController }));
        await session.send("hello");
        await until(() => signal !== undefined, "it was never asked");
        if (how === "close") void session.close();
        if (how === "abort") abortController.abort();
        const { reason } = await session.closed;
        assert.deepEqual(
          [reason, signal?.aborted],
          [{ close: "closed", abort: "aborted", end: "exited" }[how], true],
        );
      }
      assert.deepEqual(await scene.living(), []);
    },
  );
});
