import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { InMemorySessionStore } from "../../lib/index.ts";
import { createScriptedClaude } from "../../lib/testing/index.ts";
import { ask, LIBRARIES, type Library, user } from "./both-stores.ts";

const SESSION = "33333333-3333-4333-8333-333333333333";

let folder = "";
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "store-folder-"));
});
after(() => rm(folder, { recursive: true, force: true }));

describe("A resumed conversation is laid out", () => {
  it("as the official SDK lays it out: the same files, for this user only", async () => {
    const home = path.join(folder, "user");
    await mkdir(path.join(home, "state"), { recursive: true });
    const login = { accessToken: "a", refreshToken: "secret", expiresAt: 1 };
    await writeFile(path.join(home, ".credentials.json"), JSON.stringify({ claudeAiOauth: login, other: 1 }));
    await writeFile(path.join(home, ".claude.json"), '{"userID":"u"}');
    await writeFile(path.join(home, ".config.json"), "{}");
    const settings = {
      model: "opus",
      enabledPlugins: { a: true },
      extraKnownMarketplaces: {},
      env: { CLAUDE_CONFIG_DIR: "/elsewhere", KEPT: "1" },
    };
    await writeFile(path.join(home, "settings.json"), JSON.stringify(settings));
    await writeFile(path.join(home, "cowork_settings.json"), "not JSON");
    await writeFile(path.join(home, "state/hybrid-settings.json"), '{"h":1}');
    await writeFile(path.join(home, "CLAUDE.md"), "not copied");
    const seen = [];
    for (const library of LIBRARIES) seen.push(await laidOut(library, home));
    assert.deepEqual(seen[1]?.files, seen[0]?.files);
    assert.ok(Object.keys(seen[1]?.files ?? {}).length >= 9);
    assert.doesNotMatch(JSON.stringify(seen[1]), /secret|elsewhere/);
    for (const [name, mode] of Object.entries(seen[1]?.modes ?? {}))
      assert.equal(mode & 0o077, 0, `${name} is for others to see`);
  });
});

interface Tree {
  readonly files: Record<string, string>;
  readonly modes: Record<string, number>;
}

/** What a library puts into the configuration folder of a CLI that resumes from a store. */
async function laidOut(library: Library, home: string): Promise<Tree> {
  const claude = await createScriptedClaude();
  const copy = await mkdtemp(path.join(folder, "copy-"));
  const spy = path.join(copy, "claude");
  await writeFile(spy, `#!/bin/sh\ncp -pR "$CLAUDE_CONFIG_DIR" "${copy}/tree"\nexec "${claude.path}" "$@"\n`);
  await chmod(spy, 0o755);
  const store = new InMemorySessionStore();
  const options = {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder, CLAUDE_CONFIG_DIR: home },
    pathToClaudeCodeExecutable: spy,
    sessionStore: store,
    resume: SESSION,
  };
  const key = { projectKey: folder.replaceAll(/[^a-zA-Z0-9]/g, "-"), sessionId: SESSION };
  await store.append(key, [user("One"), { type: "summary", summary: "ü" }]);
  await store.append({ ...key, subpath: "subagents/agent-1" }, [
    user("Two"),
    { type: "agent_metadata", agentType: "old" },
    { type: "agent_metadata", agentType: "new", model: "m" },
  ]);
  await store.append({ ...key, subpath: "subagents/workflows/run/agent-2" }, [user("Three")]);
  for (const subpath of ["../../escaped", "/absolute", "a/../../b", ""]) {
    if (subpath !== "") await store.append({ ...key, subpath }, [user("Unsafe")]);
  }
  await ask(library, "hi", options);
  const tree = await treeOf(path.join(copy, "tree"));
  await claude.close();
  return tree;
}

async function treeOf(root: string): Promise<Tree> {
  const files: Record<string, string> = {};
  const modes: Record<string, number> = { ".": (await stat(root)).mode };
  for (const name of (await readdir(root, { recursive: true, encoding: "utf8" })).toSorted()) {
    const found = await stat(path.join(root, name));
    modes[name] = found.mode;
    if (found.isFile()) files[name] = await readFile(path.join(root, name), "utf8");
  }
  return { files, modes };
}
