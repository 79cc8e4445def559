// What a conversation that is resumed from a store is laid out as, for a CLI that knows only files.
import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, it } from "node:test";
import * as ours from "../../lib/index.ts";
import { createScriptedClaude } from "../../lib/testing/index.ts";
import { compareAll, type Sdk } from "./record.ts";
import { ask, user } from "./recording-store.ts";

const SESSION = "33333333-3333-4333-8333-333333333333";

let folder = "";
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "store-folder-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const SETTINGS = {
  model: "opus",
  enabledPlugins: { a: true },
  extraKnownMarketplaces: {},
  env: { CLAUDE_CONFIG_DIR: "/elsewhere", KEPT: "1" },
};

/** What a user's configuration folder may hold. */
const HOLDS: Readonly<Record<string, string>> = {
  ".credentials.json": JSON.stringify({
    claudeAiOauth: { accessToken: "a", refreshToken: "secret", expiresAt: 1 },
    other: 1,
  }),
  ".claude.json": '{"userID":"u"}',
  ".config.json": "{}",
  "settings.json": JSON.stringify(SETTINGS),
  "cowork_settings.json": "not JSON",
  "state/hybrid-settings.json": '{"h":1}',
  "CLAUDE.md": "not copied",
};

compareAll("store/folder", { "of a user": HOLDS }, async (sdk, holds) => {
  const { files } = await laidOut(sdk, await homeOf(holds));
  assert.doesNotMatch(JSON.stringify(files), /secret|elsewhere/);
  return files;
});

it("nobody else may read it", async () => {
  const { modes } = await laidOut(ours as unknown as Sdk, await homeOf(HOLDS));
  assert.ok(Object.keys(modes).length >= 9);
  for (const [name, mode] of Object.entries(modes)) assert.equal(mode & 0o077, 0, name);
});

async function homeOf(holds: Readonly<Record<string, string>>): Promise<string> {
  const home = await mkdtemp(path.join(folder, "user-"));
  await mkdir(path.join(home, "state"));
  for (const [name, text] of Object.entries(holds)) await writeFile(path.join(home, name), text);
  return home;
}

interface Tree {
  readonly files: Record<string, string>;
  readonly modes: Record<string, number>;
}

/** What a library puts into the configuration folder of a CLI that resumes from a store. */
async function laidOut(sdk: Sdk, home: string): Promise<Tree> {
  const claude = await createScriptedClaude();
  const copy = await mkdtemp(path.join(folder, "copy-"));
  const spy = path.join(copy, "claude");
  await writeFile(spy, `#!/bin/sh\ncp -pR "$CLAUDE_CONFIG_DIR" "${copy}/tree"\nexec "${claude.path}" "$@"\n`);
  await chmod(spy, 0o755);
  const store = new ours.InMemorySessionStore();
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
  await ask(sdk, "hi", options);
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
    if (found.isFile()) files[placed(name)] = placed(await readFile(path.join(root, name), "utf8"));
  }
  return { files, modes };
}

function placed(text: string): string {
  return text
    .replaceAll(folder, "<folder>")
    .replaceAll(folder.replaceAll(/[^a-zA-Z0-9]/g, "-"), "<folder-as-a-name>");
}
