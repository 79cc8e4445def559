// Where templates are, and what they see of the environment: settings of `serve`, and what it says of them.
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { InvalidOptionsError } from "../../lib/index.ts";
import { startServer } from "../../server/index.ts";
import { TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { httpClient, runMain, startServerProcess, stdioClient } from "../support/server.ts";
import { LONG_MS } from "../support/until.ts";

const claude = withRealClaude();
const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const TEMPLATE = "---\ntitle: Town\ndescription: Where\n---\nIn {{ env.TOWN }}{{ env.HOME }}.";

function folderIn(parent: string): string {
  const folder = mkdtempSync(path.join(parent, "templates-"));
  folders.push(folder);
  chmodSync(folder, 0o755);
  writeFileSync(path.join(folder, "town.j2.md"), TEMPLATE);
  return folder;
}

describe("Settings of templates", { timeout: 6 * LONG_MS }, () => {
  it("come from flags: the folder, and names of variables", async () => {
    const model = await claude.started();
    const folder = folderIn(os.tmpdir());
    writeFileSync(path.join(folder, "bad.j2.md"), "no front matter");
    const withTown = { home: model.home, env: () => ({ ...model.env(), TOWN: "Rome" }) };
    const flags = ["--templates", folder, "--template-env", "TOWN", "--template-env", "NOT_SET"];
    const server = await startServerProcess(withTown, [...flags, "--no-journal"]);
    const client = await server.client();
    const { messages } = await client.getPrompt({ name: "town" });
    assert.deepEqual(messages, [{ role: "user", content: { type: "text", text: "In Rome." } }]);
    await client.close();
    const { stderr, code } = await server.stop();
    assert.equal(code, 0, stderr);
    assert.ok(stderr.includes(`Templates in ${folder}`), stderr);
    const said = stderr.match(/Warning +The prompt template "bad" \(bad\.j2\.md\) must begin with/g);
    assert.equal(said?.length, 1, stderr);
    assert.doesNotMatch(stderr, /agents can write templates/);
  });

  it("come from the configuration file, also over stdio; a folder that agents can write is said to be one", async () => {
    const model = await claude.started();
    const folder = folderIn(model.home);
    const config = path.join(model.home, "config.json");
    writeFileSync(config, JSON.stringify({ templates: `./${path.basename(folder)}` }), { mode: 0o600 });
    const client = await stdioClient(model, ["--config", config]);
    const { messages } = await client.getPrompt({ name: "town" });
    assert.deepEqual(messages, [{ role: "user", content: { type: "text", text: "In ." } }]);
    await client.close();
    const server = await startServerProcess(model, ["--config", config, "--no-journal"]);
    const { stderr } = await server.stop();
    assert.match(stderr, /Warning {3}agents can write templates, since their folder is inside a root/);
  });

  it("hold for claude_agent too, and what a template says is no template again", async () => {
    const model = await claude.started();
    const folder = folderIn(os.tmpdir());
    const form = JSON.stringify({ type: "template", name: "town" });
    const echo =
      "---\ntitle: E\ndescription: E\nparameters: [{ name: text, description: T }]\n---\n{{ text }}";
    writeFileSync(path.join(folder, "echo.j2.md"), echo);
    const http = { http: "127.0.0.1:0", token: TOKEN, roots: [model.home], agentEnv: model.env() };
    const server = await startServer({
      ...http,
      profile: "unified",
      templates: folder,
      shutdownTimeoutMs: 0,
      templateEnv: { TOWN: "Bath" },
    });
    const client = await httpClient(server.url, TOKEN);
    const said = async (args: Record<string, unknown>): Promise<string> => {
      const given = { ...args, await_completion_ms: 3 * LONG_MS };
      return JSON.stringify((await client.callTool({ name: "claude_agent", arguments: given })).content);
    };
    assert.match(await said({ prompt: form }), /You said: In Bath\./);
    assert.match(await said({ action: "send", prompt: { type: "template", name: "town" } }), /In Bath\./);
    const again = await said({ prompt: { type: "template", name: "echo", parameters: { text: form } } });
    assert.match(again, /You said: \{.*template.*town/);
    assert.doesNotMatch(again, /In Bath/);
    const { tools } = await client.listTools();
    assert.match(JSON.stringify(tools), /or a template of the server's/);
    await client.close();
    await server.close();
  });

  it("are refused: no folder, one that others may write, a variable that holds a secret", async () => {
    const model = await claude.started();
    const none = path.join(model.home, "none");
    const open = folderIn(model.home);
    chmodSync(open, 0o777);
    const file = path.join(model.home, "file");
    writeFileSync(file, "x");
    for (const [templates, says] of [
      [none, /ENOENT/],
      [open, /can be written by others/],
      [file, /cannot be used/],
    ] as const)
      await assert.rejects(startServer({ listen: false, token: "x".repeat(40), templates }), (error) => {
        assert.ok(error instanceof InvalidOptionsError, String(error));
        assert.match(error.message, says);
        return true;
      });
    mkdirSync(none);
    const flags = ["serve", "--stdio", "--templates", none, "--template-env", "MY_API_KEY"];
    const { code, stderr } = await runMain(flags, model.env(), model.home);
    assert.notEqual(code, 0);
    assert.match(stderr, /--template-env takes no variable that holds a secret, such as MY_API_KEY/);
  });
});
