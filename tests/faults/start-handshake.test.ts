// F04-F07 and F10: a CLI that runs but never gets ready, or gets ready in a wrong way.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { CLI_VERSION } from "../../lib/generated/versions.ts";
import {
  CLIVersionError,
  createSdkMcpServer,
  InitializeTimeoutError,
  type Options,
  ProcessExitError,
} from "../../lib/index.ts";
import type { ScriptedStep } from "../../lib/testing/index.ts";
import { fault, TOGETHER } from "../support/fault.ts";
import { atOnce, until } from "../support/until.ts";

/** Wait for `initialize`, which `scripted` leaves to the steps. */
const asked: ScriptedStep = {
  expect: { type: "control_request", request: { subtype: "initialize" } },
  saveAs: "asked",
};
const answer = (requestId: string, response: unknown = {}): object => ({
  type: "control_response",
  response: { subtype: "success", request_id: requestId, response },
});

describe("Before the CLI is ready", TOGETHER, () => {
  fault(
    "F04: a CLI that is too old is reported with its version and the one that is needed",
    async (scene) => {
      const told = await scene.askScripted({ answer: { initialize: { claude_code_version: "1.0.3" } } });
      assert.ok(told.error instanceof CLIVersionError && told.code === "cli_version", String(told.error));
      assert.deepEqual([told.error.found, told.error.minimum], ["1.0.3", "2.1.0"]);
      const refused = await scene.askScripted({
        steps: [{ stderr: "error: unknown option '--verbose'\n" }, { exit: 1 }],
        silent: ["initialize"],
        version: "\u001b[1m0.2.9\u001b[0m (Claude Code)",
      });
      assert.equal(refused.code, "cli_version");
      assert.match(refused.message, /"0\.2\.9" is too old: version 2\.1\.0 or newer is needed/);
    },
  );

  fault("F04: a version that cannot be read is warned about once, and the session goes on", async (scene) => {
    for (const version of ["nightly", "v3.0.0-beta"]) {
      const answers = { initialize: { claude_code_version: version } };
      const client = scene.client(await scene.options({ answer: answers }));
      const warnings: string[] = [];
      client.on("warning", ({ code, message }) => warnings.push(`${code}: ${message}`));
      await client.sendMessage("hello");
      assert.equal((await client.result()).subtype, "success");
      await client.close();
      if (version === "nightly")
        assert.match(warnings.join("|"), /^version_unreadable: [^|]*"nightly"[^|]*$/);
      else assert.deepEqual(warnings, []);
    }
  });

  fault(
    "F05: an exit before it is ready is reported with code and stderr, and without secrets",
    async (scene) => {
      const { error } = await scene.askScripted({
        silent: ["initialize"],
        steps: [{ stderr: "bad key sk-ant-api03-abcdefghijk\n" }, { exit: 7 }],
      });
      assert.ok(error instanceof ProcessExitError && error.code === "process_exited", String(error));
      assert.deepEqual([error.exitCode, error.signal, error.stderrTail], [7, null, "bad key <redacted>"]);
      assert.match(error.message, /exited with code 7 before it was ready; stderr: bad key <redacted>/);
    },
  );

  fault("F05: an exit with code 0 before it is ready is no success either", async (scene) => {
    const client = scene.client(
      await scene.options({ silent: ["initialize"], steps: [{ wait: 20 }, { exit: 0 }] }),
    );
    await assert.rejects(client.connect(), {
      code: "process_exited",
      exitCode: 0,
      message: /before it was ready/,
    });
  });

  fault(
    "F06: initialize is never answered: an error when its time is up, and the process is gone",
    async (scene) => {
      const options = await scene.shell("echo waiting for the moon >&2; exec sleep 1000", {
        initializeTimeoutMs: 1_000,
      });
      const { error } = await scene.ask(options);
      assert.ok(
        error instanceof InitializeTimeoutError && error.code === "initialize_timeout",
        String(error),
      );
      assert.deepEqual([error.timeout, error.timeoutMs], ["initialize", 1_000]);
      assert.match(error.message, /within 1000 ms.*waiting for the moon/);
      assert.deepEqual(await scene.living(), []);
    },
  );

  fault("F07: initialize is refused: the session fails closed", async (scene) => {
    const { code, message } = await scene.askScripted({ refuse: { initialize: "no hooks today" } });
    assert.equal(code, "initialize_failed");
    assert.match(message, /no hooks today/);
  });

  fault(
    "F07: initialize is refused: no turn runs without the callbacks that were to watch it",
    async (scene) => {
      const guards: Options[] = [
        { canUseTool: async () => ({ behavior: "allow" }) },
        { hooks: { PreToolUse: [{ hooks: [async () => ({})] }] } },
        { mcpServers: { local: createSdkMcpServer({ name: "local" }) } },
      ];
      for (const guard of guards) {
        const claude = await scene.claude({ refuse: { initialize: "no" } });
        const { code, types } = await scene.ask({ ...guard, pathToClaudeCodeExecutable: claude.path });
        assert.deepEqual([code, types], ["initialize_failed", []]);
        assert.deepEqual(await claude.stdin().then((lines) => lines.map(({ type }) => type)), [
          "control_request",
        ]);
      }
    },
  );

  fault("F07: an answer that is no object fails as well", async (scene) => {
    for (const initialize of [null, 7, "yes", [1]]) {
      const { code, message } = await scene.askScripted({ answer: { initialize } });
      assert.equal(code, "initialize_failed", JSON.stringify(initialize));
      assert.match(message, /not an object/);
    }
  });

  fault("F07: an answer to another id is counted and not taken for ours", async (scene) => {
    const options = await scene.shell(
      `read -r asked; echo '${JSON.stringify(answer("somebody-else"))}'; exec sleep 1000`,
      { initializeTimeoutMs: 1_000 },
    );
    const session = scene.session(options);
    const problems: string[] = [];
    session.events.on("protocolError", ({ problem }) => problems.push(problem));
    await session.start();
    await assert.rejects(session.announced.answer, { code: "initialize_timeout" });
    assert.deepEqual(problems, ["unexpected_answer"]);
  });

  fault("F07: a second answer is counted and changes nothing", async (scene) => {
    const first = answer("$saved.asked.request_id", { claude_code_version: CLI_VERSION }) as Record<
      string,
      unknown
    >;
    const second = answer("$saved.asked.request_id", { claude_code_version: "1.0.0" }) as Record<
      string,
      unknown
    >;
    const session = scene.session(
      await scene.options({ scripted: ["initialize"], steps: [asked, { emit: [first, second] }] }),
    );
    const problems: string[] = [];
    session.events.on("protocolError", ({ problem }) => problems.push(problem));
    await session.start();
    assert.equal((await session.announced.answer).claude_code_version, CLI_VERSION);
    await until(() => problems.length > 0, "the second answer was not counted");
    await session.close();
    assert.deepEqual(problems, ["unexpected_answer"]);
  });

  fault("F10: aborted while it starts, the caller is told at once and the process ends", async (scene) => {
    const abortController = new AbortController();
    const claude = await scene.claude({ silent: ["initialize"], steps: [{ hang: true }] });
    const running = scene.query("hello", { pathToClaudeCodeExecutable: claude.path, abortController });
    const next = assert.rejects(running.next(), { name: "AbortError", code: "aborted" });
    await until(async () => (await claude.runs()).length > 0, "it did not start");
    await atOnce(() => abortController.abort(), next);
    await scene.requireGone();
  });
});
