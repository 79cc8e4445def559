// Whatever a client lets agents use, they read and write inside the roots only, unless the operator allows more.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { type Answer, caller } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";

const claude = withRealClaude();
const AWAIT = { await_completion_ms: 90_000 };

describe("Agents with allowed tools", { timeout: 300_000 }, () => {
  let server: ServerProcess;
  let work = "";
  before(async () => {
    const { home } = await claude.started();
    work = path.join(home, "work");
    mkdirSync(work);
    mkdirSync(path.join(home, "outside"));
    writeFileSync(path.join(home, "outside/secret.txt"), "TOP-SECRET-WORDS");
    writeFileSync(path.join(work, "note.txt"), "INSIDE-WORDS");
    server = await startServerProcess(claude.model, ["--root", work]);
  });
  after(() => server.stop());

  async function spawn(steps: object[], args: Record<string, unknown>): Promise<Answer> {
    const { call, close } = await caller(server.url);
    const prompt = `[[mock: ${JSON.stringify([...steps, { text: "done" }])} ]]`;
    const answer = await call("spawn_agent", {
      prompt,
      cwd: work,
      permission_mode: "dontAsk",
      ...AWAIT,
      ...args,
    });
    await close();
    assert.equal(answer.isError, false, answer.text);
    return answer;
  }
  const write = (file: string): object => ({ tool: "Write", input: { file_path: file, content: "x" } });
  const read = (file: string): object => ({ tool: "Read", input: { file_path: file } });
  const edit = (file: string): object => ({
    tool: "Edit",
    input: { file_path: file, old_string: "WORDS", new_string: "x" },
  });
  /** Everything that the model was given since then. */
  const heardSince = (count: number): string => JSON.stringify(claude.model.requests.slice(count));

  it("write inside their folder, and nowhere else", async () => {
    const outside = path.join(claude.model.home, "outside/made.txt");
    const up = path.join(work, "../outside/up.txt");
    const inside = path.join(work, "made.txt");
    await spawn([write(inside), write(outside), write(up)], { allowed_tools: ["Write", "Edit"] });
    assert.ok(existsSync(inside), "inside it is allowed");
    assert.ok(!existsSync(outside) && !existsSync(up), "outside it is not");
  });

  it("read inside their folder, and nowhere else", async () => {
    const secret = path.join(claude.model.home, "outside/secret.txt");
    const from = claude.model.requests.length;
    await spawn([read(path.join(work, "note.txt")), read(secret), edit(secret)], {
      allowed_tools: ["Read", "Edit", "Grep", "Glob"],
    });
    assert.match(heardSince(from), /INSIDE-WORDS/);
    assert.doesNotMatch(heardSince(from), /TOP-SECRET-WORDS/);
  });

  it("tell which tools they were refused, in the data's first field", async () => {
    const { data } = await spawn([write(path.join(claude.model.home, "outside/no.txt"))], {
      allowed_tools: ["Write"],
    });
    assert.match((data as unknown as { summary: string }).summary, /Refused for lack of permission: Write/);
  });
});
