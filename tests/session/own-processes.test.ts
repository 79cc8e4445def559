// What `spawnClaudeCodeProcess` gives may be anywhere and behave in any way: its end is reported, and nothing hangs.
import assert from "node:assert/strict";
import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { PassThrough } from "node:stream";
import { describe, it } from "node:test";
import {
  type ClaudeError,
  ClaudeSDKClient,
  type Options,
  query,
  type SessionEnd,
  startup,
} from "../../lib/index.ts";
import { withScript } from "../support/claude.ts";
import { Remote } from "../support/remote.ts";
import { until } from "../support/until.ts";

const POSIX = process.platform === "win32" ? "needs /bin/sh" : false;

/** Its stdout ends, and says no more. */
function unclosing(): Remote {
  const remote = new Remote({ answers: false, ends: false });
  const stdout = new PassThrough({ autoDestroy: false, emitClose: false });
  return Object.assign(remote, { stdout });
}

/** How a query ends: its result, or its error. */
async function outcome(options: Options): Promise<{ result?: string; error?: ClaudeError }> {
  try {
    const result = await query("hello", options).result();
    return result.subtype === "success" ? { result: result.result } : {};
  } catch (error) {
    return { error: error as ClaudeError };
  }
}

/** The same of a process that fails in some way once it has been started. */
function failing(
  fail: (remote: Remote) => void,
  remote = new Remote({ answers: false }),
): ReturnType<typeof outcome> {
  return outcome({
    spawnClaudeCodeProcess: () => {
      setImmediate(() => fail(remote));
      return remote;
    },
  });
}

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

  for (const part of ["stdout", "stderr", "stdin"] as const) {
    it(`of which ${part} fails ends with that reason when no exit follows, and as its cause when one does`, async () => {
      const lost = new Error("the connection was lost");
      const alone = await failing(
        (remote) => remote[part].destroy(lost),
        new Remote({ answers: false, ends: false }),
      );
      assert.equal(alone.error?.code, "unexpected_end");
      assert.match(alone.error.message, new RegExp(`its ${part} failed \\(the connection was lost\\)`));
      assert.equal(alone.error.cause, lost);
      const followed = await failing((remote) => {
        remote[part].destroy(lost);
        remote.end(255);
      });
      assert.equal(followed.error?.code, "process_exited");
      assert.equal(followed.error.cause, lost);
    });
  }

  it("may emit errors as often as it likes: the first one is reported, with its cause", async () => {
    const refused = new Error("no such container");
    const { error } = await failing((remote) => {
      remote.emit("error", refused);
      remote.emit("error", new Error("again"));
      remote.end(1);
      remote.emit("error", new Error("after the end"));
    });
    assert.equal(error?.code, "spawn_failed");
    assert.match(error.message, /no such container/);
    assert.equal(error.cause, refused);
  });

  for (const odd of [undefined, null, "refused", { code: 7 }]) {
    it(`may fail with anything: ${JSON.stringify(odd)}, on whatever way`, async () => {
      const early = await failing((remote) => remote.emit("error", odd));
      assert.equal(early.error?.code, "spawn_failed");
      const stream = await failing((remote) => {
        remote.stdout.emit("error", odd);
        remote.end(3);
      });
      assert.equal(stream.error?.code, "process_exited");
      class Throwing extends Remote {
        override kill(): boolean {
          this.end(0);
          throw odd;
        }
      }
      const client = new ClaudeSDKClient({ spawnClaudeCodeProcess: () => new Throwing() });
      await client.connect();
      await client.close();
      const refused = await outcome({
        spawnClaudeCodeProcess: () => {
          throw odd;
        },
      });
      assert.equal(refused.error?.code, "spawn_failed");
    });
  }

  it("whose kill() asks another machine may be refused there", async () => {
    class Asking extends Remote {
      override kill(): boolean {
        return Promise.reject(new Error("no such container")) as unknown as boolean;
      }
    }
    const client = new ClaudeSDKClient({ spawnClaudeCodeProcess: () => new Asking({ ends: false }) });
    await client.connect();
    assert.equal((await client.close()).reason, "closed");
  });

  it("that is none is refused, and does not stay", { skip: POSIX }, async () => {
    const running: ChildProcess[] = [];
    const start = (stdio: StdioOptions): ChildProcess => {
      const child = spawn("/bin/sh", ["-c", "sleep 300"], { stdio });
      running.push(child);
      return child;
    };
    const given: readonly (() => unknown)[] = [
      () => start(["pipe", "inherit", "inherit"]),
      () => Promise.resolve(start("pipe")),
      () => Promise.reject(new Error("never was")),
      () => spawn("/no/such/docker", [], { stdio: ["pipe", "inherit", "inherit"] }),
      () => null,
      () => ({}),
      () => ({ stdin: new PassThrough(), stdout: new PassThrough() }),
    ];
    for (const each of given) {
      const { error } = await outcome({ spawnClaudeCodeProcess: () => each() as Remote });
      assert.equal(error?.code, "spawn_failed");
      assert.match(error.message, /must give a process/);
    }
    const isGone = ({ exitCode, signalCode }: ChildProcess): boolean =>
      exitCode !== null || signalCode !== null;
    await until(() => running.every(isGone), "one of them stays");
  });

  it("may deliver text, and have streams that end without closing", async () => {
    const textual = new Remote();
    textual.stdout.setEncoding("utf8");
    assert.equal((await outcome({ spawnClaudeCodeProcess: () => textual })).result, "hello");
    const open = await failing((remote) => remote.stdout.push(null), unclosing());
    assert.equal(open.error?.code, "unexpected_end");
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

  it("that cannot be started is reported at once, with the name of what is missing", async () => {
    const { error } = await outcome({
      spawnClaudeCodeProcess: ({ args }) => spawn("/no/such/docker", args, { stdio: "pipe" }),
    });
    assert.equal(error?.code, "spawn_failed");
    assert.match(error.message, /docker/);
    assert.match(error.message, /ENOENT/);
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
