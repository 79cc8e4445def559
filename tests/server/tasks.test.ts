// Calls that go on as tasks, for a client that looks after them itself.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { type Abilities, modernClient, type Reply, type Rpc } from "../support/modern.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { LONG_MS, until } from "../support/until.ts";

const claude = withRealClaude();

type Form = {
  params: { message: string; requestedSchema: { properties: Record<string, unknown>; required?: unknown } };
};

const job = (steps: readonly object[]): string => `[[mock: ${JSON.stringify(steps)} ]]`;
const slowly = (text: string): string => job([{ delay_ms: 2_500, text }]);

function resultOf({ result, error }: Reply): Record<string, unknown> {
  return result ?? assert.fail(JSON.stringify(error));
}

describe("A client that looks after tasks", { timeout: 20 * LONG_MS }, () => {
  const started: ServerProcess[] = [];
  after(async () => {
    for (const server of started)
      if (server.child.exitCode === null && server.child.signalCode === null) await server.stop("SIGKILL");
  });
  const serve = async (args: readonly string[] = []): Promise<ServerProcess> => {
    await claude.started();
    const server = await startServerProcess(claude.model, args);
    started.push(server);
    return server;
  };
  const serving = serve();
  const client = async (abilities?: Abilities): Promise<Rpc> => modernClient(await serving, abilities);
  const asking = (name: string): string =>
    job([
      { tool: "Write", input: { file_path: path.join(claude.model.home, name), content: "a note" } },
      { text: `wrote ${name}` },
    ]);

  const spawn = async (rpc: Rpc, args: Record<string, unknown>): Promise<string> => {
    const task = resultOf(await rpc("tools/call", { name: "claude_spawn_agent", arguments: args }));
    assert.equal(task["resultType"], "task", JSON.stringify(task));
    return String(task["taskId"]);
  };
  /** Poll until it is so. */
  const looked = async (rpc: Rpc, taskId: string, status: string): Promise<Record<string, unknown>> => {
    let task: Record<string, unknown> = {};
    await until(
      async () => (task = resultOf(await rpc("tasks/get", { taskId })))["status"] === status,
      () => `not ${status}: ${JSON.stringify(task)}`,
      3 * LONG_MS,
    );
    return task;
  };
  const requestsIn = (task: Record<string, unknown>): [string, Form][] =>
    Object.entries(task["inputRequests"] as Record<string, Form>);

  it("gets a task for what takes time, and the answer of the call when it is done", async () => {
    const rpc = await client();
    const taskId = await spawn(rpc, { prompt: slowly("the result"), label: "Ada" });
    assert.match(taskId, /^Ada-1\./, "people see its beginning");
    const task = resultOf(await rpc("tasks/get", { taskId }));
    assert.equal(task["status"], "working");
    assert.match(String(task["statusMessage"]), /^Ada-1: running .*\$0\.\d+/);
    assert.equal(task["ttlMs"], null);
    const { result } = (await looked(rpc, taskId, "completed")) as {
      result: { structuredContent: { completed: boolean; agents: { last_result: { text: string } }[] } };
    };
    assert.equal(result.structuredContent.completed, true);
    assert.equal(result.structuredContent.agents[0]?.last_result.text, "the result");
    // The same again, however often it is looked at.
    const again = await looked(rpc, taskId, "completed");
    assert.match(JSON.stringify(again["result"]), /"text":"the result"/);
  });

  it("gets the answer itself for what is done within the grace, without tasks the call as it is", async () => {
    const quick = { prompt: job([{ text: "at once" }]), await_completion_ms: 30_000 };
    const plain = await client({ tasks: false });
    const waited = resultOf(await plain("tools/call", { name: "claude_spawn_agent", arguments: quick }));
    const { structuredContent } = waited as {
      structuredContent: { session_ids: string[]; completed: boolean };
    };
    assert.equal(structuredContent.completed, true);
    const rpc = await client();
    const wait = { name: "claude_wait_agents", arguments: { session_ids: structuredContent.session_ids } };
    assert.equal(resultOf(await rpc("tools/call", wait))["resultType"], "complete");
  });

  it("three at once, two of which ask: three results and two forms, answered in any order", async () => {
    const rpc = await client();
    const ids = await Promise.all([
      spawn(rpc, { prompt: asking("one.txt"), ask_permissions: true, label: "One" }),
      spawn(rpc, { prompt: slowly("nothing to ask"), label: "Two" }),
      spawn(rpc, { prompt: asking("three.txt"), ask_permissions: true, label: "Three" }),
    ]);
    const [one = "", two = "", three = ""] = ids;
    for (const [taskId, name] of [
      [three, "Three"],
      [one, "One"],
    ] as const) {
      const [[key, { params }] = assert.fail("no form"), ...more] = requestsIn(
        await looked(rpc, taskId, "input_required"),
      );
      assert.equal(more.length, 0);
      assert.match(
        params.message,
        new RegExp(`^${name}-1 asks to use Write in .*\n.*${name.toLowerCase()}\\.txt\n`),
      );
      assert.equal(params.requestedSchema.required, undefined, "Accept is the answer");
      const answers = { [key]: { action: "accept", content: {} } };
      resultOf(await rpc("tasks/update", { taskId, inputResponses: answers }));
      // Twice, and for what nobody asks: acknowledged, and without effect.
      resultOf(await rpc("tasks/update", { taskId, inputResponses: answers }));
      resultOf(await rpc("tasks/update", { taskId, inputResponses: { made_up: { action: "accept" } } }));
    }
    for (const taskId of [one, two, three]) {
      const { result } = await looked(rpc, taskId, "completed");
      assert.match(JSON.stringify(result), /wrote one\.txt|nothing to ask|wrote three\.txt/);
    }
  });

  it("declines, with a reason that the agent is told; puts a form away, and it stays open", async () => {
    const rpc = await client();
    const taskId = await spawn(rpc, { prompt: asking("no.txt"), ask_permissions: true });
    const [[key] = assert.fail("no form")] = requestsIn(await looked(rpc, taskId, "input_required"));
    for (const put of [{ action: "cancel" }, { action: "accept", content: 7 }, "yes", null])
      await rpc("tasks/update", { taskId, inputResponses: { [key]: put } });
    assert.equal(requestsIn(await looked(rpc, taskId, "input_required"))[0]?.[0], key);
    const declined = { action: "decline", content: { reason: "not today" } };
    resultOf(await rpc("tasks/update", { taskId, inputResponses: { [key]: declined } }));
    await looked(rpc, taskId, "completed");
    assert.ok(JSON.stringify(claude.model.requests).includes("not today"));
  });

  it("cancels: the turn is stopped, and the agent stays; a late cancel changes nothing", async () => {
    const rpc = await client();
    const taskId = await spawn(rpc, { prompt: job([{ delay_ms: 60_000, text: "never" }]), label: "Stopped" });
    resultOf(await rpc("tasks/cancel", { taskId }));
    assert.equal(resultOf(await rpc("tasks/get", { taskId }))["status"], "cancelled");
    const stateNow = async (): Promise<string | undefined> => {
      const listed = resultOf(await rpc("tools/call", { name: "claude_list_agents", arguments: {} }));
      const { agents } = listed["structuredContent"] as { agents: { label: string; state: string }[] };
      return agents.find(({ label }) => label === "Stopped-1")?.state;
    };
    await until(async () => (await stateNow()) === "idle", "it works on");
    const done = await spawn(rpc, { prompt: slowly("done") });
    await looked(rpc, done, "completed");
    resultOf(await rpc("tasks/cancel", { taskId: done }));
    assert.equal(resultOf(await rpc("tasks/get", { taskId: done }))["status"], "completed");
  });

  it("is refused what is no task of its, and tasks at all if it does not look after them", async () => {
    const rpc = await client();
    const taskId = await spawn(rpc, { prompt: slowly("mine") });
    const [body = "", seal = ""] = [
      taskId.slice(0, taskId.lastIndexOf(".")),
      taskId.slice(taskId.lastIndexOf(".") + 1),
    ];
    const wrong = [
      "",
      "x",
      body,
      `${body}.`,
      `${body}.${seal.toLowerCase()}x`,
      `${taskId}.x`,
      "a.b.c",
      taskId.toUpperCase(),
    ];
    for (const method of ["tasks/get", "tasks/update", "tasks/cancel"]) {
      for (const id of wrong)
        assert.equal(
          (await rpc(method, { taskId: id, inputResponses: {} })).error?.code,
          -32_602,
          `${method} ${id}`,
        );
      const { error } = await (await client({ tasks: false }))(method, { taskId, inputResponses: {} });
      assert.equal(error?.code, -32_021, JSON.stringify(error));
    }
    await looked(rpc, taskId, "completed");
  });

  it("finds nothing of another caller's, whose tasks go on", async () => {
    const tokens = path.join((await claude.started()).home, "tokens-of-tasks");
    await writeFile(tokens, `ada ${"a".repeat(43)}\nbob ${"b".repeat(43)}\n`, { mode: 0o600 });
    const server = await serve(["--tokens", tokens]);
    const [ada, bob] = ["a", "b"].map((letter) => modernClient({ ...server, token: letter.repeat(43) }));
    if (ada === undefined || bob === undefined) assert.fail();
    const taskId = await spawn(ada, { prompt: asking("hers.txt"), ask_permissions: true });
    const [[key] = assert.fail("no form")] = requestsIn(await looked(ada, taskId, "input_required"));
    const inputResponses = { [key]: { action: "accept" } };
    for (const method of ["tasks/get", "tasks/update", "tasks/cancel"])
      assert.equal((await bob(method, { taskId, inputResponses })).error?.code, -32_602, method);
    resultOf(await ada("tasks/update", { taskId, inputResponses }));
    assert.match(JSON.stringify(await looked(ada, taskId, "completed")), /wrote hers\.txt/);
    await server.stop();
  });

  it("has its result after the server was killed in the middle, and what was asked is asked again", async () => {
    const journal = ["--journal", path.join((await claude.started()).home, "journal-of-tasks")];
    let server = await serve(journal);
    let rpc = modernClient(server);
    const working = await spawn(rpc, { prompt: job([{ delay_ms: 4_000, text: "after all" }]) });
    const questions = await spawn(rpc, { prompt: asking("again.txt"), ask_permissions: true });
    const asked = await looked(rpc, questions, "input_required");
    assert.match(String(asked["statusMessage"]), /: asks to use Write \(/);
    const [[before] = assert.fail("no form")] = requestsIn(asked);
    await server.stop("SIGKILL");
    server = await serve(journal);
    rpc = modernClient(server);
    const [[key] = assert.fail("no form")] = requestsIn(await looked(rpc, questions, "input_required"));
    assert.notEqual(key, before, "a key is good for one question");
    resultOf(
      await rpc("tasks/update", { taskId: questions, inputResponses: { [key]: { action: "accept" } } }),
    );
    assert.match(JSON.stringify(await looked(rpc, working, "completed")), /after all/);
    assert.match(JSON.stringify(await looked(rpc, questions, "completed")), /wrote again\.txt/);
    await server.stop();
  });

  it("a question that nobody answers becomes a no", async () => {
    const server = await serve(["--question-timeout", "1"]);
    const rpc = modernClient(server);
    const taskId = await spawn(rpc, { prompt: asking("late.txt"), ask_permissions: true });
    const { result } = await looked(rpc, taskId, "completed");
    assert.ok(JSON.stringify(claude.model.requests).includes("Nobody has answered within 1 second"));
    assert.match(JSON.stringify(result), /asked for Write and was told: Nobody has answered within 1 second/);
    await server.stop();
  });
});
