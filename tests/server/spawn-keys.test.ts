// The same key never starts a second agent: not while the first call runs, not for an impatient client, not after a restart.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { httpClient, type ServerProcess, startServerProcess } from "../support/server.ts";

const claude = withRealClaude();
const ADA = "ada-token-ada-token-ada-token-0123456789";

type Client = Awaited<ReturnType<typeof httpClient>>;
interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly ids: readonly string[];
}

async function spawn(client: Client, args: Record<string, unknown>): Promise<Answer> {
  const result = await client.callTool({
    name: "claude_spawn_agent",
    arguments: { prompt: "mock:text", ...args },
  });
  const [first] = result.content as { text: string }[];
  const { session_ids: ids = [] } = (result.structuredContent ?? {}) as { session_ids?: string[] };
  return { isError: result.isError === true, text: first?.text ?? "", ids };
}

async function count(client: Client): Promise<number> {
  const { structuredContent: list } = await client.callTool({ name: "claude_list_agents", arguments: {} });
  return (list as { agents: unknown[] }).agents.length;
}

describe("A key of claude_spawn_agent", { timeout: 240_000 }, () => {
  let server: ServerProcess;
  let client: Client;
  let args: string[];
  before(async () => {
    const { home } = await claude.started();
    await writeFile(path.join(home, "tokens"), `ada ${ADA}\n`, { mode: 0o600 });
    args = ["--journal", path.join(home, "journal"), "--tokens", path.join(home, "tokens")];
    server = await startServerProcess(claude.model, args);
    client = await server.client("editor");
  });
  after(async () => {
    await client.close();
    await server.stop();
  });

  it("has one call's agents for all that come with it, at the same time, later, and with other waits", async () => {
    const request = { key: "build-7", worker_count: 2, label: "build" };
    const answers = await Promise.all(
      [0, 0, 200, 60_000].map((ms) => spawn(client, { ...request, await_completion_ms: ms })),
    );
    assert.deepEqual(new Set(answers.map(({ ids }) => ids.join())).size, 1, JSON.stringify(answers));
    assert.equal(answers[0]?.ids.length, 2);
    assert.equal(answers.filter(({ text }) => /started these already/.test(text)).length, 3);
    assert.equal(await count(client), 2);
  });

  it("belongs to the client and to its owner", async () => {
    const [mine] = (await spawn(client, { key: "shared" })).ids;
    const again = await server.client("editor");
    const other = await server.client("another editor");
    const ada = await httpClient(server.url, ADA, "editor");
    assert.deepEqual(
      (await spawn(again, { key: "shared" })).ids,
      [mine],
      "another session of the same client",
    );
    for (const someone of [other, ada])
      assert.notEqual((await spawn(someone, { key: "shared" })).ids[0], mine);
    await Promise.all([again, other, ada].map((each) => each.close()));
  });

  it("is refused for anything else, and nothing is started then", async () => {
    await spawn(client, { key: "mine" });
    const had = await count(client);
    for (const change of [
      { prompt: "mock:other" },
      { worker_count: 2 },
      { allowed_tools: ["Read"] },
      { max_turns: 3 },
    ]) {
      const refused = await spawn(client, { key: "mine", ...change });
      assert.equal(refused.isError, true, JSON.stringify(change));
      assert.match(refused.text, /"key" "mine" was used for a call with another prompt/);
    }
    assert.match((await spawn(client, { key: "" })).text, /"key" must not be empty/);
    assert.match((await spawn(client, { key: "k".repeat(300) })).text, /must not be longer than 256/);
    assert.equal(await count(client), had);
  });

  it("is free again when nothing was started with it", async () => {
    const failed = await spawn(client, { key: "later", cwd: "nowhere" });
    assert.equal(failed.isError, true);
    assert.equal((await spawn(client, { key: "later" })).ids.length, 1);
  });

  it("counts for agents from before a restart, also when the server was killed", async () => {
    const { ids } = await spawn(client, { key: "lasting", prompt: "mock:hang" });
    await client.close();
    await server.stop("SIGKILL");
    server = await startServerProcess(claude.model, args);
    client = await server.client("editor");
    const again = await spawn(client, { key: "lasting", prompt: "mock:hang" });
    assert.deepEqual(again.ids, ids);
    assert.match(again.text, /started these already/);
    assert.equal((await spawn(client, { key: "lasting" })).isError, true);
  });
});
