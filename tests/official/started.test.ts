// How the CLI is started: which program, with which arguments in front, and through which function.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, it } from "node:test";
import { query } from "../../lib/index.ts";
import { createScriptedClaude, type ScriptedClaude } from "../../lib/testing/index.ts";
import { compareAll, type Sdk } from "./record.ts";
import type { Options } from "./stage.ts";

type Spawning = Parameters<NonNullable<Options["spawnClaudeCodeProcess"]>>[0];

/** What a program's own start function is given. */
const ELSEWHERE: Readonly<Record<string, Options>> = {
  "a native executable": { pathToClaudeCodeExecutable: "/x/claude" },
  "a native executable with arguments": {
    pathToClaudeCodeExecutable: "/x/claude",
    executableArgs: ["--first", "--second"],
  },
  "a script": { pathToClaudeCodeExecutable: "/x/cli.js", executable: "node" },
  "a script of any kind": { pathToClaudeCodeExecutable: "/x/cli.mjs", executable: "bun" },
  "a script and arguments": {
    pathToClaudeCodeExecutable: "/x/cli.js",
    executable: "node",
    executableArgs: ["--no-warnings"],
  },
  "a script and a path of a runtime": {
    pathToClaudeCodeExecutable: "/x/cli.js",
    executable: "/opt/node" as "node",
  },
  "a script and the runtime of this program": { pathToClaudeCodeExecutable: "/x/cli.js" },
  "a native executable and a runtime": { pathToClaudeCodeExecutable: "/x/claude", executable: "node" },
  "another working directory": { pathToClaudeCodeExecutable: "/x/claude", cwd: "/" },
};

let claude: ScriptedClaude;
let folder: string;

before(async () => {
  claude = await createScriptedClaude();
  folder = await mkdtemp(path.join(os.tmpdir(), "started-"));
});
after(async () => {
  await claude.close();
  await rm(folder, { recursive: true, force: true });
});

/** A function of the program's own, which starts the scripted claude whatever it is asked. */
compareAll("started/elsewhere", ELSEWHERE, async (sdk, options) => {
  let given: Spawning | undefined;
  const types = await typesOf(sdk, {
    ...options,
    env: { PATH: process.env["PATH"], MINE: "1" },
    sessionId: "00000000-0000-4000-8000-000000000003",
    spawnClaudeCodeProcess: (asked) => {
      given = asked;
      const args = asked.args.filter((argument) => argument.startsWith("--session-id="));
      return spawn(claude.path, args, { cwd: asked.cwd, env: asked.env, stdio: ["pipe", "pipe", "ignore"] });
    },
  });
  const { command = "", args = [], cwd, env = {}, signal } = given ?? {};
  return {
    command: options.executable === undefined && command === runtime() ? "<this runtime>" : command,
    args,
    cwd: cwd === process.cwd() ? "<this directory>" : cwd,
    mine: env["MINE"],
    entrypoint: env["CLAUDE_CODE_ENTRYPOINT"],
    aborted: signal?.aborted,
    types,
  };
});

/** What it is started as, by the program that is to be started. */
compareAll(
  "started/here",
  {
    "a script": { file: "cli.mjs" },
    "a script, with a runtime": { file: "cli.mjs", executable: "node" as const },
    "a link": { file: "linked" },
    "nothing that can be started": { file: "missing/claude" },
  },
  async (sdk, { file, ...more }) => {
    const script = `import { spawn } from "node:child_process";
      const child = spawn(${JSON.stringify(claude.path)}, process.argv.slice(2), { stdio: "inherit" });
      child.on("exit", (code) => process.exit(code ?? 1));`;
    await writeFile(path.join(folder, "cli.mjs"), script);
    await rm(path.join(folder, "linked"), { force: true });
    await symlink(claude.path, path.join(folder, "linked"));
    const pathToClaudeCodeExecutable = path.join(folder, file);
    return typesOf(sdk, { env: environment(), pathToClaudeCodeExecutable, ...more }).catch(
      (error: Error) => ({
        // Each in its own words.
        namesIt: error.message.includes(pathToClaudeCodeExecutable),
      }),
    );
  },
);

it("a bare name is looked up on PATH, where the official SDK takes it for a file of the working directory", async () => {
  const result = query("hi", { env: environment(), pathToClaudeCodeExecutable: "claude" }).result();
  assert.equal((await result).subtype, "success");
});

async function typesOf(sdk: Sdk, options: Options): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of sdk.query({ prompt: "hi", options })) types.push(type);
  return types;
}

const environment = (): Record<string, string> => ({
  PATH: `${path.dirname(claude.path)}:${process.env["PATH"]}`,
  HOME: folder,
});

/** What runs a script when the program does not say. */
const runtime = (): string => ("bun" in process.versions ? "bun" : "node");
