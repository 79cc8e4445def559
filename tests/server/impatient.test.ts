// A client that gives every call up after five seconds delegates a job of a minute, and gets the whole result in few calls.
import assert from "node:assert/strict";
import path from "node:path";
import { after, describe, it } from "node:test";
import type { Agent } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";

const PATIENCE_MS = 5_000;
const JOB_MS = 55_000;
const RESULT = "A long result. ".repeat(1_000).trim();
const JOB = `[[mock: ${JSON.stringify([{ delay_ms: JOB_MS, text: RESULT }])} ]]`;
/** What the client's own time-out says. */
const GIVEN_UP = -32_001;

const claude = withRealClaude();

interface Impatient {
  /** An answer, or undefined if it did not come in time. */
  call(name: string, args: Record<string, unknown>): Promise<Record<string, unknown> | undefined>;
  close(): Promise<void>;
}

/** @param count Called for each call. */
async function impatient(server: ServerProcess, count: () => void): Promise<Impatient> {
  const client = await server.client();
  return {
    call: async (name, args) => {
      count();
      try {
        const { structuredContent, isError } = await client.callTool(
          { name: `claude_${name}`, arguments: args },
          undefined,
          { timeout: PATIENCE_MS },
        );
        assert.notEqual(isError, true, JSON.stringify(structuredContent));
        return structuredContent as Record<string, unknown>;
      } catch (error) {
        if ((error as { code?: unknown }).code !== GIVEN_UP) throw error;
        return undefined;
      }
    },
    close: () => client.close(),
  };
}

const agentIn = (answer: Record<string, unknown> | undefined): Agent | undefined =>
  (answer?.["agents"] as Agent[] | undefined)?.[0];

/** Wait until there is a result, or so many waits have been given up. */
async function waitFor({ call }: Impatient, id: string, waits = 1_000): Promise<Agent | undefined> {
  for (let done = 0; done < waits; done += 1) {
    const agent = agentIn(await call("wait_agents", { session_ids: [id] }));
    if (agent !== undefined) return agent;
  }
  return undefined;
}

describe("A client with five seconds of patience", { timeout: 600_000 }, () => {
  const started: ServerProcess[] = [];
  const serve = async (): Promise<ServerProcess> => {
    const { home } = await claude.started();
    const server = await startServerProcess(claude.model, ["--journal", path.join(home, "journal")]);
    started.push(server);
    return server;
  };
  after(async () => {
    for (const server of started)
      if (server.child.exitCode === null && server.child.signalCode === null) await server.stop();
  });

  it("has the result of a minute's work in a call for each five seconds, and three more", async () => {
    let calls = 0;
    const server = await serve();
    const client = await impatient(server, () => void (calls += 1));
    const begun = performance.now();
    const spawned = agentIn(await client.call("spawn_agent", { prompt: JOB }));
    const agent = await waitFor(client, spawned?.session_id ?? assert.fail("no agent"));
    const tookMs = performance.now() - begun;
    assert.ok(tookMs > JOB_MS);
    assert.equal(agent?.last_result?.text, RESULT);
    assert.ok(calls <= Math.ceil(tookMs / PATIENCE_MS) + 3, `${calls} calls in ${tookMs} ms`);
    await client.close();
    await server.stop();
  });

  it("has it as well when the server is killed in between, by asking once more", async () => {
    let calls = 0;
    const count = (): void => void (calls += 1);
    const first = await serve();
    const before = await impatient(first, count);
    const begun = performance.now();
    const id =
      agentIn(await before.call("spawn_agent", { prompt: JOB }))?.session_id ?? assert.fail("no agent");
    assert.equal(await waitFor(before, id, 2), undefined);
    await before.close();
    await first.stop("SIGKILL");

    const client = await impatient(await serve(), count);
    const found = await waitFor(client, id);
    assert.equal(found?.interrupted_prompts?.length, 1);
    assert.match(found?.advice ?? "", /send it a prompt to go on/);
    await client.call("send_agent_prompt", { session_id: id, prompt: JOB });
    const agent = await waitFor(client, id);
    assert.equal(agent?.last_result?.text, RESULT);
    const tookMs = performance.now() - begun;
    assert.ok(calls <= Math.ceil(tookMs / PATIENCE_MS) + 5, `${calls} calls in ${tookMs} ms`);
    await client.close();
  });
});
