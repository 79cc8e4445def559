import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { withRealClaude } from "../support/claude.ts";
import { exampleCommand } from "../support/example.ts";
import { marked } from "../support/leaks.ts";

const claude = withRealClaude();
const ROOT = path.join(import.meta.dirname, "../..");
const FOLDER = path.join(ROOT, "examples");
const run = promisify(execFile);

const { deno, bun } = process.versions as Record<string, string | undefined>;
const withoutTsx =
  deno === undefined && bun === undefined ? false : "tsx is for Node; here the runtime itself runs it";

/** What each example prints, with an offline model that was told nothing. */
const EXPECTED: Readonly<Record<string, RegExp>> = {
  "abort.ts": /This is the offline model[\s\S]*Done in time\./,
  "agents.ts": /greeter-1: queued -> starting[\s\S]*greeter-3: This is the offline model/,
  "budgets.ts": /> Say hello\.\n {2}1 turns, \$0\.000\d; \$0\.000\d so far\n {2}This is the offline model/,
  "chat.ts": /It was lighthouse\.\n {2}\$0\.000\d so far/,
  "durable.ts":
    /^in the first program: running, 1 turns\nthe first program has ended: SIGKILL\nin the second program: ended \(lost\), 1 turns\nI will remember plum\.\nIt was plum\.: idle, 3 turns\n$/,
  "fan-out.ts": /^Cannot make a worktree: .*not a git repository.*; give a "cwd" inside of one/,
  "fetch.ts": /^token-of-ada 200 true\ntoken-of-eve 401 false\n$/,
  "hooks.ts": /This is the offline model/,
  "isolation.ts": /This is the offline model/,
  "metrics.ts":
    /^http:\/\/127\.0\.0\.1:\d+\/metrics\n[\s\S]*"event":"turn","costUsd":0\.000\d+\}\n[\s\S]*kodegen_turns_total 3\nkodegen_cost_usd_total 0\.000\d+\n(?:greeter-\d: \$0\.000\d, \d+ tokens out\n){3}\$0\.000\d in 3 turns/,
  "permissions.ts": /This is the offline model/,
  "query.ts": /Paris\./,
  "quorum.ts": /(?:judge-\d: This is the offline model[\s\S]*){2}/,
  // A manager or a server of a test beside it finds what is left as well, and may be the first to end it.
  "reliability.ts":
    /^a program was killed: 0 of 2 tasks are left\na program and its guardian were killed: [0-2] of 2 tasks are left\n\d+ processes ended, 0 survivors: 0 of 2 tasks are left\n$/,
  "server.ts": /serving http:\/\/127\.0\.0\.1:\d+\/mcp[\s\S]*status: "ok"|status: 'ok'/,
  "session-store.ts": /\d\d cases passed\n[\s\S]*It was lighthouse\./,
  "sessions.ts":
    /Words to remember\n[\s\S]*fork: success, 4 messages\nresumed there: 4 messages\nprompt: .*\n(?:.*\n)*cost: \$0\.\d{4}\nrepaired: 4 messages, 0 parts lost\nsession\.html/,
  "streaming.ts": /\(while it writes\)[\s\S]*the offline model, answer 2/,
  "structured-output.ts": /No data, only words: This is the offline model/,
  "subagents.ts": /main: This is the offline model/,
  "templates.ts":
    /^greet: Have somebody greeted\n> Say hello to the world\.\n[\s\S]*This is the offline model/,
  "tools.ts": /in stock now: \{\s+apples: 3,\s+pears: 0,?\s+\}/,
  "tree-budget.ts": /root-1: idle: This is the offline model[\s\S]*\$0\.000\d of \$0\.5\n/,
};

describe("The examples", () => {
  it("every example has an expectation here", () => {
    assert.deepEqual(readdirSync(FOLDER).toSorted(), Object.keys(EXPECTED));
  });

  it("every example is short, says how to run it, and can be copied: it imports public entries of the package by name", () => {
    for (const name of readdirSync(FOLDER)) {
      const lines = readFileSync(path.join(FOLDER, name), "utf8").trimEnd().split("\n");
      assert.ok(lines.length < 50, `${name} has ${lines.length} lines`);
      assert.match(lines[0] ?? "", new RegExp(`^// .+: npx tsx examples/${name}`), name);
      const imported = lines.flatMap((line) => /^(?:import|\}) .*from "(.+)";$/.exec(line)?.[1] ?? []);
      const entries = /^(?:node:[\w/]+|kodegen-claude-agent(?:\/(?:server|testing))?)$/;
      assert.deepEqual(
        imported.filter((from) => !entries.test(from)),
        [],
        name,
      );
    }
  });

  for (const [name, expected] of Object.entries(EXPECTED)) {
    it(`${name} runs and says what it should`, { timeout: 60_000 }, async () => {
      const model = await claude.started();
      const { command, env } = exampleCommand(name);
      const [file, ...args] = command;
      const { stdout } = await run(file, args, { env: marked({ ...model.env(), ...env }), cwd: model.home });
      assert.match(stdout, expected);
    });
  }

  it("an example runs in a clone as its first line says", { timeout: 60_000, skip: withoutTsx }, async () => {
    const model = await claude.started();
    const tsx = path.join(ROOT, "node_modules/tsx/dist/cli.mjs");
    const args = [tsx, "examples/query.ts", "What is the capital of France?"];
    const { stdout } = await run(process.execPath, args, { env: marked(model.env()), cwd: ROOT });
    assert.match(stdout, /Paris\./);
  });
});
