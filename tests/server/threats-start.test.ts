// The acceptance tests of the threat model for where a server listens, whom it takes, and how it fails to start (A01 …).
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { runCommand } from "../../server/commands/run-command.ts";
import { ServerStartError, startServer } from "../../server/index.ts";
import { parseAddress } from "../../server/transports/address.ts";
import { certificates } from "../support/certificates.ts";
import { INITIALIZE, TOKEN } from "../support/raw-http.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { until } from "../support/until.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "kodegen-start-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const PEM = certificates();
const ON_LINUX = process.platform === "linux" ? false : "reads /proc";
const LISTEN = "0A";

/** The local addresses on which something listens at a port, as the kernel has them. */
function listeningAt(port: number): string[] {
  return ["tcp", "tcp6"]
    .flatMap((name) => readFileSync(`/proc/net/${name}`, "utf8").split("\n"))
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, local = "", , state]) =>
        state === LISTEN && Number.parseInt(local.split(":")[1] ?? "", 16) === port,
    )
    .map(([, local = ""]) => local.split(":")[0] ?? "");
}

describe("Where a server listens", { timeout: 120_000 }, () => {
  it("A01: on the loopback address alone, whatever HOST says", { skip: ON_LINUX }, async () => {
    assert.equal(parseAddress().host, "127.0.0.1");
    process.env["HOST"] = "0.0.0.0";
    process.env["PORT"] = "1";
    try {
      const server = await startServer({ http: "127.0.0.1:0", token: TOKEN, roots: [folder] });
      assert.deepEqual(listeningAt(Number(new URL(server.url).port)), ["0100007F"]);
      await server.close();
    } finally {
      delete process.env["HOST"];
      delete process.env["PORT"];
    }
  });

  it("A01: on no other one without TLS", async () => {
    for (const host of [
      "0.0.0.0",
      "[::]",
      "192.0.2.1",
      "localhost.example",
      "127.0.0.1.example",
      "[::ffff:127.0.0.1]",
    ])
      await assert.rejects(
        startServer({ http: `${host}:0`, token: TOKEN, roots: [folder] }),
        (error) => error instanceof ServerStartError && error.code === "not_secure",
        host,
      );
  });
});

describe("Whom a server takes", { timeout: 120_000 }, () => {
  const server = scriptedServer();

  it("A02: nobody without the token, by any method, on any route, and nothing comes of the call", async () => {
    const own = "test-token-test-token-test-token-0123456789";
    const wrong = ["", own.slice(1), own.slice(0, -1), `${own}x`, own.toUpperCase(), "é", "a".repeat(4_000)];
    const headers: (string | undefined)[] = [
      undefined,
      own,
      `Basic ${btoa(`x:${own}`)}`,
      `Token ${own}`,
      `Bearer`,
      `Bearer ${own}, Bearer ${own}`,
      `Bearer ${own} ${own}`,
      `Bearer Bearer ${own}`,
      ...wrong.map((token) => `Bearer ${token}`),
    ];
    const spawn = { name: "claude_spawn_agent", arguments: { prompt: "x" } };
    const body = { jsonrpc: "2.0", id: 1, method: "tools/call", params: spawn };
    for (const authorization of headers)
      for (const [method, target] of [
        ["POST", "/mcp"],
        ["POST", `/mcp?token=${own}&access_token=${own}`],
        ["GET", "/mcp"],
        ["DELETE", "/mcp"],
        ["GET", "/metrics"],
        ["GET", `/metrics/?token=${own}`],
      ] as const) {
        const more = { authorization, cookie: `token=${own}`, "x-api-key": own };
        const sent = method === "POST" ? { body: target === "/mcp" ? body : INITIALIZE } : {};
        const { status, head } = await server.ask({ method, path: target, headers: more, ...sent });
        assert.equal(status, 401, `${method} ${target} with ${authorization?.slice(0, 80)}`);
        assert.match(head, /www-authenticate: Bearer/i);
        assert.doesNotMatch(head, /mcp-session-id/i);
      }
    assert.deepEqual(await server.claude.runs(), []);
    assert.equal((await server.call("list_agents")).data.agents.length, 0);
  });

  it("A02: the token is in no command line and in no agent's environment, and its file is its owner's", {
    skip: ON_LINUX,
  }, async () => {
    const tokenFile = path.join(folder, "own", "token");
    const made = await startServer({ http: "127.0.0.1:0", tokenFile, roots: [folder] });
    await made.close();
    assert.equal(statSync(tokenFile).mode & 0o777, 0o600);
    assert.equal(statSync(path.dirname(tokenFile)).mode & 0o777, 0o700);
    assert.ok(made.token.length >= 43, "256 bits");
    await server.call("spawn_agent", { prompt: "x", await_completion_ms: 60_000 });
    const own = "test-token-test-token-test-token-0123456789";
    const [run] = await server.claude.runs();
    assert.ok(run !== undefined && !JSON.stringify(run).includes(own));
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      let line = "";
      try {
        line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      } catch {
        continue; // It has ended meanwhile, or is another user's.
      }
      assert.ok(!line.includes(own) && !line.includes(made.token), pid);
    }
  });
});

describe("A server that cannot start", { timeout: 120_000 }, () => {
  const kept = { XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder, KODEGEN_CLAUDE_AGENT_TOKEN: undefined };

  /** What the executable would print, and exit with. */
  async function run(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const before = Object.fromEntries(Object.keys(kept).map((name) => [name, process.env[name]]));
    const { error, log } = console;
    const printed = { stdout: "", stderr: "" };
    put(kept);
    console.log = (text: string) => void (printed.stdout += `${text}\n`);
    console.error = (text: string) => void (printed.stderr += `${text}\n`);
    try {
      return { code: await runCommand(args), ...printed };
    } finally {
      Object.assign(console, { error, log });
      put(before);
    }
  }
  function put(variables: Record<string, string | undefined>): void {
    for (const [name, value] of Object.entries(variables))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  }
  const config = (name: string, text: string): string[] => {
    writeFileSync(path.join(folder, name), text);
    return ["serve", "--config", path.join(folder, name)];
  };

  it("F77: says in one line what is wrong, and leaves nothing open", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => blocker.once("listening", resolve));
    const { port } = blocker.address() as { port: number };
    const directory = path.join(folder, "directory");
    mkdirSync(directory);
    const [cert, key, other] = ["cert.pem", "key.pem", "other-key.pem"].map((name) => path.join(PEM, name));
    const free = ["serve", "--http", "127.0.0.1:0"];
    const tls = (...files: (string | undefined)[]): string[] =>
      ["--tls-cert", "--tls-key"].flatMap((flag, index) => [flag, files[index] ?? ""]);
    const table: [string[], RegExp][] = [
      [["serve", "--http", `127.0.0.1:${port}`], /the port is in use; choose another one with --http/],
      [["serve", "--http", "203.0.113.7:0", ...tls(cert, key)], /give an address of this machine/],
      [["serve", "--http", "127.0.0.1:65536"], /give HOST:PORT/],
      [[...free, ...tls(cert, other)], /key/],
      [[...free, ...tls(directory, key)], /Cannot read/],
      [[...free, ...tls(key, cert)], /certificate|PEM/i],
      [[...free, "--token-file", directory], /token file/],
      [[...free, "--journal", path.join(PEM, "cert.pem")], /--journal FOLDER/],
      [[...free, "--root", "/nowhere"], /does not exist/],
      [config("unknown", '{"max-agent": 3}'), /"max-agent".*max-agents/],
      [config("list", "[]"), /object/],
      [config("broken", "{"), /JSON/],
      [config("huge", '{"max-agents": 1e400}'), /max-agents/],
    ];
    for (const [args, expected] of table) {
      const { code, stdout, stderr } = await run(args);
      assert.equal(code, 1, `${args.join(" ")}: ${stderr}`);
      assert.match(stderr, expected);
      assert.deepEqual([stderr.trim().split("\n").length, stdout], [1, ""], stderr);
    }
    blocker.close();
    await until(
      () => !process.getActiveResourcesInfo().some((name) => name.startsWith("TCPServer")),
      "something listens",
    );
  });

  it("A19: shows no terminal what it would obey, whatever names have in them, and stays on its line", async () => {
    const evil = "\u001b[31m\u001b]0;title\u0007\r\nSecond\u009b2J\u202e\u2066\u2028\u0085end";
    const named = path.join(folder, evil);
    mkdirSync(named);
    const commands = [
      [evil],
      ["serve", evil],
      ["serve", `--${evil}`],
      ["serve", "--http", evil],
      ["serve", "--root", `${named}/none`],
      ["serve", "--keep-alive", evil],
      ["serve", "--config", named],
      ["serve", "--token-file", named],
      ["serve", "--print-config", "--root", named],
      ["doctor", "--claude", `./${evil}`],
      config("evil", JSON.stringify({ [evil]: 1 })),
      config("evil-value", JSON.stringify({ http: evil })),
      config("evil-root", JSON.stringify({ root: [`${evil}/none`] })),
    ];
    for (const args of commands) {
      const { code, stdout, stderr } = await run(args);
      assert.notEqual(stdout + stderr, "", args.join(" "));
      assert.doesNotMatch(stdout + stderr, /(?!\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u, args.join(" "));
      assert.ok(code === 0 || args[0] === "doctor" || stderr.trim().split("\n").length === 1, stderr);
    }
  });
});
