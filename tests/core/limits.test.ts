// Limits for all: so many callbacks run at once and so many wait, whatever their kind, and those that are cancelled make room.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ClaudeSDKClient, createSdkMcpServer, type Options, tool } from "../../lib/index.ts";
import { permissionFrame, type ScriptedFrame } from "../../lib/testing/index.ts";
import { until, untilStill } from "../support/until.ts";
import { heard, within } from "../support/within.ts";

const AT_ONCE = 64;
const WAITING = 1_024;
const KINDS = ["permission", "hook", "tool"] as const;
type Kind = (typeof KINDS)[number];

const REQUESTS: Record<Kind, (name: string) => ScriptedFrame> = {
  permission: (name) => permissionFrame(name, "Bash", { name })["request"] as ScriptedFrame,
  hook: (name) => ({
    subtype: "hook_callback",
    callback_id: "hook_0",
    tool_use_id: name,
    input: {
      session_id: "s",
      transcript_path: "t",
      cwd: "/",
      hook_event_name: "PreToolUse",
      tool_name: "Bash",
      tool_input: { name },
      tool_use_id: name,
    },
  }),
  tool: (name) => ({
    subtype: "mcp_message",
    server_name: "calc",
    message: { jsonrpc: "2.0", id: name, method: "tools/call", params: { name: "act", arguments: { name } } },
  }),
};

/** A client whose callbacks all wait until they are let go. */
async function scene() {
  const { cli, options } = within();
  const running = new Map<string, () => void>();
  let most = 0;
  const wait = <T>(name: string, answer: T): Promise<T> => {
    const waiting = new Promise<T>((resolve) =>
      running.set(name, () => (running.delete(name), resolve(answer))),
    );
    most = Math.max(most, running.size);
    return waiting;
  };
  const act = tool("act", "Act", { type: "object" }, (input) =>
    wait(String((input as { name: string }).name), { content: [] }),
  );
  const callbacks: Options = {
    canUseTool: (_tool, input) => wait(String(input["name"]), { behavior: "allow" as const }),
    hooks: {
      PreToolUse: [
        {
          hooks: [
            (input) =>
              wait(String((input as unknown as { tool_input: { name: string } }).tool_input.name), {}),
          ],
        },
      ],
    },
    mcpServers: { calc: createSdkMcpServer({ name: "calc", tools: [act] }) },
  };
  const client = new ClaudeSDKClient({ ...options, ...callbacks });
  client.on("warning", () => undefined);
  await client.sendMessage("hello");
  await heard(cli);
  const answered = (): number => [...cli.questions.values()].filter(({ answers }) => answers > 0).length;
  return {
    cli,
    client,
    running,
    most: () => most,
    answered,
    ask: (kind: Kind, name: string) => cli.ask(name, "", REQUESTS[kind](name)),
  };
}

describe("Callbacks of the host", () => {
  for (const kinds of [["permission"], ["hook"], ["tool"], KINDS] as const)
    it(`run at most ${AT_ONCE} at once: ${kinds.join(", ")}; the others follow, and all are answered`, async () => {
      const { client, running, most, answered, ask } = await scene();
      const count = 3 * AT_ONCE;
      for (let index = 0; index < count; index += 1) ask(kinds[index % kinds.length] as Kind, `q${index}`);
      await untilStill(() => running.size);
      const first = running.size;
      while (answered() < count) {
        for (const go of running.values()) go();
        await until(() => running.size > 0 || answered() === count, "those that wait do not follow");
      }
      assert.deepEqual([first, most()], [AT_ONCE, AT_ONCE]);
      await client.close();
    });

  it(`wait up to ${WAITING}, over all kinds; the next is refused at once, and the CLI told`, async () => {
    const { cli, client, answered, ask } = await scene();
    for (let index = 0; index < AT_ONCE + WAITING; index += 1) ask(KINDS[index % 3] as Kind, `q${index}`);
    assert.equal(await untilStill(answered), 0);
    for (const kind of KINDS) ask(kind, `too-much-${kind}`);
    await until(() => answered() === KINDS.length, "those that are too many have no answer");
    for (const kind of KINDS) assert.equal(cli.questions.get(`too-much-${kind}`)?.answers, 1, kind);
    await client.close();
  });

  for (const kind of KINDS)
    it(`that are cancelled make room, though they never settle: ${kind}`, async () => {
      const { cli, client, running, ask } = await scene();
      for (let index = 0; index < AT_ONCE; index += 1) ask(kind, `q${index}`);
      await until(() => running.size === AT_ONCE, "they are not called");
      ask(kind, "waiting");
      for (let index = 0; index < AT_ONCE; index += 1) cli.cancel(`q${index}`);
      await until(() => running.has("waiting"), "there is no room");
      ask("permission", "last");
      await until(() => running.has("last"), "there is no room for the next");
      await client.close();
    });
});
