// The real Claude Code in a terminal delegates to this server: what the person sees, and what the model is asked.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { record } from "../support/record-screen.ts";
import type { ServerProcess } from "../support/server.ts";
import { hasTerminals } from "../support/terminal.ts";
import { accept, asking, Desk, overHttp, overStdio, quiet, RESULT } from "../support/terminal-person.ts";
import { LONG_MS, until } from "../support/until.ts";

const REPORTED = new RegExp(`It reports: ${RESULT}`);

describe("Claude Code in a terminal", {
  timeout: 40 * LONG_MS,
  skip: hasTerminals() ? false : "needs tmux",
}, () => {
  let desk = new Desk();
  afterEach(async () => {
    await desk.close();
    desk = new Desk();
  });

  for (const transport of ["http", "stdio"] as const)
    it(`over ${transport}: goes on talking, answers the agent's form, and hears of the result in a new turn`, async () => {
      const inner = await desk.inner();
      const outer = await desk.outer([asking(inner)]);
      const server = transport === "http" ? overHttp(await desk.serve(inner)) : await overStdio(inner);
      const screen = await desk.delegated(outer, server);
      record("delegated", screen);
      screen.say("how are you");
      await screen.shows(/Fine, thank you/, LONG_MS);
      const before = outer.asked.length;
      await accept(screen, "Ada", () => record("asks", screen));
      await screen.shows(REPORTED, 3 * LONG_MS);
      record("reports", screen);
      assert.equal(outer.asked.length, before + 1, "the model was asked while it waited");
    });

  it("TaskStop ends it: the agent stops, and the server says that it was cancelled", async () => {
    const inner = await desk.inner();
    const outer = await desk.outer([asking(inner)]);
    const server = await desk.serve(inner);
    const screen = await desk.delegated(outer, overHttp(server));
    screen.press("Down");
    screen.press("Enter");
    await screen.shows(/x to stop/, LONG_MS);
    screen.press("x");
    await untilIdle(server);
  });

  it("the server is killed in the middle: the form and the result come all the same", async () => {
    const inner = await desk.inner();
    const outer = await desk.outer([asking(inner)]);
    const first = await desk.serve(inner);
    const screen = await desk.delegated(outer, overHttp(first));
    const before = outer.asked.length;
    await first.stop("SIGKILL");
    await desk.serve(inner, Number(new URL(first.url).port));
    await accept(screen);
    await screen.shows(REPORTED, 5 * LONG_MS);
    assert.equal(outer.asked.length, before + 1, "the model was asked while it waited");
  });

  it("the terminal is closed, and the conversation taken up: the task is still there", async () => {
    const inner = await desk.inner();
    const outer = await desk.outer([asking(inner)]);
    const server = overHttp(await desk.serve(inner));
    const first = await desk.delegated(outer, server);
    first.close();
    const screen = await desk.open(outer, server, "--continue");
    await accept(screen);
    await screen.shows(REPORTED, 5 * LONG_MS);
  });

  it("the terminal is closed, and the conversation taken up when all is done: it hears of the result", async () => {
    const inner = await desk.inner();
    const outer = await desk.outer([quiet("Ada", RESULT)]);
    const server = await desk.serve(inner);
    (await desk.delegated(outer, overHttp(server))).close();
    await untilIdle(server);
    const screen = await desk.open(outer, overHttp(server), "--continue");
    await screen.shows(REPORTED, 5 * LONG_MS);
  });
});

/** Its one agent has nothing left to do. */
async function untilIdle(server: ServerProcess): Promise<void> {
  const client = await server.client();
  let listed = "";
  await until(
    async () => {
      listed = JSON.stringify(await client.callTool({ name: "claude_list_agents", arguments: {} }));
      return listed.includes('"state":"idle"');
    },
    () => listed,
    3 * LONG_MS,
  );
  await client.close();
}
