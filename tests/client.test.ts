import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CLI_VERSION } from "../lib/generated/versions.ts";
import { ClaudeSDKClient } from "../lib/index.ts";
import { initFrame, permissionFrame, resultFrame, stateFrame } from "../lib/testing/index.ts";
import { withRealClaude, withScript } from "./support/claude.ts";
import { disposing } from "./support/disposing.ts";
import { livingProcesses } from "./support/leaks.ts";
import { untilStill } from "./support/until.ts";

const claude = withRealClaude();

describe("ClaudeSDKClient with the real CLI", () => {
  const disposed = disposing();
  it("ClaudeSDKClient keeps one conversation over several turns, and tells what it does", {
    timeout: 60_000,
  }, async () => {
    const client = new ClaudeSDKClient(claude.options());
    const activities: string[] = [];
    let settled = 0;
    client.on("activity", (activity) => activities.push(activity));
    client.on("settled", () => (settled += 1));
    const announced = await client.connect();
    assert.equal(announced.claude_code_version, CLI_VERSION);
    await client.sendMessage("Remember the word quince.");
    const types: string[] = [];
    for await (const message of client.receiveResponse()) types.push(message.type);
    assert.deepEqual(types, ["system", "assistant", "result"]);
    // A prompt before the session has settled keeps it from settling in between.
    if (settled === 0) await new Promise((resolve) => client.once("settled", () => resolve(undefined)));
    await client.query("Which word did I ask you to remember?");
    const result = await client.result();
    assert.equal(result.subtype === "success" && result.result, "It was quince.");
    if (client.activity !== "idle")
      await new Promise((resolve) => client.once("settled", () => resolve(undefined)));
    assert.equal(settled, 2);
    const end = await client.close();
    assert.deepEqual([end.reason, end.error, end.survivors], ["closed", undefined, []]);
    assert.deepEqual(activities, ["idle", "running", "idle", "running", "idle", "closing", "closed"]);
    assert.equal(await client.nextMessage(), undefined);
    assert.deepEqual(livingProcesses(), []);
  });

  it("ClaudeSDKClient returns an error result like any other, and goes on", { timeout: 60_000 }, async () => {
    const client = disposed(new ClaudeSDKClient(claude.options()));
    await client.sendMessage("mock:err400");
    assert.equal((await client.result()).is_error, true);
    await client.sendMessage("mock:text");
    assert.equal((await client.result()).is_error, false);
  });
});

describe("ClaudeSDKClient", () => {
  const disposed = disposing();
  it("ClaudeSDKClient answers callbacks although nobody reads its messages", {
    timeout: 60_000,
  }, async () => {
    const big = { type: "prompt_suggestion", suggestion: "x".repeat(100_000), uuid: "u", session_id: "s" };
    const steps = [
      { expect: { type: "user" } },
      { emit: initFrame() },
      { repeat: 100, steps: [{ emit: big }] },
      { emit: permissionFrame("late", "Bash", { command: "x" }) },
      { expect: { type: "control_response", response: { request_id: "late" } } },
      { emit: [resultFrame("done"), stateFrame("idle")] },
    ];
    await withScript({ steps }, async (options, scripted) => {
      let asked = 0;
      const answered = new Promise<void>((resolve) => {
        const canUseTool = async (): Promise<{ behavior: "allow" }> => {
          asked += 1;
          resolve();
          return { behavior: "allow" };
        };
        client = new ClaudeSDKClient({ ...options, canUseTool });
      });
      await client.sendMessage("go");
      await answered;
      const types: string[] = [];
      for await (const message of client.receiveResponse()) types.push(message.type);
      assert.deepEqual(
        [types.length, types[0], types.at(-1), asked],
        [102, "system", "result", 1],
        "and nothing is lost",
      );
      await client.close();
      assert.equal((await scripted.stdin()).filter(({ type }) => type === "control_response").length, 1);
    });
  });

  it("ClaudeSDKClient keeps its memory bounded while nobody reads, and loses nothing", {
    timeout: 60_000,
  }, async () => {
    const big = { type: "prompt_suggestion", suggestion: "x".repeat(100_000), uuid: "u", session_id: "s" };
    const steps = [
      { expect: { type: "user" } },
      { repeat: 300, steps: [{ emit: big }, { stderr: "." }] },
      { emit: resultFrame("done") },
    ];
    await withScript({ steps }, async (options) => {
      let written = 0;
      const stderr = (dots: string): void => void (written += dots.length);
      const slow = disposed(new ClaudeSDKClient({ ...options, stderr }));
      await slow.sendMessage("go");
      assert.equal((await slow.nextMessage())?.type, "prompt_suggestion");
      const most = await untilStill(() => written);
      assert.ok(most < 100, `${most} messages of 100 KB were taken in`);
      let count = 1;
      for await (const message of slow.receiveResponse())
        count += message.type === "prompt_suggestion" ? 1 : 0;
      assert.equal(count, 300);
    });
  });

  it("ClaudeSDKClient gives hosts that only listen every message, without an end", {
    timeout: 60_000,
  }, async () => {
    const big = { type: "prompt_suggestion", suggestion: "x".repeat(100_000), uuid: "u", session_id: "s" };
    const steps = [
      { expect: { type: "user" } },
      { repeat: 200, steps: [{ emit: big }] },
      { emit: resultFrame("done") },
    ];
    await withScript({ steps }, async (options) => {
      const listener = disposed(new ClaudeSDKClient(options));
      let heard = 0;
      listener.on("message", () => (heard += 1));
      const ended = new Promise((resolve) => listener.once("turnEnded", resolve));
      await listener.sendMessage("go");
      await ended;
      assert.equal(heard, 201);
    });
  });
});

let client: ClaudeSDKClient;
