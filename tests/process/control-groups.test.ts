// The scripts of docs/hosting.md: an agent in a control group of its own, in which no tool can hide.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { AgentManager } from "../../lib/index.ts";
import { readStat } from "../../lib/process/process-id.ts";
import { initFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { LONG_MS, until } from "../support/until.ts";

const GUIDE = readFileSync(path.join(import.meta.dirname, "../../docs/hosting.md"), "utf8");
const FOLDER = "/sys/fs/cgroup/system.slice/agents.service";

/** A folder for groups below that of this program, or why there is none. */
function ownGroup(): { readonly folder: string } | { readonly skip: string } {
  try {
    const mount = /^\S+ (\S+) cgroup2 /m.exec(readFileSync("/proc/self/mounts", "utf8"))?.[1];
    const own = /^0::(.*)$/m.exec(readFileSync("/proc/self/cgroup", "utf8"))?.[1];
    if (mount === undefined || own === undefined) return { skip: "there are no control groups of version 2" };
    const folder = path.join(mount, own, `kodegen-test-${process.pid}`);
    mkdirSync(folder);
    if (existsSync(path.join(folder, "cgroup.kill"))) return { folder };
    rmdirSync(folder);
    return { skip: "this kernel has no cgroup.kill" };
  } catch (error) {
    return { skip: `no control groups can be made here: ${(error as Error).message}` };
  }
}

const group = ownGroup();
const { folder, skip } = { folder: "", skip: false, ...group };
const scripts = mkdtempSync(path.join(os.tmpdir(), "groups-test-"));
after(() => rmSync(scripts, { recursive: true, force: true }));
after(() => {
  if (folder === "") return;
  for (const name of agents()) writeFileSync(path.join(folder, name, "cgroup.kill"), "1");
  for (const name of agents()) rmdirSync(path.join(folder, name));
  rmdirSync(folder);
});
const agents = (): string[] => readdirSync(folder).filter((name) => name.startsWith("agent-"));

/** A script of the guide, for this folder and this executable. */
function script(name: string, executable: string): string {
  const text = GUIDE.split("```").find(
    (block) => block.startsWith("sh\n") && block.includes(`# /opt/agents/${name}\n`),
  );
  assert.ok(text !== undefined, name);
  // Limits need controllers, which only the owner of the folder above can switch on.
  const can = ([, file = ""]: readonly string[]): boolean => existsSync(path.join(folder, file));
  const lines = text.slice(3).replaceAll(FOLDER, folder).replace("/usr/bin/claude", executable).split("\n");
  const possible = lines.filter((line) => {
    const limit = /"\$group\/(\w+\.(?:max|weight))"/.exec(line);
    return limit === null || can(limit);
  });
  const file = path.join(scripts, name);
  writeFileSync(file, possible.join("\n"), { mode: 0o755 });
  return file;
}

describe("An agent in a control group", { skip, timeout: 4 * LONG_MS }, () => {
  const disposed = disposing();

  it("leaves a tool that has hidden in its group, where it is found and ended", async () => {
    // No parent, no session and no variable shows whose it is.
    const hidden = { spawn: { detached: true, command: "env -i setsid sleep 300 > /dev/null 2>&1 & exit" } };
    await withScript(
      { steps: [{ expect: { type: "user" } }, hidden, { emit: initFrame() }] },
      async (_, claude) => {
        const pathToClaudeCodeExecutable = script("claude-in-group", claude.path);
        const manager = disposed(new AgentManager({ options: { pathToClaudeCodeExecutable } }));
        const [id = ""] = (await manager.spawnSession({ prompt: "hello" })).sessionIds;
        await until(() => manager.getSessionInfo(id).messageCount > 0, "nothing was said", LONG_MS);
        const { pid } = manager.getSessionInfo(id);
        assert.deepEqual(agents(), [`agent-${pid}`]);
        const inGroup = (): number[] =>
          readFileSync(path.join(folder, `agent-${pid}/cgroup.procs`), "utf8")
            .split("\n")
            .filter(Boolean)
            .map(Number);
        const end = script("end-groups", "");
        await promisify(execFile)(end);
        assert.ok(inGroup().includes(pid ?? 0), "who lives is left alone");
        await manager.terminateSession(id);
        const [tool = 0, ...others] = inGroup();
        assert.deepEqual(others, []);
        assert.equal(readStat(tool)?.zombie, false, "it was not found by other means");
        await promisify(execFile)(end);
        assert.deepEqual([agents(), readStat(tool)?.zombie ?? true], [[], true]);
        await manager.shutdown();
      },
    );
  });
});
