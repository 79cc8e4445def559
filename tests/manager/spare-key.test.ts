import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Options } from "../../lib/index.ts";
import {
  isSameKey,
  type SpareKey,
  spareKey,
  spareOptions,
  toClaim,
} from "../../lib/manager/claude-spare-key.ts";
import { toLaunch } from "../../lib/options/launch.ts";
import { validateOptions } from "../../lib/options/validate.ts";
import { childEnv } from "../../lib/process/env.ts";

type Json = Record<string, unknown>;

const decides = [() => Promise.resolve(null), () => Promise.resolve(null)];
const some = (...values: unknown[]): fc.Arbitrary<unknown> => fc.constantFrom(...values);
const hook = (index: number): object => [{ hooks: [decides[index]] }];

/** Few values each, so that two of them are often of one key. */
const all = fc.record({
  cwd: some("/", "/tmp"),
  additionalDirectories: some([], ["/a"], ["/a", "../b"], [`/${"long".repeat(2_500)}`]),
  model: some("haiku", "sonnet"),
  permissionMode: some("default", "plan", "acceptEdits", "dontAsk", "bypassPermissions", "auto", "manual"),
  maxThinkingTokens: some(0, 2_000),
  thinking: some({ type: "adaptive" }, { type: "disabled" }),
  title: some("", "One"),
  agent: some("helper"),
  agents: some({ helper: { description: "helps", prompt: "Help" } }, {}),
  settings: some(
    {},
    { language: "german" },
    { effortLevel: "low", permissions: { deny: ["Bash"] } },
    { permissions: { deny: ["Bash"] } },
    { disableAllHooks: true, env: { A: "1" } },
    "/settings.json",
    "settings.json",
  ),
  systemPrompt: some(
    "",
    "Rhyme",
    { type: "preset", preset: "claude_code" },
    { type: "preset", preset: "claude_code", append: "Rhyme" },
    { type: "preset", preset: "claude_code", append: "Rhyme", snapshot: true },
  ),
  env: some(
    { A: "1" },
    { A: "2" },
    { A: "1", CLAUDE_CODE_HOST_SESSION_ID: "one" },
    { A: "1", CLAUDE_CODE_OAUTH_TOKEN: "t" },
    { A: "1", PATH: "/tmp/bin:/bin" },
  ),
  allowedTools: some([], ["Read"], ["Bash"]),
  maxTurns: some(1, 2),
  maxBudgetUsd: some(1, 2),
  isolation: some(true, {}, { configDir: "/c" }),
  canUseTool: some(...decides),
  hooks: some({ PreToolUse: hook(0) }, { PreToolUse: hook(1) }, { SessionStart: hook(0) }),
  mcpServers: some(
    { one: { command: "one", env: { KEY: "1" } } },
    { one: { command: "one", env: { KEY: "2" } } },
  ),
  silenceTimeoutMs: some(1_000, 2_000),
  extraArgs: some({}, { model: "opus" }),
  resume: some("6a6b1d0e-0000-4000-8000-000000000000"),
  abortController: some(new AbortController()),
});
/** Some of them. */
const options = all.chain((given) =>
  fc
    .subarray(Object.keys(given), { maxLength: 6 })
    .map((names) => Object.fromEntries(names.map((name) => [name, given[name as keyof typeof given]]))),
) as fc.Arbitrary<Options>;

/** All that Claude Code gets of options, with what a claim says in its own words. */
function whole({ cwd = process.cwd(), ...given }: Options): Json {
  const { args, files, initialize, env } = toLaunch(given);
  const { agents, title, appendSystemPrompt, ...announced } = initialize;
  const at = args.indexOf("--settings");
  const inline: unknown =
    at === -1 ? {} : args[at + 1]?.startsWith("{") ? JSON.parse(args[at + 1] ?? "") : args[at + 1];
  const rest = args.filter((_, index) => at === -1 || (index !== at && index !== at + 1));
  const own = childEnv(given.env, given.allowDangerousEnv ?? [], "", cwd).env;
  return {
    args: rest.toSorted(),
    files,
    inline,
    agents,
    title,
    appendSystemPrompt,
    announced,
    env: { ...own, ...env },
    cwd,
  };
}

/** The launch of the spare and what the claim adds to it. */
function claimed(spare: Options, claim: ReturnType<typeof toClaim>): Json {
  const { args, inline, env, agents, title, appendSystemPrompt, ...rest } = whole(spare) as Json & {
    args: string[];
  };
  const { model, permissionMode, maxThinkingTokens: tokens, additionalDirectories = [], settings } = claim;
  const more = [
    ...(model === undefined ? [] : [`--model=${model}`]),
    ...(permissionMode === undefined ? [] : [`--permission-mode=${permissionMode}`]),
    ...(tokens === undefined
      ? []
      : [tokens === 0 ? "--thinking=disabled" : `--max-thinking-tokens=${tokens}`]),
    ...additionalDirectories.map((folder) => `--add-dir=${folder}`),
  ];
  return {
    ...rest,
    // That it waits for a claim is over then.
    args: [...args.filter((word) => word !== "--await-claim"), ...more].toSorted(),
    inline: settings === undefined ? inline : { ...(inline as Json), ...settings },
    env: { ...(env as Json), ...claim.env },
    agents: claim.agents ?? agents,
    title: claim.title ?? title,
    appendSystemPrompt: claim.appendSystemPrompt ?? appendSystemPrompt,
    cwd: claim.cwd,
  };
}

/** What this program does with a session: all that is not said to the CLI. */
function hosted({ canUseTool, hooks, silenceTimeoutMs, stderr }: Options): unknown[] {
  return [canUseTool, hooks?.PreToolUse?.[0]?.hooks[0], hooks?.SessionStart, silenceTimeoutMs, stderr];
}

/** Valid options and their key; undefined where there is none, or the agent is refused. */
function keyOf(given: Options, asks: boolean): { valid: Options; key: SpareKey } | undefined {
  try {
    const valid = validateOptions(given);
    const key = spareKey(valid, asks);
    return key && { valid, key };
  } catch (error) {
    assert.equal((error as { code?: string }).code, "invalid_options");
    return undefined;
  }
}

describe("spareKey() and toClaim()", () => {
  it("a spare for one agent serves another only if its launch and the claim are that one's real launch", () => {
    let served = 0;
    const property = fc.property(
      options,
      options,
      fc.boolean(),
      fc.boolean(),
      (first, second, asked, asks) => {
        const [one, other, self] = [keyOf(first, asked), keyOf(second, asks), keyOf(first, asked)];
        if (one === undefined || self === undefined) return;
        assert.ok(isSameKey(one.key, self.key));
        for (const { valid, key } of [self, ...(other === undefined ? [] : [other])]) {
          if (!isSameKey(one.key, key)) continue;
          served += 1;
          assert.equal(one.key.asks, key.asks);
          assert.deepEqual(claimed(spareOptions(one.key, "/tmp/a-spare"), toClaim(valid)), whole(valid));
          assert.deepEqual(hosted(one.key.options), hosted(valid));
          const { resume, abortController, hooks, isolation } = valid;
          const own = [resume, abortController, hooks?.SessionStart, isolation];
          assert.deepEqual(own, [undefined, undefined, undefined, undefined]);
        }
      },
    );
    fc.assert(property, { numRuns: 2_000 });
    assert.ok(served > 100, `only ${served} were compared`);
  });

  it("what a claim can set splits no key; all else does", () => {
    const key = (given: Options) =>
      spareKey(validateOptions({ env: {}, ...given }), false) ?? assert.fail("no key");
    for (const same of [
      { cwd: "/tmp", model: "haiku", permissionMode: "plan", additionalDirectories: ["/a"], title: "T" },
      { maxThinkingTokens: 1, agents: {}, settings: { language: "german" } },
      { env: { CLAUDE_CODE_HOST_SESSION_ID: "one" } },
    ] satisfies Options[])
      assert.ok(isSameKey(key({}), key(same)), JSON.stringify(same));
    for (const other of [
      { maxTurns: 1 },
      { maxBudgetUsd: 1 },
      { settings: { permissions: { deny: ["Bash"] } } },
      { settings: { disableAllHooks: true } },
      { env: { CLAUDE_CODE_OAUTH_TOKEN: "t" } },
      { permissionMode: "bypassPermissions" },
      { canUseTool: () => Promise.resolve(null) },
    ] satisfies Options[])
      assert.ok(!isSameKey(key({}), key(other)), JSON.stringify(other));
  });

  it("options that are changed after they were given change no key", () => {
    const given = { env: { A: "1" }, mcpServers: { one: { command: "one", args: ["a"] } } };
    const before = spareKey(given, false) ?? assert.fail("no key");
    given.mcpServers.one.args.push("b");
    given.env.A = "2";
    const after = spareKey(given, false) ?? assert.fail("no key");
    assert.ok(!isSameKey(before, after));
    assert.deepEqual(before.options.mcpServers, { one: { command: "one", args: ["a"] } });
  });

  it("agents of a conversation, of one directory, or with servers of the program take no spare", () => {
    const server = { type: "sdk", name: "own", instance: { connect: () => Promise.resolve() } };
    for (const never of [
      { resume: "x" },
      { continue: true },
      { sessionId: crypto.randomUUID() },
      { abortController: new AbortController() },
      { extraArgs: { model: "opus" } },
      { settings: "settings.json" },
      { plugins: [{ type: "local", path: "plugin" }] },
      { pathToClaudeCodeExecutable: "./claude" },
      { hooks: { SessionStart: [{ hooks: [() => Promise.resolve({})] }] } },
      { mcpServers: { own: server } },
      { isolation: true },
      { isolation: {} },
      { isolation: { configDir: "/folder" } },
    ] as Options[])
      assert.equal(spareKey(validateOptions(never), false), undefined, JSON.stringify(never));
  });
});
