// The server on a Unix socket: for this user alone, in the place of none that is served, and gone with the server.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { request } from "node:http";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { type RunningServer, startServer } from "../../server/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { marked } from "../support/leaks.ts";
import { startServerProcess } from "../support/server.ts";

const claude = withRealClaude();
const TOKEN = "test-token-test-token-test-token-0123456789";
const folder = mkdtempSync(path.join(os.tmpdir(), "sock-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const start = (socket: string): Promise<RunningServer> =>
  startServer({ socket, token: TOKEN, roots: [folder] });

interface Asked {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

function ask(
  socketPath: string,
  target: string,
  { headers = {}, body }: Asked = {},
): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const sent = request({ socketPath, path: target, method, headers }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += String(chunk)));
      response.on("end", () => resolve([response.statusCode ?? 0, text]));
    });
    sent.on("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const skip = process.platform === "win32" ? "there are no Unix sockets" : false;

describe("The server on a Unix socket", { skip, timeout: 60_000 }, () => {
  it("answers who has the token and names a host that is its own, for its user alone, and leaves nothing", async () => {
    const socket = path.join(folder, "own");
    const server = await start(socket);
    assert.deepEqual([server.url, server.socket], ["http://localhost/mcp", socket]);
    assert.equal(statSync(socket).mode & 0o777, 0o600);
    assert.deepEqual(await ask(socket, "/health"), [200, '{"status":"ok"}']);
    assert.equal((await ask(socket, "/mcp"))[0], 401);
    assert.equal((await ask(socket, "/health", { headers: { host: "evil.example" } }))[0], 403);
    const [status, text] = await ask(socket, "/mcp", {
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: {
        jsonrpc: "2.0",
        id: 1,
        method: "initialize",
        params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "t", version: "1" } },
      },
    });
    assert.equal(status, 200, text);
    assert.match(text, /kodegen-claude-agent/);
    await server.close();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("does not take over one that is served, and takes one whose server was killed", async () => {
    const socket = path.join(folder, "taken");
    const script = `require("net").createServer().listen(${JSON.stringify(socket)}, () => console.log("up"))`;
    // Under Deno and Bun it is the same: a process that listens.
    const [program, flag] = "deno" in process.versions ? ["node", "-e"] : [process.execPath, "-e"];
    const env = marked({ PATH: process.env["PATH"] ?? "" });
    const other = spawn(program ?? "", [flag ?? "", script], { stdio: ["ignore", "pipe", "inherit"], env });
    await once(other.stdout, "data");
    await assert.rejects(start(socket), {
      code: "socket_in_use",
      message: /choose another path with --socket/,
    });
    other.kill("SIGKILL");
    await once(other, "exit");
    assert.ok(existsSync(socket), "it has left it");
    const server = await start(socket);
    assert.equal((await ask(socket, "/health"))[0], 200);
    await server.close();
    assert.ok(!existsSync(socket));
  });

  it("is not made in the place of something else, nor where others could replace it", async () => {
    const file = path.join(folder, "file");
    writeFileSync(file, "mine");
    const open = path.join(folder, "open");
    mkdirSync(open);
    chmodSync(open, 0o777);
    for (const [socket, text] of [
      [file, /there is something else/],
      [path.join(open, "s"), /others can write the folder/],
      [path.join(folder, "none/s"), /make the folder, or choose another one/],
      [path.join(folder, "x".repeat(100)), /longer than 103 bytes/],
    ] as const)
      await assert.rejects(start(socket), { code: "socket_unusable", message: text });
    await assert.rejects(startServer({ socket: file, http: "127.0.0.1:0" }), /exclude each other/);
    assert.deepEqual(readdirSync(folder).toSorted(), ["file", "open"]);
  });

  it("is what `serve --socket` listens on, and Ctrl-C ends", async () => {
    const model = await claude.started();
    const socket = path.join(model.home, "s");
    const server = await startServerProcess(model, ["--socket", socket], []);
    assert.equal((await ask(socket, "/health"))[0], 200);
    const { code, stderr } = await server.stop("SIGINT");
    assert.equal(code, 0, stderr);
    assert.ok(!existsSync(socket));
  });
});
