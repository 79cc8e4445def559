import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type ClaudeError, InvalidOptionsError, type Options, query } from "../../lib/index.ts";
import { mayBeSeen, showing } from "../../lib/options/command-line.ts";
import { toLaunch } from "../../lib/options/launch.ts";
import { validateOptions } from "../../lib/options/validate.ts";
import { initFrame } from "../../lib/testing/index.ts";
import { withRealClaude, withScript } from "../support/claude.ts";

const POSIX = process.platform === "win32" ? "has other rights" : false;
const CANARY = "canary7in4a9coal2mine";
const SHAPED = `sk-ant-${CANARY}`;
const server = { command: "server", args: ["--port", "1"], env: { TOKEN: CANARY } };

/** Options that hold a secret, each in another way. */
const SECRETIVE: Readonly<Record<string, Options>> = {
  "settings as an object": { settings: { env: { TOKEN: CANARY } } },
  "settings as JSON": { settings: JSON.stringify({ env: { TOKEN: CANARY } }) },
  "settings with a helper": { settings: { apiKeyHelper: `echo ${CANARY}` } },
  "settings with a field of a telling name": { settings: JSON.stringify({ plugin: { apiToken: CANARY } }) },
  "settings with an escaped name": { settings: '{"plugin":{"api\\u0054oken":"canary7in4a9coal2mine"}}' },
  "settings with a status line": { settings: { statusLine: { type: "command", command: `show ${CANARY}` } } },
  "an MCP server's arguments by flag": {
    mcpServers: { one: { command: "server", args: ["--api-token", CANARY] } },
    mcpServersDelivery: "argv",
  },
  "settings with a hook's headers": {
    settings: JSON.stringify({
      hooks: { Stop: [{ hooks: [{ type: "http", headers: { "X-Key": CANARY } }] }] },
    }),
  },
  "settings beside a sandbox": { settings: { env: { TOKEN: CANARY } }, sandbox: { enabled: true } },
  "settings that are long": {
    settings: { permissions: { allow: Array.from({ length: 300 }, (_, i) => `Bash(${CANARY}${i})`) } },
  },
  managedSettings: { managedSettings: { env: { TOKEN: CANARY } } },
  outputFormat: { outputFormat: { type: "json_schema", schema: { type: "object", description: CANARY } } },
  agents: { agents: { helper: { description: CANARY, prompt: CANARY } } },
  systemPrompt: { systemPrompt: CANARY },
  "MCP servers": { mcpServers: { one: server } },
  "MCP servers by flag": { mcpServers: { one: server }, mcpServersDelivery: "argv" },
  "an MCP server's headers by flag": {
    mcpServers: {
      one: { type: "http", url: "https://host", headers: { Authorization: `Bearer ${CANARY}` } },
    },
    mcpServersDelivery: "argv",
  },
  "a folder with a login": { additionalDirectories: [`/https://me:${CANARY}@host/folder`] },
  "a rule with a key in it": { allowedTools: [`Bash(curl -H ${SHAPED}:*)`] },
  "extraArgs.settings": { extraArgs: { settings: JSON.stringify({ env: { TOKEN: CANARY } }) } },
  "extraArgs.mcp-config": { extraArgs: { "mcp-config": JSON.stringify({ mcpServers: { one: server } }) } },
};

/** Options for which there is no other way. */
const REFUSED: Readonly<Record<string, Options>> = {
  "a flag with a key": { extraArgs: { "some-flag": SHAPED } },
  "a flag with JSON": { extraArgs: { agents: JSON.stringify({ a: { env: { TOKEN: CANARY } } }) } },
  "the model's name": { model: SHAPED },
  "a plug-in's folder": { plugins: [{ type: "local", path: `/plugins/${SHAPED}` }] },
  "a flag of a telling name": { extraArgs: { "api-token": CANARY } },
  "a flag of a telling name with its value": { extraArgs: { password: `-${CANARY}` } },
  "an argument of what runs the CLI": { executableArgs: ["--token", CANARY] },
  "a variable that is an argument": { executableArgs: ["run", "-e", `API_TOKEN=${CANARY}`] },
};

describe("The command line", () => {
  for (const [what, options] of Object.entries(SECRETIVE)) {
    it(`shows nothing of ${what}, and nothing is lost on the way`, async () => {
      await withScript({ answer: { initialize: { mcp_servers_applied: true } } }, async (base, claude) => {
        await query("hello", { ...base, ...options })
          .result()
          .catch(({ code }: ClaudeError) => assert.equal(code, "structured_output_missing"));
        const [run] = await claude.runs();
        const argv = run?.argv ?? [];
        assert.ok(!argv.join(" ").includes(CANARY), argv.join(" "));
        const file = argv.find((word) => word.startsWith("/") && word.endsWith(".json")) ?? "";
        const said = JSON.stringify(await claude.stdin());
        assert.ok(said.includes(CANARY) || file !== "", "it goes by stdin or by a file");
        assert.ok(file === "" || !existsSync(path.dirname(file)), "the file goes with the session");
      });
    });
  }

  for (const [what, options] of Object.entries(REFUSED)) {
    it(`would show ${what}: refused, with the flag's name and without the secret`, () => {
      assert.throws(
        () => toLaunch(validateOptions(options)),
        (error: Error) => {
          assert.ok(error instanceof InvalidOptionsError);
          assert.match(
            error.message,
            /^(?=.*(?:--[a-z-]+|API_TOKEN)(?: \(in "executableArgs"\))? would show a secret)/s,
          );
          assert.ok(!error.message.includes(CANARY), error.message);
          return true;
        },
      );
    });
  }

  it("is not refused for words that only begin like secrets", () => {
    const schema = JSON.stringify({ properties: { password: { type: "string" } }, hooks: "x".repeat(2_500) });
    const options: Options = {
      model: "glm-4.6-air-preview",
      plugins: [{ type: "local", path: "/opt/plugins/glossary-generator" }],
      additionalDirectories: ["/home/me/sk-customer-portal"],
      debugFile: "/var/log/sk-service-debug.log",
      tools: ["secret_manager_read_all"],
      maxThinkingTokens: 1000,
      extraArgs: { worktree: "pk-refactoring-auth", "max-thinking-tokens": "1000", "json-schema": schema },
      executableArgs: ["--max-old-space-size=400", "--enable-source-maps"],
    };
    assert.ok(toLaunch(validateOptions(options)).args.includes("pk-refactoring-auth"));
  });

  it("names a file that only its owner can read, while the session lives", { skip: POSIX }, async () => {
    const steps = [{ expect: { type: "user" } }, { emit: initFrame() }, { hang: true as const }];
    await withScript({ steps }, async (options, claude) => {
      const asked = query("hello", { ...options, settings: { env: { TOKEN: CANARY } } });
      await asked.next();
      const [run] = await claude.runs();
      const argv = run?.argv ?? [];
      const file = argv[argv.indexOf("--settings") + 1] ?? "";
      assert.deepEqual(JSON.parse(await readFile(file, "utf8")), { env: { TOKEN: CANARY } });
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      assert.equal((await stat(path.dirname(file))).mode & 0o777, 0o700);
      await asked.close();
      assert.ok(!existsSync(path.dirname(file)));
    });
  });

  it("goes over stdin where a file of this machine would be of no use", () => {
    const spawnClaudeCodeProcess = (): never => {
      throw new Error("unused");
    };
    const launch = toLaunch(
      validateOptions({ settings: { env: { TOKEN: CANARY } }, spawnClaudeCodeProcess }),
    );
    assert.deepEqual(launch.files, []);
    assert.ok(
      launch.args.includes("--initialize-fields=settings") && launch.args.includes("--await-initialize"),
    );
    assert.deepEqual(launch.initialize.settings, { env: { TOKEN: CANARY } });
  });

  it("has settings that anybody may see as the official SDK sends them", () => {
    const launch = toLaunch(validateOptions({ settings: { includeCoAuthoredBy: false } }));
    assert.deepEqual(launch.args.slice(-2), ["--settings", '{"includeCoAuthoredBy":false}']);
    assert.deepEqual(launch.files, []);
  });
});

describe("showing()", () => {
  it("showing() finds a secret wherever it stands, and names no value", () => {
    const word = fc.stringMatching(/^[a-z/.:]{0,12}$/);
    const secret = fc.stringMatching(/^[A-Za-z0-9]{20}$/).map((rest) => `sk-ant-7${rest}x`);
    fc.assert(
      fc.property(word, secret, word, fc.boolean(), (before, key, after, joined) => {
        const value = `${before} ${key} ${after}`;
        const found = showing(["--verbose", ...(joined ? [`--flag=${value}`] : ["--flag", value]), "--last"]);
        assert.deepEqual(found, ["--flag"]);
      }),
      { numRuns: 10_000 },
    );
    assert.deepEqual(
      showing(["--max-thinking-tokens=1000", "--add-dir=/home/me/tokens", "--tools=", "--settings", "{}"]),
      [],
    );
  });

  it("mayBeSeen() is false of JSON with variables, headers, helpers, telling names, or great length", () => {
    for (const text of [
      '{"env":{}}',
      '{"headers":{}}',
      '{"a":{"apiKeyHelper":"x"}}',
      '{"password":"x"}',
      '{"api\\u0054oken":"x"}',
      '{"args":["--api-token","x"]}',
      '{"hooks":{}}',
      '{"token":"x","token":""}',
      '{"a":"curl -u me:pass https://host"}',
      '{"DB_PASS":{"value":"x"}}',
      `{"a":"${"x".repeat(3_000)}"}`,
    ])
      assert.equal(mayBeSeen(text), false, text.slice(0, 40));
    assert.equal(mayBeSeen('{"permissions":{"allow":["Read"]},"model":"x"}'), true);
  });
});

describe("Settings that take another way, with the real CLI", () => {
  const claude = withRealClaude();

  it("hold: variables reach the tools, restrictions keep them away", async () => {
    await claude.started();
    const steps = [
      { tool: "Bash", input: { command: "echo token-is-$CANARY_TOKEN", description: "Show" } },
      { text: "done" },
    ];
    const prompt = `[[mock: ${JSON.stringify(steps)} ]]`;
    const settings = { env: { CANARY_TOKEN: CANARY } };
    const ways: readonly Options[] = [{ settings }, { extraArgs: { settings: JSON.stringify(settings) } }];
    for (const way of ways) {
      let shown = "";
      for await (const message of query(prompt, claude.options({ ...way, allowedTools: ["Bash"] })))
        shown += JSON.stringify(message);
      assert.ok(shown.includes(`token-is-${CANARY}`), JSON.stringify(way));
    }
    const managedSettings = { ...settings, permissions: { deny: ["Bash"] } };
    let shown = "";
    for await (const message of query(prompt, claude.options({ managedSettings, allowedTools: ["Bash"] })))
      shown += JSON.stringify(message);
    assert.match(shown, /No such tool available: Bash/);
  });
});
