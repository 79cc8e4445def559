import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { CLI_VERSION } from "../lib/generated/versions.ts";
import { ClaudeSDKClient, type KnownMessage } from "../lib/index.ts";
import { withRealClaude } from "./support/claude.ts";
import { disposing } from "./support/disposing.ts";
import { until } from "./support/until.ts";

const claude = withRealClaude();
const SERVER = path.join(import.meta.dirname, "support/stdio-mcp.mjs");

describe("Control methods that the official SDK does not declare, with the real CLI", {
  timeout: 300_000,
}, () => {
  const disposed = disposing();

  it("they tell how a session is", async () => {
    const client = disposed(new ClaudeSDKClient(claude.options({ model: "sonnet" })));
    await client.sendMessage("Say hello");
    await client.result();
    assert.match(await client.getSessionCost(), /Estimated cost/);
    assert.equal(await client.getCliVersion(), CLI_VERSION);
    assert.match(JSON.stringify((await client.getSettings())["applied"]), /sonnet/);
    assert.ok((await client.listModels()).length > 0);
    assert.ok(Array.isArray((await client.getHooksListing())["eventCatalog"]));
    assert.ok(Array.isArray(await client.suggestFiles("x")));
    await assert.rejects(client.getTaskOutput("none"), {
      code: "control_failed",
      subtype: "get_task_output",
    });
    await assert.rejects(client.registerRepoRoot("/"), { code: "control_failed" });
  });

  it("askAside() asks beside the conversation, setTitle() names it", async () => {
    const client = disposed(new ClaudeSDKClient(claude.options()));
    const titles: unknown[] = [];
    client.on("message", (message: KnownMessage) => {
      if (message.type === "system" && message.subtype === "session_title_changed")
        titles.push(message.title);
    });
    await client.sendMessage("Remember the word plum.");
    await client.result();
    assert.match(await client.askAside("Which word did I ask you to remember?"), /plum/);
    await client.setTitle("About plums");
    assert.deepEqual(titles, ["About plums"]);
  });

  it("callMcpTool() calls a tool without the model", async () => {
    const mcpServers = { math: { command: "node", args: [SERVER] } };
    const client = disposed(new ClaudeSDKClient(claude.options({ mcpServers })));
    await client.connect();
    const status = async (): Promise<unknown> => (await client.mcpServerStatus())[0]?.status;
    await until(async () => (await status()) === "connected", "the server did not connect");
    const answer = await client.callMcpTool("mcp__math__double", { n: 21 });
    assert.match(JSON.stringify(answer), /"42"/);
  });
});
