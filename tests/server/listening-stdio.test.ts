// Clients over stdio that listen for what becomes of their tasks.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { after, describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { marked } from "../support/leaks.ts";
import { type Abilities, requestOf, type Told } from "../support/modern.ts";
import { mainCommand } from "../support/server.ts";
import { LONG_MS, until } from "../support/until.ts";

const claude = withRealClaude();
const job = (steps: readonly object[]): string => `[[mock: ${JSON.stringify(steps)} ]]`;
const NEVER = job([{ delay_ms: 600_000, text: "never" }]);
const LISTEN = "subscriptions/listen";

interface Answered extends Told {
  readonly result?: { taskId?: string };
  readonly error?: { code: number };
}

/** A client of 2026-07-28 that says what it is told to. */
class StdioClient {
  readonly child: ChildProcess;
  readonly told: Answered[] = [];
  #id = 0;

  constructor(env: Record<string, string>, cwd: string) {
    const [file, ...args] = mainCommand();
    const command = [...args, "serve", "--stdio"];
    this.child = spawn(file, command, { env: marked(env), cwd, stdio: ["pipe", "pipe", "ignore"] });
    let text = "";
    this.child.stdout?.on("data", (piece) => {
      text += String(piece);
      const lines = text.split("\n");
      text = lines.pop() ?? "";
      this.told.push(...lines.map((line) => JSON.parse(line) as Answered));
    });
  }

  /** @returns The id of the request. */
  say(method: string, params: Record<string, unknown>, abilities?: Abilities): number {
    this.#id += 1;
    this.child.stdin?.write(`${requestOf(this.#id, method, params, abilities)}\n`);
    return this.#id;
  }

  notify(method: string, params: object): void {
    this.child.stdin?.write(`${JSON.stringify({ jsonrpc: "2.0", method, params })}\n`);
  }

  async ask(method: string, params: Record<string, unknown>, abilities?: Abilities): Promise<Answered> {
    const id = this.say(method, params, abilities);
    await until(() => this.told.some((each) => each.id === id), `no answer to ${method}`, 3 * LONG_MS);
    return this.told.find((each) => each.id === id) ?? assert.fail();
  }

  /** What it was told of a task, to this subscription. */
  standings(taskId: string, subscription: number): unknown[] {
    return this.told
      .filter(({ method }) => method === "notifications/tasks")
      .map(({ params }) => params as { taskId: string; status: string; _meta: Record<string, unknown> })
      .filter(({ _meta: meta }) => meta["io.modelcontextprotocol/subscriptionId"] === subscription)
      .filter((each) => each.taskId === taskId)
      .map(({ status }) => status);
  }
}

describe("A client over stdio that listens for its tasks", { timeout: 6 * LONG_MS }, () => {
  let client: StdioClient | undefined;
  after(async () => {
    if (client === undefined || client.child.exitCode !== null) return;
    const gone = new Promise((resolve) => client?.child.once("close", resolve));
    client.child.stdin?.end();
    await gone;
  });

  it("is told how they stand, until it cancels, and is refused as over HTTP", async () => {
    const model = await claude.started();
    const asking = (client = new StdioClient(model.env(), model.home));
    const call = { name: "claude_spawn_agent", arguments: { prompt: NEVER } };
    const { result } = await asking.ask("tools/call", call);
    const taskId = result?.taskId ?? assert.fail("no task");
    const notifications = { taskIds: [taskId, "x"] };
    const [first, second] = [asking.say(LISTEN, { notifications }), asking.say(LISTEN, { notifications })];
    for (const id of [first, second])
      await until(() => asking.standings(taskId, id).length === 1, "not told how it stands");
    const agreed = asking.told.filter(({ method }) => method === "notifications/subscriptions/acknowledged");
    assert.deepEqual(
      agreed.map(({ params }) => params["notifications"]),
      [{ taskIds: [taskId] }, { taskIds: [taskId] }],
    );
    asking.notify("notifications/cancelled", { requestId: first });
    const without = await asking.ask(LISTEN, { notifications }, { tasks: false });
    assert.equal(without.error?.code, -32_021);
    assert.equal((await asking.ask(LISTEN, { notifications: { taskIds: 7 } })).error?.code, -32_602);
    await asking.ask("tasks/cancel", { taskId });
    await until(() => asking.standings(taskId, second).at(-1) === "cancelled", "not told of the end");
    assert.deepEqual(asking.standings(taskId, second), ["working", "cancelled"]);
    assert.deepEqual(asking.standings(taskId, first), ["working"], "it has cancelled");
  });
});
