// Clients that look after tasks badly, over HTTP and stdio: each has a typed answer, and nothing hangs or is left behind.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { modernClient } from "../support/modern.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { StdioClient } from "../support/stdio-client.ts";
import { LONG_MS, until } from "../support/until.ts";

const claude = withRealClaude();
const METHODS = ["tasks/get", "tasks/update", "tasks/cancel"];
const POLLS = 200;

type Reply = { readonly result?: Record<string, unknown>; readonly error?: { readonly code: number } };
type Ask = (method: string, params: Record<string, unknown>) => Promise<Reply>;

const job = (steps: readonly object[]): string => `[[mock: ${JSON.stringify(steps)} ]]`;
const after2s = job([{ delay_ms: 2_000, text: "done" }]);

describe("A client that looks after tasks badly", { timeout: 10 * LONG_MS }, () => {
  let server: ServerProcess;
  let stdio: StdioClient;
  const asks: Record<string, Ask> = {};
  before(async () => {
    server = await startServerProcess(await claude.started());
    stdio = new StdioClient(claude.model.env(), claude.model.home);
    asks["http"] = modernClient(server);
    asks["stdio"] = (method, params) => stdio.ask(method, params);
  });
  after(async () => {
    // What nobody has looked at keeps neither of them.
    assert.equal((await server.stop()).code, 0);
    assert.equal(await stdio.close(), 0);
  });

  for (const [transport, other] of [
    ["http", "stdio"],
    ["stdio", "http"],
  ] as const) {
    const ask: Ask = async (method, params) => (asks[transport] ?? assert.fail())(method, params);
    const resultOf = async (
      method: string,
      params: Record<string, unknown>,
    ): Promise<Record<string, unknown>> => {
      const { result, error } = await ask(method, params);
      return result ?? assert.fail(JSON.stringify(error));
    };
    const begin = async (args: object, by: Ask = ask): Promise<string> => {
      const { result } = await by("tools/call", { name: "claude_spawn_agent", arguments: args });
      assert.equal(result?.["resultType"], "task", JSON.stringify(result));
      return String(result?.["taskId"]);
    };
    const looked = async (taskId: string, status: string): Promise<Record<string, unknown>> => {
      let task: Record<string, unknown> = {};
      await until(
        async () => (task = await resultOf("tasks/get", { taskId }))["status"] === status,
        () => `not ${status}: ${JSON.stringify(task)}`,
        3 * LONG_MS,
      );
      return task;
    };
    const agents = async (): Promise<{ label: string; state: string }[]> => {
      const call = { name: "claude_list_agents", arguments: {} };
      const { structuredContent } = await resultOf("tools/call", call);
      return (structuredContent as { agents: { label: string; state: string }[] }).agents;
    };
    const writing = (name: string): Record<string, unknown> => ({
      prompt: job([
        { tool: "Write", input: { file_path: path.join(claude.model.home, name), content: "x" } },
        { text: "gone on" },
      ]),
      ask_permissions: true,
    });

    it(`never polls, over ${transport}: its agents do their work, and what they ask waits`, async () => {
      await begin({ prompt: after2s, label: "Unseen" });
      await begin({ ...writing(`${transport}-unseen.txt`), label: "Asks" });
      const states = async (): Promise<string> =>
        (await agents())
          .filter(({ label }) => ["Unseen-1", "Asks-1"].includes(label))
          .map(({ label, state }) => `${label} ${state}`)
          .toSorted()
          .join();
      await until(
        async () => (await states()) === "Asks-1 requires_action,Unseen-1 idle",
        "they do not come to that",
        3 * LONG_MS,
      );
    });

    it(`polls too fast, over ${transport}: every poll is answered, and told when to come again`, async () => {
      const taskId = await begin({ prompt: after2s });
      const polls = await Promise.all(Array.from({ length: POLLS }, () => resultOf("tasks/get", { taskId })));
      for (const { status, pollIntervalMs } of polls) {
        assert.ok(["working", "completed"].includes(String(status)));
        assert.ok(Number(pollIntervalMs) >= 1_000, String(pollIntervalMs));
      }
      await looked(taskId, "completed");
    });

    it(`asks about a task of ${other}'s over ${transport}: it is lost to it, and goes on where it is`, async () => {
      const by: Ask = async (method, params) => (asks[other] ?? assert.fail())(method, params);
      const taskId = await begin({ prompt: after2s }, by);
      const lost = await resultOf("tasks/get", { taskId });
      assert.equal(lost["status"], "failed", "its server might have ended, and this one be the next");
      assert.doesNotMatch(JSON.stringify(lost), /mock|session_id/);
      await Promise.all(METHODS.map((method) => ask(method, { taskId, inputResponses: {} })));
      const made = `${taskId.slice(0, -1)}${taskId.endsWith("A") ? "B" : "A"}`;
      for (const method of METHODS)
        assert.equal((await by(method, { taskId: made, inputResponses: {} })).error?.code, -32_602, method);
      await until(
        async () => (await by("tasks/get", { taskId })).result?.["status"] === "completed",
        "it was stopped",
        3 * LONG_MS,
      );
    });

    it(`updates twice, over ${transport}: the first answer counts, and both are acknowledged`, async () => {
      const name = `${transport}-twice.txt`;
      const taskId = await begin(writing(name));
      const { inputRequests } = await looked(taskId, "input_required");
      const [key = ""] = Object.keys(inputRequests as object);
      // One after the other: requests over HTTP may overtake each other.
      for (const action of ["decline", "accept", "accept"]) {
        const inputResponses = { [key]: { action } };
        const { resultType } = await resultOf("tasks/update", { taskId, inputResponses });
        assert.equal(resultType, "complete");
      }
      await looked(taskId, "completed");
      assert.equal(existsSync(path.join(claude.model.home, name)), false, "it was declined");
    });

    it(`cancels late and twice, over ${transport}: acknowledged, and without effect`, async () => {
      const done = await begin({ prompt: after2s });
      await looked(done, "completed");
      const stopped = await begin({ prompt: job([{ delay_ms: 600_000, text: "never" }]) });
      for (const taskId of [done, done, stopped, stopped]) await resultOf("tasks/cancel", { taskId });
      await looked(done, "completed");
      assert.equal((await looked(stopped, "cancelled"))["result"], undefined);
      assert.ok((await agents()).every(({ state }) => state !== "ended"));
    });
  }
});
