import assert from "node:assert/strict";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import type { Process } from "../../lib/process/process.ts";
import { spawnProcess } from "../../lib/process/spawn.ts";
import { stopTree } from "../../lib/process/stop.ts";
import { findTree } from "../../lib/process/tree.ts";
import { withPrograms } from "../support/programs.ts";

const programs = withPrograms();

describe("spawnProcess()", () => {
  it("spawnProcess() delivers all output before it reports the exit", async () => {
    const { child, output } = await programs.run(
      await programs.script(
        "lines",
        'i=0; while [ $i -lt 5000 ]; do echo "line $i"; i=$((i+1)); done; exit 3',
      ),
    );
    assert.deepEqual(await child.exited, { code: 3, signal: null });
    assert.equal(output().trimEnd().split("\n").length, 5000);
    assert.equal(child.alive, false);
  });

  it("spawnProcess() keeps the end of stderr without its secrets", async () => {
    const { child } = await programs.run(
      await programs.script("stderr", 'echo "cannot log in with sk-ant-api03-abcdefghijkl" >&2; exit 1'),
    );
    await child.exited;
    assert.equal(child.stderrTail(), "cannot log in with <redacted>");
  });

  it("spawnProcess() reports the exit although a grandchild keeps stdout open", async () => {
    const started = await programs.run(await programs.script("holder", "sleep 60 & echo started"));
    await started.child.exited;
    assert.deepEqual(await stopTree(started.child), []);
    assert.deepEqual(await findTree([], started.mark), []);
  });

  it("spawnProcess() blames the directory when the directory is missing", async () => {
    const fine = await programs.script("fine", "exit 0");
    const start = (cwd: string): Promise<Process> =>
      spawnProcess(
        { executable: fine, args: [], cwd, env: {} },
        { stdout: { push: () => undefined }, onStderr: () => undefined },
      );
    await assert.rejects(start(path.join(programs.folder, "nowhere")), {
      code: "cwd_invalid",
      message: /does not exist/,
    });
    await assert.rejects(start(fine), { code: "cwd_invalid", message: /not a directory/ });
  });

  it("spawnProcess() starts a process elsewhere when this program's own directory has been deleted", async () => {
    const before = process.cwd();
    const gone = path.join(programs.folder, "gone");
    await mkdir(gone);
    const fine = await programs.script("elsewhere", "exit 0");
    process.chdir(gone);
    try {
      await rm(gone, { recursive: true });
      const command = { executable: fine, args: [], cwd: programs.folder, env: {} };
      const child = await spawnProcess(command, {
        stdout: { push: () => undefined },
        onStderr: () => undefined,
      });
      assert.equal((await child.exited).code, 0);
    } finally {
      process.chdir(before);
    }
  });

  it("spawnProcess() rejects a write after the process has closed its input", async () => {
    const { child } = await programs.run(await programs.script("deaf", "exec 0<&-; exit 0"));
    await child.exited;
    await assert.rejects(child.write("hello\n"), { code: "session_closed" });
  });

  it("spawnProcess() says that the operating system refuses a file, or misses its interpreter", async () => {
    const file = path.join(programs.folder, "refused");
    await writeFile(file, "#!/no/such/interpreter\n");
    await assert.rejects(programs.run(file), {
      code: "cli_not_executable",
      errno: "EACCES",
      message: /refused/,
    });
    await chmod(file, 0o755);
    await assert.rejects(programs.run(file), { code: "cli_not_found", message: /interpreter/ });
  });

  it("spawnProcess() runs nothing from the directory that the process works in", async () => {
    const work = path.join(programs.folder, "repository");
    for (const name of ["node", "bin/node", "node_modules/.bin/node"])
      await programs.script(`repository/${name}`, `echo planted > '${programs.folder}/planted'`);
    const good = await programs.script("good/node", "echo good");
    const claude = path.join(programs.folder, "claude.js");
    await writeFile(claude, "");
    const folders = [".", "", "bin", "./node_modules/.bin", path.join(work, "bin"), path.dirname(good)];
    let text = "";
    const env = { PATH: folders.join(path.delimiter), HOME: path.join(programs.folder, "home") };
    const stdout = { push: (chunk: object) => void (text += String(chunk)) };
    const output = { stdout, onStderr: () => undefined };
    const command = { executable: claude, args: [], cwd: work, env, runtime: "node" };
    await (await spawnProcess(command, output)).exited;
    assert.equal(text, "good\n");
    const none = { ...command, env: { ...env, PATH: folders.slice(0, -1).join(path.delimiter) } };
    await assert.rejects(spawnProcess(none, output), {
      code: "cli_not_found",
      message: /"node".*"executable"/,
    });
  });
});
