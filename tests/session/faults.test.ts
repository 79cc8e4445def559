import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Options, query, type SDKMessage } from "../../lib/index.ts";
import { Session } from "../../lib/session/session.ts";
import { assistantFrame, initFrame, resultFrame } from "../../lib/testing/index.ts";
import { ask, prompted } from "../support/ask.ts";
import { withScript } from "../support/claude.ts";

describe("A session that does not start", () => {
  const start = (options: Options): Promise<unknown> => query("hello", options).result();

  it("F01 the CLI is missing: said with the path and the way out, at once", async () => {
    const begun = performance.now();
    await assert.rejects(start({ pathToClaudeCodeExecutable: "/nowhere/claude" }), {
      code: "cli_not_found",
      message: /"\/nowhere\/claude".*correct the path/,
    });
    assert.ok(performance.now() - begun < 500);
  });

  it("F02 the CLI is a directory or not executable", async () => {
    await assert.rejects(start({ pathToClaudeCodeExecutable: "/tmp" }), {
      code: "cli_not_executable",
      errno: "EISDIR",
    });
  });

  it("F03 the working directory is missing: the executable is not blamed", async () => {
    const message = /Cannot start in "\/nowhere": it does not exist/;
    await withScript({}, (options) =>
      assert.rejects(start({ ...options, cwd: "/nowhere" }), { code: "cwd_invalid", message }),
    );
  });

  it("F04 the CLI is too old: it says so itself, or refuses to start and is asked", async () => {
    const told = await ask({ answer: { initialize: { claude_code_version: "1.0.3" } } });
    assert.equal(told.code, "cli_version");
    assert.match(told.message, /"1\.0\.3" is too old: version 2\.1\.0 or newer is needed/);
    const refused = await ask({
      steps: [{ stderr: "error: unknown option '--verbose'\n" }, { exit: 1 }],
      silent: ["initialize"],
      version: "0.2.9 (Claude Code)",
    });
    assert.equal(refused.code, "cli_version");
    assert.ok(refused.ms < 2_000);
  });

  it("F05 the CLI exits before it is ready: code and stderr are told, secrets are not", async () => {
    const { code, message, ms } = await ask({
      silent: ["initialize"],
      steps: [{ stderr: "bad key sk-ant-api03-abcdefghijk\n" }, { exit: 7 }],
    });
    assert.equal(code, "process_exited");
    assert.match(message, /exited with code 7 before it was ready; stderr: bad key <redacted>/);
    assert.ok(ms < 2_000);
  });

  it("F06 initialize is never answered: a typed error when the time is up, and the process is gone", async () => {
    const { code, message } = await ask(
      { silent: ["initialize"], steps: [{ hang: true }] },
      { initializeTimeoutMs: 300 },
    );
    assert.equal(code, "initialize_timeout");
    assert.match(message, /within 300 ms/);
  });

  it("F07 initialize is refused: the session fails closed", async () => {
    const { code, message } = await ask({ refuse: { initialize: "no hooks today" } });
    assert.equal(code, "initialize_failed");
    assert.match(message, /no hooks today/);
  });

  it("F09 aborted before the start: nothing is spawned, nothing is thrown at once", async () => {
    await withScript({}, async (options, claude) => {
      const abortController = new AbortController();
      abortController.abort();
      const running = query("hello", { ...options, abortController });
      await assert.rejects(running.next(), { name: "AbortError", code: "aborted" });
      assert.deepEqual(await claude.runs(), []);
    });
  });

  it("F10 aborted while it starts: told at once, and the process is gone", async () => {
    const abortController = new AbortController();
    setTimeout(() => abortController.abort(), 200);
    const { code, ms } = await ask({ silent: ["initialize"], steps: [{ hang: true }] }, { abortController });
    assert.equal(code, "aborted");
    assert.ok(ms < 4_000);
  });
});

describe("A session whose output is broken", () => {
  it("F11 F12 F13 noise between lines is counted, unknown kinds are delivered, the turn goes on", async () => {
    const steps = [
      prompted,
      { emit: initFrame() },
      { raw: 'noise\n\n{"type":\n\u001b[31mred\u001b[0m\nnull\n[1]\n{"no":"type"}\n{"type":42}\n' },
      { base64: "//79AAEK" },
      {
        emit: [
          { type: "from_the_future", x: 1 },
          { type: "result", subtype: "success" },
          assistantFrame("hi"),
          resultFrame("hi"),
        ],
      },
    ];
    await withScript({ steps }, async (options) => {
      const session = new Session(options);
      const problems: string[] = [];
      const types: string[] = [];
      session.on("protocolError", ({ problem }) => problems.push(problem));
      session.on("message", (message: SDKMessage) => types.push(message.type));
      await session.send("hello");
      await new Promise<void>((resolve) => session.once("turnEnded", () => session.once("settled", resolve)));
      await session.close();
      assert.deepEqual(types, ["system", "from_the_future", "result", "assistant", "result"]);
      assert.equal(problems.length, 9, problems.join(" "));
      assert.equal(problems.at(-1), "wrong_shape");
    });
  });

  it("F15 output ends in the middle of a line: told, with everything before it", async () => {
    const { types, code, message } = await ask({
      steps: [prompted, { emit: initFrame() }, { raw: '{"type":"assis' }, { exit: 0 }],
    });
    assert.deepEqual([types, code], [["system"], "unexpected_end"]);
    assert.match(message, /in the middle of a line of 14 bytes/);
  });

  it("F16 a last line without newline is delivered", async () => {
    const result = JSON.stringify(resultFrame("end")).replaceAll("$uuid", "u").replaceAll("$session_id", "s");
    const { types, code } = await ask({ steps: [prompted, { raw: result }, { exit: 0 }] });
    assert.deepEqual([types, code], [["result"], undefined]);
  });

  it("F18 a line that is too long is skipped and reported; the next one arrives", async () => {
    const steps = [
      prompted,
      { emit: initFrame() },
      { fill: { bytes: 5_000_000 } },
      { emit: resultFrame("fine") },
    ];
    await withScript({ steps }, async (options) => {
      const session = new Session({ ...options, maxBufferSize: 1 << 20 });
      const faults: string[] = [];
      session.on("protocolError", ({ problem, detail }) => faults.push(`${problem}: ${detail}`));
      await session.send("hello");
      await new Promise((resolve) => session.once("turnEnded", resolve));
      await session.close();
      assert.equal(faults.length, 1);
      assert.match(faults[0] ?? "", /line_too_long: a line of 5000000 bytes.*maxBufferSize/);
    });
  });

  it("F22 output is closed while the process lives on: an error, and the process is ended", {
    timeout: 20_000,
  }, async () => {
    const { code, ms } = await ask({
      steps: [prompted, { emit: initFrame() }, { closeOutput: true }, { hang: true }],
    });
    assert.equal(code, "unexpected_end");
    assert.ok(ms < 8_000, `${ms}`);
  });
});
