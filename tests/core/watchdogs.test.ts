// Watchdogs measure what they are named for: in every turn, and never while it is the host that is awaited.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ClaudeSDKClient, query } from "../../lib/index.ts";
import { assistantFrame, initFrame, permissionFrame } from "../../lib/testing/index.ts";
import { until } from "../support/until.ts";
import { heard, outcomeOf, within } from "../support/within.ts";

const LIMIT_MS = 1_000;
/** Long past the limit, but for a machine that stands still. */
const pass = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3 * LIMIT_MS));

describe("A watchdog", { concurrency: true }, () => {
  for (const [option, code] of [
    ["firstEventTimeoutMs", "first_event_timeout"],
    ["silenceTimeoutMs", "silence_timeout"],
  ] as const)
    for (const turn of [1, 2, 3])
      it(`${option} holds in turn ${turn}`, async () => {
        const { cli, options } = within();
        const client = new ClaudeSDKClient({ ...options, [option]: LIMIT_MS });
        for (let done = 1; done < turn; done += 1) {
          await client.sendMessage("answer");
          await heard(cli, done);
          cli.turn();
          assert.equal((await client.result()).subtype, "success");
        }
        await client.sendMessage("say nothing");
        assert.equal((await outcomeOf(client.result())).error?.code, code);
        await client.close();
      });

  it("silenceTimeoutMs does not run between turns", async () => {
    const { cli, options } = within();
    const client = new ClaudeSDKClient({ ...options, silenceTimeoutMs: LIMIT_MS });
    for (const turn of [1, 2]) {
      await client.sendMessage("hello");
      await heard(cli, turn);
      cli.turn();
      assert.equal((await client.result()).subtype, "success");
      await pass();
    }
    assert.equal((await client.close()).reason, "closed");
  });

  it("silenceTimeoutMs stands still while nobody reads what has come", async () => {
    const { cli, options } = within();
    const asking = query("hello", { ...options, silenceTimeoutMs: LIMIT_MS });
    await heard(cli);
    const big = "x".repeat(1 << 20);
    cli.state("running");
    cli.say(initFrame());
    for (let index = 0; index < 12; index += 1) cli.say(assistantFrame(big));
    cli.turn();
    await asking.next();
    await pass();
    let read = 1;
    for await (const message of asking) read += message === undefined ? 0 : 1;
    assert.equal(read, cli.messages.length);
  });

  for (const option of ["firstEventTimeoutMs", "silenceTimeoutMs"] as const)
    it(`${option} stands still while the host owes an answer, and goes on after it`, async () => {
      const { cli, options } = within();
      let answer = (): void => undefined;
      const canUseTool = () =>
        new Promise<{ behavior: "allow" }>((resolve) => (answer = () => resolve({ behavior: "allow" })));
      const asking = query("hello", { ...options, canUseTool, [option]: LIMIT_MS });
      const ending = outcomeOf(asking.result());
      await heard(cli);
      cli.ask("p", "", permissionFrame("p", "Bash", {})["request"] as Record<string, unknown>);
      await pass();
      answer();
      await until(() => cli.questions.get("p")?.answers === 1, "the question has no answer");
      if (option === "silenceTimeoutMs") assert.equal((await ending).error?.code, "silence_timeout");
      else {
        cli.turn();
        assert.equal((await ending).value?.subtype, "success");
      }
    });

  it("of a permission question that may take for ever never runs out", async () => {
    const { cli, options } = within();
    const canUseTool = () =>
      new Promise<{ behavior: "allow" }>((resolve) => setTimeout(resolve, 300, { behavior: "allow" }));
    const asking = query("hello", { ...options, canUseTool, permissionTimeoutMs: Number.POSITIVE_INFINITY });
    const ending = outcomeOf(asking.result());
    await heard(cli);
    cli.ask("p", "", permissionFrame("p", "Bash", {})["request"] as Record<string, unknown>);
    await until(() => cli.questions.get("p")?.answers === 1, "the question has no answer");
    assert.equal(cli.lastAnswer?.["behavior"], "allow");
    cli.turn();
    await ending;
  });

  it("of control requests does not cut a call that has a longer limit of its own", async () => {
    const { cli, options } = within();
    const client = new ClaudeSDKClient({ ...options, controlTimeoutMs: 200 });
    await client.connect();
    cli.answers = "silent";
    const call = client.callMcpTool("mcp__x__y", {}, { timeoutMs: 600_000 });
    assert.equal((await outcomeOf(call, 2_000)).pending, true);
    await client.close();
    assert.notEqual((await outcomeOf(call)).error, undefined);
  });
});
