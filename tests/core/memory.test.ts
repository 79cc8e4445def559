// Memory is bounded by what is unread: what has been read is let go, and what nobody has asked for yet stays outside.
import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import v8 from "node:v8";
import vm from "node:vm";
import { ClaudeSDKClient, type Options, query, startup } from "../../lib/index.ts";
import {
  assistantFrame,
  initFrame,
  resultFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { untilStill } from "../support/until.ts";
import { heard, within } from "../support/within.ts";

const { deno, bun } = process.versions as Record<string, string | undefined>;
const skip =
  deno === undefined && bun === undefined ? false : "memory is collected and measured as Node does it";
const MB = 1e6;

function collect(): void {
  v8.setFlagsFromString("--expose-gc");
  (vm.runInNewContext("gc") as () => void)();
}

/** What this program holds, once nothing is left that may go. */
function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const prompted = { expect: { type: "user" } };
const hooks: Options["hooks"] = { PreToolUse: [{ hooks: [async () => ({})] }] };

describe("Memory", { skip, timeout: 120_000 }, () => {
  for (const [name, callbacks] of [
    ["no callback", {}],
    ["a hook", { hooks }],
  ] as const)
    it(`of a slow reader with ${name} holds no more than a part of what it has read`, async () => {
      const count = 1_500;
      const steps: ScriptedStep[] = [
        prompted,
        { emit: [stateFrame("running"), initFrame()] },
        { repeat: count, steps: [{ emit: assistantFrame("x".repeat(100_000)) }] },
        { emit: [resultFrame("ok"), stateFrame("idle")] },
      ];
      await withScript({ steps }, async (options) => {
        const asking = query("hello", { ...options, ...callbacks });
        const before = held();
        let read = 0;
        let most = 0;
        for await (const message of asking) {
          read += message.type === "assistant" ? 1 : 0;
          // Slower than the CLI at first, so that there is always something unread.
          await new Promise((resolve) => setTimeout(resolve, read < 30 ? 20 : 0));
          if (read % 300 === 0) most = Math.max(most, held() - before);
        }
        assert.equal(read, count);
        // 150 MB have come through; 4 MB may be unread, and 64 MB may wait as bytes while a callback is registered.
        assert.ok(most < 100 * MB, `${Math.round(most / MB)} MB are held`);
      });
    });

  it("of a message that was delivered is let go while the session goes on, by whatever way it was delivered", async () => {
    for (const way of ["query", "client", "listener"] as const) {
      const { cli, options } = within();
      const client = way === "query" ? undefined : new ClaudeSDKClient({ ...options, hooks });
      const asking = client === undefined ? query("hello", { ...options, hooks }) : undefined;
      const seen: WeakRef<object>[] = [];
      if (way === "listener") client?.on("message", (message) => void seen.push(new WeakRef(message)));
      await client?.sendMessage("hello");
      await heard(cli);
      for (let index = 0; index < 200; index += 1) cli.say(assistantFrame(`message ${index}`));
      for (let index = 0; index < 200; index += 1) {
        const message = asking === undefined ? await client?.nextMessage() : (await asking.next()).value;
        if (way !== "listener" && message !== undefined) seen.push(new WeakRef(message as object));
      }
      // What is referred to weakly lives on to the end of the turn in which it was looked at.
      for (let round = 0; round < 3; round += 1) {
        await turn();
        collect();
      }
      const alive = seen.filter((each) => each.deref() !== undefined).length;
      assert.equal(seen.length, 200);
      assert.ok(alive <= 20, `${way}: ${alive} of 200 messages are still held`);
      await (client ?? asking)?.close();
    }
  });

  it("of a warm process that talks before its first prompt is bounded", async () => {
    const steps: ScriptedStep[] = [
      { wait: 100 },
      { repeat: 150, steps: [{ emit: assistantFrame("x".repeat(1 << 20)) }] },
      { hang: true },
    ];
    await withScript({ steps }, async (options) => {
      const warm = await startup({ options });
      const before = held();
      await untilStill(() => Math.round(process.memoryUsage().rss / (8 * MB)));
      const grown = held() - before;
      await warm[Symbol.asyncDispose]();
      assert.ok(grown < 80 * MB, `${Math.round(grown / MB)} MB are held`);
    });
  });
});
