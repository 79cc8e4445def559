import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { childEnv, SESSION_COOKIE } from "../../lib/process/env.ts";
import { locateClaude } from "../../lib/process/locate.ts";
import type { Process } from "../../lib/process/process.ts";
import { spawnProcess } from "../../lib/process/spawn.ts";
import { stopTree } from "../../lib/process/stop.ts";
import { findTree } from "../../lib/process/tree.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-process-"));
});
after(() => rm(folder, { recursive: true, force: true }));

async function script(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${text}\n`);
  await chmod(file, 0o755);
  return file;
}

interface Run {
  readonly child: Process;
  readonly cookie: string;
  output(): string;
}

async function run(executable: string): Promise<Run> {
  const cookie = crypto.randomUUID();
  let text = "";
  const { env } = childEnv({ PATH: process.env["PATH"] }, [], cookie);
  const child = await spawnProcess(
    { executable, args: [], cwd: folder, env },
    { onOutput: (chunk) => void (text += chunk.toString("utf8")), onStderr: () => undefined },
  );
  return { child, cookie, output: () => text };
}

async function untilPrinted(started: Run, text: string): Promise<void> {
  while (!started.output().includes(text)) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("spawnProcess()", () => {
  it("spawnProcess() delivers all output before it reports the exit", async () => {
    const { child, output } = await run(
      await script("lines", 'i=0; while [ $i -lt 5000 ]; do echo "line $i"; i=$((i+1)); done; exit 3'),
    );
    assert.deepEqual(await child.exited, { code: 3, signal: null });
    assert.equal(output().trimEnd().split("\n").length, 5000);
    assert.equal(child.alive, false);
  });

  it("spawnProcess() keeps the end of stderr without its secrets", async () => {
    const { child } = await run(
      await script("stderr", 'echo "cannot log in with sk-ant-api03-abcdefghijkl" >&2; exit 1'),
    );
    await child.exited;
    assert.equal(child.stderrTail(), "cannot log in with <redacted>");
  });

  it("spawnProcess() reports the exit although a grandchild keeps stdout open", async () => {
    const started = await run(await script("holder", "sleep 60 & echo started"));
    const begun = performance.now();
    await started.child.exited;
    assert.ok(performance.now() - begun < 2_000);
    assert.deepEqual(await stopTree(started.child, started.cookie), []);
    assert.deepEqual(await findTree([], started.cookie), []);
  });

  it("spawnProcess() blames the directory when the directory is missing", async () => {
    const fine = await script("fine", "exit 0");
    const start = (cwd: string): Promise<Process> =>
      spawnProcess(
        { executable: fine, args: [], cwd, env: {} },
        { onOutput: () => undefined, onStderr: () => undefined },
      );
    await assert.rejects(start(path.join(folder, "nowhere")), {
      code: "cwd_invalid",
      message: /does not exist/,
    });
    await assert.rejects(start(fine), { code: "cwd_invalid", message: /not a directory/ });
  });

  it("spawnProcess() rejects a write after the process has closed its input", async () => {
    const { child } = await run(await script("deaf", "exec 0<&-; exit 0"));
    await child.exited;
    await assert.rejects(child.write("hello\n"), { code: "session_closed" });
  });

  it("spawnProcess() says that the operating system refuses a file, or misses its interpreter", async () => {
    const file = path.join(folder, "refused");
    await writeFile(file, "#!/no/such/interpreter\n");
    await assert.rejects(run(file), { code: "cli_not_executable", errno: "EACCES", message: /refused/ });
    await chmod(file, 0o755);
    await assert.rejects(run(file), { code: "cli_not_found", message: /interpreter/ });
  });
});

describe("stopTree()", () => {
  it("stopTree() lets a process go that ends with its input", async () => {
    const { child, cookie } = await run(await script("cat", "exec cat"));
    assert.deepEqual(await stopTree(child, cookie), []);
    assert.deepEqual(await child.exited, { code: 0, signal: null });
  });

  it("stopTree() ends a stubborn process, its children, and what it detached", {
    timeout: 20_000,
  }, async () => {
    const started = await run(
      await script(
        "stubborn",
        `trap '' TERM; sleep 300 & setsid sh -c "trap '' TERM; sleep 300" & echo ready; while :; do sleep 1; done`,
      ),
    );
    await untilPrinted(started, "ready");
    const tree = await findTree([], started.cookie);
    assert.ok(tree.length >= 3, `${tree.length} processes`);
    const times = { inputMs: 50, termMs: 100, strayMs: 50, killMs: 3_000 };
    assert.deepEqual(await stopTree(started.child, started.cookie, times), []);
    assert.deepEqual(await findTree([], started.cookie), []);
    assert.equal((await started.child.exited).signal, "SIGKILL");
  });
});

describe("findTree()", () => {
  it("findTree() finds children whose environment was wiped, by their parent", async () => {
    const started = await run(await script("wiped", "env -i sleep 60 & echo ready; wait"));
    await untilPrinted(started, "ready");
    const pid = started.child.pid ?? 0;
    const marked = await findTree([], started.cookie);
    const all = await findTree([{ pid }], started.cookie);
    assert.ok(
      all.length > marked.length || marked.length === 2,
      `${marked.length} marked, ${all.length} in all`,
    );
    await stopTree(started.child, started.cookie, { inputMs: 10, termMs: 500, strayMs: 50, killMs: 2_000 });
    assert.deepEqual(await findTree(all, started.cookie), []);
  });

  it("findTree() leaves a pid alone that has been given to another process", async () => {
    const found = await findTree([{ pid: process.pid, started: "another time" }], "no such cookie");
    assert.deepEqual(found, []);
  });
});

describe("locateClaude()", () => {
  it("locateClaude() takes a path as it is and says what is wrong with it", async () => {
    const fine = await script("my-claude", "exit 0");
    assert.equal((await locateClaude({ path: fine })).path, fine);
    await assert.rejects(locateClaude({ path: path.join(folder, "none") }), {
      code: "cli_not_found",
      message: /pathToClaudeCodeExecutable/,
    });
    await assert.rejects(locateClaude({ path: folder }), { code: "cli_not_executable", errno: "EISDIR" });
    const plain = path.join(folder, "plain");
    await writeFile(plain, "text");
    await assert.rejects(locateClaude({ path: plain }), { code: "cli_not_executable", errno: "EACCES" });
  });

  it("locateClaude() looks a bare name up on the PATH of the given environment, past what cannot run", async () => {
    const first = path.join(folder, "first");
    const second = path.join(folder, "second");
    await mkdir(first);
    await mkdir(second);
    await writeFile(path.join(first, "claude"), "not executable");
    await symlink(await script("target", "exit 0"), path.join(second, "claude"));
    const env = { PATH: `${first}${path.delimiter}${second}`, HOME: folder };
    for (const name of [undefined, "claude"]) {
      const located = await locateClaude({ path: name, env });
      assert.equal(located.path, path.join(second, "claude"));
      assert.deepEqual(located.attempts, [
        { path: path.join(first, "claude"), reason: "it is not executable" },
      ]);
    }
  });

  it("locateClaude() finds the platform's npm package when PATH has none", async () => {
    const located = await locateClaude({ env: { PATH: "", HOME: folder } });
    assert.match(located.path, /@anthropic-ai/);
  });

  it("locateClaude() lists every place when there is none", async () => {
    await assert.rejects(
      locateClaude({ path: "no-such-claude", env: { PATH: folder } }),
      (error: Error & { attempts: unknown[] }) => {
        assert.match(error.message, /no-such-claude/);
        assert.deepEqual(error.attempts, [
          { path: path.join(folder, "no-such-claude"), reason: "it does not exist" },
        ]);
        return true;
      },
    );
  });
});

it("SESSION_COOKIE is a name that no other program uses", () =>
  assert.equal(SESSION_COOKIE, "KODEGEN_SESSION"));
