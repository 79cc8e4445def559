// The acceptance tests of the threat model for what principals see of each other, and of sessions (A10, A11).
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { type RunningServer, startServer } from "../../server/index.ts";
import { caller, TOKEN } from "../support/caller.ts";
import { ask, INITIALIZE, serverToAsk } from "../support/raw-http.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { until } from "../support/until.ts";

const ADA = "ada-ada-ada-ada-ada-ada-ada-ada-ada-0";
const BOB = "bob-bob-bob-bob-bob-bob-bob-bob-bob-0";
const folder = mkdtempSync(path.join(os.tmpdir(), "kodegen-principals-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const tokensFile = path.join(folder, "tokens");
writeFileSync(tokensFile, `ada ${ADA}\nbob ${BOB}\n`, { mode: 0o600 });
const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** What a client may do; `agent` counts its own, and beyond them names one that it does not have. */
type Deed = readonly [what: string, agent: number];
const deed: fc.Arbitrary<Deed> = fc.tuple(
  fc.constantFrom("spawn", "list", "read", "send", "interrupt", "wait", "terminate"),
  fc.nat(3),
);
const deeds = fc.array(deed, { minLength: 3, maxLength: 7 });

describe("Two principals", { timeout: 300_000 }, () => {
  const scripted = scriptedServer();
  const newServer = (): Promise<RunningServer> =>
    startServer({
      http: "127.0.0.1:0",
      token: TOKEN,
      tokensFile,
      roots: [folder],
      claude: scripted.claude.path,
      shutdownTimeoutMs: 0,
    });

  /** Does them one after the other, and returns what its client has seen, with its own names for agents. */
  async function play(
    server: RunningServer,
    token: string,
    all: readonly Deed[],
    foreign: () => string[],
  ): Promise<{ seen: string[]; own: string[] }> {
    const { call, close } = await caller(server.url, token);
    const own: string[] = [];
    const seen: string[] = [];
    for (const [what, number] of all) {
      // Beyond its own it tries those of the other, or one that nobody has.
      const session_id = own[number] ?? foreign()[0] ?? crypto.randomUUID();
      const args: Record<string, [string, Record<string, unknown>]> = {
        spawn: ["spawn_agent", { prompt: `hello ${number}`, label: "mine", await_completion_ms: 60_000 }],
        list: ["list_agents", {}],
        read: ["read_agent_output", { session_id }],
        send: ["send_agent_prompt", { session_id, prompt: "again", await_completion_ms: 60_000 }],
        interrupt: ["interrupt_agent", { session_id }],
        wait: ["wait_agents", { session_ids: [session_id], timeout_ms: 1 }],
        terminate: ["terminate_agent_session", { session_id }],
      };
      const answer = await call(...(args[what] ?? assert.fail(what)));
      if (what === "spawn") own.push(...answer.data.session_ids);
      const named = `${answer.text}\n${JSON.stringify(answer.data)}`
        .replaceAll(UUID, (id) => (own.includes(id) ? `agent-${own.indexOf(id)}` : "another"))
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "then")
        .replaceAll(/"(\w*(?:_ms|cursor))":("[^"]*"|\d+)/g, '"$1":0')
        .replaceAll(/\d+(?:\.\d+)? ?m?s\b/g, "0 s");
      seen.push(`${what} ${number}: ${answer.isError} ${named}`);
    }
    await close();
    return { seen, own };
  }

  it("A10: sees the same whatever the other one does, at the same time and with its agents", async () => {
    await fc.assert(
      fc.asyncProperty(deeds, deeds, async (mine, others) => {
        const alone = await newServer();
        const before = (await play(alone, ADA, mine, () => [])).seen;
        await alone.close();
        const shared = await newServer();
        const bobs = (await play(shared, BOB, [["spawn", 0], ...others], () => [])).own;
        const [now] = await Promise.all([
          play(shared, ADA, mine, () => bobs),
          play(shared, BOB, others, () => []),
          play(shared, TOKEN, others, () => bobs),
        ]);
        await shared.close();
        assert.deepEqual(now.seen, before);
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });
});

describe("The ids of sessions", { timeout: 120_000 }, () => {
  const server = serverToAsk({ keepAliveMs: 1_000, maxSessions: 10_000 });

  it("A11: are never the same, and every character of them may be any", async () => {
    const ids: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      const all = await Promise.all(Array.from({ length: 50 }, () => server.post(INITIALIZE)));
      ids.push(...all.map(({ head }) => /mcp-session-id: (\S+)/i.exec(head)?.[1] ?? ""));
    }
    assert.equal(new Set(ids).size, ids.length);
    const [first = ""] = ids;
    const bits = Array.from(first, (_, at) => Math.log2(new Set(ids.map((id) => id[at])).size));
    assert.ok(bits.reduce((sum, each) => sum + each, 0) >= 128, `${first} has ${bits.join(" ")}`);
  });

  it("A11: are none when their time is up, for anybody", async () => {
    const { head } = await server.post(INITIALIZE);
    const session = { "mcp-session-id": /mcp-session-id: (\S+)/i.exec(head)?.[1] ?? "" };
    const ping = { jsonrpc: "2.0", id: 2, method: "ping" };
    assert.equal((await server.post(ping, session)).status, 200);
    await until(async () => {
      const { body } = await ask(server.url, { method: "GET", path: "/metrics" });
      return /^kodegen_server_sessions 0$/m.test(body);
    }, "all of them have ended");
    const [gone, never] = [
      await server.post(ping, session),
      await server.post(ping, { "mcp-session-id": "never" }),
    ];
    assert.deepEqual([gone.status, gone.body], [404, never.body]);
  });
});
