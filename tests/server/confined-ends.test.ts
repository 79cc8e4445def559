// How confined agents end, and what is there of them after a restart: as with all others, and with less left behind.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { Policy } from "../../server/policy/policy.ts";
import { caller } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();
const AWAIT = { await_completion_ms: 120_000 };
const skip = await new Policy().whyNotConfined();
const SHELL = { allowed_tools: ["Bash"], permission_mode: "dontAsk" };

/** How many processes run this command. */
function running(command: string): number {
  return readdirSync("/proc").filter((name) => {
    try {
      return (
        /^\d/.test(name) && readFileSync(`/proc/${name}/cmdline`, "utf8") === command.replaceAll(" ", "\0")
      );
    } catch {
      // It has ended meanwhile.
      return false;
    }
  }).length;
}

describe("Confined agents", { timeout: 600_000, skip: skip ?? false }, () => {
  const started: ServerProcess[] = [];
  let work = "";
  before(async () => {
    const { home } = await claude.started();
    work = path.join(home, "work");
    mkdirSync(work);
  });
  after(async () => {
    for (const { child, stop } of started)
      if (child.exitCode === null && child.signalCode === null) await stop();
  });
  async function serve(journal: string): Promise<ServerProcess> {
    const args = ["--root", work, "--journal", path.join(claude.model.home, journal)];
    const server = await startServerProcess(await claude.started(), args);
    started.push(server);
    return server;
  }
  /** A shell with children of its own: of another session, and without the cookie by which processes are found. */
  const busy = (seconds: string): string => {
    const command = `setsid sleep ${seconds} & env -i setsid nohup sleep ${seconds} & sleep ${seconds}`;
    return `[[mock: ${JSON.stringify([{ tool: "Bash", input: { command, description: "x", timeout: 600_000 } }])} ]]`;
  };

  it("leave nothing when they are ended, not even what shows no sign of whose it is", async () => {
    const { url, stop } = await serve("journal-ended");
    const { call, close } = await caller(url);
    const prompt = busy("31007.25");
    const [id = ""] = (await call("spawn_agent", { prompt, cwd: work, ...SHELL })).data.session_ids;
    await until(() => running("sleep 31007.25 ") === 3, "the tools run", 120_000);
    await call("terminate_agent_session", { session_id: id });
    assert.equal(running("sleep 31007.25 "), 0);
    await close();
    assert.equal((await stop()).code, 0);
  });

  it("leave nothing when the server is killed", async () => {
    const { url, stop } = await serve("journal-killed");
    const { call, close } = await caller(url);
    await call("spawn_agent", { prompt: busy("31008.25"), cwd: work, worker_count: 2, ...SHELL });
    await until(() => running("sleep 31008.25 ") === 6, "the tools run", 120_000);
    await close();
    await stop("SIGKILL");
    await until(() => running("sleep 31008.25 ") === 0, "nothing is left", 60_000);
  });

  it("go on with their conversation after a restart, and are confined again", async () => {
    const first = await serve("journal-again");
    const earlier = await caller(first.url);
    const asked = { prompt: "Remember the word PLUM", cwd: work, ...SHELL, ...AWAIT };
    const [id = ""] = (await earlier.call("spawn_agent", asked)).data.session_ids;
    await earlier.close();
    await first.stop("SIGKILL");
    const second = await serve("journal-again");
    const { call, close } = await caller(second.url);
    const send = (prompt: string) => call("send_agent_prompt", { session_id: id, prompt, ...AWAIT });
    assert.equal(
      (await send("Which word did I ask you to remember?")).data.agent.last_result?.text,
      "It was PLUM.",
    );
    const outside = path.join(claude.model.home, "outside.txt");
    const command = `(echo x >'${outside}'); echo y >inside.txt`;
    await send(
      `[[mock: ${JSON.stringify([{ tool: "Bash", input: { command, description: "x" } }, { text: "ok" }])} ]]`,
    );
    assert.deepEqual(readdirSync(work), ["inside.txt"]);
    assert.ok(!readdirSync(claude.model.home).includes("outside.txt"));
    await close();
    assert.equal((await second.stop()).code, 0);
  });
});
