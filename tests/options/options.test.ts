import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Options, query } from "../../lib/index.ts";
import { toLaunch } from "../../lib/options/launch.ts";
import { OPTION_TABLE } from "../../lib/options/options.ts";
import { unknownOptions, validateOptions } from "../../lib/options/validate.ts";
import { withScript } from "../support/claude.ts";

const id = "11111111-2222-4333-8444-555555555555";

describe("validateOptions()", () => {
  it("validateOptions() names the option, what it must be, and what it was", () => {
    const table: [unknown, RegExp][] = [
      [{ maxTurns: 0 }, /^Invalid options: "maxTurns" must be a whole number of at least 1, not 0$/],
      [{ maxTurns: "3" }, /"maxTurns" must be a whole number of at least 1, not "3"/],
      [{ model: 7 }, /"model" must be a text, not 7/],
      [{ projectConfigRoot: "" }, /"projectConfigRoot" must not be empty/],
      [{ cwd: "a\0b" }, /"cwd" must not contain a NUL/],
      [
        { permissionTimeoutMs: 0 },
        /"permissionTimeoutMs" must be a number of milliseconds from 1 to 2147483647, or Inf/,
      ],
      [{ silenceTimeoutMs: Number.NaN }, /"silenceTimeoutMs" must be a number of milliseconds/],
      [{ loadTimeoutMs: 2 ** 31 }, /"loadTimeoutMs" must be .*, not 2147483648/],
      [{ maxTurns: Infinity }, /"maxTurns" must be a whole number/],
      [
        { hooks: { Stop: [{ hooks: [], timeout: -1 }] } },
        /"hooks\.Stop\.0\.timeout" must be a number of seconds, 0 or more/,
      ],
      [{ permissionMode: "yolo" }, /"permissionMode" must be "default" or .*not "yolo"/],
      [{ settingSources: ["user", "planet"] }, /"settingSources\.1" must be "user" or/],
      [{ systemPrompt: { type: "preset" } }, /"systemPrompt.*" /],
      [{ sessionId: "x" }, /"sessionId" must be a UUID/],
      [{ canUseTool: true }, /"canUseTool" must be a function/],
      [{ abortController: {} }, /"abortController" must be an AbortController/],
      [
        { extraArgs: { "output-format": "text" } },
        /"extraArgs\.output-format" is not the name of a flag that can be added/,
      ],
      [{ extraArgs: { "--model": "x" } }, /without the leading dashes/],
      [{ env: { "A=B": "c" } }, /"env\.A=B" is not the name of an environment variable/],
      [{ model: "a", fallbackModel: "a" }, /"fallbackModel" must differ from "model"/],
      [{ resume: id, continue: true }, /exclude each other/],
      [{ resume: id, sessionId: id }, /needs "forkSession"/],
      [null, /options must be an object/],
    ];
    for (const [options, expected] of table) {
      assert.throws(
        () => validateOptions(options as Options),
        { code: "invalid_options", message: expected },
        JSON.stringify(options),
      );
    }
  });

  it("validateOptions() tells all mistakes at once, and no values that may be secret", () => {
    const options = { maxTurns: -1, model: ["sk-ant-secret"] } as unknown as Options;
    assert.throws(
      () => validateOptions(options),
      (error: Error & { problems: string[] }) => {
        assert.equal(error.problems.length, 2);
        assert.doesNotMatch(error.message, /sk-ant-secret/);
        return true;
      },
    );
  });

  it("validateOptions() takes Infinity for no limit, in every time-out alike, and nothing else that is no time", () => {
    const names = Object.keys(OPTION_TABLE).filter((name) => name.endsWith("TimeoutMs"));
    assert.ok(names.length >= 9, names.join());
    for (const name of names) {
      // As long as a timer can wait: with Infinity it would not wait at all.
      assert.deepEqual(validateOptions({ [name]: Infinity }), { [name]: 2 ** 31 - 1 });
      assert.deepEqual(validateOptions({ [name]: 0.5 }), { [name]: 0.5 });
      for (const wrong of [-1, 0, -Infinity, Number.NaN, "10", true, {}, 1n, 2 ** 31])
        assert.throws(
          () => validateOptions({ [name]: wrong }),
          { code: "invalid_options" },
          `${name}: ${wrong}`,
        );
    }
  });

  it("validateOptions() takes plain skill names, so that none can add a rule", () => {
    const plain = ["pdf", "my-plugin:pdf", "a b", "a*b", "ü😀", "a\\b", "a/b", "*a", "--x", "Bash"];
    const { skills, allowedTools } = validateOptions({ skills: plain, allowedTools: ["Read"] });
    const [flag] = toLaunch({ skills, allowedTools }).args.slice(5);
    assert.equal(flag, `--allowedTools=Read,${plain.map((name) => `Skill(${name})`).join(",")}`);
    const wrong = [
      "pdf),Bash(*",
      "pdf)",
      "(pdf",
      "a,b",
      "a\nb",
      "a\u0085b",
      "a\u007fb",
      " pdf",
      "pdf\t",
      " ",
      "*",
      "p:*",
      "p *",
    ];
    for (const name of [...wrong, "/pdf", "a\\\\b", "pdf\\", "\ud800", "", 7, null])
      assert.throws(
        () => validateOptions({ skills: ["pdf", name] as string[] }),
        { code: "invalid_options", message: /"skills(?:\.1)?" must / },
        JSON.stringify(name),
      );
    assert.deepEqual(validateOptions({ skills: "all" }), { skills: "all" });
  });

  it("validateOptions() takes undefined for absent", () => {
    assert.deepEqual(validateOptions({ model: undefined, cwd: "/tmp" }), { cwd: "/tmp" });
    assert.throws(() => query("x", { maxTurns: 0 }), { code: "invalid_options" }, "query() tells it at once");
  });

  it("validateOptions() takes for absent what the official SDK does: null, no text", () => {
    const nothing = { resume: null, model: "", cwd: null, hooks: null, permissionMode: "" };
    assert.deepEqual(validateOptions(nothing as unknown as Options), {});
  });

  it("validateOptions() takes forkSession without a conversation to copy, as programs pass it for each query", () => {
    assert.deepEqual(validateOptions({ forkSession: true, resume: undefined }), { forkSession: true });
  });

  it("unknownOptions() names what is no option, and what may have been meant", () => {
    const options = { maxTurn: 3, max_turns: 3, frobnicate: 3, model: "m", hooks: { PreTool: [] } };
    const valid = validateOptions(options as unknown as Options);
    assert.deepEqual(Object.keys(valid), ["model", "hooks"]);
    assert.deepEqual(unknownOptions(options as unknown as Options), [
      '"maxTurn" is not an option and has no effect; did you mean "maxTurns"?',
      '"max_turns" is not an option and has no effect; did you mean "maxTurns"?',
      '"frobnicate" is not an option and has no effect',
      '"hooks.PreTool" is no hook event that this library knows; the CLI may',
    ]);
  });
});

describe("toLaunch()", () => {
  it("toLaunch() gives each option its flag or its field of initialize", () => {
    const table: [Options, string[], object][] = [
      [{}, [], { systemPrompt: [""] }],
      [{ model: "m", fallbackModel: "n" }, ["--model=m", "--fallback-model=n"], { systemPrompt: [""] }],
      [{ systemPrompt: "s" }, [], { systemPrompt: ["s"] }],
      [{ systemPrompt: ["a", "b"] }, [], { systemPrompt: ["a", "b"] }],
      [
        { systemPrompt: { type: "custom", prompt: "p", snapshot: true } },
        [],
        { systemPrompt: ["p"], systemPromptSnapshot: true },
      ],
      [{ systemPrompt: { type: "preset", preset: "claude_code" } }, [], {}],
      [
        {
          systemPrompt: { type: "preset", preset: "claude_code", append: "x", excludeDynamicSections: true },
        },
        [],
        { appendSystemPrompt: "x", excludeDynamicSections: true },
      ],
      [{ maxTurns: 3 }, ["--max-turns=3"], { systemPrompt: [""] }],
      [{ tools: [] }, ["--tools="], { systemPrompt: [""] }],
      [{ tools: ["A", "B"] }, ["--tools=A,B"], { systemPrompt: [""] }],
      [{ tools: { type: "preset", preset: "claude_code" } }, ["--tools=default"], { systemPrompt: [""] }],
      [
        { allowedTools: ["A", "B(x:*)"], disallowedTools: [] },
        ["--allowedTools=A,B(x:*)"],
        { systemPrompt: [""] },
      ],
      [
        { permissionMode: "plan", allowDangerouslySkipPermissions: true },
        ["--permission-mode=plan", "--allow-dangerously-skip-permissions"],
        { systemPrompt: [""] },
      ],
      [{ additionalDirectories: ["/a", "/b"] }, ["--add-dir=/a", "--add-dir=/b"], { systemPrompt: [""] }],
      [{ resume: id, forkSession: true }, ["--resume=" + id, "--fork-session"], { systemPrompt: [""] }],
      // Of two the CLI takes the last.
      [{ extraArgs: { x: "y" }, continue: true }, ["--continue", "--x", "y"], { systemPrompt: [""] }],
      [
        { continue: false, includePartialMessages: true },
        ["--include-partial-messages"],
        { systemPrompt: [""] },
      ],
      [{ sessionId: id }, ["--session-id=" + id], { systemPrompt: [""] }],
      [{ settingSources: [] }, ["--setting-sources="], { systemPrompt: [""] }],
      [{ settingSources: ["user", "project"] }, ["--setting-sources=user,project"], { systemPrompt: [""] }],
      [
        { extraArgs: { debug: null, "debug-file": "/x", odd: "-y", empty: "" } },
        ["--debug", "--debug-file", "/x", "--odd=-y", "--empty", ""],
        { systemPrompt: [""] },
      ],
      [
        { canUseTool: () => Promise.reject(new Error("unused")) },
        ["--permission-prompt-tool=stdio"],
        { systemPrompt: [""] },
      ],
    ];
    for (const [options, args, initialize] of table) {
      const launch = toLaunch(validateOptions(options));
      assert.deepEqual(launch.args.slice(5), args, JSON.stringify(options));
      assert.deepEqual(launch.initialize, initialize, JSON.stringify(options));
    }
  });

  it("no value can become a flag of its own: what the process gets is what was given", {
    timeout: 30_000,
  }, async () => {
    const evil = ["--dangerously-skip-permissions", "-p", "a b", "a\nb", "=", "--", "ü😀"];
    await withScript({}, async (options, claude) => {
      for (const value of evil) {
        const more: Options = {
          model: value,
          allowedTools: [value],
          additionalDirectories: [value],
          extraArgs: { "debug-file": value },
        };
        await query("hello", { ...options, ...more, sessionId: crypto.randomUUID() }).result();
      }
      const runs = await claude.runs();
      assert.equal(runs.length, evil.length);
      for (const [index, { argv }] of runs.entries()) {
        const value = evil[index] ?? "";
        const own = argv.slice(5).filter((argument) => !argument.startsWith("--session-id="));
        const extra = value.startsWith("-") ? [`--debug-file=${value}`] : ["--debug-file", value];
        assert.deepEqual(own, [
          `--model=${value}`,
          `--allowedTools=${value}`,
          `--add-dir=${value}`,
          ...extra,
        ]);
      }
    });
  });

  it("prompts and system prompts never stand on the command line", async () => {
    await withScript({}, async (options, claude) => {
      await query("secret prompt", { ...options, systemPrompt: "secret system" }).result();
      const [run] = await claude.runs();
      assert.doesNotMatch(JSON.stringify(run?.argv), /secret/);
      assert.match(JSON.stringify(await claude.stdin()), /secret system.*secret prompt/);
    });
  });
});
