// Clients over stdio that listen for what becomes of their tasks.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { StdioClient } from "../support/stdio-client.ts";
import { LONG_MS, until } from "../support/until.ts";

const claude = withRealClaude();
const job = (steps: readonly object[]): string => `[[mock: ${JSON.stringify(steps)} ]]`;
const NEVER = job([{ delay_ms: 600_000, text: "never" }]);
const LISTEN = "subscriptions/listen";

describe("A client over stdio that listens for its tasks", { timeout: 6 * LONG_MS }, () => {
  let client: StdioClient | undefined;
  after(async () => {
    await client?.close();
  });

  it("is told how they stand, until it cancels, and is refused as over HTTP", async () => {
    const model = await claude.started();
    const asking = (client = new StdioClient(model.env(), model.home));
    const call = { name: "claude_spawn_agent", arguments: { prompt: NEVER } };
    const { result } = await asking.ask("tools/call", call);
    const taskId = String(result?.["taskId"]);
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
