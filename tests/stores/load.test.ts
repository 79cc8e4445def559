// A store that does not give the conversation that a session is to take up.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { InMemorySessionStore, type Options, query, type SessionStore } from "../../lib/index.ts";
import { fault, type Outcome, type Scene } from "../support/fault.ts";
import { ENV, KEY, never, withTemporaryFolder } from "../support/mirroring.ts";

const { folders } = withTemporaryFolder();
const resume = KEY.sessionId;
const newest: Options = { resume: undefined, continue: true };
const entries = (): Promise<{ type: string }[]> => Promise.resolve([{ type: "user" }]);

async function start(scene: Scene, store: Partial<SessionStore>, more: Options = {}): Promise<Outcome> {
  const sessionStore = Object.assign(new InMemorySessionStore(), store);
  return scene.ask(await scene.options({}, { env: ENV, resume, sessionStore, ...more }));
}

describe("A conversation cannot be resumed from a store", () => {
  fault("F61: it fails, and its own error is the cause", async (scene) => {
    const cause = new Error("no route to host");
    const load = (): Promise<never> => Promise.reject(cause);
    const { error } = await start(scene, { load });
    assert.deepEqual(
      { ...error, name: error?.name, message: error?.message, cause: error?.cause },
      {
        name: "SessionStoreError",
        code: "session_store_failed",
        method: "load",
        message: "SessionStore.load() failed: no route to host",
        cause,
        timedOut: false,
        retryable: true,
      },
    );
    const listed = await start(scene, { listSessions: load }, newest);
    assert.equal(listed.message, "SessionStore.listSessions() failed: no route to host");
  });

  fault("F61: it hangs, and each call has a time limit", async (scene) => {
    const limited = { loadTimeoutMs: 100 };
    const loading = await start(scene, { load: never }, limited);
    assert.equal(loading.message, `SessionStore.load() timed out after 100ms for session ${resume}`);
    assert.ok(loading.error !== undefined && "timedOut" in loading.error && loading.error.timedOut);
    const listing = await start(scene, { load: entries, listSubkeys: never }, limited);
    assert.equal(listing.message, `SessionStore.listSubkeys() timed out after 100ms for session ${resume}`);
    assert.deepEqual(folders(), [], "what was written so far is gone");
  });

  fault("F61: it hangs, and the session can be closed and aborted at once", async (scene) => {
    const claude = await scene.claude({});
    const sessionStore = Object.assign(new InMemorySessionStore(), { load: never });
    const given = { env: ENV, pathToClaudeCodeExecutable: claude.path, resume, sessionStore };
    const client = scene.client(given);
    const sent = assert.rejects(client.sendMessage("hello"), { code: "session_closed" });
    assert.equal((await client.close()).reason, "closed");
    await sent;
    const abortController = new AbortController();
    const running = scene.ask({ ...given, abortController });
    setTimeout(() => abortController.abort(), 50);
    assert.equal((await running).code, "aborted");
    assert.deepEqual(await claude.runs(), [], "no process was started");
  });

  fault("F62: it gives something else than entries", async (scene) => {
    const loaded = await start(scene, { load: () => Promise.resolve("text" as never) });
    assert.equal(loaded.message, `SessionStore.load() gave no list of entries for session ${resume}`);
    const listed = await start(scene, { listSessions: () => Promise.resolve(7 as never) }, newest);
    assert.equal(listed.message, "SessionStore.listSessions() gave no list");
  });

  fault("F62: it lists subpaths that lead elsewhere: they are left out, with a warning", async (scene) => {
    const listSubkeys = (): Promise<string[]> => Promise.resolve(["../../escaped", "C:\\x", "a/./b", ""]);
    const sessionStore = Object.assign(new InMemorySessionStore(), { load: entries, listSubkeys });
    const running = scene.query("hello", await scene.options({}, { env: ENV, resume, sessionStore }));
    const warnings: string[] = [];
    running.on("warning", ({ code }) => warnings.push(code));
    await running.result();
    assert.deepEqual(warnings, Array(4).fill("store_failed"));
  });

  fault("F01: the CLI is missing: nothing is left of the copy", async (scene) => {
    const nowhere = { pathToClaudeCodeExecutable: "/nowhere/claude" };
    assert.equal((await start(scene, { load: entries }, nowhere)).code, "cli_not_found");
    assert.deepEqual(folders(), []);
  });

  fault("F62: options that contradict a store are refused before anything starts", async () => {
    const { append, load } = new InMemorySessionStore();
    const contradictions: Record<string, Options> = {
      listSessions: { sessionStore: { append, load }, continue: true },
      persistSession: { sessionStore: { append, load }, persistSession: false },
      enableFileCheckpointing: { sessionStore: { append, load }, enableFileCheckpointing: true },
      sessionStore: { sessionStore: { load } as never },
      sessionStoreFlush: { sessionStoreFlush: "later" as never },
      appendTimeoutMs: { appendTimeoutMs: -1 },
    };
    for (const [name, options] of Object.entries(contradictions))
      assert.throws(() => query("hello", options), { code: "invalid_options", message: new RegExp(name) });
  });
});
