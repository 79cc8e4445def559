// What a consumer does with a session, and when: it leaves, never reads, aborts, closes twice or at the wrong time.
import assert from "node:assert/strict";
import { describe } from "node:test";
import type { Options } from "../../lib/index.ts";
import {
  initFrame,
  permissionFrame,
  resultFrame,
  type ScriptedConversation,
} from "../../lib/testing/index.ts";
import { fault, prompted, type Scene } from "../support/fault.ts";
import { untilStill } from "../support/until.ts";

/** A CLI that does not listen, with a tool and a detached one. */
const STUBBORN: ScriptedConversation = {
  steps: [
    { ignore: ["SIGTERM", "SIGINT"] },
    prompted,
    { spawn: true },
    { spawn: { detached: true } },
    { emit: initFrame() },
    { hang: true },
  ],
  silent: ["interrupt"],
};
const LONG_LINES = 300;
const LINE = { type: "prompt_suggestion", suggestion: "x".repeat(100_000), uuid: "u", session_id: "s" };

describe("The consumer", () => {
  for (const how of ["break", "throw"] as const)
    fault(
      `F50: leaves the loop by ${how}: it is over when the stubborn tree is dead, with its own error`,
      async (scene) => {
        const mine = new Error("mine");
        let thrown: unknown;
        try {
          for await (const { type } of scene.query("hello", await scene.options(STUBBORN))) {
            assert.equal(type, "system");
            assert.equal((await scene.living()).length >= 3, true);
            if (how === "throw") throw mine;
            break;
          }
        } catch (error) {
          thrown = error;
        }
        assert.deepEqual(await scene.living(), []);
        assert.equal(thrown, how === "throw" ? mine : undefined);
      },
    );

  fault("F51: never reads: the CLI has to wait", async (scene) => {
    let written = 0;
    const many = { repeat: LONG_LINES, steps: [{ emit: LINE }, { stderr: "." }] };
    const stderr = (dots: string): void => void (written += dots.length);
    const options = await scene.options(
      { steps: [prompted, many, { emit: resultFrame("done") }] },
      { stderr },
    );
    const client = scene.client(options);
    await client.sendMessage("go");
    await client.nextMessage();
    const most = await untilStill(() => written);
    assert.ok(most < LONG_LINES / 3, `${most} lines of 100 KB were taken in`);
    await client.close();
  });

  fault(
    "F51: never reads: questions to the host are answered all the same, behind all that is unread",
    async (scene) => {
      const asked: string[] = [];
      const canUseTool: Options["canUseTool"] = (tool) => {
        asked.push(tool);
        return Promise.resolve({ behavior: "deny", message: "no" });
      };
      const many = { repeat: LONG_LINES, steps: [{ emit: LINE }] };
      const steps = [
        prompted,
        many,
        { emit: permissionFrame("late", "Bash", { command: "x" }) },
        { expect: { type: "control_response", response: { request_id: "late" } } },
        { stderr: "answered" },
        { hang: true as const },
      ];
      let answered = (): void => undefined;
      const done = new Promise<void>((resolve) => (answered = resolve));
      const options = await scene.options({ steps }, { canUseTool, stderr: () => answered() });
      const client = scene.client(options);
      await client.sendMessage("go");
      await done;
      assert.deepEqual(asked, ["Bash"]);
      await client.close();
    },
  );

  fault(
    "F52: aborts in the middle of a turn: it is told at once, and the stubborn tree dies, detached tools too",
    async (scene) => {
      const abortController = new AbortController();
      const query = scene.query("hello", await scene.options(STUBBORN, { abortController }));
      assert.equal((await query.next()).value?.type, "system");
      const reading = query.next();
      const closed = new Promise((resolve) => query.once("closed", resolve));
      const order: string[] = [];
      void closed.then(() => order.push("dead"));
      abortController.abort();
      await assert.rejects(reading, { name: "AbortError" });
      order.push("told");
      await closed;
      assert.deepEqual(order, ["told", "dead"]);
      assert.deepEqual(await scene.living(), []);
    },
  );

  const closings: Record<string, (scene: Scene) => Promise<void>> = {
    "many times at once": async (scene) => {
      const session = scene.session(await scene.options({ steps: [{ hang: true }] }));
      await session.start();
      const ends = await Promise.all(Array.from({ length: 20 }, () => session.close()));
      assert.equal(new Set(ends).size, 1, "each has an end of its own");
      assert.equal(await session.close(), ends[0]);
    },
    "while it is initialized": async (scene) => {
      const session = scene.session(await scene.options({ silent: ["initialize", "set_permission_mode"] }));
      await session.start();
      const sending = session.request("set_permission_mode", { mode: "plan" });
      const [end] = await Promise.all([session.close(), assert.rejects(sending, { code: "session_closed" })]);
      assert.equal(end.reason, "closed");
    },
    "and aborts after the end": async (scene) => {
      const abortController = new AbortController();
      const session = scene.session(await scene.options({ exitCode: 0 }, { abortController }));
      await session.send("hello");
      const end = await session.close();
      abortController.abort();
      assert.equal(await session.close(), end);
    },
    "in a callback of its own": async (scene) => {
      const client = scene.client(
        await scene.options(
          { steps: [prompted, { emit: permissionFrame("r", "Bash", {}) }, { hang: true }] },
          {
            canUseTool: async () => {
              await client.close();
              return { behavior: "deny", message: "closed" };
            },
          },
        ),
      );
      await client.sendMessage("go");
      await assert.rejects(client.result());
    },
  };
  for (const [when, close] of Object.entries(closings))
    fault(`F53: closes ${when}: there is one end, and everybody has it`, close);
});
