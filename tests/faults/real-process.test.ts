// F05, F06, F23, F24, F33, F37 and F48 on the real CLI, which alone can show what it does then.
import assert from "node:assert/strict";
import process from "node:process";
import { describe } from "node:test";
import { ProcessExitError, type SDKUserMessage, TimeoutError } from "../../lib/index.ts";
import type { Session } from "../../lib/session/session.ts";
import { withRealClaude } from "../support/claude.ts";
import { fault, TOGETHER } from "../support/fault.ts";
import { livingProcesses } from "../support/leaks.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();

/** Send a signal to the CLI of a session. */
function signal(session: Session, name: NodeJS.Signals): void {
  assert.ok(session.process?.pid !== undefined, "it does not run");
  process.kill(session.process?.pid, name);
}

/** Resolves when the first message of a turn has come. */
function turnBegun(session: Session): Promise<void> {
  return new Promise((resolve) => session.events.once("message", () => resolve()));
}

describe("The real CLI", TOGETHER, () => {
  fault("F05: it does not know a flag: its exit code and its own words are reported", async (scene) => {
    const { error, types } = await scene.ask(claude.options({ extraArgs: { "no-such-flag": null } }));
    assert.ok(error instanceof ProcessExitError, String(error));
    assert.deepEqual([error.exitCode, error.signal, types], [1, null, []]);
    assert.match(error.message, /before it was ready; stderr: error: unknown option '--no-such-flag'/);
  });

  fault(
    "F06: it is stopped before it answers initialize: an error when its time is up, and it is gone",
    async (scene) => {
      const session = scene.session(claude.options({ initializeTimeoutMs: 300 }));
      await session.start();
      signal(session, "SIGSTOP");
      const { pid = 0 } = session.process ?? {};
      const { error, survivors } = await session.closed;
      assert.ok(error instanceof TimeoutError && error.code === "initialize_timeout", String(error));
      assert.deepEqual([survivors, livingProcesses().includes(pid)], [[], false]);
    },
  );

  fault("F24: killed, its signal is reported after all that it has said", async (scene) => {
    const session = scene.session(claude.options());
    const types: string[] = [];
    session.events.on("message", ({ type }) => types.push(type));
    const begun = turnBegun(session);
    await session.send("mock:hang");
    await begun;
    signal(session, "SIGKILL");
    const { reason, error } = await session.closed;
    assert.ok(error instanceof ProcessExitError, String(error));
    assert.deepEqual([reason, error.exitCode, error.signal, types], ["exited", null, "SIGKILL", ["system"]]);
    assert.match(error.message, /during a turn/);
  });

  fault("F23: interrupted by a signal it exits with 0, which is no success", async (scene) => {
    const session = scene.session(claude.options());
    const begun = turnBegun(session);
    await session.send("mock:hang");
    await begun;
    signal(session, "SIGINT");
    const { exitCode, error } = await session.closed;
    // It still writes a result, which says more than an end without one.
    assert.deepEqual([exitCode, error?.code], [0, "result_error"]);
  });

  fault("F33: what would end it or be dropped is refused, and the session goes on", async (scene) => {
    const client = scene.client(claude.options());
    const wrong = { type: "user", message: null, parent_tool_use_id: null } as unknown as SDKUserMessage;
    await client.connect();
    await assert.rejects(client.sendMessage(wrong), { code: "invalid_message" });
    await client.sendMessage("cut \ud83d");
    assert.equal((await client.result()).subtype, "success");
    assert.match(JSON.stringify(claude.model.requests.map(({ messages }) => messages)), /cut \ufffd/);
    await client.close();
  });

  fault(
    "F37: stopped, it does not answer in time; going on, its late answer is dropped and the next is right",
    async (scene) => {
      const session = scene.session(claude.options({ controlTimeoutMs: 400 }));
      const problems: string[] = [];
      session.events.on("protocolError", ({ problem }) => problems.push(problem));
      await session.start();
      await session.announced.answer;
      signal(session, "SIGSTOP");
      await assert.rejects(session.request("set_permission_mode", { mode: "plan" }), {
        code: "control_timeout",
      });
      signal(session, "SIGCONT");
      // However long it takes to come back: requests are answered in order, so that this one comes after the late one.
      await until(async () => {
        const answered = session.request("set_permission_mode", { mode: "default" });
        return answered.then(
          () => true,
          () => false,
        );
      }, "it did not come back");
      await session.close();
      assert.deepEqual(problems, []);
    },
  );

  fault(
    "F48: interrupted while idle nothing happens, twice has one effect, and after the end it is refused",
    async (scene) => {
      const client = scene.client(claude.options());
      await client.connect();
      assert.deepEqual((await client.interrupt())?.still_queued, []);
      await client.sendMessage("mock:hang");
      assert.equal((await client.nextMessage())?.type, "system");
      await Promise.all([client.interrupt(), client.interrupt()]);
      assert.equal((await client.result()).subtype, "error_during_execution");
      await client.sendMessage("mock:text");
      assert.equal((await client.result()).subtype, "success");
      await client.close();
      await assert.rejects(client.interrupt(), { code: "session_closed" });
    },
  );
});

// Not together with others: it looks at every process of this file.
describe("A tool of the real CLI", () => {
  fault("F24: killed while it runs a tool, the tool does not live on", async (scene) => {
    const session = scene.session(claude.options({ allowedTools: ["Bash"] }));
    await session.send("mock:sleep");
    await until(() => livingProcesses().length > 1, "the tool did not start");
    signal(session, "SIGKILL");
    const { error, survivors } = await session.closed;
    assert.deepEqual([error?.code, survivors, livingProcesses()], ["process_exited", [], []]);
  });
});
