// SIGHUP has files read again where there are any, and ends a server that has none; a module says whose tokens are whose.
import assert from "node:assert/strict";
import { once } from "node:events";
import { chmodSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { INITIALIZE } from "../support/raw-http.ts";
import { runMain, startServerProcess } from "../support/server.ts";

const claude = withRealClaude();
const ADA = "ada-ada-ada-ada-ada-ada-ada-ada-ada-0";
const skip = process.platform === "win32" && "there are no such signals";

const statusOf = async (url: string, token: string): Promise<number> => {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(INITIALIZE),
  });
  await response.body?.cancel();
  return response.status;
};

describe("`serve` on SIGHUP", { skip, timeout: 120_000 }, () => {
  it("goes on with tokens of a file, which it reads again", async () => {
    const model = await claude.started();
    const file = path.join(model.home, "tokens");
    writeFileSync(file, "", { mode: 0o600 });
    const server = await startServerProcess(model, ["--tokens", file]);
    const { stderr, pid = 0 } = server.child;
    assert.equal(await statusOf(server.url, ADA), 401);
    writeFileSync(`${file}.new`, `ada ${ADA}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    for (let times = 0; times < 2; times += 1) {
      process.kill(pid, "SIGHUP");
      let text = "";
      while (stderr !== null && !text.includes("are read again"))
        text += String((await once(stderr, "data"))[0]);
    }
    assert.equal(await statusOf(server.url, ADA), 200);
    assert.equal((await server.stop()).code, 0);
  });

  it("ends where there is nothing to read again", async () => {
    const server = await startServerProcess(await claude.started());
    const { code, stderr } = await server.stop("SIGHUP");
    assert.equal(code, 0, stderr);
  });
});

describe("`serve --verify-token`", { timeout: 120_000 }, () => {
  it("asks the module whose a token is, says where tokens come from, and keeps the server's own", async () => {
    const model = await claude.started();
    const file = path.join(model.home, "verify.mjs");
    writeFileSync(
      file,
      'export default (token) => (token === "of-ada" ? { principal: "ada" } : undefined);',
      {
        mode: 0o600,
      },
    );
    const server = await startServerProcess(model, [
      "--verify-token",
      file,
      "--authorization-server",
      "https://auth.example",
      "--public-url",
      "https://agents.example/mcp",
      "--verify-timeout-secs",
      "5",
    ]);
    assert.deepEqual(
      [
        await statusOf(server.url, "of-ada"),
        await statusOf(server.url, "of-eve"),
        await statusOf(server.url, server.token),
      ],
      [200, 401, 200],
    );
    const response = await fetch(new URL("/.well-known/oauth-protected-resource/mcp", server.url));
    const { resource, authorization_servers: issuers } = (await response.json()) as Record<string, unknown>;
    assert.deepEqual([resource, issuers], ["https://agents.example/mcp", ["https://auth.example"]]);
    const { stderr } = await server.stop();
    assert.match(stderr, /Tokens {4}of https:\/\/auth\.example/);
  });

  it("does not start with a module that is none, or that others may write", async () => {
    const model = await claude.started();
    const file = path.join(model.home, "bad.mjs");
    const run = async (text: string, mode = 0o600): Promise<string> => {
      writeFileSync(file, text);
      chmodSync(file, mode);
      const args = ["serve", "--http", "127.0.0.1:0", "--no-config", "--verify-token", file];
      const { code, stderr } = await runMain(args, model.env(), model.home);
      assert.equal(code, 1, stderr);
      assert.ok(!stderr.trim().includes("\n"), stderr);
      return stderr;
    };
    assert.match(await run("export default 7;"), /default export must be a function/);
    assert.match(await run("export {"), /Cannot use ".*bad\.mjs" to verify tokens/);
    if (process.platform !== "win32")
      assert.match(await run("export default () => undefined;", 0o622), /can be written by others/);
  });
});
