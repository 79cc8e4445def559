// The end of a server in the middle of work, and what it has shown of secrets by then (F75, A18).
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { initFrame, type ScriptedConversation, stateFrame } from "../../lib/testing/index.ts";
import { caller } from "../support/caller.ts";
import { withScript } from "../support/claude.ts";
import { livingProcesses } from "../support/leaks.ts";
import { shaped } from "../support/secrets.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { until } from "../support/until.ts";

const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "kodegen-end-")));
after(() => rmSync(folder, { recursive: true, force: true }));
const HANGING: ScriptedConversation = {
  steps: [{ expect: { type: "user" } }, { emit: [stateFrame("running"), initFrame()] }, { hang: true }],
};

/** The executable, whose agents are scripted. */
async function serving(
  conversation: ScriptedConversation,
  env: Record<string, string>,
  use: (server: ServerProcess, argvs: () => Promise<string>) => Promise<void>,
): Promise<void> {
  await withScript(conversation, async (_options, claude) => {
    const given = { PATH: process.env["PATH"] ?? "", HOME: folder, ...env };
    const where = { env: () => given, home: folder };
    const journal = path.join(folder, crypto.randomUUID());
    const server = await startServerProcess(where, ["--claude", claude.path, "--journal", journal]);
    try {
      await use(server, async () => JSON.stringify((await claude.runs()).map(({ argv }) => argv)));
    } finally {
      server.child.kill("SIGKILL");
      await server.ended;
    }
  });
}

describe("The end of a server", { timeout: 120_000 }, () => {
  for (const signals of [1, 2])
    it(`F75: after ${signals} SIGTERM a call that waits has its handle, no other is begun, and nothing lives on`, () =>
      serving(HANGING, {}, async (server, argvs) => {
        const { call, close } = await caller(server.url);
        const waiting = call("spawn_agent", { prompt: "x", await_completion_ms: 600_000 });
        await until(async () => {
          const { agents } = (await call("list_agents")).data;
          return agents[0]?.state === "running";
        }, "it is at work");
        const before = livingProcesses().length;
        for (let sent = 0; sent < signals; sent += 1) process.kill(server.child.pid ?? 0, "SIGTERM");
        const answer = await waiting;
        assert.equal(answer.isError, false);
        assert.equal(answer.data.session_ids.length, 1, answer.text);
        // Refused, or kept for the next start; nothing is begun any more.
        await call("spawn_agent", { prompt: "late" }).catch(() => undefined);
        const { code } = await server.ended;
        assert.equal(code, 0);
        // The first one may have been ended before it had begun.
        assert.ok((JSON.parse(await argvs()) as unknown[]).length <= 1);
        assert.ok(livingProcesses().length < before);
        await until(() => livingProcesses().length === 0, "nothing of it lives");
        await close().catch(() => undefined);
      }));
});

describe("What a server shows", { timeout: 120_000 }, () => {
  it("A18: has none of thirty secrets: in its log, answers, figures, journal, and command lines", async () => {
    const secrets = fc.sample(shaped, { numRuns: 30, seed: 18 });
    const [key = "", auth = "", database = "", ...others] = secrets;
    const env = { ANTHROPIC_API_KEY: key, ANTHROPIC_AUTH_TOKEN: auth, DATABASE_PASSWORD: database };
    const failing: ScriptedConversation = {
      steps: [
        { expect: { type: "user" } },
        { emit: [stateFrame("running"), initFrame()] },
        ...secrets.map((secret) => ({ stderr: `failed with token=${secret} (${secret})\n` })),
        { exit: 3 },
      ],
    };
    await serving(failing, env, async (server, argvs) => {
      const { call, close } = await caller(server.url);
      const seen: unknown[] = [];
      const first = await call("spawn_agent", { prompt: "x", await_completion_ms: 60_000 });
      assert.match(first.text, /exit|failed/i);
      const [session_id = ""] = first.data.session_ids;
      seen.push(first, await call("list_agents"), await call("read_agent_output", { session_id }));
      // Secrets where clients have no business to put them: what refuses them does not repeat them.
      for (const secret of others)
        seen.push(await call("wait_agents", { session_ids: "x", timeout_ms: { token: secret } }));
      const bad = {
        authorization: `Bearer ${others[0]}`,
        "x-api-key": others[1] ?? "",
        cookie: others[2] ?? "",
      };
      for (const url of [server.url, `${server.url}/${others[3]}?key=${others[4]}`])
        for (const headers of [bad, { ...bad, authorization: `Bearer ${server.token}` }] as Record<
          string,
          string
        >[])
          seen.push(await (await fetch(url, { method: "POST", headers, body: `{"${others[5]}` })).text());
      const authorization = `Bearer ${server.token}`;
      seen.push(await (await fetch(new URL("/metrics", server.url), { headers: { authorization } })).text());
      seen.push(await argvs());
      await close();
      const { stderr, stdout } = await server.stop();
      for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }))
        if (file.isFile()) seen.push(readFileSync(path.join(file.parentPath, file.name), "utf8"));
      const all = JSON.stringify([...seen, stderr, stdout]);
      assert.deepEqual(
        [...secrets, server.token].filter((secret) => all.includes(secret)),
        [],
      );
    });
  });
});
