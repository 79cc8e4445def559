// What `spawnClaudeCodeProcess` gives may be anywhere: it is ended like any other, and nothing of it is run here.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { ClaudeSDKClient, type Options, query, type SessionEnd, startup } from "../../lib/index.ts";
import { withScript } from "../support/claude.ts";
import { failing, outcome, Remote } from "../support/remote.ts";

const POSIX = process.platform === "win32" ? "needs /bin/sh" : false;

describe("A process of one's own", { concurrency: true }, () => {
  it("counts as running until its exit is a number, whatever its field holds before", async () => {
    for (const options of [{ exitCode: null }, { exitCode: undefined }, { withoutExitCode: true }]) {
      const { result, error } = await outcome({ spawnClaudeCodeProcess: () => new Remote(options) });
      assert.equal(result, "hello", `${JSON.stringify(options)}: ${error?.message}`);
    }
  });

  it("that has ended before it is handed over ends the session", async () => {
    const { error } = await outcome({
      spawnClaudeCodeProcess: () => new Remote({ exitCode: 7, answers: false }),
    });
    assert.equal(error?.code, "process_exited");
    assert.match(error.message, /code 7/);
  });

  it("that takes nothing from its stdin holds up no writer once it is closed", async () => {
    const deaf = new Remote();
    const client = new ClaudeSDKClient({ spawnClaudeCodeProcess: () => deaf });
    await client.connect();
    await client.initializationResult();
    deaf.stdin.write = () => false;
    const sent = client.sendMessage("is anybody there?");
    setImmediate(() => void client.close());
    await assert.rejects(sent, { code: "session_closed" });
  });

  it("whose kill() throws is given up like any other that does not end", async () => {
    class Stubborn extends Remote {
      override kill(signal: NodeJS.Signals): boolean {
        this.signals.push(signal);
        throw new Error("not allowed");
      }
    }
    const remote = new Stubborn({ ends: false });
    const client = new ClaudeSDKClient({ spawnClaudeCodeProcess: () => remote });
    await client.connect();
    const end = await client.close();
    assert.deepEqual(remote.signals, ["SIGTERM", "SIGKILL"]);
    assert.equal(end.reason, "closed");
  });

  it("that never reports its exit does not hold up close(), on any face; a warning says so", async () => {
    const warnings: string[] = [];
    const options: Options = { spawnClaudeCodeProcess: () => new Remote({ ends: false }) };
    const client = new ClaudeSDKClient(options);
    client.on("warning", ({ code }) => void warnings.push(code));
    const faces: readonly (() => Promise<unknown>)[] = [
      async () => {
        await client.connect();
        const end: SessionEnd = await client.close();
        assert.deepEqual([end.exitCode, end.signal, end.survivors], [null, null, []]);
      },
      async () => {
        const asked = query("hello", options);
        await asked.next();
        await asked.return();
      },
      async () => (await startup({ options }))[Symbol.asyncDispose](),
    ];
    await Promise.all(faces.map((face) => face()));
    assert.deepEqual(warnings, ["process_survived"]);
  });

  it("gets its signal aborted with SIGKILL, not before: what was spawned with it ends gently", {
    skip: POSIX,
  }, async () => {
    await withScript({}, async (options) => {
      const ends: SessionEnd[] = [];
      let aborted: boolean | undefined;
      const asked = query("hello", {
        ...options,
        spawnClaudeCodeProcess: ({ command, args, env, signal }) => {
          const gentle = `exec 3<&0; trap 'sleep 0.3; exit 42' TERM; "$@" <&3 & wait; while :; do sleep 0.05; done`;
          const child = spawn("/bin/sh", ["-c", gentle, "sh", command, ...args], {
            env: env as NodeJS.ProcessEnv,
            signal,
            stdio: "pipe",
          });
          child.once("exit", () => (aborted = signal.aborted));
          return child;
        },
      });
      asked.on("closed", (end) => void ends.push(end));
      await asked.next();
      await asked.close();
      // Deno takes the first signal that was sent through a child for what ended it.
      const deno = (process.versions as Record<string, string | undefined>)["deno"] !== undefined;
      if (!deno) assert.equal(ends[0]?.exitCode, 42);
      assert.notEqual(ends[0]?.signal, "SIGKILL");
      assert.equal(aborted, false);
    });
  });

  it("has nothing run on this machine, even when its start fails", { skip: POSIX }, async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-remote-"));
    const file = path.join(folder, "claude-of-the-container");
    await writeFile(file, `#!/bin/sh\necho "$@" >> '${folder}/ran'\n`);
    await chmod(file, 0o755);
    const { error } = await failing((remote) => remote.end(1));
    assert.equal(error?.code, "process_exited");
    const named = await outcome({
      pathToClaudeCodeExecutable: file,
      spawnClaudeCodeProcess: () => new Remote({ exitCode: 1, answers: false }),
    });
    assert.equal(named.error?.code, "process_exited");
    await assert.rejects(readFile(path.join(folder, "ran")), { code: "ENOENT" });
    await rm(folder, { recursive: true });
  });
});
