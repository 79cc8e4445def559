// What `spawnClaudeCodeProcess` gives may fail in any way: each is an end with a reason, and nothing hangs.
import assert from "node:assert/strict";
import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import process from "node:process";
import { PassThrough } from "node:stream";
import { describe, it } from "node:test";
import { ClaudeSDKClient, query } from "../../lib/index.ts";
import { failing, outcome, Remote, unclosing } from "../support/remote.ts";
import { until } from "../support/until.ts";

const POSIX = process.platform === "win32" ? "needs /bin/sh" : false;

describe("A process of one's own that fails", { concurrency: true }, () => {
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
      const child = spawn("/bin/sh", ["-c", "exec sleep 300"], { stdio });
      running.push(child);
      return child;
    };
    const given: readonly (() => unknown)[] = [
      () => start(["pipe", "inherit", "inherit"]),
      () => Promise.resolve(start("pipe")),
      () => Promise.reject(new Error("never was")),
      () => {
        const child = spawn("/no/such/docker", [], { stdio: ["pipe", "inherit", "inherit"] });
        // Node would send the signal to a number that is not the child's.
        child.kill = () => assert.fail("a child that never started was sent a signal");
        return child;
      },
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

  it("that comes after the session was aborted while it was asked for does not stay", async () => {
    const abortController = new AbortController();
    let child: ChildProcess | undefined;
    const asked = query("hello", {
      abortController,
      spawnClaudeCodeProcess: () => {
        assert.ok(asked, "whoever has made the query has it in hand");
        abortController.abort();
        child = spawn("/bin/sh", ["-c", "exec sleep 300"], { stdio: "pipe" });
        return child as unknown as Remote;
      },
    });
    await assert.rejects(asked.result(), { code: "aborted" });
    await asked.close();
    assert.equal(child?.signalCode ?? child?.exitCode, "SIGTERM");
  });

  it("that was never started is sent no signal, which would reach whatever has the number that Node has for it", async () => {
    const signals: unknown[] = [];
    const missing = (stdio: StdioOptions): ChildProcess =>
      Object.assign(spawn("/no/such/docker", [], { stdio }), {
        kill: (signal: unknown) => signals.push(signal) > 0,
      });
    const given: readonly (() => unknown)[] = [
      () => missing("pipe"),
      () => missing(["pipe", "inherit", "inherit"]),
      () => Promise.resolve(missing("pipe")),
    ];
    for (const each of given) {
      const { error } = await outcome({ spawnClaudeCodeProcess: () => each() as Remote });
      assert.equal(error?.code, "spawn_failed");
    }
    const client = new ClaudeSDKClient({
      spawnClaudeCodeProcess: () => missing("pipe") as unknown as Remote,
    });
    const connecting = client.connect();
    await Promise.all([client.close(), assert.rejects(connecting)]);
    assert.deepEqual(signals, []);
  });

  it("that cannot be started is reported at once, with the name of what is missing", async () => {
    const { error } = await outcome({
      spawnClaudeCodeProcess: ({ args }) => spawn("/no/such/docker", args, { stdio: "pipe" }),
    });
    assert.equal(error?.code, "spawn_failed");
    assert.match(error.message, /docker/);
    assert.match(error.message, /ENOENT/);
  });
});
