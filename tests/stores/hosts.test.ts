import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { type ClaudeError, ClaudeSDKClient, type Options, query } from "../../lib/index.ts";
import { withRealClaude, withScript } from "../support/claude.ts";
import { TOGETHER } from "../support/fault.ts";
import { FileStore } from "../support/file-store.ts";
import { marked } from "../support/leaks.ts";
import { ENV, KEY, never } from "../support/mirroring.ts";
import { scriptCommand } from "../support/server.ts";
import { until } from "../support/until.ts";
import { LeasingStore } from "./leasing-stores.ts";

const claude = withRealClaude();

describe("A conversation goes from host to host", () => {
  it("when the first is killed in the middle of a turn: nothing that it had said is lost", {
    timeout: 60_000,
  }, async () => {
    const model = await claude.started();
    const file = path.join(model.home, "store.jsonl");
    const [command, ...args] = scriptCommand(path.join(import.meta.dirname, "../support/store-host.ts"));
    const host = spawn(command, [...args, file], {
      env: marked({ ...model.env(), CLAUDE_CONFIG_DIR: path.join(model.home, "host-a") }),
      cwd: model.home,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let resume: string | undefined;
    host.stdout.on("data", (text) => (resume ??= /working (\S+)/.exec(String(text))?.[1]));
    await until(() => resume !== undefined, "the first host did not get to its second turn");
    // The tool runs for ever; the store has within seconds what was said before.
    const stored = async (): Promise<boolean> => /mock:sleep/.test(await readFile(file, "utf8"));
    await until(stored, "the store did not get it");
    host.kill("SIGKILL");
    await once(host, "exit");
    const env = { ...claude.options().env, CLAUDE_CONFIG_DIR: path.join(model.home, "host-b") };
    const options = claude.options({ env, resume, sessionStore: new FileStore(file) });
    await query("Which word did I ask you to remember?", options).result();
    const said = JSON.stringify(model.requests.at(-1)?.messages);
    assert.match(said, /Remember the word rowan/, "the turn that was done");
    assert.match(said, /mock:sleep/, "the turn that was cut short");
    assert.match(said, /Which word did I ask/);
  });
});

describe("A store that gives a conversation to one session at a time", TOGETHER, () => {
  const given = (options: Options, sessionStore: LeasingStore): Options => ({
    env: ENV,
    ...options,
    resume: KEY.sessionId,
    sessionStore,
  });

  it("has one winner among many that resume it at once; the others are told why", async () => {
    await withScript({}, async (options) => {
      const store = new LeasingStore();
      const ends = await Promise.allSettled(
        Array.from({ length: 5 }, () => query("hello", given(options, store)).result()),
      );
      assert.equal(ends.filter(({ status }) => status === "fulfilled").length, 1);
      const reasons = ends.flatMap((end) => (end.status === "rejected" ? [end.reason as ClaudeError] : []));
      assert.deepEqual(new Set(reasons.map(({ code }) => code)), new Set(["session_in_use"]));
      assert.match(String(reasons[0]), /Session 66666666.* is in use .*forkSession/);
      assert.equal(store.held.size, 0);
      await query("hello", given(options, store)).result();
    });
  });

  it("keeps a new conversation for its session too, until that is over", async () => {
    await withScript({}, async (options) => {
      const store = new LeasingStore();
      const client = new ClaudeSDKClient({ env: ENV, ...options, sessionStore: store });
      await client.connect();
      const resumed = query("hello", { ...given(options, store), cwd: "/", resume: client.sessionId });
      // The key of another directory is another conversation.
      await resumed.result();
      await assert.rejects(query("hello", { ...given(options, store), resume: client.sessionId }).result(), {
        code: "session_in_use",
      });
      const fork = { ...given(options, store), resume: client.sessionId, forkSession: true };
      await query("hello", fork).result();
      await client.close();
      await query("hello", { ...given(options, store), resume: client.sessionId }).result();
    });
  });

  it("gets it back when the session could not begin", async () => {
    const store = new LeasingStore();
    const options = given({ pathToClaudeCodeExecutable: "/nowhere/claude" }, store);
    await assert.rejects(query("hello", options).result(), { code: "cli_not_found" });
    store.load = () => Promise.reject(new Error("no route"));
    await assert.rejects(query("hello", options).result(), { code: "session_store_failed" });
    assert.equal(store.held.size, 0);
  });

  it("may fail at it: the session does not begin, or ends all the same", { timeout: 60_000 }, async () => {
    await withScript({}, async (options) => {
      const store = new LeasingStore();
      store.lease = () => Promise.reject(new Error("no route"));
      await assert.rejects(query("hello", given(options, store)).result(), {
        message: "SessionStore.lease() failed: no route",
      });
      store.lease = never;
      await assert.rejects(query("hello", { ...given(options, store), loadTimeoutMs: 100 }).result(), {
        message: `SessionStore.lease() timed out after 100ms for session ${KEY.sessionId}`,
      });
      for (const giveBack of [never, () => Promise.reject(new Error("gone"))]) {
        store.lease = () => Promise.resolve(giveBack);
        const running = query("hello", given(options, store));
        const warnings: string[] = [];
        running.on("warning", ({ code, message }) => code === "store_failed" && warnings.push(message));
        await running.result();
        assert.match(warnings.join("\n"), /SessionStore\.lease\(\) (?:failed: gone|timed out after 5000ms)/);
      }
    });
  });
});
