import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import type { Scenario } from "../../lib/testing/index.ts";
import { bash, noTerminal, run, toolResults } from "../support/example.ts";

describe("The terminal prompt of permissions.ts", () => {
  const options = { timeout: 60_000 };

  it("permissions.ts refuses everything when there is no terminal", options, async () => {
    const reply = [bash("touch made.txt"), { text: "I could not." }];
    await run({ example: ["permissions.ts"], reply }, (stdout, model) => {
      assert.match(stdout, /I could not\./);
      assert.match(toolResults(model), /There is nobody to ask/);
      assert.equal(existsSync(path.join(model.home, "made.txt")), false);
    });
  });

  it("permissions.ts asks on the terminal: yes, no, what to do instead, and always", {
    ...options,
    skip: noTerminal,
  }, async () => {
    const write = (file: string): Scenario[number] => ({
      tool: "Write",
      input: { file_path: file, content: "one\ntwo\u001b[2J" },
    });
    const reply = [
      bash("touch a"),
      bash("touch b"),
      bash("touch c"),
      write("d"),
      write("e"),
      { text: "Done." },
    ];
    const typed = ["y\n", "\n", "call it z\n", "always\n"];
    await run({ example: ["permissions.ts"], reply, typed }, (stdout, model) => {
      assert.match(stdout, /Bash: run it\n {2}command: touch a\n/);
      assert.match(
        stdout,
        / {2}content: one\n {4}two·\[2J\n {2}always: permission mode acceptEdits, for this session/,
      );
      assert.equal(stdout.split("or what to do instead").length - 1, 4, "the fifth call was not asked about");
      assert.match(stdout, /Done\./);
      const made = ["a", "b", "c", "d", "e"].filter((file) => existsSync(path.join(model.home, file)));
      assert.deepEqual(made, ["a", "d", "e"]);
      assert.match(toolResults(model), /The user said no.*call it z/);
    });
  });

  it("permissions.ts ends the turn when the person gives up", { ...options, skip: noTerminal }, async () => {
    const reply = [bash("touch a"), { text: "Not reached." }];
    await run({ example: ["permissions.ts"], reply, typed: ["\u0003"] }, (stdout, { home }) => {
      assert.match(stdout, /Stopped\./);
      assert.equal(existsSync(path.join(home, "a")), false);
    });
  });

  it("permissions.ts goes on when somebody else has answered", { ...options, skip: noTerminal }, async () => {
    const answer = {
      hookSpecificOutput: { hookEventName: "PermissionRequest", decision: { behavior: "allow" } },
    };
    const command = `sleep 1; echo '${JSON.stringify(answer)}'`;
    const settings = { hooks: { PermissionRequest: [{ hooks: [{ type: "command", command }] }] } };
    const reply = [bash("touch a"), { text: "Touched." }];
    await run({ example: ["permissions.ts"], reply, typed: [], settings }, (stdout, { home }) => {
      assert.match(stdout, /command: touch a[\s\S]*Touched\./);
      assert.equal(existsSync(path.join(home, "a")), true);
    });
  });
});
