// Cancelled is not done: a call that was cancelled does not run, and a change that was refused has not happened.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ClaudeSDKClient, createSdkMcpServer, type Options, tool } from "../../lib/index.ts";
import { permissionFrame, type ScriptedFrame } from "../../lib/testing/index.ts";
import { until } from "../support/until.ts";
import { heard, outcomeOf, within } from "../support/within.ts";

const call = (id: number | string, name: string): ScriptedFrame => ({
  subtype: "mcp_message",
  server_name: "calc",
  message: { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: {} } },
});

interface Transport {
  onmessage?: (message: { id?: number; method?: string }) => void;
  start(): Promise<void>;
  send(message: object): unknown;
}

describe("A call that was cancelled", () => {
  it("before its server was connected never reaches it; later ones do", async () => {
    const { cli, options } = within();
    const ran: unknown[] = [];
    let connect = (): void => undefined;
    const ready = new Promise<void>((resolve) => (connect = resolve));
    const instance = {
      connect: async (transport: Transport) => {
        await ready;
        transport.onmessage = ({ id, method }) => {
          if (method !== "tools/call") return;
          ran.push(id);
          transport.send({ jsonrpc: "2.0", id, result: { content: [] } });
        };
        await transport.start();
      },
      close: async () => undefined,
    };
    const mcpServers = { calc: { type: "sdk", name: "calc", instance } } as unknown as NonNullable<
      Options["mcpServers"]
    >;
    const client = new ClaudeSDKClient({ ...options, mcpServers });
    await client.sendMessage("hello");
    await heard(cli);
    cli.ask("one", "", call(1, "remove"));
    cli.ask("two", "", call(2, "remove"));
    cli.cancel("one");
    await new Promise((resolve) => setTimeout(resolve, 50));
    connect();
    await until(() => cli.questions.get("two")?.answers === 1, "the other call has no answer");
    assert.equal(ran.length, 1);
    assert.equal(cli.questions.get("one")?.answers, 0);
    await client.close();
  });

  it("while it waits for its turn is never made, whatever its kind", async () => {
    const { cli, options } = within();
    const called: string[] = [];
    const note = (name: string): Promise<never> => {
      called.push(name);
      return new Promise(() => undefined);
    };
    const act = tool("act", "Act", { type: "object" }, () => note("tool"));
    const client = new ClaudeSDKClient({
      ...options,
      canUseTool: (_tool, { name }) => note(String(name)),
      mcpServers: { calc: createSdkMcpServer({ name: "calc", tools: [act] }) },
    });
    await client.sendMessage("hello");
    await heard(cli);
    const asks = (name: string): void =>
      cli.ask(name, "", permissionFrame(name, "Bash", { name })["request"] as ScriptedFrame);
    for (let index = 0; index < 64; index += 1) asks(`running-${index}`);
    asks("waiting");
    cli.ask("waiting-tool", "", call(1, "act"));
    await until(() => called.length === 64, "they are not called");
    for (const name of ["waiting", "waiting-tool"]) cli.cancel(name);
    cli.cancel("running-0");
    asks("last");
    await until(() => called.includes("last"), "the last one is not called");
    assert.deepEqual(
      called.filter((name) => !name.startsWith("running")),
      ["last"],
    );
    await client.close();
  });
});

describe("A change that was refused", () => {
  for (const answer of ["refused", "odd error", "silent"] as const)
    it(`(${answer}) leaves the servers as they were`, async () => {
      const { cli, options } = within();
      const server = (text: string) =>
        createSdkMcpServer({
          name: "calc",
          tools: [
            tool("act", "Act", { type: "object" }, async () => ({
              content: [{ type: "text" as const, text }],
            })),
          ],
        });
      const client = new ClaudeSDKClient({
        ...options,
        controlTimeoutMs: 500,
        mcpServers: { calc: server("OLD") },
      });
      await client.connect();
      cli.answers = answer;
      for (const servers of [{}, { calc: server("NEW") }])
        assert.notEqual((await outcomeOf(client.setMcpServers(servers))).error, undefined);
      await client.sendMessage("hello");
      await heard(cli);
      cli.ask("one", "", call(1, "act"));
      await until(() => cli.questions.get("one")?.answers === 1, "the call has no answer", 5_000);
      assert.match(JSON.stringify(cli.lastAnswer), /OLD/);
      await client.close();
    });
});
