// The log of a manager: who started, who ended and why, what went wrong; and a logger that fails.
import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { AgentManager, type LogFields, type Logger } from "../../lib/index.ts";
import { initFrame, resultFrame, type ScriptedStep, stateFrame } from "../../lib/testing/index.ts";
import { withRealClaude, withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

const ENOUGH = { timeoutMs: 60_000 };
const claude = withRealClaude();
const TURN: ScriptedStep[] = [
  { expect: { type: "user" } },
  { emit: [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")] },
];

interface Kept {
  readonly level: string;
  readonly text: string;
  readonly fields: LogFields;
}

function keeping(): { logger: Logger; lines: Kept[] } {
  const lines: Kept[] = [];
  const at = (level: string) => (text: string, fields: LogFields) => lines.push({ level, text, fields });
  return { logger: { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") }, lines };
}

describe("The log of an AgentManager", { timeout: 120_000 }, () => {
  const disposed = disposing();

  it("says who starts, asks, starts again and ends, and nothing of what was said", async () => {
    const { logger, lines } = keeping();
    const manager = disposed(
      new AgentManager({ logger, maxAgents: 1, options: claude.options({ model: "haiku" }) }),
    );
    manager.on("question", (id, { requestId }) =>
      manager.answerPermission(id, requestId, { behavior: "deny", message: "word-of-the-host" }),
    );
    const touch = { tool: "Bash", input: { command: "touch word-of-the-agent", description: "Make" } };
    const prompt = `[[mock: ${JSON.stringify([touch, { text: "word-of-the-model" }])} ]]`;
    const first = await manager.as("eve").spawnSession({ prompt, label: "a" });
    await manager.wait(first.sessionIds, ENOUGH);
    await manager.wait((await manager.spawnSession({ prompt: "mock:text", label: "b" })).sessionIds, ENOUGH);
    await manager.sendPrompt(first.sessionIds[0] ?? "", "word-of-the-caller mock:text");
    await manager.wait(first.sessionIds, ENOUGH);
    await manager.terminateSession(first.sessionIds[0] ?? "");
    await manager.shutdown();
    assert.deepEqual(
      lines.filter(({ level }) => level !== "debug").map(({ level, text }) => `${level} ${text}`),
      [
        'info Agent "a-1" starts',
        'info Agent "a-1" asks whether it may use Bash',
        'info Agent "b-1" starts',
        'info Agent "a-1" starts again',
        'info Agent "a-1" has ended: terminated',
        'info Agent "b-1" has ended: terminated',
      ],
    );
    assert.doesNotMatch(JSON.stringify(lines), /word-of/);
    const { fields } = lines[1] ?? assert.fail("no line");
    const [sessionId] = first.sessionIds;
    assert.deepEqual(
      { ...fields, seq: 0 },
      {
        event: "state",
        seq: 0,
        agent: "a-1",
        sessionId,
        owner: "eve",
        state: "starting",
        previous: "queued",
        isAgain: false,
      },
    );
  });

  it("says why an agent has failed, and what it was warned of", async () => {
    const { logger, lines } = keeping();
    await withScript({ steps: [{ expect: { type: "user" } }, { exit: 3 }] }, async (options) => {
      const manager = disposed(new AgentManager({ logger, options: { ...options, unheardOf: 1 } as object }));
      await manager.wait((await manager.spawnSession({ prompt: "x" })).sessionIds, ENOUGH);
    });
    const loud = lines.filter(({ level }) => level !== "debug" && level !== "info");
    assert.deepEqual(
      loud.map(({ level, fields }) => [level, fields["code"]]),
      [
        ["warn", "unknown_option"],
        ["error", "process_exited"],
      ],
    );
    assert.match(loud[1]?.text ?? "", /^Agent "Agent-1" has ended: failed \(process_exited\): .*3/);
  });

  it("a logger that throws, rejects or never ends changes nothing, and is reported once", async () => {
    const warned: string[] = [];
    const hear = (warning: Error & { code?: string }): void => void warned.push(warning.code ?? "");
    process.on("warning", hear);
    const loggers: Logger[] = [
      always(() => {
        throw new Error("disk full");
      }),
      always(() => Promise.reject(new Error("disk full"))),
      always(() => new Promise(() => undefined)),
    ];
    for (const logger of loggers)
      await withScript({ steps: [...TURN, { hang: true }] }, async (options) => {
        const manager = disposed(new AgentManager({ logger, options }));
        const { sessionIds } = await manager.spawnSession({ prompt: "x" });
        const { agents } = await manager.wait(sessionIds, ENOUGH);
        assert.equal(agents[0]?.lastResult?.text, "done");
        await manager.shutdown();
      });
    process.off("warning", hear);
    assert.deepEqual(
      warned.filter((code) => code === "logger_failed"),
      ["logger_failed"],
    );
  });

  it("takes console, and refuses what is no logger", () => {
    assert.ok(new AgentManager({ logger: console }));
    for (const logger of [null, true, {}, { ...keeping().logger, warn: undefined }])
      assert.throws(() => new AgentManager({ logger: logger as unknown as Logger }), {
        code: "invalid_options",
      });
  });
});

function always(write: () => unknown): Logger {
  return { debug: write, info: write, warn: write, error: write };
}
