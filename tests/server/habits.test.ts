// Whatever habits a client has of writing arguments, and whatever rules it sends: no restriction of its own or of ours gets weaker.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { InvalidOptionsError } from "../../lib/index.ts";
import { toolList } from "../../server/generated/tool-types.ts";
import { ToolRules } from "../../server/policy/tool-rules.ts";
import { tidyArguments } from "../../server/tools/tidy-arguments.ts";

const RUNS = { numRuns: 10_000 };
const spawn = toolList.find(({ name }) => name === "claude_spawn_agent") ?? assert.fail();

/** A call that restricts, as a careful client writes it. */
const careful = fc.record(
  {
    prompt: fc.string({ minLength: 1 }),
    disallowed_tools: fc.array(
      fc.constantFrom("Bash", "Write", "Edit(src/**)", "Bash(git log:*, -n)", "mcp__a__b"),
      { minLength: 1 },
    ),
    allowed_tools: fc.array(fc.constantFrom("Read", "Grep", "Bash(ls:*)")),
    max_turns: fc.integer({ min: 1, max: 1_000 }),
    max_budget_usd: fc.integer({ min: 0, max: 1_000 }).map((cents) => cents / 100),
    worker_count: fc.integer({ min: 1, max: 16 }),
    ask_permissions: fc.boolean(),
    permission_mode: fc.constantFrom("plan", "default", "dontAsk"),
    cwd: fc.constantFrom(".", "in", "a b"),
  },
  { requiredKeys: ["prompt"] },
);
/** The same value as others write it; `habit` chooses. */
function written(value: unknown, habit: number): unknown {
  const ways: unknown[] = [value];
  if (typeof value === "number") ways.push(String(value), ` ${value} `);
  if (typeof value === "boolean") ways.push(String(value));
  if (Array.isArray(value))
    ways.push(
      JSON.stringify(value),
      ` ${JSON.stringify(value)}\n`,
      value.join(","),
      value.join(" , "),
      JSON.stringify(value, undefined, 2),
    );
  return ways[habit % ways.length];
}
/** A name as others spell it: none of these is the right one. */
const SPELLINGS: readonly ((name: string) => string)[] = [
  (name) => name.toUpperCase(),
  (name) => name.replaceAll("_", "-"),
  (name) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
  (name) => name.replaceAll("_", " "),
  (name) => `${name}s`,
  (name) => name.slice(0, -1),
  (name) => `${name.slice(0, 2)}${name.slice(3)}`,
  (name) => `${name.slice(0, 3)}x${name.slice(4)}`,
  (name) => `${name[0]}${name[2]}${name[1]}${name.slice(3)}`,
  (name) => `_${name}`,
  (name) => `${name}\u200b`,
  (name) => name.replaceAll("_", "__"),
];
const RESTRICTIONS = ["disallowed_tools", "max_turns", "max_budget_usd", "permission_mode", "cwd"];

function tidied(given: unknown): Record<string, unknown> | undefined {
  try {
    return tidyArguments(spawn, given).args;
  } catch (error) {
    assert.ok(error instanceof InvalidOptionsError, String(error));
    return undefined;
  }
}

describe("Habits of clients", () => {
  it("of writing values differently, adding nulls, or sending all as one text say the same", () => {
    const others = Object.keys(spawn.inputSchema["properties"] as object);
    const noise = fc.record({
      nulls: fc.subarray(others),
      own: fc.subarray(["sessionId", "chatInput", "action", "toolCallId", "requestId"]),
      asText: fc.boolean(),
      habits: fc.array(fc.nat(29), { minLength: 10, maxLength: 10 }),
    });
    fc.assert(
      fc.property(careful, noise, (meant, { nulls, own, asText, habits }) => {
        const given: Record<string, unknown> = Object.fromEntries(own.map((name) => [name, "x"]));
        for (const name of nulls) given[name] = null;
        for (const [index, [name, value]] of Object.entries(meant).entries())
          given[name] = written(value, habits[index] ?? 0);
        assert.deepEqual(tidied(asText ? JSON.stringify(given) : given), { ...meant });
      }),
      RUNS,
    );
  });

  it("of spelling names differently never lose a restriction: the call is refused", () => {
    const misspelt = fc.tuple(
      fc.constantFrom(...RESTRICTIONS),
      fc.constantFrom(...SPELLINGS),
      fc.jsonValue({ maxDepth: 1 }),
    );
    fc.assert(
      fc.property(careful, fc.array(misspelt, { minLength: 1, maxLength: 3 }), (meant, wrong) => {
        const given: Record<string, unknown> = { ...meant };
        for (const [name, spell, value] of wrong) if (spell(name) !== name) given[spell(name)] = value;
        fc.pre(Object.keys(given).length > Object.keys(meant).length);
        assert.equal(tidied(given), undefined, JSON.stringify(given));
      }),
      RUNS,
    );
  });
});

describe("Rules of clients", () => {
  const FOLDERS = ["/srv/a", "/srv/b c"];
  const harmless = "TodoWrite";
  const part = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        "Read",
        "Write",
        "Edit",
        "Bash",
        "read",
        "WebFetch",
        harmless,
        "mcp__a__b",
        "mcp__a",
        "Task",
        "NotebookEdit",
        "PowerShell",
        "Monitor",
      ),
    },
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        "(",
        ")",
        "(**)",
        "(//etc/**)",
        "(/srv/a/**)",
        "(*)",
        " ",
        ",",
        "*",
        "__",
        "\n",
        "\0",
        "(git:*)",
        "(domain:x)",
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
  );
  const rule = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(""));

  it("A21: let tools of files work in an agent's folders, commands nowhere but confined, whatever is written; and cost no time", () => {
    const rules = new ToolRules([]);
    const tries = { numRuns: 100_000 };
    const begun = performance.now();
    let taken = 0;
    fc.assert(
      fc.property(rule, (text) => {
        let allowed: string[];
        try {
          allowed = rules.allowed([text], FOLDERS, "it cannot be");
        } catch (error) {
          assert.ok(error instanceof InvalidOptionsError, String(error));
          return;
        }
        taken += 1;
        for (const each of allowed) {
          assert.doesNotMatch(each, /^(?:Bash|PowerShell|Monitor)/i, text);
          if (/^(?:Read|Write|Edit|NotebookEdit|Glob|Grep)\b/i.test(each))
            assert.ok(
              FOLDERS.some((folder) => each.endsWith(`(/${folder}/**)`)),
              `${JSON.stringify(text)} is ${each}`,
            );
          else assert.equal(each, text);
        }
      }),
      tries,
    );
    assert.ok(taken > tries.numRuns / 100, `${taken} were taken`);
    assert.ok((performance.now() - begun) / tries.numRuns < 5, "milliseconds for each");
  });

  it("A21: refuse what they name or are refused, however long they are", () => {
    const rules = new ToolRules([]);
    for (const text of [
      "(".repeat(100_000),
      `Bash(${"a(".repeat(50_000)}`,
      "mcp__".repeat(20_000),
      `${"A".repeat(100_000)}(`,
      `Read${" ".repeat(100_000)}`,
    ])
      for (const judge of [() => rules.disallowed([text]), () => rules.allowed([text], FOLDERS, "x")]) {
        const begun = performance.now();
        try {
          judge();
        } catch (error) {
          assert.ok(error instanceof InvalidOptionsError, String(error));
        }
        assert.ok(performance.now() - begun < 1_000, text.slice(0, 20));
      }
  });
});
