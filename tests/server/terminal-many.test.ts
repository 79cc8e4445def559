// The real Claude Code in a terminal delegates three jobs at once: two of them ask, and each reports.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { hasTerminals } from "../support/terminal.ts";
import { acceptAny, asking, Desk, overHttp, overStdio, quiet } from "../support/terminal-person.ts";
import { LONG_MS, until } from "../support/until.ts";

describe("Claude Code in a terminal, with three tasks", {
  timeout: 40 * LONG_MS,
  skip: hasTerminals() ? false : "needs tmux",
}, () => {
  let desk = new Desk();
  afterEach(async () => {
    await desk.close();
    desk = new Desk();
  });

  for (const transport of ["http", "stdio"] as const)
    it(`over ${transport}: two forms and three results, in any order`, async () => {
      const inner = await desk.inner();
      const outer = await desk.outer([
        asking(inner, "Ada", "THE ANSWER IS 42"),
        asking(inner, "Bob", "THE ANSWER IS 43"),
        quiet("Cleo", "THE ANSWER IS 44"),
      ]);
      const server = transport === "http" ? overHttp(await desk.serve(inner)) : await overStdio(inner);
      const screen = await desk.delegated(outer, server, /3 MCP tasks/);
      const before = outer.asked.length;
      const asked = [await acceptAny(screen), await acceptAny(screen)];
      assert.deepEqual(asked.toSorted(), ["Ada", "Bob"]);
      const reported = (): string[] =>
        outer.asked.slice(before).flatMap((text) => text.match(/THE ANSWER IS \d+/g) ?? []);
      await until(
        () => reported().length >= 3,
        () => `reported: ${reported().join(", ")}\n${screen.screen()}`,
        5 * LONG_MS,
      );
      assert.deepEqual(
        reported().toSorted(),
        [42, 43, 44].map((answer) => `THE ANSWER IS ${answer}`),
        "each once",
      );
      // Results that are there at the same time come in one turn.
      assert.ok(outer.asked.length <= before + 3, "the model was asked while it waited");
      await until(
        () => !/MCP task/.test(screen.screen().split("\n").slice(-6).join("\n")),
        () => `tasks are left:\n${screen.screen()}`,
      );
    });
});
