import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { InvalidOptionsError } from "../../lib/index.ts";
import { toolList } from "../../server/generated/tool-types.ts";
import { type TidyArguments, tidyArguments } from "../../server/tools/tidy-arguments.ts";

const RUNS = { numRuns: 10_000 };

function tidy(name: string, given: unknown): TidyArguments {
  const tool = toolList.find((each) => each.name === name);
  assert.ok(tool);
  return tidyArguments(tool, given);
}
const spawn = (given: unknown): TidyArguments => tidy("claude_spawn_agent", given);

describe("Arguments as clients send them", () => {
  it("what means the same is taken: nothing, null, and values as texts", () => {
    for (const nothing of [undefined, null, {}, "{}", "null" as unknown])
      if (nothing !== "null") assert.deepEqual(tidy("claude_list_agents", nothing).args, {});
    assert.deepEqual(spawn({ label: null, cwd: null, prompt: "x" }).args, { prompt: "x" });
    assert.deepEqual(
      spawn({ worker_count: "2", max_budget_usd: "0.5", ask_permissions: "true", label: 7 }).args,
      { worker_count: 2, max_budget_usd: 0.5, ask_permissions: true, label: "7" },
    );
    assert.deepEqual(spawn({ prompt: { type: "string", value: "x" } }).args, { prompt: "x" });
    assert.deepEqual(spawn('{"prompt":"x"}').args, { prompt: "x" });
    assert.deepEqual(spawn({ output_schema: '{"type":"object"}' }).args, {
      output_schema: { type: "object" },
    });
  });

  it("a list may be one text, or the JSON of a list; what looks like JSON and is none is refused", () => {
    const lists: [unknown, unknown][] = [
      ['["Bash","Write"]', ["Bash", "Write"]],
      [' [ "Bash" ] ', ["Bash"]],
      ['"Bash"', ["Bash"]],
      ["Bash", ["Bash"]],
      ["Bash, Write", ["Bash", "Write"]],
      ["Bash(git log:*, x), Write", ["Bash(git log:*, x)", "Write"]],
      ["", []],
      [["Bash"], ["Bash"]],
    ];
    for (const [given, expected] of lists)
      assert.deepEqual(spawn({ disallowed_tools: given }).args, { disallowed_tools: expected });
    for (const broken of ['["Bash"', "[Bash]", '{"a":1}', '"Bash'])
      assert.throws(() => spawn({ disallowed_tools: broken }), /"disallowed_tools" .*: send a list/);
  });

  it("names of the client's own are ignored and mentioned", () => {
    const own = {
      sessionId: "1",
      action: "send",
      chatInput: "x",
      toolCallId: "c",
      task_progress: "-",
      requestId: 1,
    };
    const { args, ignored } = tidy("claude_list_agents", { ...own, include_completed: true });
    assert.deepEqual(args, { include_completed: true });
    assert.deepEqual(ignored, Object.keys(own));
  });

  it("a name that resembles ours is refused with the right one", () => {
    const meant: [string, string][] = [
      ["allowed_tool", "allowed_tools"],
      ["disallowedTools", "disallowed_tools"],
      ["Disallowed-Tools", "disallowed_tools"],
      ["disalowed_tools", "disallowed_tools"],
      ["permissionMode", "permission_mode"],
      ["workerCount", "worker_count"],
      ["promt", "prompt"],
    ];
    for (const [given, right] of meant)
      assert.throws(
        () => spawn({ prompt: "x", [given]: "y" }),
        (error: Error) =>
          error instanceof InvalidOptionsError && error.message.includes(`it is called "${right}"`),
        given,
      );
  });

  it("a name that may have been meant as a restriction is never ignored", () => {
    for (const name of [
      "denied_tools",
      "readOnly",
      "sandbox",
      "maxCost",
      "forbid",
      "blocked",
      "no_network",
      "timeout",
    ])
      assert.throws(
        () => spawn({ prompt: "x", [name]: true }),
        new RegExp(`"${name}" is not an argument`),
        name,
      );
  });

  it("whatever is given, what comes out has only names of the tool's, or it is refused by name", () => {
    const name = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom("__proto__", "constructor", "toString", "prompt", "disallowed_tools", "cwd"),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.jsonValue({ maxDepth: 2 }))), (entries) => {
        const given = Object.fromEntries(entries);
        for (const { name: tool, inputSchema } of toolList) {
          try {
            const { args, ignored } = tidy(tool, given);
            const known = Object.keys(inputSchema["properties"] as object);
            assert.ok(Object.keys(args).every((each) => known.includes(each)));
            assert.equal(Object.getPrototypeOf(args), Object.prototype);
            for (const [each, value] of Object.entries(given))
              assert.ok(
                Object.hasOwn(args, each) ||
                  ignored.includes(each) ||
                  (known.includes(each) && value === null),
              );
          } catch (error) {
            if (!(error instanceof InvalidOptionsError)) throw error;
          }
        }
      }),
      RUNS,
    );
  });

  it("however a list of refused tools is written, each of its tools is refused, or the call is", () => {
    const tool = fc.constantFrom("Bash", "Write", "Edit(src/**)", "Bash(git log:*, -n)", "mcp__a__b");
    const write = fc.constantFrom<(tools: string[]) => unknown>(
      (tools) => tools,
      (tools) => JSON.stringify(tools),
      (tools) => ` ${JSON.stringify(tools)}\n`,
      (tools) => tools.join(","),
      (tools) => tools.join(" , "),
    );
    fc.assert(
      fc.property(fc.array(tool, { minLength: 1 }), write, (tools, form) => {
        assert.deepEqual(spawn({ disallowed_tools: form(tools) }).args["disallowed_tools"], tools);
      }),
      RUNS,
    );
  });
});
