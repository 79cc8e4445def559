// Output that crashes: every field of every kind of line may be of a wrong type, and nothing comes of it but a report.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ClaudeSDKClient, createSdkMcpServer, query, tool } from "../../lib/index.ts";
import { JUNK, kindOf, recordedLines } from "../model/garbage.ts";
import { until, untilStill } from "../support/until.ts";
import { heard, outcomeOf, SKIP_THROWN, thrownDuring, within } from "../support/within.ts";

type Line = Record<string, unknown>;

/** What steers a session is not for its reader, and what mirrors it neither: of these only that nothing is thrown counts. */
const NOT_FOR_READERS = /^(?:command_lifecycle|transcript_mirror|keep_alive|system\/session_state_changed)/;
/** The library may leave these out, when it has made up the ids in them. */
const OURS = /^(?:user_message_uuid|owed_rows|first_request|request_sent)/;

/** The line with each field in turn missing or holding junk, and the same one and two levels below. */
function* broken(line: Line, levels = 2): Generator<Line> {
  for (const [name, value] of Object.entries(line)) {
    if (name === "type" || OURS.test(name)) continue;
    const { [name]: _left, ...rest } = line;
    yield rest;
    for (const junk of JUNK) yield { ...line, [name]: junk };
    if (levels > 0 && typeof value === "object" && value !== null && !Array.isArray(value))
      for (const part of broken(value as Line, levels - 1)) yield { ...line, [name]: part };
  }
}

const MESSAGES = recordedLines().filter((line) => !String(line["type"]).startsWith("control"));

describe("A message with a field of a wrong type", { skip: SKIP_THROWN }, () => {
  for (const message of MESSAGES)
    it(`reaches the reader unchanged, and nothing is thrown: ${kindOf(message)}`, async () => {
      const { cli, options } = within();
      const read: string[] = [];
      const thrown = await thrownDuring(async () => {
        const client = new ClaudeSDKClient(options);
        client.on("protocolError", () => undefined);
        await client.sendMessage("hello");
        await heard(cli);
        for (const line of broken(message)) {
          const text = JSON.stringify(line);
          if (!NOT_FOR_READERS.test(kindOf(message))) cli.messages.push(text);
          cli.print(`${text}\n`);
        }
        cli.turn();
        cli.exit(0, null);
        const reading = (async () => {
          for await (const each of client.messages()) read.push(JSON.stringify(each));
        })();
        // A last result of a wrong shape is no reason to be silent about the end.
        const { pending } = await outcomeOf(reading);
        assert.equal(pending, undefined, "the reader is not told of the end");
        await client.close();
      });
      assert.deepEqual(thrown, []);
      if (NOT_FOR_READERS.test(kindOf(message))) return;
      const at = cli.messages.findIndex((text, index) => text !== read[index]);
      assert.equal(at, -1, `${cli.messages[at]} was read as ${read[at]}`);
    });

  it("in the fields that steer a session leaves its turn its result", async () => {
    for (const [name, line] of [
      [
        "user_message_uuid",
        {
          type: "assistant",
          message: { role: "assistant", content: [] },
          user_message_uuid: { toString: 1, valueOf: 1 },
        },
      ],
      [
        "user_message_uuids",
        {
          type: "assistant",
          message: { role: "assistant", content: [] },
          user_message_uuids: [{ toString: 1 }],
        },
      ],
      ["tasks", { type: "system", subtype: "background_tasks_changed", tasks: [null, 7, { toString: 1 }] }],
      [
        "state",
        { type: "system", subtype: "session_state_changed", state: { toString: 1 }, sdk_host_only: true },
      ],
      ["command_uuid", { type: "command_lifecycle", command_uuid: { toString: 1 }, state: [] }],
    ] as const) {
      const { cli, options } = within();
      const thrown = await thrownDuring(async () => {
        const ending = outcomeOf(query("hello", options).result(), 8_000);
        await heard(cli);
        cli.print(`${JSON.stringify(line)}\n`);
        cli.turn();
        assert.equal((await ending).value?.subtype, "success", name);
      });
      assert.deepEqual(thrown, [], name);
    }
  });

  it("as the result itself is an error of the turn, and throws nothing", async () => {
    for (const subtype of [{ toString: 1, valueOf: 1 }, 7, null, []]) {
      const { cli, options } = within();
      const thrown = await thrownDuring(async () => {
        const asking = query("hello", options);
        await heard(cli);
        cli.print(
          `${JSON.stringify({ type: "result", subtype, is_error: true, errors: { toString: 1 } })}\n`,
        );
        cli.state("idle");
        cli.exit(1, null);
        const { error, pending } = await outcomeOf(asking.result(), 8_000);
        assert.ok(pending === undefined && typeof error?.code === "string", String(error));
      });
      assert.deepEqual(thrown, []);
    }
  });
});

const input = {
  session_id: "s",
  transcript_path: "t",
  cwd: "/",
  hook_event_name: "PreToolUse",
  tool_name: "Bash",
  tool_input: {},
  tool_use_id: "t",
};
const message = {
  jsonrpc: "2.0",
  id: 9,
  method: "tools/call",
  params: { name: "act", arguments: {}, _meta: { progressToken: 1 } },
};
const QUESTIONS: readonly Line[] = [
  {
    subtype: "can_use_tool",
    tool_name: "Bash",
    input: { a: 1 },
    tool_use_id: "t",
    permission_suggestions: [],
    matched_ask_rule: { source: "s", tool_name: "Bash" },
  },
  { subtype: "hook_callback", callback_id: "hook_0", tool_use_id: "t", input },
  { subtype: "mcp_message", server_name: "calc", message },
  {
    subtype: "elicitation",
    mcp_server_name: "calc",
    message: "which?",
    requested_schema: { type: "object" },
  },
];

describe("A question with a field of a wrong type", { skip: SKIP_THROWN }, () => {
  for (const question of QUESTIONS)
    it(`is answered once, and nothing is thrown: ${String(question["subtype"])}`, async () => {
      const { cli, options } = within();
      const act = tool("act", "Act", { type: "object" }, async () => ({ content: [] }));
      const thrown = await thrownDuring(async () => {
        const asking = query("hello", {
          ...options,
          canUseTool: async () => ({ behavior: "allow" }),
          hooks: { PreToolUse: [{ hooks: [async () => ({})] }] },
          mcpServers: { calc: createSdkMcpServer({ name: "calc", tools: [act] }) },
        });
        asking.on("warning", () => undefined);
        asking.on("protocolError", () => undefined);
        const ending = outcomeOf(asking.result());
        await heard(cli);
        let count = 0;
        for (const request of broken(question)) cli.ask(`q${(count += 1)}`, "", request);
        const unanswered = (): string[] =>
          [...cli.questions].filter(([, { answers }]) => answers === 0).map(([id]) => id);
        if (question["subtype"] === "mcp_message") await untilStill(() => unanswered().length);
        // What asks for nothing may be dropped: an MCP message without an id, say.
        else
          await until(
            () => unanswered().length === 0,
            () => `${unanswered().join()} of ${count} have no answer`,
            8_000,
          );
        assert.deepEqual(
          [...cli.questions.values()].filter(({ answers }) => answers > 1),
          [],
        );
        cli.turn();
        assert.equal((await ending).value?.subtype, "success");
      });
      assert.deepEqual(thrown, []);
    });
});

describe("An answer with a field of a wrong type", () => {
  for (const answer of ["odd error", "odd body", "no body", "odd subtype"] as const)
    it(`ends its request at once: ${answer}`, async () => {
      const { cli, options } = within();
      const client = new ClaudeSDKClient(options);
      await client.connect();
      cli.answers = answer;
      // Far sooner than a request runs out of time.
      assert.equal((await outcomeOf(client.setModel("x"), 5_000)).pending, undefined);
      assert.equal((await outcomeOf(client.mcpServerStatus(), 5_000)).pending, undefined);
      await client.close();
    });
});
