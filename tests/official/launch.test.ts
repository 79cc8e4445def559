// What both libraries start the CLI with: arguments, environment and the lines on stdin, for every option.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Options } from "../../lib/index.ts";
import { ALONE, combinations } from "./cases.ts";
import { declaredMembers } from "./declared.ts";
import { FORMS, LOOSE, REFUSED } from "./forms.ts";
import { type Observed, observe } from "./observed.ts";

/** Flags that we add, and why. */
const OWN_ARGUMENTS: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  {
    pattern: /^--session-id=/,
    why: "the id is ours from the start, so that a host knows it before the first message",
  },
];
/** Variables that we add, and why. */
const OWN_VARIABLES: Readonly<Record<string, string>> = {
  KODEGEN_SESSION: "marks every process of the session, so that none is left behind",
  NoDefaultCurrentDirectoryInExePath: "Windows must not run programs of the working directory",
};
/** Variables of a given environment that only the official SDK passes on, and why. */
const DROPPED: Readonly<Record<string, string>> = {
  LD_PRELOAD: "loads foreign code into every program",
  PYTHONPATH: "loads foreign code into Python",
  GIT_SSH_COMMAND: "runs a program of its own choice",
  EDITOR: "runs a program of its own choice",
  CLAUDECODE: "makes the CLI believe that it runs inside of another one",
};

async function assertSame(options: Options): Promise<void> {
  const [ours, theirs] = await Promise.all([observe("ours", options), observe("official", options)]);
  assert.deepEqual(comparable(ours, options), comparable(theirs, options));
}

function comparable({ args, env, stdin, messages }: Observed, options: Options): object {
  const kept = args.filter(
    (argument) =>
      !OWN_ARGUMENTS.some(({ pattern }) => pattern.test(argument)) ||
      argument === `--session-id=${options.sessionId}`,
  );
  const variables = Object.entries(env).filter(([name]) => !Object.hasOwn(OWN_VARIABLES, name));
  return { args: kept, env: Object.fromEntries(variables), stdin, messages };
}

/** Options that need others, or that only say how others are used. */
const NEEDS_OTHERS = new Set([
  "loadTimeoutMs",
  "mcpServersDelivery",
  "pluginDelivery",
  "resumeDropsTurn",
  "resumeSessionAt",
  "sessionStoreFlush",
  "supportedDialogKinds",
]);
/** How the CLI is started rather than with what: see started.test.ts. */
const STARTS = new Set([
  "executable",
  "executableArgs",
  "pathToClaudeCodeExecutable",
  "spawnClaudeCodeProcess",
]);

describe("The official SDK and this library start the CLI in the same way", { timeout: 300_000 }, () => {
  it("every option of the official SDK has a case of its own", () => {
    const cases = Object.values(ALONE).map((options) => Object.keys(options));
    const names = declaredMembers("Options");
    assert.ok(names.length >= 70, `only ${names.length} options were found`);
    const uncovered = names.filter((name) => {
      if (STARTS.has(name)) return false;
      return !cases.some((keys) => keys.includes(name) && (keys.length === 1 || NEEDS_OTHERS.has(name)));
    });
    // With its server, which is the least that a delivery can be of.
    assert.deepEqual(uncovered, ["mcpServers"]);
  });

  for (const [name, options] of Object.entries({ ...ALONE, ...FORMS, ...combinations() })) {
    it(`options: ${name}`, { timeout: 30_000 }, () => assertSame(options));
  }

  for (const [name, options] of Object.entries(LOOSE)) {
    it(`loose options: ${name}`, { timeout: 30_000 }, () => assertSame(options as Options));
  }

  it("MCP servers go over stdin unless a program says otherwise, because they hold secrets", async () => {
    const mcpServers = { a: { command: "x", env: { KEY: "secret" } } };
    const ours = await observe("ours", { mcpServers });
    assert.doesNotMatch(ours.args.join(" "), /secret/);
    const theirs = await observe("official", { mcpServers, mcpServersDelivery: "initialize" });
    assert.deepEqual(comparable(ours, {}), comparable(theirs, {}));
  });

  it("a given environment is passed on less what loads foreign code", async () => {
    const env = {
      ...Object.fromEntries(Object.keys(DROPPED).map((name) => [name, "1"])),
      PATH: process.env["PATH"],
      HOME: "/nonexistent",
      NODE_OPTIONS: "--throw-deprecation",
      CLAUDE_CODE_ENTRYPOINT: "mine",
      CLAUDE_AGENT_SDK_CLIENT_APP: "my-app/1.0.0",
    };
    const [ours, theirs] = await Promise.all([observe("ours", { env }), observe("official", { env })]);
    const passed = Object.entries(theirs.env).filter(([name]) => !Object.hasOwn(DROPPED, name));
    const own = Object.entries(ours.env).filter(([name]) => !Object.hasOwn(OWN_VARIABLES, name));
    assert.deepEqual(Object.fromEntries(own), Object.fromEntries(passed));
    assert.equal(ours.env["CLAUDE_CODE_ENTRYPOINT"], "mine");
  });

  for (const { options, why } of REFUSED) {
    it(`refused at once: ${JSON.stringify(options)} (${why})`, { timeout: 30_000 }, async () => {
      const { error, args } = await observe("ours", options as Options);
      assert.match(error ?? "", /^Invalid options: /);
      assert.deepEqual(args, [], "nothing was started");
    });
  }
});
