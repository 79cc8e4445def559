// claude_spawn_agent({ worktree: true }): the agent works apart, its patch is read in pages, and roots hold for it too.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { Policy } from "../../server/policy/policy.ts";
import { withRealClaude } from "../support/claude.ts";
import { git, repository, steps, worktreesOf } from "../support/repository.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();
/** Where a system permits no namespaces, agents with a shell are refused. */
const skip = (await new Policy().whyNotConfined()) ?? false;
const LONG_MS = 60_000;
const LINES = Array.from({ length: 4_000 }, (_, index) => `line ${index}`).join("\n");
/** The agent's working directory is for it to find out. */
const WORK = steps({ tool: "Write", input: { file_path: "new.txt", content: LINES } }, { text: "Written." });

interface Data {
  readonly session_ids: readonly string[];
  readonly summary: string;
  readonly text: string;
  readonly cursor: string;
  readonly has_more: boolean;
  readonly files?: readonly string[];
  readonly agents: readonly { readonly worktree?: { readonly path: string; readonly commit: string } }[];
}

describe("claude_spawn_agent({ worktree })", { timeout: 240_000 }, () => {
  let root = "";
  let outside = "";
  let server: ServerProcess;
  let client: Awaited<ReturnType<ServerProcess["client"]>>;
  let args: string[];
  before(async () => {
    root = await repository({ "a.txt": "a\n", "inner/b.txt": "b\n" });
    outside = await mkdtemp(path.join(os.tmpdir(), "no-repository-"));
    await claude.started();
    args = ["--journal", path.join(claude.model.home, "journal"), "--root", root, "--root", outside];
    server = await startServerProcess(claude.model, args);
    client = await server.client();
  });
  after(async () => {
    await client.close();
    await server.stop();
    await rm(outside, { recursive: true, force: true });
  });
  async function call(
    name: string,
    given: Record<string, unknown>,
  ): Promise<{ isError: boolean; text: string; data: Data }> {
    const result = await client.callTool({ name: `claude_${name}`, arguments: given }, undefined, {
      timeout: LONG_MS,
    });
    return {
      isError: result.isError === true,
      text: (result.content as { text: string }[])[0]?.text ?? "",
      data: result.structuredContent as unknown as Data,
    };
  }
  async function patchOf(session_id: string): Promise<string> {
    let patch = "";
    for (let next: { cursor?: string } | undefined = {}; next !== undefined; ) {
      const { data, isError, text } = await call("read_agent_output", {
        session_id,
        view: "changes",
        ...next,
      });
      assert.equal(isError, false, text);
      assert.ok(JSON.stringify(data).length <= 20_000);
      assert.deepEqual(data.files, ["new.txt"]);
      patch += data.text;
      next = data.has_more ? { cursor: data.cursor } : undefined;
    }
    return patch;
  }

  it("has the whole patch in pages, which applies, also after a restart; the repository stays as it was", async () => {
    const spawned = await call("spawn_agent", {
      prompt: WORK,
      worktree: true,
      allowed_tools: ["Write", "Edit"],
      await_completion_ms: LONG_MS,
    });
    assert.equal(spawned.isError, false, spawned.text);
    assert.match(spawned.data.summary, /What it has changed: claude_read_agent_output, view "changes"/);
    const [id = ""] = spawned.data.session_ids;
    assert.equal(spawned.data.agents[0]?.worktree?.commit, git(root, "rev-parse", "HEAD").trim());
    const patch = await patchOf(id);
    assert.equal(git(root, "status", "--porcelain"), "");
    await client.close();
    await server.stop("SIGKILL");
    server = await startServerProcess(claude.model, args);
    client = await server.client();
    assert.ok((await patchOf(id)) === patch, "the same after a restart");
    const sent = await call("send_agent_prompt", {
      session_id: id,
      prompt: "mock:text",
      await_completion_ms: LONG_MS,
    });
    assert.equal(sent.isError, false, sent.text);
    await call("terminate_agent_session", { session_id: id });
    assert.ok((await patchOf(id)) === patch, "ended, it can still be read");

    const copy = await repository({ "a.txt": "a\n" });
    const file = path.join(copy, "../patch");
    await writeFile(file, patch);
    git(copy, "apply", file);
    assert.equal(await readFile(path.join(copy, "new.txt"), "utf8"), LINES);
  });

  it("an agent that is confined works in it as well", { skip }, async () => {
    const command = `echo confined > new.txt; echo x > ${root}/a.txt`;
    const spawned = await call("spawn_agent", {
      prompt: steps({ tool: "Bash", input: { command } }, { text: "Done." }),
      worktree: true,
      allowed_tools: ["Bash"],
      await_completion_ms: LONG_MS,
    });
    assert.match(await patchOf(spawned.data.session_ids[0] ?? ""), /\+confined/);
    assert.equal(await readFile(path.join(root, "a.txt"), "utf8"), "a\n", "and nowhere else");
  });

  it("is refused outside the roots and where there is no repository, and leaves nothing", async () => {
    const had = await worktreesOf(root);
    const table: [Record<string, unknown>, RegExp][] = [
      [{ cwd: outside }, /Cannot make a worktree|not a git repository|no git repository/i],
      [{ cwd: "/" }, /outside the server's roots/],
    ];
    for (const [given, expected] of table) {
      const refused = await call("spawn_agent", { prompt: WORK, worktree: true, ...given });
      assert.equal(refused.isError, true, JSON.stringify(given));
      assert.match(refused.text, expected);
    }
    const without = await call("spawn_agent", { prompt: "mock:text", await_completion_ms: LONG_MS });
    const [session_id] = without.data.session_ids;
    assert.match((await call("read_agent_output", { session_id, view: "changes" })).text, /has no worktree/);
    assert.deepEqual(await worktreesOf(root), had);
  });

  it("a folder whose .git is outside the roots is refused: a worktree would hold what is there", async () => {
    const secret = await repository({ "secret.txt": "not for agents\n" });
    const cwd = path.join(root, "lure");
    await mkdir(cwd);
    await writeFile(path.join(cwd, ".git"), `gitdir: ${path.join(secret, ".git")}\n`);
    const refused = await call("spawn_agent", { prompt: WORK, worktree: true, cwd });
    assert.equal(refused.isError, true);
    assert.match(refused.text, /outside the server's roots/);
    await until(async () => (await worktreesOf(secret)).length === 0, "a worktree is left");
    await rm(cwd, { recursive: true });
  });

  it("a repository of which only a part is inside the roots is refused: a worktree holds all of it", async () => {
    const other = await startServerProcess(claude.model, [
      "--no-journal",
      "--root",
      path.join(root, "inner"),
    ]);
    const inner = await other.client();
    const had = await worktreesOf(root);
    const refused = await inner.callTool({
      name: "claude_spawn_agent",
      arguments: { prompt: WORK, worktree: true },
    });
    assert.equal(refused.isError, true);
    assert.match(JSON.stringify(refused.content), /outside the server's roots/);
    await until(async () => (await worktreesOf(root)).length === had.length, "a worktree is left");
    await inner.close();
    await other.stop();
  });
});
