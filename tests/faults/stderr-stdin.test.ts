// F28-F31 and F34: what the CLI writes to stderr, and a stdin that is closed or wanted by many.
import assert from "node:assert/strict";
import process from "node:process";
import { describe } from "node:test";
import { AgentManager, type SessionWarning } from "../../lib/index.ts";
import {
  assistantFrame,
  initFrame,
  resultFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { startServer } from "../../server/index.ts";
import { fault, prompted, TOGETHER } from "../support/fault.ts";
import { marked } from "../support/leaks.ts";
import { httpClient } from "../support/server.ts";
import { until } from "../support/until.ts";

const MIB = 1 << 20;

// Not together with others: it measures memory.
describe("Much of it on stderr", () => {
  fault(
    "F28: 300 MB of it, with and without newlines, stall nothing, and only the end is kept",
    async (scene) => {
      const lines = `${"x".repeat(1023)}\n`.repeat(1024);
      const steps: ScriptedStep[] = [
        prompted,
        { repeat: 150, steps: [{ stderr: lines }] },
        { emit: [initFrame(), assistantFrame("in between")] },
        { repeat: 150, steps: [{ stderr: "y".repeat(MIB) }] },
        { stderr: "\nthe last words" },
        { exit: 5 },
      ];
      const options = await scene.options({ steps });
      let bytes = 0;
      const before = process.memoryUsage().rss;
      const { types, error } = await scene.ask({ ...options, stderr: (text) => (bytes += text.length) });
      assert.deepEqual(types, ["system", "assistant"]);
      assert.equal(bytes, 300 * MIB + "\nthe last words".length);
      const { stderrTail = "" } = error as { stderrTail?: string };
      assert.match(stderrTail, /^y+\nthe last words$/);
      assert.ok(stderrTail.length <= 2_048, String(stderrTail.length));
      assert.ok(process.memoryUsage().rss - before < 150 * MIB);
    },
  );
});

describe("The stderr of the CLI", TOGETHER, () => {
  // Each is recognisable by its shape, by the name beside it, or because it was given to the process as a secret.
  const SECRETS = [
    "sk-ant-api03-CANARY0123456789",
    "ghp_CANARY0123456789abcdef",
    "eyJCANARYhead.eyJCANARYbody.CANARYsign",
    "CANARY-by-name-1",
    "CANARY.in.a.header",
    "CANARYuser:CANARYpass",
    "CANARY-given-by-env",
  ];
  const leak = `key ${SECRETS[0]} and ${SECRETS[1]}; ${SECRETS[2]}\npassword=${SECRETS[3]}\nAuthorization: Bearer ${SECRETS[4]}
https://${SECRETS[5]}@example.com/x\nlogin with ${SECRETS[6]} failed\n`;
  const env = (): Record<string, string> =>
    marked({ PATH: process.env["PATH"] ?? "", ANTHROPIC_API_KEY: SECRETS[6] ?? "" });

  fault("F29: secrets in it are in no error, event, view or warning", async (scene) => {
    const steps: ScriptedStep[] = [prompted, { emit: initFrame() }, { stderr: leak }, { exit: 1 }];
    const session = scene.session(await scene.options({ steps }, { env: env() }));
    const warnings: SessionWarning[] = [];
    session.events.on("warning", (warning) => warnings.push(warning));
    await session.send("hello");
    const end = await session.closed;
    const late = await session.send("again").catch((error: unknown) => error as Error);
    for (const told of [end, end.error?.message, end.error?.stack, warnings, String(late)])
      assert.doesNotMatch(typeof told === "string" ? told : JSON.stringify(told), /CANARY/);
    assert.match(end.error?.message ?? "", /login with <redacted> failed/);
  });

  fault(
    "F29: a secret that is cut by the window of what is shown does not become readable",
    async (scene) => {
      const long = `sk-ant-api03-${"CANARY".repeat(500)}`;
      for (const after of [0, 1_000, 2_040, 64 * 1024 - 1_500]) {
        const steps: ScriptedStep[] = [
          prompted,
          { stderr: `${long} ${"z ".repeat(after / 2)}` },
          { exit: 1 },
        ];
        const { message } = await scene.askScripted({ steps });
        assert.match(message, /exited with code 1/);
        assert.doesNotMatch(message, /CANARY/, `${after} characters after it`);
      }
    },
  );

  fault("F29: secrets in it are not in the results of the MCP server either", async (scene) => {
    // The server decides itself which variables an agent gets, so that here it has been given no secret.
    const shown = leak.replace(SECRETS.at(-1) ?? "", "");
    const steps: ScriptedStep[] = [prompted, { emit: initFrame() }, { stderr: shown }, { exit: 1 }];
    const manager = new AgentManager({ options: await scene.options({ steps }) });
    const token = "0123456789abcdef0123456789abcdef";
    const server = await startServer({ http: "127.0.0.1:0", token, manager, roots: [process.cwd()] });
    const client = await httpClient(server.url, token);
    const call = async (name: string, args: object): Promise<string> =>
      JSON.stringify(await client.callTool({ name, arguments: { ...args } }));
    const spawned = await call("claude_spawn_agent", {
      prompt: "hello",
      cwd: process.cwd(),
      await_completion_ms: 30_000,
    });
    const listed = await call("claude_list_agents", {});
    await client.close();
    await server.close();
    await manager.shutdown();
    assert.match(spawned, /process_exited|exited with code 1/);
    assert.doesNotMatch(spawned + listed, /CANARY/);
  });
});

describe("The stdin of the CLI", TOGETHER, () => {
  fault("F30: closed by the CLI, only the writer is told, and reading goes on to the end", async (scene) => {
    const steps: ScriptedStep[] = [
      prompted,
      { emit: initFrame() },
      { closeInput: true },
      { emit: assistantFrame("closed") },
      // For the host to write to what is closed.
      { wait: 1_000 },
      { emit: [resultFrame("done"), stateFrame("idle")] },
      { exit: 0 },
    ];
    const session = scene.session(await scene.options({ steps }));
    const types: string[] = [];
    session.events.on("message", ({ type }) => types.push(type));
    await session.send("one");
    await until(() => types.includes("assistant"), "it did not go on");
    // Bun tells nobody that a pipe is broken; there the end of the session tells that the prompt was lost.
    const late = "bun" in process.versions ? [] : ["two", "three"].map((text) => session.send(text));
    const told = { code: "session_closed", message: /has closed its input/ };
    await Promise.all(late.map((sent) => assert.rejects(sent, told)));
    const end = await session.closed;
    assert.deepEqual(types.slice(0, 3), ["system", "assistant", "result"]);
    assert.equal(end.exitCode, 0);
  });

  fault("F30: closed because the CLI is about to end, the writer is told why it ended", async (scene) => {
    const steps: ScriptedStep[] = [
      prompted,
      { emit: initFrame() },
      { closeInput: true },
      { wait: 200 },
      { exit: 3 },
    ];
    const session = scene.session(await scene.options({ steps }));
    await session.send("one");
    if (!("bun" in process.versions)) {
      const writeAll = async (): Promise<never> => {
        for (;;) await session.send("more");
      };
      await assert.rejects(writeAll(), { code: "process_exited", exitCode: 3 });
    }
    assert.equal((await session.closed).error?.code, "process_exited");
    await assert.rejects(session.send("late"), { code: "process_exited" });
  });

  fault("F31: after the end every way to write rejects, and none throws at once", async (scene) => {
    const client = scene.client(await scene.options({}));
    await client.sendMessage("one");
    await client.result();
    await client.close();
    const running = scene.query("one", await scene.options({}));
    await running.result();
    const late = [
      () => client.sendMessage("late"),
      () => client.query("late"),
      () => client.interrupt(),
      () => client.setModel("late"),
      () => client.setMcpServers({}),
      () => client.reinitialize(),
      () => running.interrupt(),
      () => running.setPermissionMode("plan"),
      () => running.streamInput(late1()),
    ];
    for (const write of late) {
      const written: Promise<unknown> = write();
      await assert.rejects(written, { name: "SessionClosedError", code: "session_closed" }, String(write));
    }
  });

  fault("F34: written by many at once, messages stay whole and in order", async (scene) => {
    const claude = await scene.claude({
      steps: [{ repeat: 200, steps: [prompted] }, { emit: resultFrame("done") }],
    });
    const session = scene.session({ pathToClaudeCodeExecutable: claude.path });
    const texts = Array.from({ length: 200 }, (_, index) => `${index} ${"ä".repeat((index % 20) * 5_000)}`);
    const ended = new Promise((resolve) => session.events.once("turnEnded", resolve));
    await Promise.all(texts.map((text) => session.send(text)));
    await ended;
    await session.close();
    const arrived = (await claude.stdin()).filter(({ type }) => type === "user");
    assert.deepEqual(
      arrived.map(({ message }) => (message as { content: { text: string }[] }).content[0]?.text),
      texts,
    );
  });
});

async function* late1(): AsyncGenerator<{
  type: "user";
  message: { role: "user"; content: string };
  parent_tool_use_id: null;
}> {
  yield { type: "user", message: { role: "user", content: "late" }, parent_tool_use_id: null };
}
