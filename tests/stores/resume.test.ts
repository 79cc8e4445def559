import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import {
  AgentManager,
  ClaudeSDKClient,
  InMemorySessionStore,
  type Options,
  query,
  type SessionStore,
  type SessionStoreEntry,
  startup,
} from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { TroubledStore, withTemporaryFolder } from "../support/mirroring.ts";

const claude = withRealClaude();

/** Options of a machine of its own, so that only the store can have the conversation. */
async function machine(more: Options = {}): Promise<Options> {
  const CLAUDE_CONFIG_DIR = await mkdtemp(path.join(claude.model.home, "config-"));
  const { env } = claude.options();
  return claude.options({ ...more, env: { ...env, CLAUDE_CONFIG_DIR } });
}

const { folders } = withTemporaryFolder();
const ASK = "Which word did I ask you to remember?";

/** A conversation that another machine has had: once, and copied to every store. */
let had: Promise<{ sessionId: string; entries: SessionStoreEntry[] }> | undefined;

const projectKey = (): string => claude.model.home.replaceAll(/[^a-zA-Z0-9]/g, "-");

async function have(): Promise<{ sessionId: string; entries: SessionStoreEntry[] }> {
  const sessionStore = new InMemorySessionStore();
  const { session_id: sessionId } = await query(
    "Remember the word medlar.",
    await machine({ sessionStore }),
  ).result();
  const key = { projectKey: projectKey(), sessionId };
  return { sessionId, entries: (await sessionStore.load(key)) ?? [] };
}

async function remembered(store: SessionStore): Promise<string> {
  had ??= have();
  const { sessionId, entries } = await had;
  await store.append({ projectKey: projectKey(), sessionId }, structuredClone(entries));
  return sessionId;
}

describe("A conversation is resumed from a store", { timeout: 300_000 }, () => {
  const keep = disposing();

  it("on another machine, with its id and its context, and leaves nothing there", async () => {
    const sessionStore = new InMemorySessionStore();
    const resume = await remembered(sessionStore);
    const options = await machine({ sessionStore, resume });
    const second = await query(ASK, options).result();
    assert.match(JSON.stringify(second), /It was medlar/);
    assert.equal(second.session_id, resume);
    // What was said on the second machine is in the store as well.
    assert.match(
      JSON.stringify(await query(ASK, await machine({ sessionStore, resume })).result()),
      /medlar/,
    );
    assert.equal(sessionStore.size, 1);
    assert.deepEqual(folders(), []);
    assert.ok(!existsSync(path.join(options.env?.["CLAUDE_CONFIG_DIR"] ?? "", "projects")));
  });

  it("into a copy, and as the newest one", async () => {
    const sessionStore = new InMemorySessionStore();
    const resume = await remembered(sessionStore);
    const fork = await query(ASK, await machine({ sessionStore, resume, forkSession: true })).result();
    assert.match(JSON.stringify(fork), /It was medlar/);
    assert.notEqual(fork.session_id, resume);
    assert.equal(sessionStore.size, 2);
    const newest = await query(ASK, await machine({ sessionStore, continue: true })).result();
    assert.equal(newest.session_id, fork.session_id);
  });

  it("by a client, by startup() and by a manager", async () => {
    const sessionStore = new InMemorySessionStore();
    const resume = await remembered(sessionStore);
    const client = keep(new ClaudeSDKClient(await machine({ sessionStore, resume })));
    await client.sendMessage(ASK);
    assert.match(JSON.stringify(await client.result()), /It was medlar/);
    await client.close();
    const warm = keep(await startup({ options: await machine({ sessionStore, continue: true }) }));
    assert.match(JSON.stringify(await warm.query(ASK).result()), /It was medlar/);
    const manager = keep(new AgentManager());
    const { sessionIds } = await manager.spawnSession({
      prompt: ASK,
      options: await machine({ sessionStore, resume }),
    });
    await manager.wait(sessionIds, { timeoutMs: 60_000 });
    assert.match(manager.getSessionInfo(resume).lastResult?.text ?? "", /It was medlar/);
  });

  it("which begins anew when there is none to continue", async () => {
    const sessionStore = new InMemorySessionStore();
    // Neither a file name that leads elsewhere nor a subagent is a conversation to continue.
    await sessionStore.append({ projectKey: projectKey(), sessionId: "../../escaped" }, [{ type: "user" }]);
    await sessionStore.append({ projectKey: projectKey(), sessionId: crypto.randomUUID() }, [
      { type: "user", isSidechain: true },
    ]);
    const options = await machine({ sessionStore, continue: true, forkSession: true });
    assert.equal((await query("mock:text", options).result()).subtype, "success");
    assert.equal(sessionStore.size, 3);
  });

  it("and looked for on this machine when the store does not have it, with a warning", async () => {
    const options = await machine();
    const { session_id: resume } = await query("Remember the word sloe.", options).result();
    const warnings: string[] = [];
    const again = query(ASK, { ...options, resume, sessionStore: new InMemorySessionStore() });
    again.on("warning", ({ code }) => warnings.push(code));
    assert.match(JSON.stringify(await again.result()), /It was sloe/);
    assert.deepEqual(warnings, ["not_in_store"]);
    const unknown = query(ASK, {
      ...options,
      resume: crypto.randomUUID(),
      sessionStore: new InMemorySessionStore(),
    });
    await assert.rejects(unknown.result(), {
      code: "conversation_not_found",
      message: /No conversation found with session ID/,
    });
  });

  it("and stays on this machine when the store does not take what was added", {
    timeout: 60_000,
  }, async () => {
    const sessionStore = new TroubledStore();
    const resume = await remembered(sessionStore);
    sessionStore.trouble = () => Promise.reject(new Error("no room"));
    const warnings: string[] = [];
    const asking = query("Remember the word quince.", await machine({ sessionStore, resume }));
    asking.on("warning", ({ message }) => warnings.push(message));
    await asking.result();
    const [, folder = ""] = /whole conversation is in "([^"]+)"/.exec(warnings.join("\n")) ?? [];
    try {
      assert.deepEqual(readdirSync(folder), ["projects"], "no login stays");
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
      assert.ok(files.some((file) => file.endsWith(`${resume}.jsonl`)));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
