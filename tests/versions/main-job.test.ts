// The main job with the oldest Claude Code that is supported, two in between, and the newest: what a program relies on works with each.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { CLI_VERSION } from "../../lib/generated/versions.ts";
import {
  ClaudeSDKClient,
  createSdkMcpServer,
  type HookInput,
  locateClaude,
  type Options,
  query,
  readVersion,
  type SDKMessage,
  tool,
} from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { livingProcesses } from "../support/leaks.ts";
import { until } from "../support/until.ts";

const HERE = import.meta.dirname;
const { dependencies } = JSON.parse(readFileSync(path.join(HERE, "package.json"), "utf8")) as {
  dependencies: Record<string, string>;
};
/** The programs of older releases by version; undefined stands for the one that this library is developed with. */
const VERSIONS: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(
    Object.keys(dependencies).map((name) => [
      name.replace("claude-", ""),
      programOf(path.join(HERE, "node_modules", name)),
    ]),
  ),
  [CLI_VERSION]: undefined,
};
const LIMIT_MS = 120_000;

const claude = withRealClaude();
const steps = (...list: object[]): string => `[[mock: ${JSON.stringify(list)} ]]`;

/** Old releases are JavaScript; newer ones have a package for each platform, inside of theirs or beside it. */
function programOf(folder: string): string {
  const script = path.join(folder, "cli.js");
  if (existsSync(script)) return script;
  const program = `@anthropic-ai/claude-code-${process.platform}-${process.arch}/claude`;
  const own = path.join(folder, "node_modules", program);
  return existsSync(own) ? own : path.join(folder, "..", program);
}

async function all(asking: AsyncIterable<SDKMessage>): Promise<SDKMessage[]> {
  const messages: SDKMessage[] = [];
  for await (const message of asking) messages.push(message);
  return messages;
}

const lastOf = (messages: readonly SDKMessage[]): string => {
  const last = messages.findLast(({ type }) => type === "result");
  return last?.type === "result" && last.subtype === "success"
    ? last.result
    : `no success: ${JSON.stringify(last)}`;
};

for (const [version, file] of Object.entries(VERSIONS))
  describe(`Claude Code ${version}`, { timeout: LIMIT_MS }, () => {
    // Some releases, such as 2.1.300, choose the mode "auto" by themselves, in which nobody is asked.
    const options = (more: Options = {}): Options =>
      claude.options({
        permissionMode: "default",
        ...(file === undefined ? {} : { pathToClaudeCodeExecutable: file }),
        ...more,
      });

    it("is the one that is meant", async () => {
      if (file !== undefined)
        assert.ok(existsSync(file), `${file} is missing: npm test -- tests/versions installs it`);
      const executable = file ?? (await locateClaude({})).path;
      assert.equal(await readVersion(executable, claude.model.env()), version);
    });

    it("asks before a tool runs, or the session says why not, when no mode is given", async () => {
      const said: string[] = [];
      const { permissionMode: _, ...modeless } = options({
        canUseTool: async (_name, input) => {
          said.push("asked");
          return { behavior: "allow", updatedInput: input };
        },
      });
      const running = query(
        steps({ tool: "Bash", input: { command: "touch it", description: "make" } }),
        modeless,
      );
      running.on("warning", ({ code }) => said.push(code));
      await running.result();
      assert.deepEqual(said, version === "2.1.300" ? ["callback_shadowed"] : ["asked"]);
    });

    it("asks before a tool runs, and calls a hook", async () => {
      const asked: string[] = [];
      const hooked: HookInput[] = [];
      const prompt = steps(
        { tool: "Bash", input: { command: "touch asked-for", description: "make" } },
        { text: "It is made" },
      );
      const messages = await all(
        query(
          prompt,
          options({
            canUseTool: async (name, input) => {
              asked.push(`${name} ${String(input["command"])}`);
              return { behavior: "allow", updatedInput: input };
            },
            hooks: { PreToolUse: [{ hooks: [async (input) => (hooked.push(input), {})] }] },
          }),
        ),
      );
      assert.equal(lastOf(messages), "It is made");
      assert.deepEqual(asked, ["Bash touch asked-for"]);
      assert.deepEqual(
        hooked.map(({ hook_event_name: name }) => name),
        ["PreToolUse"],
      );
    });

    it("tells the model of a no", async () => {
      const prompt = steps(
        { tool: "Bash", input: { command: "touch refused", description: "make" } },
        { text: "It was refused" },
      );
      const canUseTool = async () => ({ behavior: "deny", message: "NOT-TODAY" }) as const;
      const messages = await all(query(prompt, options({ canUseTool })));
      assert.equal(lastOf(messages), "It was refused");
      assert.match(JSON.stringify(messages), /NOT-TODAY/);
    });

    it("calls a tool that runs in this program", async () => {
      const add = tool(
        "add",
        "Add",
        { type: "object", properties: { a: { type: "number" } } },
        async (input) => ({
          content: [{ type: "text", text: `SUM ${Number((input as { a: number }).a) + 1}` }],
        }),
      );
      const mcpServers = { calc: createSdkMcpServer({ name: "calc", tools: [add] }) };
      const prompt = steps({ tool: "mcp__calc__add", input: { a: 41 } }, { text: "It was added" });
      const messages = await all(query(prompt, options({ mcpServers, allowedTools: ["mcp__calc__add"] })));
      assert.equal(lastOf(messages), "It was added");
      assert.match(JSON.stringify(messages), /SUM 42/);
    });

    it("goes on in a second turn, and is resumed", async () => {
      const client = new ClaudeSDKClient(options());
      await client.connect();
      await client.sendMessage("Remember the word quince.");
      assert.equal((await client.result()).subtype, "success");
      await client.sendMessage("Which word did I ask you to remember?");
      const second = await client.result();
      assert.equal(second.subtype === "success" && second.result, "It was quince.");
      const end = await client.close();
      assert.deepEqual([end.reason, end.survivors], ["closed", []]);
      const resumed = options({ resume: client.sessionId });
      assert.equal(
        lastOf(await all(query("Which word did I ask you to remember?", resumed))),
        "It was quince.",
      );
    });

    it("ends its turn when it is interrupted, and nothing of it is left", async () => {
      const client = new ClaudeSDKClient(options());
      const before = claude.model.requests.length;
      await client.sendMessage("mock:hang");
      await until(() => claude.model.requests.length > before, "the model was not asked");
      await client.interrupt();
      assert.notEqual((await client.result()).subtype, "success");
      await client.setModel("haiku");
      await client.close();
      assert.deepEqual(livingProcesses(), []);
    });
  });
