// F32 and F33: messages that are too much, or that would end the CLI if they were written.
import assert from "node:assert/strict";
import { describe } from "node:test";
import type { CanUseTool, SDKUserMessage } from "../../lib/index.ts";
import {
  initFrame,
  permissionFrame,
  resultFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { fault, prompted, TOGETHER } from "../support/fault.ts";
import { atOnce, untilStill } from "../support/until.ts";

const MIB = 1 << 20;

function message(content: unknown): SDKUserMessage {
  return { type: "user", message: { role: "user", content }, parent_tool_use_id: null } as SDKUserMessage;
}

describe("A CLI that does not read", TOGETHER, () => {
  fault(
    "F32: prompts are pulled one by one as stdin takes them, and an abort ends it at once",
    async (scene) => {
      const abortController = new AbortController();
      const steps: ScriptedStep[] = [prompted, { emit: initFrame() }, { stopReading: true }, { hang: true }];
      let pulled = 0;
      async function* prompts(): AsyncGenerator<SDKUserMessage> {
        yield message("go");
        for (; pulled < 400; pulled += 1) yield message("x".repeat(MIB));
      }
      const running = scene.query(prompts(), await scene.options({ steps }, { abortController }));
      assert.equal((await running.next()).value?.type, "system");
      const most = await untilStill(() => pulled);
      assert.ok(most <= 2, `${most} prompts of 1 MiB were pulled`);
      const next = assert.rejects(running.next(), { code: "aborted" });
      await atOnce(() => abortController.abort(), next);
      await scene.requireGone();
    },
  );

  fault("F32: a writer that waits is told when the session is closed", async (scene) => {
    const steps: ScriptedStep[] = [prompted, { emit: initFrame() }, { stopReading: true }, { hang: true }];
    const client = scene.client(await scene.options({ steps }));
    await client.sendMessage("go");
    await client.nextMessage();
    const waiting = client.sendMessage("x".repeat(8 * MIB));
    const told = assert.rejects(waiting, { code: "session_closed" });
    await client.close();
    await told;
  });
});

describe("A message that cannot be sent", () => {
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;

  fault(
    "F33: it is refused before anything is written, with the reason, and the session goes on",
    async (scene) => {
      const claude = await scene.claude({});
      const client = scene.client({ pathToClaudeCodeExecutable: claude.path });
      const wrong: [unknown, RegExp][] = [
        [{ ...message("x"), extra: 1n }, /JSON/],
        [{ ...message("x"), extra: cycle }, /JSON/],
        [{ type: "user", message: null, parent_tool_use_id: null }, /"message" must be an object/],
        [{ type: "user" }, /"message" must be an object/],
        [{ ...message("x"), message: { role: "assistant", content: "x" } }, /"message\.role" must be "user"/],
        [message(null), /"message\.content"/],
        [message([null]), /"message\.content"\[0\]/],
        [message([{ type: "text", text: "fine" }, 7]), /"message\.content"\[1\]/],
        [message([{ text: "no type" }]), /"message\.content"\[0\]/],
        [message([{ type: "text" }]), /"message\.content"\[0\]/],
        [message("x".repeat(10 * MIB)), /longer than 10485760 bytes/],
        [message("ä".repeat(6 * MIB)), /longer than 10485760 bytes/],
        ["ä".repeat(6 * MIB), /longer than 10485760 bytes/],
        [null, /a prompt must be/],
        [undefined, /a prompt must be/],
        [7, /a prompt must be/],
        [{ type: "assistant", message: { role: "assistant", content: [] } }, /"type" must be "user"/],
        [
          { type: "control_request", request_id: "x", request: { subtype: "interrupt" } },
          /"type" must be "user"/,
        ],
      ];
      for (const [value, reason] of wrong)
        await assert.rejects(client.sendMessage(value as SDKUserMessage), {
          code: "invalid_message",
          message: reason,
        });
      await client.sendMessage("after all");
      assert.equal((await client.result()).subtype, "success");
      await client.close();
      assert.equal((await claude.stdin()).filter(({ type }) => type !== "control_request").length, 1);
    },
  );

  fault("F33: a query whose source yields one is ended with the reason", async (scene) => {
    async function* prompts(): AsyncGenerator<SDKUserMessage> {
      yield message([null]);
    }
    const { code } = await scene.ask(await scene.options({}), prompts());
    assert.equal(code, "invalid_message");
  });

  fault(
    "F33: a request that cannot be written is refused, and nothing waits for its answer",
    async (scene) => {
      const client = scene.client(await scene.options({}));
      await client.connect();
      const wrong = client.request("set_model", { model: 1n as unknown as string });
      await assert.rejects(wrong, { code: "invalid_message" });
      await client.setModel("fine");
      await client.close();
    },
  );

  fault("F33: a lone surrogate is written as an escape, which the CLI replaces", async (scene) => {
    const claude = await scene.claude({});
    const client = scene.client({ pathToClaudeCodeExecutable: claude.path });
    await client.sendMessage("cut \ud83d");
    assert.equal((await client.result()).subtype, "success");
    await client.close();
    assert.match(JSON.stringify(await claude.stdin()), /cut \\\\?ud83d/);
  });

  fault("F33: an answer that cannot be written is a no, and the CLI is not left waiting", async (scene) => {
    const answers: Awaited<ReturnType<CanUseTool>>[] = [
      { behavior: "allow", updatedInput: { big: 1n } },
      { behavior: "allow", updatedInput: cycle },
      { behavior: "allow", updatedInput: { text: "x".repeat(70 * MIB) } },
    ];
    for (const given of answers) {
      const steps: ScriptedStep[] = [
        prompted,
        { emit: permissionFrame("q", "Bash", {}) },
        { expect: { type: "control_response" } },
        { emit: [resultFrame("done"), stateFrame("idle")] },
      ];
      const claude = await scene.claude({ steps });
      const canUseTool: CanUseTool = () => Promise.resolve(given);
      const client = scene.client({ pathToClaudeCodeExecutable: claude.path, canUseTool });
      const warnings: string[] = [];
      client.on("warning", ({ code }) => warnings.push(code));
      await client.sendMessage("go");
      await client.result();
      await client.close();
      const answer = JSON.stringify((await claude.stdin()).find(({ type }) => type === "control_response"));
      assert.match(answer, /"behavior":"deny"|"subtype":"error"/);
      assert.deepEqual(warnings, ["callback_failed"]);
    }
  });
});
