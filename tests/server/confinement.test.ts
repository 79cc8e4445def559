// An agent that was given a shell by a client reaches nothing but its own folders, however it tries.
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server as NetServer } from "node:net";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { Policy } from "../../server/policy/policy.ts";
import { type Answer, caller, TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";

const claude = withRealClaude();
const AWAIT = { await_completion_ms: 120_000 };
// Where a system permits no namespaces, agents with a shell are refused: tests/server/unconfinable.test.ts.
const skip = await new Policy().whyNotConfined();

/** In two parts, so that nobody who looks for it finds those who look. */
const halves = (text: string): string => `'${text.slice(0, 12)}''${text.slice(12)}'`;

const ESCAPES = `
echo x >"$1/plain"
ln -s "$1" link; echo x >link/link
mount -o remount,rw /; mount -o remount,bind,rw none /; umount -l "$2"; echo x >"$1/remounted"
for each in /proc/[0-9]*; do
  echo x >"$each/root$1/root"
  nsenter --mount="$each/ns/mnt" sh -c 'echo x >"$0/entered"' "$1"
  nsenter --user="$each/ns/user" --mount="$each/ns/mnt" sh -c 'mount -o remount,bind,rw none /; echo x >"$0/entered"' "$1"
done
nsenter --target 1 --all sh -c 'echo x >"$0/entered"' "$1"
unshare --user --map-root-user --mount sh -c 'mount -o remount,bind,rw none /; umount -l "$1"; echo x >"$0/unshared"' "$1" "$2"
unshare --mount sh -c 'umount -l "$1"; echo x >"$0/unshared"' "$1" "$2"
mknod disk b "$(stat -c %Hd "$PWD")" "$(stat -c %Ld "$PWD")"
{
  [ ! -e disk ] && echo "no disk"
  [ ! -w /proc/sys/kernel/core_pattern ] && echo "no settings"
  find /dev -type b | wc -l
  [ ! -S "$3" ] && echo "no socket"
  grep -l '[s]erve' /proc/[0-9]*/cmdline | wc -l
  echo end
} >report
`;

describe("An agent with a shell", { timeout: 600_000, skip: skip ?? false }, () => {
  let server: ServerProcess;
  let home = "";
  let work = "";
  before(async () => {
    ({ home } = await claude.started());
    work = path.join(home, "work");
    const config = path.join(home, ".config/kodegen-claude-agent");
    for (const folder of [work, path.join(home, "outside"), config]) mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(config, "token"), `file-${TOKEN}`, { mode: 0o600 });
    server = await startServerProcess(claude.model, ["--root", work]);
  });
  after(() => server.stop());

  async function shell(command: string, args: Record<string, unknown> = {}): Promise<Answer> {
    const { call, close } = await caller(server.url);
    const steps = [
      { tool: "Bash", input: { command, description: "try", timeout: 100_000 } },
      { text: "done" },
    ];
    const prompt = `[[mock: ${JSON.stringify(steps)} ]]`;
    const answer = await call("spawn_agent", {
      prompt,
      cwd: work,
      allowed_tools: ["Bash"],
      permission_mode: "dontAsk",
      ...AWAIT,
      ...args,
    });
    await close();
    assert.equal(answer.isError, false, answer.text);
    return answer;
  }
  const file = (name: string): string => readFileSync(path.join(work, name), "utf8");

  it("writes in its folder and in a temporary one, and finds its own words there again", async () => {
    await shell(
      'echo in >made && echo tmp >"$(mktemp)" && echo home >~/x && cat made ~/x >both && id -u >user',
    );
    assert.equal(file("both"), "in\nhome\n");
    assert.ok(!existsSync(path.join(home, "x")), "its home is its own");
    assert.equal(file("user"), `${process.getuid?.()}\n`, "it is the user that it was");
  });

  it("writes nowhere else: not by a link, a mount, another process's root or another namespace", async () => {
    writeFileSync(path.join(work, "escapes.sh"), ESCAPES);
    const outside = path.join(home, "outside");
    const service = await listeningIn(path.join(import.meta.dirname, "../../.gate"));
    await shell(`sh ./escapes.sh '${outside}' '${home}' '${String(service.address())}'`);
    service.close();
    assert.deepEqual(
      file("report")
        .trim()
        .split(/\s*\n\s*/),
      ["no disk", "no settings", "0", "no socket", "0", "end"],
    );
    assert.deepEqual(readdirSync(outside), []);
  });

  it("finds neither the server's token nor what others have asked and were answered", async () => {
    const { call, close } = await caller(server.url);
    for (const allowed_tools of [[], ["Bash"]]) {
      const other = await call("spawn_agent", {
        prompt: "Remember the word PLUMSECRETWORD",
        allowed_tools,
        ...AWAIT,
      });
      assert.equal(other.isError, false, other.text);
    }
    await close();
    const places = `'${home}' ~ /tmp /var/tmp /run /root /home /dev/shm /proc/[0-9]*/environ /proc/[0-9]*/cmdline`;
    const patterns = [TOKEN, "Remember the word PLUMSECRETWORD"]
      .map((text) => `-e ${halves(text)}`)
      .join(" ");
    await shell(`grep -rslaF ${patterns} ${places} >found; echo "looked $?" >>found`);
    assert.match(file("found"), /^looked [12]\n$/, "grep has found nothing");
  });

  it("that goes looking cannot start agents, nor read those of others", async () => {
    writeFileSync(path.join(work, "nested.mjs"), NESTED);
    // The one on PATH: what runs this test may be in a temporary folder, where the agent has one of its own.
    const command = ["node", "nested.mjs", server.url, home].map((word) => `'${word}'`).join(" ");
    await shell(`${command} >tried 2>&1`);
    const { tried, answers } = JSON.parse(file("tried")) as { tried: number; answers: number[] };
    assert.ok(tried > 10, "it has found something to try");
    assert.deepEqual(answers, [401]);
    const { call, close } = await caller(server.url);
    const { agents } = (await call("list_agents")).data;
    await close();
    assert.ok(!agents.some(({ label }) => label.startsWith("nested")));
  });

  it("is confined as well when its caller allows it one command after the other", async () => {
    const { call, close } = await caller(server.url);
    const outside = path.join(home, "outside/asked");
    const steps = [
      { tool: "Bash", input: { command: `(echo x >'${outside}'); echo x >asked`, description: "x" } },
    ];
    const prompt = `[[mock: ${JSON.stringify([...steps, { text: "done" }])} ]]`;
    const asking = await call("spawn_agent", { prompt, cwd: work, ask_permissions: true, ...AWAIT });
    const [agent] = asking.data.agents as unknown as {
      session_id: string;
      questions: { request_id: string }[];
    }[];
    const { session_id = "", questions: [question] = [] } = agent ?? {};
    await call("answer_agent", { session_id, request_id: question?.request_id, decision: "allow" });
    await call("wait_agents", { session_ids: [session_id], timeout_ms: 60_000 });
    await close();
    assert.deepEqual([existsSync(path.join(work, "asked")), existsSync(outside)], [true, false]);
  });
});

/** A service of the machine whose socket lies neither in `/run` nor in a temporary folder. */
async function listeningIn(folder: string): Promise<NetServer> {
  mkdirSync(folder, { recursive: true });
  const service = createServer().listen(path.join(folder, `${process.pid}.socket`));
  await once(service, "listening");
  return service;
}

/** Takes everything that looks like a token, from wherever it may look, for one. */
const NESTED = `
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
const [url, ...homes] = process.argv.slice(2);
const found = new Set([""]);
const look = (text) => {
  for (const [word] of text.matchAll(/[\\w.-]{12,}/g)) if (found.size < 400) found.add(word);
};
const walk = (place, depth) => {
  try {
    if (!statSync(place).isDirectory()) return look(readFileSync(place, "latin1").slice(0, 100_000));
    if (depth > 0) for (const name of readdirSync(place)) walk(path.join(place, name), depth - 1);
  } catch {}
};
for (const name of readdirSync("/proc")) if (/^\\d/.test(name)) for (const file of ["environ", "cmdline"]) walk("/proc/" + name + "/" + file, 0);
for (const home of [...homes, process.env.HOME, process.env.CLAUDE_CONFIG_DIR, "/run", "/tmp"]) walk(home, 5);
const params = { name: "claude_spawn_agent", arguments: { prompt: "mock:text", label: "nested" } };
const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params });
const answers = new Set();
for (const token of found) {
  const headers = { authorization: "Bearer " + token, "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body });
  answers.add(answer.status);
  await answer.text();
}
console.log(JSON.stringify({ tried: found.size, answers: [...answers] }));
`;
