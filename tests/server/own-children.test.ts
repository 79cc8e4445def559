// Agents with a shell that have got hold of a client's token, by whatever way: the server does not take it from them.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { type ServerOptions, startServer } from "../../server/index.ts";
import { Policy } from "../../server/policy/policy.ts";
import { caller, TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";

const claude = withRealClaude();
const onLinux = process.platform === "linux" ? false : "only Linux shows whose a connection is";
const unconfinable = await new Policy().whyNotConfined();

/** Says what the server answers to a token. */
const CALL = `
const [url, token] = process.argv.slice(2);
const headers = { authorization: "Bearer " + token, "content-type": "application/json" };
const answer = await fetch(url, { method: "POST", headers, body: '{"jsonrpc":"2.0","id":1,"method":"ping"}' });
console.log(answer.status, await answer.text());
`;

/** The answers to a call of an agent with a shell, by the way in which it calls. */
async function answers(
  options: ServerOptions,
  ways: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const model = await claude.started();
  const { home } = model;
  const work = path.join(home, crypto.randomUUID());
  mkdirSync(work);
  writeFileSync(path.join(work, "call.mjs"), CALL);
  const agentEnv = model.env();
  const server = await startServer({
    http: "127.0.0.1:0",
    token: TOKEN,
    roots: [work],
    agentEnv,
    ...options,
  });
  try {
    const { call, close } = await caller(server.url);
    const command = Object.entries(ways)
      .map(([name, way]) => `${way.replaceAll("CALL", `call.mjs '${server.url}' '${TOKEN}' >${name} 2>&1`)}`)
      .join("\n");
    // What was put into the background answers in its own time.
    const wait = Object.keys(ways).map((name) => `until grep -q . ${name}; do sleep 0.1; done`);
    const input = { command: [command, ...wait].join("\n"), description: "x", timeout: 300_000 };
    const answer = await call("spawn_agent", {
      prompt: `[[mock: ${JSON.stringify([{ tool: "Bash", input }, { text: "done" }])} ]]`,
      allowed_tools: ["Bash"],
      permission_mode: "dontAsk",
      await_completion_ms: 300_000,
    });
    assert.equal(answer.isError, false, answer.text);
    assert.ok(!(await call("list_agents")).isError, "a client of the same machine goes on");
    await close();
    const seen = Object.keys(ways).map((name) => [name, readFileSync(path.join(work, name), "utf8")]);
    return Object.fromEntries(seen) as Record<string, string>;
  } finally {
    await server.close();
  }
}

const PLAIN = { plain: "node CALL", wiped: 'env -i "$(command -v node)" CALL', session: "setsid node CALL" };
const ORPHANS = {
  orphan: "(node CALL &)",
  hidden: '(env -i setsid nohup "$(command -v node)" CALL &)',
};

describe("An agent that has the token of a client", { timeout: 600_000, skip: onLinux }, () => {
  it("is refused when it is not confined, with the way out", async () => {
    const ways = { ...PLAIN, orphan: ORPHANS.orphan };
    const seen = await answers({ allowTools: ["Bash"], shutdownTimeoutMs: 0 }, ways);
    for (const [way, text] of Object.entries(seen)) assert.match(text, /^403 .*--nesting/, way);
  });

  it("is refused when it is confined, also as an orphan without a sign of whose it is", {
    skip: unconfinable ?? false,
  }, async () => {
    const seen = await answers({ shutdownTimeoutMs: 0 }, { ...PLAIN, ...ORPHANS });
    for (const [way, text] of Object.entries(seen)) assert.match(text, /^403 .*--nesting/, way);
  });
});
