// F35-F38 and F48: requests in both directions that come twice, never, too late or in a wrong shape.
import assert from "node:assert/strict";
import process from "node:process";
import { describe } from "node:test";
import { Runner } from "../../lib/control/runner.ts";
import { ControlTimeoutError, type Options } from "../../lib/index.ts";
import {
  permissionFrame,
  resultFrame,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { echo, frame } from "../support/callback-runner.ts";
import { fault, prompted } from "../support/fault.ts";
import { play } from "../support/play.ts";

const done: ScriptedStep = { emit: [resultFrame("done"), stateFrame("idle")] };
const answered = (id: string): ScriptedStep => ({
  expect: { type: "control_response", response: { request_id: id } },
});
const request = (id: string, fields: ScriptedFrame): ScriptedFrame => ({
  type: "control_request",
  request_id: id,
  request: fields,
});
const answersIn = (lines: readonly ScriptedFrame[]): ScriptedFrame[] =>
  lines.filter(({ type }) => type === "control_response").map(({ response }) => response as ScriptedFrame);

describe("The CLI's requests", () => {
  fault("F35: one that comes twice is carried out once, and its answer is sent again", async (scene) => {
    const twice = permissionFrame("twice", "Bash", {});
    const steps: ScriptedStep[] = [
      prompted,
      // In one piece, so that the second is there while the first is asked.
      { raw: `${JSON.stringify(twice)}\n`.repeat(2) },
      answered("twice"),
      { emit: [twice, twice] },
      answered("twice"),
      answered("twice"),
      done,
    ];
    const claude = await scene.claude({ steps });
    let asked = 0;
    const canUseTool: Options["canUseTool"] = async () => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { behavior: "deny", message: `answer ${asked}` };
    };
    await scene.ask({ pathToClaudeCodeExecutable: claude.path, canUseTool });
    assert.equal(asked, 1);
    const answers = answersIn(await claude.stdin()).map((answer) => JSON.stringify(answer));
    assert.equal(answers.length, 3);
    assert.equal(new Set(answers).size, 1);
    assert.match(answers[0] ?? "", /answer 1/);
  });

  fault("F35: answers are remembered within bounds, their ids longer than they themselves", async () => {
    const lines: string[] = [];
    const runner = new Runner({
      kinds: () => ({ sized: echo({ ask: ({ size }) => ({ text: "x".repeat(size) }) }) }),
      write: (line) => lines.push(line),
      onFailure: (_name, error) => assert.fail(error as Error),
      onOpen: () => undefined,
    });
    const ask = (id: string, size: number): string => {
      runner.ask(frame(id, "sized", { size }));
      return lines.splice(0).join();
    };
    const [short, long] = [ask("short", 1_000), ask("long", 1_000_000)];
    for (let id = 0; id < 500; id += 1) ask(`${id}`, 1);
    assert.equal(ask("short", 1), short);
    assert.equal(ask("long", 1), long);
    for (const id of ["x", "y", "z", "and another"]) ask(id, 1_000_000);
    assert.match(ask("long", 1), /Request long has been answered before/);
    for (let id = 500; id < 1_500; id += 1) ask(`${id}`, 1);
    assert.notEqual(ask("short", 1), short);
  });

  fault("F38: without an id it is dropped; without a kind that is known it gets one error", async (scene) => {
    const raw = [
      { type: "control_request" },
      { type: "control_request", request: { subtype: "can_use_tool" } },
      { type: "control_request", request_id: 7, request: { subtype: "can_use_tool" } },
      { type: "control_request", request_id: "a" },
      { type: "control_request", request_id: "b", request: null },
      request("c", {}),
      request("d", { subtype: null }),
      request("e", { subtype: "from_the_future" }),
      request("f", { subtype: "toString" }),
      request("g", { subtype: "hook_callback" }),
      request("h", { subtype: "mcp_message", server_name: "x" }),
      request("i", { subtype: "elicitation" }),
    ];
    const ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const text = raw.map((fields) => `${JSON.stringify(fields)}\n`).join("");
    const every: ScriptedStep = { repeat: ids.length + 1, steps: [{ expect: { type: "control_response" } }] };
    const steps: ScriptedStep[] = [{ raw: text }, every, done, { exit: 0 }];
    const claude = await scene.claude({ steps: [prompted, ...steps] });
    const session = scene.session({ pathToClaudeCodeExecutable: claude.path });
    const problems: string[] = [];
    session.events.on("protocolError", ({ problem }) => problems.push(problem));
    await session.send("hello");
    assert.equal((await session.closed).error, undefined);
    const answers = answersIn(await claude.stdin());
    assert.deepEqual(answers.map((answer) => answer["request_id"]).toSorted(), [...ids, "i"]);
    // An error of MCP's own is in a response that succeeds.
    for (const { request_id, subtype, error, response } of answers)
      if (request_id === "h") assert.match(JSON.stringify(response), /"error":\{"code"/);
      else if (request_id !== "i")
        assert.ok(subtype === "error" && String(error).length > 10, String(request_id));
    // Of a kind that is known, but without what it needs: "g", "h" and "i".
    const bad = Array.from({ length: 7 }, () => "bad_control");
    assert.deepEqual(problems, [...bad, "wrong_shape", "wrong_shape", "wrong_shape"]);
  });

  fault(
    "F38: a permission request without a tool or an input is refused, and the host is not asked",
    async (scene) => {
      const wrong = [
        {},
        { tool_name: "Bash" },
        { tool_name: 7, input: {} },
        { tool_name: "Bash", input: null },
      ];
      const frames = wrong.map((fields, index) =>
        request(`${index}`, { subtype: "can_use_tool", ...fields }),
      );
      const steps = [prompted, { emit: frames }, ...wrong.map((_, index) => answered(`${index}`)), done];
      const claude = await scene.claude({ steps: steps as ScriptedStep[] });
      let asked = 0;
      const canUseTool: Options["canUseTool"] = async () => {
        asked += 1;
        return { behavior: "allow" };
      };
      await scene.ask({ pathToClaudeCodeExecutable: claude.path, canUseTool });
      assert.equal(asked, 0);
      for (const answer of answersIn(await claude.stdin()))
        assert.match(JSON.stringify(answer), /"deny"|"error"/);
    },
  );
});

describe("The CLI's answers", () => {
  fault("F36: 20 000 of them to requests that nobody made are counted, and cost no memory", async (scene) => {
    const answer = {
      type: "control_response",
      response: { subtype: "success", request_id: "$uuid", response: {} },
    };
    const block = Array.from({ length: 100 }, (_, index) =>
      JSON.stringify(answer).replace("$uuid", `nobody-${index}`),
    ).join("\n");
    const before = process.memoryUsage().rss;
    const steps: ScriptedStep[] = [{ repeat: 200, steps: [{ raw: `${block}\n` }] }, done, { exit: 0 }];
    const { problems, types, end } = await play(scene, steps);
    assert.equal(problems.filter((problem) => problem === "unexpected_answer").length, 20_000);
    assert.deepEqual([problems.length, types, end.error], [20_000, ["result"], undefined]);
    assert.ok(process.memoryUsage().rss - before < 100 << 20);
  });

  fault(
    "F37: a request that is not answered is rejected in time, a late answer is dropped, and its id is not used again",
    async (scene) => {
      const asked = (saveAs: string): ScriptedStep => ({
        expect: { type: "control_request", request: { subtype: "set_model" } },
        saveAs,
      });
      const reply = (id: string): ScriptedFrame => ({
        type: "control_response",
        response: { subtype: "success", request_id: `$saved.${id}.request_id` },
      });
      const steps: ScriptedStep[] = [
        asked("first"),
        asked("second"),
        { emit: [reply("first"), reply("second")] },
      ];
      const claude = await scene.claude({ scripted: ["set_model"], steps });
      const client = scene.client({ pathToClaudeCodeExecutable: claude.path, controlTimeoutMs: 1_000 });
      const problems: string[] = [];
      client.on("protocolError", ({ problem }) => problems.push(problem));
      await client.connect();
      await assert.rejects(client.setModel("slow"), (error: unknown) => {
        assert.ok(error instanceof ControlTimeoutError && error.code === "control_timeout", String(error));
        assert.deepEqual([error.subtype, error.timeoutMs], ["set_model", 1_000]);
        assert.match(error.message, /did not answer "set_model" within 1000 ms.*"controlTimeoutMs"/);
        return true;
      });
      await client.setModel("again");
      await client.close();
      assert.deepEqual(problems, []);
      const ids = (await claude.stdin()).flatMap(({ request_id }) => request_id ?? []);
      assert.equal(new Set(ids).size, ids.length);
    },
  );

  fault(
    "F48: an interrupt while idle does nothing, two have one effect, and after the end it is refused",
    async (scene) => {
      const interrupted: ScriptedStep = {
        expect: { type: "control_request", request: { subtype: "interrupt" } },
      };
      const client = scene.client(await scene.options({}));
      await client.connect();
      assert.deepEqual(await client.interrupt(), { still_queued: [] });
      assert.equal(client.activity, "idle");
      await client.sendMessage("hello");
      assert.equal((await client.result()).subtype, "success");
      assert.deepEqual(await Promise.all([client.interrupt(), client.interrupt()]), [
        { still_queued: [] },
        { still_queued: [] },
      ]);
      await client.close();
      await assert.rejects(client.interrupt(), { code: "session_closed" });
      const ignored = scene.client(
        await scene.options({ silent: ["interrupt"], steps: [interrupted] }, { controlTimeoutMs: 150 }),
      );
      await ignored.connect();
      await assert.rejects(ignored.interrupt(), { code: "control_timeout" });
      await ignored.close();
    },
  );
});
