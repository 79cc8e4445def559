// F44-F46: other questions to a person, questions that are taken back, and more of them than anybody can answer.
import assert from "node:assert/strict";
import process from "node:process";
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
import { fault, prompted } from "../support/fault.ts";

const done: ScriptedStep = { emit: [resultFrame("done"), stateFrame("idle")] };
const answered = (id: string): ScriptedStep => ({
  expect: { type: "control_response", response: { request_id: id } },
});
const cancel = (id: string): ScriptedFrame => ({ type: "control_cancel_request", request_id: id });

describe("Other questions to a person", () => {
  fault(
    "F44: an elicitation is declined and a dialog cancelled when the callback fails or answers nonsense",
    async (scene) => {
      const broken = [
        undefined,
        "yes",
        7,
        {},
        { action: "maybe" },
        { behavior: "allow" },
        new Error("SECRET"),
      ];
      const questions = broken.flatMap(() => [
        { subtype: "elicitation", mcp_server_name: "s", message: "?" },
        { subtype: "request_user_dialog", dialog_kind: "d" },
      ]);
      // One after the other, so that the answers come in their order.
      const steps = questions.flatMap((fields, index): ScriptedStep[] => [
        { emit: { type: "control_request", request_id: `${index}`, request: fields } },
        answered(`${index}`),
      ]);
      const claude = await scene.claude({ steps: [prompted, { emit: initFrame() }, ...steps, done] });
      const callback = (values: unknown[]) => (): Promise<never> => {
        const value = values.shift();
        return value instanceof Error ? Promise.reject(value) : Promise.resolve(value as never);
      };
      const options = {
        pathToClaudeCodeExecutable: claude.path,
        onElicitation: callback([...broken]),
        onUserDialog: callback([...broken]),
      };
      assert.equal((await scene.ask(options)).code, undefined);
      const answers = (await claude.stdin()).flatMap(({ type, response }) =>
        type === "control_response" ? [(response as ScriptedFrame)["response"]] : [],
      );
      assert.deepEqual(
        answers,
        broken.flatMap(() => [{ action: "decline" }, { behavior: "cancelled" }]),
      );
    },
  );
});

describe("Permission requests", () => {
  fault(
    "F45: one that is taken back aborts its signal, and whatever is answered then is not written",
    async (scene) => {
      const steps: ScriptedStep[] = [
        prompted,
        { emit: [initFrame(), permissionFrame("late", "Bash", {}), permissionFrame("never", "Bash", {})] },
        // The host's sign that it has been asked both.
        { expect: { type: "control_request", request: { subtype: "set_model" } } },
        { emit: [cancel("late"), cancel("never"), cancel("unknown"), permissionFrame("next", "Read", {})] },
        answered("next"),
        done,
      ];
      const claude = await scene.claude({ steps, scripted: ["set_model"] });
      const aborted: string[] = [];
      const canUseTool: CanUseTool = (tool, _input, { signal, requestId }) => {
        if (tool === "Read") return Promise.resolve({ behavior: "allow" });
        if (requestId === "never") client.setModel("go on").catch(() => undefined);
        return new Promise((resolve) => {
          signal.addEventListener("abort", () => {
            aborted.push(requestId);
            if (requestId === "late") resolve({ behavior: "allow" });
          });
        });
      };
      const client = scene.client({ pathToClaudeCodeExecutable: claude.path, canUseTool });
      const warnings: SessionWarning[] = [];
      client.on("warning", (warning) => warnings.push(warning));
      await client.sendMessage("hello");
      await client.result();
      await client.close();
      assert.deepEqual([aborted, warnings], [["late", "never"], []]);
      const answers = (await claude.stdin()).filter(({ type }) => type === "control_response");
      assert.deepEqual(
        answers.map(({ response }) => (response as ScriptedFrame)["request_id"]),
        ["next"],
      );
    },
  );

  fault(
    "F46: of 20 000 at once 64 run, 1024 wait and the rest get an error, and the session goes on",
    async (scene) => {
      const text = JSON.stringify({ ...permissionFrame("ID", "Bash", {}) });
      const block = (from: number): ScriptedStep => ({
        raw: Array.from(
          { length: 1_000 },
          (_, index) => `${text.replaceAll("ID", `${from + index}`)}\n`,
        ).join(""),
      });
      const blocks = Array.from({ length: 20 }, (_, index) => block(index * 1_000));
      const steps = [
        prompted,
        { emit: initFrame() },
        ...blocks,
        { emit: { type: "prompt_suggestion", suggestion: "sent" } },
        answered("1087"),
        done,
      ];
      const claude = await scene.claude({ steps: steps as ScriptedStep[] });
      const waiting: (() => void)[] = [];
      let most = 0;
      let running = 0;
      let open = false;
      const canUseTool: CanUseTool = async () => {
        running += 1;
        most = Math.max(most, running);
        if (!open) await new Promise<void>((resolve) => waiting.push(resolve));
        running -= 1;
        return { behavior: "allow" };
      };
      const before = process.memoryUsage().rss;
      const client = scene.client({ pathToClaudeCodeExecutable: claude.path, canUseTool });
      let refused = 0;
      client.on("warning", () => (refused += 1));
      await client.sendMessage("hello");
      while ((await client.nextMessage())?.type !== "prompt_suggestion");
      assert.equal(most, 64);
      open = true;
      for (const go of waiting.splice(0)) go();
      assert.equal((await client.result()).subtype, "success");
      await client.close();
      assert.ok(process.memoryUsage().rss - before < 150 << 20);
      const answers = (await claude.stdin()).filter(({ type }) => type === "control_response");
      const failed = answers.filter(({ response }) => (response as ScriptedFrame)["subtype"] === "error");
      assert.deepEqual(
        [most, answers.length, failed.length, refused],
        [64, 20_000, 20_000 - 64 - 1024, 20_000 - 64 - 1024],
      );
    },
  );
});
