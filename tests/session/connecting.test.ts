// What a client may be connected with: nothing, a prompt, or a source of prompts; and what it knows after the end.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ClaudeSDKClient, query, type SDKUserMessage } from "../../lib/index.ts";
import { until } from "../support/until.ts";
import { heard, outcomeOf, within } from "../support/within.ts";

const user = (content: string): SDKUserMessage => ({
  type: "user",
  message: { role: "user", content },
  parent_tool_use_id: null,
});

describe("connect()", () => {
  it("sends the prompt that it is given, and gives what the CLI announced", async () => {
    const { cli, options } = within();
    const client = new ClaudeSDKClient(options);
    const announced = await client.connect("hello");
    await heard(cli);
    cli.turn();
    assert.equal((await client.result()).subtype, "success");
    assert.deepEqual(await client.initializationResult(), announced);
    await client.close();
  });

  it("sends all prompts of a source while the agent works, and more may be sent beside it", async () => {
    const { cli, options } = within();
    const client = new ClaudeSDKClient(options);
    let next = (): void => undefined;
    const wanted = new Promise<void>((resolve) => (next = resolve));
    await client.connect(
      (async function* () {
        yield user("one");
        await wanted;
        yield user("two");
      })(),
    );
    await heard(cli);
    await client.sendMessage("beside it");
    next();
    await heard(cli, 3);
    await client.close();
  });

  it("warns of a source that fails; what it gave before is answered, and the session goes on", async () => {
    const { cli, options } = within();
    const client = new ClaudeSDKClient(options);
    const error = new Error("the queue is gone");
    const causes: unknown[] = [];
    client.on("warning", ({ code, cause }) => void (code === "prompts_failed" && causes.push(cause)));
    await client.connect(
      (async function* () {
        yield user("one");
        throw error;
      })(),
    );
    await heard(cli);
    await until(() => causes.length > 0, "nothing was warned of");
    assert.deepEqual(causes, [error]);
    cli.turn();
    assert.equal((await client.result()).subtype, "success");
    await client.sendMessage("two");
    await heard(cli, 2);
    await client.close();
  });
});

describe("What the CLI announced", () => {
  it("is still known to a query that has ended by itself, and asked in vain of a client that has", async () => {
    const first = within();
    const asking = query("hello", first.options);
    const announced = await asking.initializationResult();
    await heard(first.cli);
    first.cli.turn();
    await asking.result();
    assert.equal(await asking.initializationResult(), announced);

    const second = within();
    const client = new ClaudeSDKClient(second.options);
    await client.connect();
    const closed = new Promise((resolve) => client.on("closed", resolve));
    second.cli.exit(0, null);
    await closed;
    assert.equal((await outcomeOf(client.initializationResult())).error?.code, "session_closed");
  });
});

describe("permissionRequest of a query", () => {
  it("is heard beside its callback, and the first answer counts", async () => {
    const { cli, options } = within();
    const asking = query("hello", { ...options, canUseTool: () => new Promise(() => undefined) });
    asking.on("permissionRequest", ({ answer }) => answer({ behavior: "allow" }));
    await heard(cli);
    cli.ask("p", "", { subtype: "can_use_tool", tool_name: "Bash", input: {}, tool_use_id: "t" });
    await until(() => cli.questions.get("p")?.answers === 1, "it has no answer");
    cli.turn();
    await asking.result();
  });
});
