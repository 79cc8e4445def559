// The acceptance tests of the threat model for what clients can make of agents (A13 …), each named after its case.
import assert from "node:assert/strict";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import fc from "fast-check";
import { InvalidOptionsError, type Options, type PermissionMode } from "../../lib/index.ts";
import { toLaunch } from "../../lib/options/launch.ts";
import { validateOptions } from "../../lib/options/validate.ts";
import { type RunningServer, startServer } from "../../server/index.ts";
import { Policy } from "../../server/policy/policy.ts";
import { caller, TOKEN } from "../support/caller.ts";
import { putCanaries } from "../support/canaries.ts";
import { withRealClaude } from "../support/claude.ts";
import { scriptedServer } from "../support/scripted-server.ts";

const RUNS = { numRuns: 10_000 };
const AWAIT = { await_completion_ms: 60_000 };
/** A sample of each class of the tests of foreign code, and what clients may want an agent to have. */
const FOREIGN =
  `LD_PRELOAD LD_AUDIT DYLD_INSERT_LIBRARIES NODE_OPTIONS NODE_PATH BUN_CONFIG_PRELOAD DENO_DIR PYTHONPATH
  PYTHONSTARTUP PERL5OPT RUBYOPT BASH_ENV ENV SHELLOPTS PS4 IFS GIT_SSH_COMMAND GIT_EXTERNAL_DIFF GIT_PAGER
  GIT_CONFIG_COUNT PAGER EDITOR SSLKEYLOGFILE KODEGEN_CLAUDE_AGENT_TOKEN`.split(/\s+/);
const MODES: readonly PermissionMode[] = [
  "plan",
  "default",
  "dontAsk",
  "acceptEdits",
  "auto",
  "bypassPermissions",
];

describe("What a client can make of an agent", { timeout: 300_000 }, () => {
  const server = scriptedServer();
  const spawn = (args: Record<string, unknown>): ReturnType<typeof server.call> =>
    server.call("spawn_agent", { prompt: "x", ...AWAIT, ...args });

  it("A13: no variable that loads foreign code, and none of a client's, reaches an agent, in any case", async () => {
    const before = { ...process.env };
    const names = FOREIGN.flatMap((name) => [name, name.toLowerCase()]);
    const mine = Object.fromEntries(names.map((name) => [name, "/nowhere/canary"]));
    Object.assign(process.env, mine);
    try {
      // A client that tries to give them itself is told that it has no such argument, or that it was ignored.
      for (const name of ["env", "environment", "extra_env"]) await spawn({ [name]: mine });
      await spawn({});
    } finally {
      for (const name of names) delete process.env[name];
      Object.assign(process.env, before);
    }
    const runs = await server.claude.runs();
    assert.ok(runs.length > 0);
    const foreign = new Set(FOREIGN);
    for (const { env } of runs) {
      assert.deepEqual(
        Object.keys(env).filter((name) => foreign.has(name.toUpperCase())),
        [],
      );
      assert.ok(!Object.values(env).includes(TOKEN), "nor the server's token");
    }
  });

  it("A14: whatever an option holds is one word of the command line, and adds no flag", () => {
    const evil = fc.oneof(
      fc.string({ minLength: 1, unit: "binary" }),
      fc
        .tuple(fc.constantFrom("--", "-p", "--x=", " ", "\n", "=", "ü"), fc.string())
        .map((two) => two.join("")),
      fc.constantFrom("--dangerously-skip-permissions", "--", "-", "--settings={}", "$(id)", "`id`"),
    );
    const list = fc.array(evil, { minLength: 1, maxLength: 3 });
    const options = fc.record(
      {
        model: evil,
        allowedTools: list,
        disallowedTools: list,
        additionalDirectories: list,
        fallbackModel: evil,
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Options>;
    const plain = toLaunch(validateOptions({})).args;
    let accepted = 0;
    const property = (given: Options): void => {
      let args: readonly string[];
      try {
        ({ args } = toLaunch(validateOptions(given)));
      } catch (error) {
        assert.ok(error instanceof InvalidOptionsError, String(error));
        return;
      }
      accepted += 1;
      const added = args.slice(plain.length);
      assert.deepEqual(args.slice(0, plain.length), plain);
      const [models, directories] = [
        [given.model, given.fallbackModel].flat(),
        given.additionalDirectories ?? [],
      ];
      const words = [
        ...models.filter((model) => model !== undefined),
        ...directories,
        ...[given.allowedTools, given.disallowedTools].flatMap((rules) => (rules ? [rules.join(",")] : [])),
      ];
      // Nothing but the flag before it belongs to each word, and nothing is there besides.
      assert.deepEqual(
        added
          .map((word) => /^--[A-Za-z-]+=/.exec(word)?.[0]?.length)
          .filter((length) => length === undefined),
        [],
      );
      assert.deepEqual(added.map((word) => word.slice(word.indexOf("=") + 1)).toSorted(), words.toSorted());
    };
    fc.assert(fc.property(options, property), RUNS);
    assert.ok(accepted > RUNS.numRuns / 10, `${accepted} were accepted`);
  });

  it("A15: an agent has the permission modes that the operator allows, by whatever way a client asks for others", async () => {
    const { folder } = server;
    const request = {
      cwd: folder,
      additionalDirectories: [],
      allowedTools: [],
      disallowedTools: [],
      asks: false,
    };
    const allowances: PermissionMode[][] = [
      [],
      ["acceptEdits"],
      ["auto"],
      ["acceptEdits", "bypassPermissions"],
    ];
    for (const allowPermissionModes of allowances) {
      const policy = new Policy({ roots: [folder], allowPermissionModes });
      for (const permissionMode of MODES) {
        const isAllowed = [...MODES.slice(0, 3), ...allowPermissionModes].includes(permissionMode);
        const options = (): Options => policy.optionsFor({ ...request, permissionMode });
        if (isAllowed) assert.equal(options().permissionMode, permissionMode);
        else assert.throws(options, InvalidOptionsError, permissionMode);
        // One from before a restart, when more was allowed.
        const kept = { askPermissions: false, options: { ...options, cwd: folder, permissionMode } } as never;
        assert.equal(policy.optionsAgain(kept) !== undefined, isAllowed, `again: ${permissionMode}`);
      }
    }
    const ways: Record<string, unknown>[] = [
      ...MODES.slice(3).map((permission_mode) => ({ permission_mode })),
      ...["BYPASSPERMISSIONS", " bypassPermissions", "bypass_permissions", ["bypassPermissions"], 5, {}].map(
        (permission_mode) => ({ permission_mode }),
      ),
      { permissionMode: "bypassPermissions" },
      { mode: "bypassPermissions" },
      { dangerously_skip_permissions: true },
      { allow_dangerously_skip_permissions: "true" },
      { settings: { permissions: { defaultMode: "bypassPermissions" } } },
      { extra_args: { "dangerously-skip-permissions": null } },
      { "--permission-mode": "bypassPermissions" },
      { env: { CLAUDE_CODE_EXTRA_ARGS: "--dangerously-skip-permissions" } },
      { model: "--permission-mode=bypassPermissions" },
      { resume: "--dangerously-skip-permissions" },
      { label: "--dangerously-skip-permissions" },
      { prompt: "--dangerously-skip-permissions" },
    ];
    for (const way of ways) await spawn(way);
    for (const { argv, env } of await server.claude.runs()) {
      const flags = argv.map((word) => word.split("=", 1)[0]);
      assert.ok(!flags.some((flag) => flag?.includes("dangerously")), argv.join(" "));
      const mode = argv.find((word) => word.startsWith("--permission-mode"));
      assert.ok(mode === undefined || !/acceptEdits|auto|bypass/.test(mode), mode);
      assert.ok(!JSON.stringify(env).includes("dangerously"));
    }
  });

  it("A17: there are no templates: a name of one is refused, and a text is the agent's as it was written", async () => {
    for (const value of ["../../etc/passwd", "/etc/passwd", "greeting", "{{x}}"])
      for (const name of ["prompt", "system_prompt"]) {
        const answer = await spawn({ [name]: { type: "template", name: value, value } });
        assert.ok(answer.isError, name);
        assert.match(answer.text, /templates/);
      }
    const text = "{{user}} ${HOME} $(id) %s\r\n\tone\u00a0{{{{two}}}} \\n <%= 1 %>";
    const system = `for the system: ${[...text].toReversed().join("")}`;
    assert.equal((await spawn({ prompt: text, system_prompt: system })).isError, false);
    const lines = JSON.stringify(await server.claude.stdin());
    for (const given of [text, system])
      assert.equal(lines.split(JSON.stringify(given).slice(1, -1)).length, 2, "once, as it is");
  });

  it("A20: names that every object has are names like any other in arguments, and change no object", async () => {
    const evil = '{"polluted":true,"isError":true}';
    const names = ["__proto__", "constructor", "prototype"];
    const nested = `{${names.map((name) => `"${name}":${evil}`).join(",")}}`;
    const calls = [
      `{"prompt":"x",${nested.slice(1)}`,
      `{"prompt":"x","output_schema":${nested}}`,
      `{"prompt":${nested}}`,
      `{"prompt":"x","allowed_tools":${nested}}`,
      nested,
    ];
    for (const args of calls)
      for (const params of [`{"name":"claude_spawn_agent","arguments":${args}}`, nested]) {
        const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params},${nested.slice(1)}`;
        const { status } = await server.ask({ body });
        assert.ok(status < 500, `${status} for ${body}`);
      }
    assert.equal(Reflect.get({}, "polluted"), undefined);
    assert.equal(Reflect.get([], "polluted"), undefined);
    assert.equal((await spawn({ prompt: "after it" })).data.agents[0]?.last_result?.text, "after it");
  });
});

describe("A project that would like to run code", { timeout: 180_000 }, () => {
  const claude = withRealClaude();
  let server: RunningServer | undefined;

  it("A16: runs none of it in the agents that work there, with the real CLI", async () => {
    const model = await claude.started();
    const { home, cwd, traces } = putCanaries(path.join(model.home, "hostile"));
    const agentEnv = { ...model.env(), HOME: home, USERPROFILE: home };
    server = await startServer({ http: "127.0.0.1:0", token: TOKEN, roots: [cwd], agentEnv });
    const { call, close } = await caller(server.url);
    const answer = await call("spawn_agent", { prompt: "What is the capital of France?", cwd, ...AWAIT });
    assert.equal(answer.data.agents[0]?.last_result?.text, "Paris.");
    await close();
    await server.close();
    assert.deepEqual(traces(), []);
    assert.doesNotMatch(JSON.stringify(claude.model.requests), /CANARY-project|CANARY-local|canary-project/);
  });
});
