// After the end: a session that is closed, or closing, takes nothing, says so at once, and starts no timer.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ClaudeError, ClaudeSDKClient, query } from "../../lib/index.ts";
import { initFrame } from "../../lib/testing/index.ts";
import { PromptSource } from "../model/prompt-source.ts";
import { hook, permission } from "../model/questions.ts";
import { openTimersOf, timersOf } from "../support/timers.ts";
import { until } from "../support/until.ts";
import { heard, outcomeOf, within } from "../support/within.ts";

const LIMITS = { firstEventTimeoutMs: 50_000, silenceTimeoutMs: 50_000, exitTimeoutMs: 50_000 };

/** What can be asked of a client, by name. */
const asks = (client: ClaudeSDKClient): Record<string, () => Promise<unknown>> => ({
  "sendMessage()": () => client.sendMessage("late"),
  "sendMessage() with a priority": () => client.sendMessage("late", { priority: "now" }),
  "query()": () => client.query("late"),
  "connect()": () => client.connect(),
  "initializationResult()": () => client.initializationResult(),
  "reinitialize()": () => client.reinitialize(),
  "interrupt()": () => client.interrupt(),
  "supportedModels()": () => client.supportedModels(),
  "setMcpServers()": () => client.setMcpServers({}),
});

async function requireRefused(client: ClaudeSDKClient): Promise<void> {
  const accepted: string[] = [];
  const timers = await timersOf(async () => {
    for (const [name, ask] of Object.entries(asks(client))) {
      const { error } = await outcomeOf(Promise.resolve().then(ask));
      if (!(error instanceof ClaudeError)) accepted.push(`${name}: ${error ?? "accepted"}`);
    }
  });
  assert.deepEqual(accepted, []);
  // Those of this test's own waits are as long as their default.
  assert.deepEqual(
    timers.filter((ms) => ms !== 20_000),
    [],
  );
}

describe("After the end of a client", () => {
  for (const end of ["close()", "a crash", "an exit with 0", "close() before it was connected"] as const)
    it(`by ${end} everything is refused with a typed error, and no timer starts`, async () => {
      const { cli, options } = within();
      const client = new ClaudeSDKClient({ ...options, ...LIMITS });
      const closed = new Promise((resolve) => client.once("closed", resolve));
      if (end !== "close() before it was connected") {
        await client.sendMessage("one");
        await heard(cli);
        cli.turn();
        await client.result();
      }
      if (end === "a crash") cli.exit(3, null);
      else if (end === "an exit with 0") cli.exit(0, null);
      else await client.close();
      await closed;
      await requireRefused(client);
    });

  it("what is asked while it closes is refused, and never reaches the CLI", async () => {
    const { cli, options } = within({ stubborn: true });
    const client = new ClaudeSDKClient(options);
    await client.sendMessage("one");
    await heard(cli);
    cli.answers = "silent";
    cli.state("running");
    cli.say(initFrame());
    await client.nextMessage();
    const closing = client.close();
    const during = await outcomeOf(client.sendMessage("late"));
    assert.equal(during.error?.code, "session_closed");
    await closing;
    assert.equal(cli.prompts.length, 1);
  });
});

describe("After the end of a query", () => {
  // Found by the model: npm run model -- --seed 11 --path 48 --calm
  for (const [kind, end] of [
    ["permission", "close()"],
    ["hook", "close()"],
    ["permission", "an exit"],
    ["hook", "an exit"],
    ["permission", "an exit at once"],
    ["hook", "an exit at once"],
  ] as const)
    it(`by ${end} a ${kind} callback that never settles keeps no timer`, async () => {
      const { cli, options } = within();
      let called = 0;
      const never = (): Promise<never> => {
        called += 1;
        return new Promise(() => undefined);
      };
      const left = await openTimersOf(async () => {
        const asking = query("hello", {
          ...options,
          canUseTool: never,
          permissionTimeoutMs: 600_000,
          hooks: { PreToolUse: [{ hooks: [never] }] },
        });
        await heard(cli);
        if (kind === "hook") hook({ cli }, { id: "one", policy: "" });
        else permission({ cli }, { id: "one", policy: "" });
        // What the CLI asks with its last breath may come when its exit is known already.
        if (end !== "an exit at once") await until(() => called === 1, "it is not called");
        if (end !== "close()") {
          cli.exit(0, null);
          assert.notEqual((await outcomeOf(asking.result())).error, undefined);
        }
        await asking.close();
      });
      assert.deepEqual(left, []);
    });

  it("streamInput() and requests are refused, and its source is pulled no more", async () => {
    const { cli, options } = within();
    const prompts = new PromptSource();
    const asking = query(prompts, options);
    prompts.push("one");
    await heard(cli);
    await asking.close();
    prompts.push("two");
    const late: (() => Promise<unknown>)[] = [
      () => asking.streamInput(new PromptSource()),
      () => asking.setModel("late"),
      () => asking.interrupt(),
    ];
    for (const ask of late) assert.equal((await outcomeOf(ask())).error?.code, "session_closed");
    assert.deepEqual(await asking.next(), { done: true, value: undefined });
    assert.equal(cli.prompts.length, 1);
  });
});
