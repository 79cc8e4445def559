// An agent with a shell that goes looking for what another client's agents do: in files, processes and over the network.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { Policy } from "../../server/policy/policy.ts";
import { type Answer, caller } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";

const claude = withRealClaude();
const AWAIT = { await_completion_ms: 120_000 };
const ADA = "ada-ada-ada-ada-ada-ada-ada-ada-ada-0";
const BOB = "bob-bob-bob-bob-bob-bob-bob-bob-bob-0";
const SHELL = { allowed_tools: ["Bash"], permission_mode: "dontAsk" };
const CANARY = "PLUMSECRETWORD";
const skip = await new Policy().whyNotConfined();

/** In two parts, so that nobody who looks for it finds those who look. */
const halves = (text: string): string => `'${text.slice(0, 9)}''${text.slice(9)}'`;

describe("An agent of another client", { timeout: 600_000, skip: skip ?? false }, () => {
  let server: ServerProcess;
  let home = "";
  let folders: Record<"ada" | "bob", string>;
  before(async () => {
    const model = await claude.started();
    ({ home } = model);
    folders = { ada: path.join(home, "ada"), bob: path.join(home, "bob") };
    for (const folder of Object.values(folders)) mkdirSync(folder);
    writeFileSync(path.join(home, "tokens"), `ada ${ADA}\nbob ${BOB}\n`, { mode: 0o600 });
    const args = ["--root", folders.ada, "--root", folders.bob, "--tokens", path.join(home, "tokens")];
    server = await startServerProcess(model, [...args, "--journal", path.join(home, "journal")]);
  });
  after(() => server.stop());

  async function spawn(token: string, args: Record<string, unknown>): Promise<Answer> {
    const { call, close } = await caller(server.url, token);
    const answer = await call("spawn_agent", { ...AWAIT, ...args });
    await close();
    assert.equal(answer.isError, false, answer.text);
    return answer;
  }

  async function bash(command: string, name: string): Promise<string> {
    const steps = [
      { tool: "Bash", input: { command, description: "x", timeout: 100_000 } },
      { text: "done" },
    ];
    await spawn(BOB, { prompt: `[[mock: ${JSON.stringify(steps)} ]]`, cwd: folders.bob, ...SHELL });
    return readFileSync(path.join(folders.bob, name), "utf8");
  }

  it("finds nothing of what was asked, answered and written: not in transcripts, the journal, processes or folders", async () => {
    // With a shell and without; the first keeps its conversation where confined ones do, and both are still there.
    writeFileSync(path.join(folders.ada, "notes"), CANARY);
    for (const more of [SHELL, {}, { ...SHELL, prompt: `mock:hang ${CANARY}`, await_completion_ms: 0 }])
      await spawn(ADA, { prompt: `Remember the word ${CANARY}`, cwd: folders.ada, ...more });
    const places = `'${home}' ~ /tmp /var/tmp /run /root /home /dev/shm /proc/[0-9]*/environ /proc/[0-9]*/cmdline /proc/[0-9]*/cwd/`;
    const search = `grep -rslaF -e ${halves(CANARY)} -e ${halves(ADA)} ${places} >found; echo "looked $?" >>found`;
    assert.match(await bash(search, "found"), /^looked [12]\n$/, "grep has found nothing");
    const own = readFileSync(path.join(home, "journal", "..", "ada", "notes"), "utf8");
    assert.equal(own, CANARY, "where it was to be found");
  });

  it("does not see its processes, nor the server's, and so can signal none", async () => {
    const pid = server.child.pid ?? 0;
    const look = `{ kill -0 ${pid} && echo there; cat /proc/[0-9]*/cmdline | tr '\\0' '\\n' | grep -c '^serve$'; } >seen 2>/dev/null; true`;
    assert.equal(await bash(look, "seen"), "0\n");
  });

  it("is not seen by the other one, nor the other by it, over the tools", async () => {
    const [ada, bob] = [await caller(server.url, ADA), await caller(server.url, BOB)];
    const idsOf = (answer: Answer): string[] => answer.data.agents.map(({ session_id }) => session_id);
    const [adas, bobs] = [idsOf(await ada.call("list_agents")), idsOf(await bob.call("list_agents"))];
    assert.ok(adas.length === 3 && bobs.length > 0);
    assert.deepEqual(
      adas.filter((id) => bobs.includes(id)),
      [],
    );
    for (const id of adas) {
      const answer = await bob.call("read_agent_output", { session_id: id });
      assert.ok(answer.isError && !answer.text.includes(CANARY));
    }
    await Promise.all([ada.close(), bob.close()]);
  });
});
