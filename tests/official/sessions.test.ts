import assert from "node:assert/strict";
import { mkdirSync, readdirSync, realpathSync, symlinkSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import {
  ClaudeSDKClient,
  getSessionMessages,
  listSessions,
  listSubagents,
  type Options,
  query,
} from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { withConfigFolder } from "../support/kept-sessions.ts";
import { assertSame, assertSameChange } from "./kept.ts";

const claude = withRealClaude();
const config = withConfigFolder();
const MISSING = "00000000-0000-4000-8000-000000000000";
const AGENT = {
  tool: "Agent",
  input: {
    description: "helper",
    prompt: "say sub",
    subagent_type: "general-purpose",
    run_in_background: false,
  },
};

/** Sessions that the real CLI wrote, by what happened in them. */
const sessions: Record<string, string> = {};
let dir = "";
let longDir = "";
let link = "";

function options(more: Options = {}): Options {
  const given = claude.options(more);
  const env = { ...given.env, CLAUDE_CONFIG_DIR: config.folder, IS_SANDBOX: "1" };
  return { cwd: dir, permissionMode: "bypassPermissions", ...given, ...more, env };
}

async function run(prompt: string, more: Options = {}): Promise<string> {
  const answers = query(prompt, options({ cwd: dir, ...more }));
  const result = await answers.result();
  return result.session_id;
}

async function runQueued(): Promise<string> {
  const client = new ClaudeSDKClient(options({ cwd: dir }));
  await client.connect();
  await client.sendMessage('[[mock: [{"tool":"Bash","input":{"command":"sleep 1"}},{"text":"done"}]]]');
  for await (const message of client.messages()) {
    // While the tool runs, so that the second prompt reaches the model in the middle of the turn.
    if (message.type === "assistant") await client.sendMessage("and hurry");
    if (message.type === "result") break;
  }
  const id = client.sessionId;
  await client.close();
  return id ?? "";
}

before(
  async () => {
    await claude.started();
    const home = realpathSync(claude.model.home);
    dir = path.join(home, "project");
    longDir = path.join(home, ...Array.from({ length: 12 }, (_, index) => `a-rather-long-name-${index}`));
    link = path.join(home, "link");
    mkdirSync(dir);
    mkdirSync(longDir, { recursive: true });
    symlinkSync(dir, link);
    sessions["plain"] = await run("first question");
    await run("second question", { resume: sessions["plain"] });
    sessions["forked"] = await run("another way", { resume: sessions["plain"], forkSession: true });
    await run("/compact", { resume: sessions["plain"] });
    await run("after compact", { resume: sessions["plain"] });
    sessions["tool"] = await run("mock:bash");
    sessions["parallel"] = await run(
      '[[mock: [{"tools":[{"name":"Bash","input":{"command":"echo 1"}},{"name":"Bash","input":{"command":"echo 2"}}]},{"text":"both"}]]]',
    );
    sessions["subagent"] = await run(`[[mock: [${JSON.stringify(AGENT)},{"text":"done"}]]]`);
    sessions["titled"] = await run("with a title", { title: "My own title" });
    sessions["queued"] = await runQueued();
    sessions["long"] = await run("in a long place", { cwd: longDir });
    sessions["linked"] = await run("through a link", { cwd: link });
  },
  { timeout: 120_000 },
);

describe("Both libraries say the same of sessions that the real CLI wrote", { timeout: 120_000 }, () => {
  it("listSessions() in all ways to ask", async () => {
    const all = (await assertSame("all", (library) => library.listSessions())) as unknown[];
    assert.equal(all.length, Object.keys(sessions).length);
    const ways = [
      { dir },
      { dir: link },
      { dir: longDir },
      { dir: "/nonexistent" },
      { dir: "" },
      { dir, limit: 2 },
      { dir, limit: 2, offset: 1 },
      { limit: 3, offset: 2 },
      { offset: 4 },
      { limit: 0 },
      { limit: -1 },
      { limit: 100, offset: 100 },
      { dir, includeProgrammatic: false },
      { dir, includeWorktrees: false },
    ];
    for (const way of ways) await assertSame(JSON.stringify(way), (library) => library.listSessions(way));
    assert.deepEqual(
      (await listSessions({ dir: longDir })).map(({ sessionId }) => sessionId),
      [sessions["long"]],
    );
  });

  it("getSessionInfo()", async () => {
    for (const id of [...Object.values(sessions), MISSING, "nonsense", "../x"]) {
      await assertSame(id, (library) => library.getSessionInfo(id));
      await assertSame(`${id} in its directory`, (library) => library.getSessionInfo(id, { dir }));
    }
  });

  it("getSessionMessages(), whole and in pages", async () => {
    const ways = [
      {},
      { dir },
      { includeSystemMessages: true },
      { limit: 2 },
      { limit: 2, offset: 1 },
      { offset: 3 },
      { limit: 0 },
      { offset: 100 },
    ];
    for (const [name, id] of Object.entries({ ...sessions, missing: MISSING, nonsense: "x" })) {
      for (const way of ways)
        await assertSame(`${name} ${JSON.stringify(way)}`, (library) => library.getSessionMessages(id, way));
    }
    const queued = await getSessionMessages(sessions["queued"] ?? "");
    assert.match(JSON.stringify(queued), /and hurry/);
  });

  it("listSubagents() and getSubagentMessages()", async () => {
    for (const id of [...Object.values(sessions), MISSING, "x"])
      await assertSame(id, (library) => library.listSubagents(id));
    const id = sessions["subagent"] ?? "";
    const [agent = ""] = await listSubagents(id);
    assert.notEqual(agent, "");
    for (const agentId of [agent, "nobody", "", "../x"])
      for (const way of [{}, { dir }, { limit: 1 }, { limit: 1, offset: 1 }])
        await assertSame(`${agentId} ${JSON.stringify(way)}`, (library) =>
          library.getSubagentMessages(id, agentId, way),
        );
  });
});

describe("Both libraries change sessions in the same way", { timeout: 120_000 }, () => {
  const same = (what: string, change: Parameters<typeof assertSameChange>[2]): Promise<void> =>
    assertSameChange(what, config.folder, change);

  it("renameSession()", async () => {
    const id = sessions["plain"] ?? "";
    await same("with spaces", (library) => library.renameSession(id, "  New title  ", { dir }));
    await same("anywhere", (library) => library.renameSession(id, "ünï\u200bcode"));
    await same("empty", (library) => library.renameSession(id, "   "));
    await same("missing", (library) => library.renameSession(MISSING, "x"));
    await same("missing here", (library) => library.renameSession(MISSING, "x", { dir }));
    await same("no id", (library) => library.renameSession("nope", "x"));
  });

  it("tagSession()", async () => {
    const id = sessions["tool"] ?? "";
    for (const tag of [" my tag ", null, "", "ﬁne\u200b", "\u200b", "e\u0301"])
      await same(JSON.stringify(tag), async (library) => {
        await library.tagSession(id, tag, { dir });
        return (await library.getSessionInfo(id))?.tag;
      });
    await same("missing", (library) => library.tagSession(MISSING, "x"));
    await same("no id", (library) => library.tagSession("nope", "x"));
  });

  it("archiveSession() and unarchiveSession()", async () => {
    for (const id of [sessions["plain"] ?? "", sessions["subagent"] ?? "", MISSING, "x"]) {
      await same(`archive ${id}`, async (library) => {
        await library.archiveSession(id);
        return (await library.getSessionInfo(id))?.archived;
      });
      await same(`unarchive ${id}`, async (library) => {
        await library.archiveSession(id);
        await library.unarchiveSession(id, { dir });
        return (await library.listSessions({ dir })).map(({ archived }) => archived);
      });
    }
  });

  it("deleteSession()", async () => {
    for (const id of [
      sessions["plain"] ?? "",
      sessions["subagent"] ?? "",
      sessions["long"] ?? "",
      MISSING,
      "../x",
    ]) {
      await same(id, (library) => library.deleteSession(id));
      await same(`${id} in its directory`, (library) => library.deleteSession(id, { dir }));
    }
  });

  it("forkSession(), whole and at every message", async () => {
    await same("with a title", (library) =>
      library.forkSession(sessions["titled"] ?? "", { title: "  T  " }),
    );
    for (const name of ["plain", "parallel", "subagent", "queued", "titled"]) {
      const id = sessions[name] ?? "";
      await same(name, (library) => library.forkSession(id));
      for (const { uuid } of await getSessionMessages(id, { includeSystemMessages: true }))
        await same(`${name} at ${uuid}`, (library) => library.forkSession(id, { upToMessageId: uuid }));
    }
    await same("unknown message", (library) =>
      library.forkSession(sessions["plain"] ?? "", { upToMessageId: MISSING }),
    );
    await same("missing", (library) => library.forkSession(MISSING, { dir }));
    await same("no id", (library) => library.forkSession("x"));
  });
});

describe("A session that was changed goes on", { timeout: 60_000 }, () => {
  it("the CLI resumes a fork that ends at a message", async () => {
    const { forkSession } = await import("../../lib/index.ts");
    const id = sessions["forked"] ?? "";
    const [, answer] = await getSessionMessages(id);
    const fork = await forkSession(id, { upToMessageId: answer?.uuid });
    await run("and now?", { resume: fork.sessionId });
    const texts = (await getSessionMessages(fork.sessionId)).map(({ message }) => JSON.stringify(message));
    assert.equal(texts.length, 4);
    assert.match(texts[0] ?? "", /first question/);
    assert.match(texts[2] ?? "", /and now\?/);
  });

  it("the CLI keeps a title that renameSession() gave", async () => {
    const { getSessionInfo, renameSession } = await import("../../lib/index.ts");
    const id = sessions["tool"] ?? "";
    await renameSession(id, "Given here");
    await run("go on", { resume: id });
    assert.equal((await getSessionInfo(id))?.customTitle, "Given here");
    assert.ok(readdirSync(config.project(dir)).length > 0);
  });
});
