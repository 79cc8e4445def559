// Where the system does not let agents be confined, those that would have a shell are refused, and it is said why.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
import { describe, it } from "node:test";
import { Policy } from "../../server/policy/policy.ts";
import { caller, TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { marked } from "../support/leaks.ts";
import { mainCommand } from "../support/server.ts";

const claude = withRealClaude();
// Without namespaces there is nothing to be taken away, and this machine is such a system itself.
const isConfining = (await new Policy().whyNotConfined()) === undefined;
/** Runs a command where no more namespaces can be made. */
const WITHOUT = ["unshare", "-Ur", "sh", "-c", 'echo 0 >/proc/sys/user/max_user_namespaces; exec "$@"', "sh"];

describe("A server on a system without namespaces", { timeout: 120_000 }, () => {
  it("says so when it starts, and refuses agents that would have a shell, naming the flag", async () => {
    const model = await claude.started();
    const [file = "", ...args] = [...(isConfining ? WITHOUT : []), ...mainCommand()];
    const env = marked({ ...model.env(), KODEGEN_CLAUDE_AGENT_TOKEN: TOKEN });
    const flags = ["serve", "--http", "127.0.0.1:0", "--journal", path.join(model.home, "journal")];
    const child = spawn(file, [...args, ...flags], {
      env,
      cwd: model.home,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = new Promise((resolve) => child.once("close", resolve));
    const said = await new Promise<string>((resolve) => {
      let text = "";
      child.stderr.on("data", (piece) => {
        text += String(piece);
        if (/Ctrl-C/.test(text)) resolve(text);
      });
      child.once("close", () => resolve(text));
    });
    assert.match(said, /Shells +refused, since they cannot be confined: \S/);
    const { call, close } = await caller(/Serving\s+(\S+)/.exec(said)?.[1] ?? "");
    for (const rule of ["Bash", "Bash(git status)", "Monitor"]) {
      const { isError, text } = await call("spawn_agent", { prompt: "hi", allowed_tools: [rule] });
      assert.equal(isError, true, rule);
      assert.match(text, /reaches past the server's roots, and cannot be confined to them here \(.+\)/);
      assert.match(text, /its operator has to allow it with --allow-tool (?:Bash|Monitor)/);
    }
    const other = await call("spawn_agent", {
      prompt: "hi",
      allowed_tools: ["Read"],
      await_completion_ms: 60_000,
    });
    assert.equal(other.isError, false, "others run as ever");
    await close();
    child.kill("SIGTERM");
    await ended;
  });
});
