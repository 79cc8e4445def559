// How both libraries start the CLI: which program, with which arguments in front, and through which function.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { createScriptedClaude, type ScriptedClaude } from "../../lib/testing/index.ts";
import { LIBRARIES, type Library, type Options } from "./stage.ts";

type SpawnOptions = Parameters<NonNullable<Options["spawnClaudeCodeProcess"]>>[0];

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
  "another working directory": { pathToClaudeCodeExecutable: "/x/claude", cwd: os.tmpdir() },
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

/** Start one library with a function of the program's own, which starts the scripted claude whatever it is asked. */
async function startedElsewhere(library: Library, options: Options): Promise<object> {
  let given: SpawnOptions | undefined;
  const types: string[] = [];
  const query = LIBRARIES[library].query({
    prompt: "hi",
    options: {
      ...options,
      env: { PATH: process.env["PATH"], MINE: "1" },
      sessionId: "00000000-0000-4000-8000-000000000003",
      spawnClaudeCodeProcess: (asked) => {
        given = asked;
        return spawn(
          claude.path,
          asked.args.filter((argument) => argument.startsWith("--session-id=")),
          {
            cwd: asked.cwd,
            env: asked.env,
            stdio: ["pipe", "pipe", "ignore"],
          },
        );
      },
    },
  });
  for await (const message of query) types.push(message.type);
  const { command = "", args = [], cwd, env = {}, signal } = given ?? {};
  return {
    command,
    args,
    cwd,
    mine: env["MINE"],
    entrypoint: env["CLAUDE_CODE_ENTRYPOINT"],
    aborted: signal?.aborted,
    types,
  };
}

async function startedHere(library: Library, options: Options): Promise<unknown> {
  const types: string[] = [];
  try {
    const query = LIBRARIES[library].query({ prompt: "hi", options });
    for await (const message of query) types.push(message.type);
    return types;
  } catch (error) {
    return (error as Error).message;
  }
}

describe("Both libraries start the same program", () => {
  for (const [name, options] of Object.entries(ELSEWHERE)) {
    it(`through a function of the program's own: ${name}`, { timeout: 30_000 }, async () => {
      const [theirs, ours] = await Promise.all([
        startedElsewhere("official", options),
        startedElsewhere("ours", options),
      ]);
      assert.deepEqual(ours, theirs);
    });
  }

  it("a script, a link to one, a bare name on PATH", { timeout: 60_000 }, async () => {
    const script = path.join(folder, "cli.mjs");
    const run = `import { spawn } from "node:child_process";
      const child = spawn(${JSON.stringify(claude.path)}, process.argv.slice(2), { stdio: "inherit" });
      child.on("exit", (code) => process.exit(code ?? 1));`;
    await writeFile(script, run);
    await symlink(claude.path, path.join(folder, "linked"));
    const env = { PATH: `${path.dirname(claude.path)}:${process.env["PATH"]}`, HOME: folder };
    for (const [file, executable] of [
      [script, undefined],
      [script, "node"],
      [path.join(folder, "linked"), undefined],
    ] as const) {
      const options: Options = {
        env,
        pathToClaudeCodeExecutable: file,
        ...(executable ? { executable } : {}),
      };
      const [theirs, ours] = await Promise.all([
        startedHere("official", options),
        startedHere("ours", options),
      ]);
      assert.deepEqual(ours, theirs, file);
      assert.deepEqual(ours, ["system", "assistant", "result"], file);
    }
    // The official SDK takes a bare name for a file of the working directory.
    const named = await startedHere("ours", { env, pathToClaudeCodeExecutable: "claude" });
    assert.deepEqual(named, ["system", "assistant", "result"]);
  });

  it("what cannot be started is an error of the iteration", { timeout: 30_000 }, async () => {
    const options: Options = {
      env: { PATH: process.env["PATH"] },
      pathToClaudeCodeExecutable: "/nonexistent/claude",
    };
    for (const library of ["official", "ours"] as const)
      assert.match(String(await startedHere(library, options)), /\/nonexistent\/claude/, library);
  });
});
