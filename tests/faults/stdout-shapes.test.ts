// F14, F20 and F21: lines that look like messages but are shaped so as to break whoever reads them.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe } from "node:test";
import { AgentManager, type SDKMessage } from "../../lib/index.ts";
import {
  initFrame,
  permissionFrame,
  resultFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { fault, prompted } from "../support/fault.ts";

type Line = Record<string, unknown>;

const RECORDED = path.join(import.meta.dirname, "../recorded");
const JUNK: readonly unknown[] = [null, 0, -1, "", "junk", true, [], [null], [7], {}, { a: null }];

/** One message of each kind that the CLI has been seen to write. */
function recordedKinds(): Line[] {
  const kinds = new Map<string, Line>();
  for (const file of readdirSync(RECORDED).filter((name) => name.endsWith(".jsonl"))) {
    for (const text of readFileSync(path.join(RECORDED, file), "utf8").trim().split("\n")) {
      const { dir, line } = JSON.parse(text) as { dir: string; line: Line };
      const kind = `${String(line["type"])}/${String(line["subtype"])}`;
      if (dir === "out" && !kind.startsWith("control") && !kinds.has(kind)) kinds.set(kind, line);
    }
  }
  return [...kinds.values()];
}

/** The line with each field in turn missing or holding junk, and the same for its message. */
function* broken(line: Line): Generator<Line> {
  for (const name of Object.keys(line).filter((field) => field !== "type")) {
    const { [name]: _left, ...rest } = line;
    yield rest;
    for (const junk of JUNK) yield { ...line, [name]: junk };
  }
  const { message } = line;
  if (typeof message !== "object" || message === null) return;
  for (const part of broken({ ...(message as Line), type: "message" })) yield { ...line, message: part };
}

function allBroken(): string {
  let text = "";
  for (const kind of recordedKinds()) for (const line of broken(kind)) text += `${JSON.stringify(line)}\n`;
  return text;
}

describe("Messages of a wrong shape", () => {
  fault(
    "F14: known kinds with wrong or missing fields are delivered and counted, and the session lives",
    async (scene) => {
      const raw = allBroken();
      const steps: ScriptedStep[] = [prompted, { raw }, { emit: [resultFrame("fine"), stateFrame("idle")] }];
      const client = scene.client(await scene.options({ steps }));
      let problems = 0;
      client.on("protocolError", () => (problems += 1));
      let count = 0;
      let last: SDKMessage | undefined;
      await client.sendMessage("hello");
      for await (const message of client.messages()) {
        count += 1;
        last = message;
        if (message.type === "result" && message.subtype === "success" && message.result === "fine") break;
      }
      assert.equal(last?.type, "result");
      const written = raw.split("\n").length - 1;
      assert.ok(written > 2_000 && problems > written / 20, `${problems} of ${written}`);
      // Only what the host asked the CLI for itself is kept back.
      assert.ok(count > written * 0.8, `${count} of ${written}`);
      await client.close();
    },
  );

  fault("F14: a manager reads past them as well", async (scene) => {
    const steps: ScriptedStep[] = [
      prompted,
      { raw: allBroken() },
      { emit: [initFrame(), resultFrame("fine", { total_cost_usd: 0.5 }), stateFrame("idle")] },
    ];
    const manager = new AgentManager({ options: await scene.options({ steps }) });
    const { sessionIds } = await manager.spawnSession({ prompt: "hello" });
    const [id = ""] = sessionIds;
    for await (const { message } of manager.messages(id))
      if (message.type === "result" && message.subtype === "success" && message.result === "fine") break;
    const { agents } = await manager.wait(id, { timeoutMs: 10_000 });
    assert.deepEqual([agents[0]?.state, agents[0]?.lastResult?.text], ["idle", "fine"]);
    // What results of a right shape say is added up, whatever else was wrong with them.
    const cost = agents[0]?.totalCostUsd ?? 0;
    assert.ok(Number.isFinite(cost) && cost >= 0.5, `${cost}`);
    manager.getSessionOutput(id, { offset: 0, length: 5_000 });
    await manager.shutdown();
  });

  fault(
    "F14: a last result of a wrong shape ends the session with an error that can be read",
    async (scene) => {
      const wrong: Line[] = [
        { subtype: "error_during_execution", is_error: true, errors: "text" },
        { subtype: "error_during_execution", is_error: true, errors: [null, 7, { a: 1 }, "why"] },
        { subtype: "success", is_error: true, result: { a: 1 } },
        { subtype: 7, is_error: true },
        { subtype: null, is_error: true, api_error_status: "429" },
      ];
      for (const fields of wrong) {
        const steps: ScriptedStep[] = [prompted, { emit: { type: "result", ...fields } }, { exit: 1 }];
        const { code, message } = await scene.askScripted({ steps });
        assert.equal(code, "result_error", JSON.stringify(fields));
        assert.doesNotMatch(message, /\[object|undefined|null/);
      }
    },
  );
});

describe("Messages that are built to do harm", () => {
  const deep = (levels: number): string =>
    `{"type":"prompt_suggestion","suggestion":"x","deep":${"[".repeat(levels)}${"]".repeat(levels)}}`;

  fault(
    "F20: a line deeper than 256 levels is dropped and counted, at any depth, and the next one arrives",
    async (scene) => {
      // The line itself is the first level.
      const lines = [deep(255), deep(256), deep(100_000), "[".repeat(1_000_000), '{"a":'.repeat(100_000)];
      const steps: ScriptedStep[] = [
        prompted,
        { raw: `${lines.join("\n")}\n` },
        { emit: resultFrame("done") },
        { exit: 0 },
      ];
      const session = scene.session(await scene.options({ steps }));
      const problems: string[] = [];
      const types: string[] = [];
      session.events.on("protocolError", ({ problem }) => problems.push(problem));
      session.events.on("message", ({ type }) => types.push(type));
      await session.send("hello");
      await session.closed;
      assert.deepEqual(types, ["prompt_suggestion", "result"]);
      assert.deepEqual(problems, ["too_deep", "too_deep", "not_json", "not_json"]);
    },
  );

  fault(
    "F21: __proto__ and constructor keys pollute nothing, however they are written and wherever they are read",
    async (scene) => {
      const poison = [
        '{"type":"x","__proto__":{"polluted":1},"deep":[{"__proto__":{"polluted":2}}]}',
        '{"type":"x","\\u005f_proto__":{"polluted":3},"deep":{"__\\u0070roto__":{"polluted":4}}}',
        '{"type":"x","constructor":{"prototype":{"polluted":5}}}',
      ];
      const wide = `{"type":"x","__proto__":1,"wide":[${"0,".repeat(500_000)}0]}`;
      const ask = JSON.stringify(permissionFrame("q", "Bash", { command: "x" })).replace(
        '"command"',
        '"__proto__":{"polluted":6},"command"',
      );
      const steps: ScriptedStep[] = [
        prompted,
        { raw: `${[...poison, wide, ask].join("\n")}\n` },
        { expect: { type: "control_response" } },
        { emit: [resultFrame("done"), stateFrame("idle")] },
      ];
      const seen: object[] = [];
      const options = await scene.options(
        { steps },
        {
          canUseTool: async (_tool, input) => {
            seen.push(input);
            return { behavior: "allow" };
          },
        },
      );
      for await (const message of scene.query("hello", options)) seen.push(message);
      const manager = new AgentManager({ options: { ...options, canUseTool: undefined } });
      const { sessionIds } = await manager.spawnSession({ prompt: "hello" });
      await manager.wait(sessionIds, { timeoutMs: 10_000 });
      const { messages } = manager.getSessionOutput(sessionIds[0] ?? "");
      seen.push(...messages.map(({ message }) => message));
      await manager.shutdown();
      assert.ok(seen.length >= 10, String(seen.length));
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
      const found = seen.filter((message) => /"__proto__"|polluted":[12346]/.test(JSON.stringify(message)));
      assert.deepEqual(found, []);
      assert.deepEqual(Object.assign({}, ...seen).polluted, undefined);
    },
  );
});
