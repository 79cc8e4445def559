import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import type { Scenario } from "../../lib/testing/index.ts";
import { bash, run, toolResults } from "../support/example.ts";
import { git, steps as prompt } from "../support/repository.ts";

describe("What the examples show", () => {
  const options = { timeout: 60_000 };

  it("streaming.ts sends a picture, and a prompt while the answer is being written", options, async () => {
    const reply = [{ text: "A tiny grey square.", chunk_delay_ms: 100 }, { text: "Red." }];
    await run({ example: ["streaming.ts"], reply }, (stdout, { requests }) => {
      assert.match(
        stdout,
        /^A \n> \(while it writes\) Name a colour.*\ntiny grey square\.\n[\s\S]*\nRed\.\n/,
      );
      assert.match(JSON.stringify(requests[0]?.messages), /"type":"image"/);
      assert.match(JSON.stringify(requests[1]?.messages), /Name a colour/);
    });
  });

  it("hooks.ts changes a command, refuses one, and sees what was printed", options, async () => {
    const reply = [bash("echo deploying to production"), bash("rm -r ."), { text: "Half of it is done." }];
    await run({ example: ["hooks.ts"], reply }, (stdout, model) => {
      assert.match(stdout, /changed: echo deploying to production -> echo deploying to staging\n/);
      assert.match(
        stdout,
        /printed \(\d+ ms\): deploying to staging\nrefused: rm -r \.\nHalf of it is done\./,
      );
      assert.match(toolResults(model), /deploying to staging.*Nothing is deleted here/);
    });
  });

  it("tools.ts has its functions called, with arguments that fit", options, async () => {
    const call = (name: string, input: Record<string, unknown>): Scenario[number] => ({
      tool: `mcp__shop__${name}`,
      input,
    });
    const reply = [
      call("look_up", { fruit: "plums" }),
      call("order", { fruit: "pears" }),
      call("order", { fruit: "pears", count: 12 }),
      { text: "Ordered." },
    ];
    await run({ example: ["tools.ts"], reply }, (stdout, model) => {
      assert.match(stdout, /Ordered\.\nin stock now: \{\s+apples: 3,\s+pears: 12,?\s+\}/);
      assert.match(toolResults(model), /No such fruit.*required property 'count'.*Ordered 12 pears/);
    });
  });

  it("structured-output.ts prints data, and tells when the model gives none that fits", options, async () => {
    const answer = (input: Record<string, unknown>): Scenario[number] => ({
      tool: "StructuredOutput",
      input,
    });
    const example = ["structured-output.ts"] as const;
    const good = [answer({ mood: "angry" }), answer({ mood: "mixed", complaints: ["broken lift"] })];
    await run({ example, reply: good }, (stdout) =>
      assert.match(stdout, /mood is mixed; 1 complaints:\n- broken lift/),
    );
    const bad = Array.from({ length: 10 }, () => answer({ mood: "angry" }));
    await run({ example, reply: bad }, (stdout) =>
      assert.match(
        stdout,
        /^error_max_structured_output_retries: .*must have required property 'complaints'/,
      ),
    );
  });

  it("subagents.ts tells who says what", options, async () => {
    const agent = (type: string, steps: Scenario): Scenario[number] => ({
      tool: "Agent",
      input: {
        description: `${type} at work`,
        subagent_type: type,
        run_in_background: false,
        prompt: `Go. [[mock: ${JSON.stringify(steps)} ]]`,
      },
    });
    const reply = [
      agent("reader", [{ tool: "Glob", input: { pattern: "*" } }, { text: "It is empty." }]),
      agent("critic", [{ text: "That is not much." }]),
      { text: "An empty folder." },
    ];
    await run({ example: ["subagents.ts"], reply }, (stdout) => {
      const expected = [
        "reader begins: reader at work",
        "reader: It is empty.",
        "reader is done: completed, 1 tool calls",
        "critic begins: critic at work",
        "critic: That is not much.",
        "critic is done: completed, 0 tool calls",
        "main: An empty folder.",
      ];
      assert.deepEqual(stdout.trim().split("\n"), expected);
    });
  });

  it("abort.ts stops an agent when its time is up, and when a person presses Ctrl-C", options, async () => {
    await run({ example: ["abort.ts", "1"], reply: [{ hang: true }] }, (stdout) =>
      assert.match(stdout, /^\nStopped after \d+ s; nothing is left running\./),
    );
    const reply = [{ text: "word ".repeat(1_000), chunk_delay_ms: 50 }];
    await run({ example: ["abort.ts"], reply, interruptAt: "word word" }, (stdout) =>
      assert.match(stdout, /^(word )+\nStopped after \d+ s; nothing is left running\./),
    );
  });

  it("budgets.ts is stopped by turns, goes on, and is stopped for good by money", options, async () => {
    const loop = Array.from({ length: 6 }, () => bash("echo again"));
    const dear = bash("echo money", { usage: { input_tokens: 1_000_000 } });
    const reply = [...loop.slice(0, 5), dear, { text: "Not reached." }];
    await run({ example: ["budgets.ts", "one", "two", "three"], reply }, (stdout) => {
      assert.match(stdout, /> one\n {2}6 turns.*\n {2}stopped: too many turns/);
      assert.match(
        stdout,
        /> two\n {2}1 turns, \$4\.\d{4}; \$4\.\d{4} so far\n {2}stopped: the money is spent/,
      );
      assert.doesNotMatch(stdout, /three/);
    });
  });

  it("fan-out.ts gives a patch for each job, and says which may not fit together", options, async () => {
    const job = (name: string): string =>
      prompt(bash(`echo ${name} | tee ${name}.txt > both.txt`), { text: `Wrote ${name}.` });
    const prepare = async (folder: string): Promise<void> => {
      git(folder, "init", "--quiet");
      git(folder, "commit", "--quiet", "--allow-empty", "--message", "first");
      await mkdir(path.join(folder, ".claude"));
      await writeFile(path.join(folder, ".claude/settings.json"), '{"permissions":{"allow":["Bash"]}}');
    };
    await run(
      { example: ["fan-out.ts", job("plums"), job("pears")], reply: [], prepare },
      (stdout, { home }) => {
        assert.match(
          stdout,
          /^Job-1: Wrote plums\.\n {2}git apply Job-1\.patch {3}# both\.txt, plums\.txt\nJob-2/,
        );
        assert.match(stdout, /look closely: Job-1 and Job-2 changed both\.txt\n\$0\.\d{4} in all\n$/);
        git(home, "apply", "Job-2.patch");
        assert.equal(readFileSync(path.join(home, "pears.txt"), "utf8"), "pears\n");
      },
    );
  });

  it("quorum.ts answers questions, and does not wait for the last one", options, async () => {
    const slow = [bash("touch made.txt"), { text: "No." }];
    await run({ example: ["quorum.ts"], reply: slow }, (stdout) => {
      assert.match(stdout, /refused: .*\n/);
      assert.match(stdout, /(?:judge-\d: No\.\n[\s\S]*){2}$/);
    });
  });
});
