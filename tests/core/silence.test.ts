// Success by silence: no time-out decides that work is done, only the protocol does.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager, ClaudeSDKClient, query } from "../../lib/index.ts";
import { assistantFrame, initFrame } from "../../lib/testing/index.ts";
import { PromptSource } from "../model/prompt-source.ts";
import { until } from "../support/until.ts";
import { heard, outcomeOf, within } from "../support/within.ts";

/** Longer than any wait after which a session might be taken for settled. */
const SILENCE_MS = 6_500;
const silence = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SILENCE_MS));

describe("A CLI that is silent", { concurrency: true }, () => {
  for (const acknowledged of [["queued"], ["queued", "started"], ["started"]] as const)
    for (const states of [true, false])
      it(`about a prompt that it has ${acknowledged.join(" and ")} ${states ? "" : "(it reports no states) "}is waited for`, async () => {
        const { cli, options } = within({ states });
        const prompts = new PromptSource();
        const results: string[] = [];
        const asking = query(prompts, options);
        const reading = (async () => {
          for await (const message of asking) if (message.type === "result") results.push(message.subtype);
        })();
        prompts.push("one");
        await heard(cli);
        cli.turn();
        await until(() => results.length === 1, "the first turn has no result");
        prompts.push("two");
        prompts.end();
        await heard(cli, 2);
        for (const state of acknowledged) for (const prompt of cli.prompts.slice(1)) cli.fate(prompt, state);
        assert.equal((await outcomeOf(reading, SILENCE_MS)).pending, true, "the loop ended");
        cli.turn();
        assert.deepEqual(await outcomeOf(reading), { value: undefined });
        assert.deepEqual(results, ["success", "success"]);
      });

  it("about a client's prompt is not called settled or idle, and its answer comes", async () => {
    const { cli, options } = within();
    const client = new ClaudeSDKClient(options);
    let settled = 0;
    client.on("settled", () => (settled += 1));
    await client.sendMessage("hello");
    await heard(cli);
    for (const prompt of cli.prompts) cli.fate(prompt, "queued");
    await silence();
    assert.deepEqual([settled, client.activity === "idle"], [0, false]);
    cli.turn();
    assert.equal((await client.result()).subtype, "success");
    await client.close();
  });

  it("about an agent's prompt keeps wait() from saying done", async () => {
    const { cli, options } = within();
    const manager = new AgentManager({ options });
    const { sessionIds } = await manager.spawnSession({ prompt: "one" });
    await heard(cli);
    cli.turn();
    assert.equal((await manager.wait(sessionIds, { timeoutMs: 10_000 })).done, true);
    await manager.sendPrompt(sessionIds[0] ?? "", "two");
    await heard(cli, 2);
    for (const prompt of cli.prompts.slice(1)) cli.fate(prompt, "started");
    assert.equal((await manager.wait(sessionIds, { timeoutMs: SILENCE_MS })).done, false);
    cli.turn();
    assert.equal((await manager.wait(sessionIds, { timeoutMs: 10_000 })).done, true);
    await manager.shutdown();
  });

  it("without ever a result is no success, whatever states it reports", async () => {
    const { cli, options } = within({ lifecycle: false });
    const asking = query("hello", options);
    const reading = outcomeOf(asking.result(), SILENCE_MS + 3_000);
    await heard(cli);
    cli.state("running");
    cli.say(initFrame());
    cli.say(assistantFrame("half an answer"));
    cli.state("idle");
    const { value, error, pending } = await reading;
    assert.ok(value === undefined && (error !== undefined || pending === true));
    // An end without an error is what it must not be: the loop is still open, or has thrown.
    if (error !== undefined) assert.notEqual(error.code, "session_closed");
    await asking.close();
  });

  it("without ever a result ends by a watchdog, with a typed error", async () => {
    const { cli, options } = within();
    const asking = query("hello", { ...options, silenceTimeoutMs: SILENCE_MS });
    const reading = outcomeOf(asking.result());
    await heard(cli);
    cli.state("running");
    for (const prompt of cli.prompts) cli.fate(prompt, "started");
    assert.equal((await reading).error?.code, "silence_timeout");
  });

  it("after a result, about being idle, ends all the same, with that result and a warning", async () => {
    const { cli, options } = within();
    const asking = query("hello", options);
    const warnings: string[] = [];
    asking.on("warning", ({ code }) => void warnings.push(code));
    const reading = outcomeOf(asking.result());
    await heard(cli);
    cli.turn({ idle: false });
    assert.equal((await reading).value?.subtype, "success");
    assert.deepEqual(warnings, ["no_idle"]);
  });
});
