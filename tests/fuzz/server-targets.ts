// Fuzz targets: what a server hears on its port, and what it matches: hosts, origins, rules and arguments.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { connect } from "node:net";
import os from "node:os";
import path from "node:path";
import { InvalidOptionsError } from "../../lib/index.ts";
import { toolList } from "../../server/generated/tool-types.ts";
import { type RunningServer, startServer } from "../../server/index.ts";
import { ToolRules } from "../../server/policy/tool-rules.ts";
import { tidyArguments } from "../../server/tools/tidy-arguments.ts";
import { INITIALIZE, requestText, TOKEN } from "../support/raw-http.ts";
import type { Target } from "./target.ts";

const ORIGIN = "https://app.example";
const HOST = "agents.example:443";
const FOLDER = "/srv";

interface Served {
  readonly server: RunningServer;
  close(): Promise<void>;
}

async function serve(): Promise<Served> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "kodegen-fuzz-")));
  const allowed = { allowedHosts: [HOST], allowedOrigins: [ORIGIN] };
  const limits = { maxSessions: 4, shutdownTimeoutMs: 0 };
  // Whatever a call asks for, no agent can be started.
  const claude = path.join(folder, "none");
  const server = await startServer({
    http: "127.0.0.1:0",
    token: TOKEN,
    roots: [folder],
    claude,
    ...allowed,
    ...limits,
  });
  const close = async (): Promise<void> => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { server, close };
}

/** What the server says to some bytes, after which nothing comes; of a stream its beginning. */
function exchange(url: string, bytes: Buffer): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ port: Number(port), host: "127.0.0.1", allowHalfOpen: true });
    let text = "";
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      text += chunk;
      if (/content-type: text\/event-stream/i.test(text)) socket.destroy();
    });
    socket.on("error", () => undefined);
    socket.once("close", () => resolve(text));
    socket.once("end", () => socket.end());
    socket.end(bytes);
  });
}

function lazily(): () => Promise<Served> {
  let served: Promise<Served> | undefined;
  return () => (served ??= serve());
}

export function front(): Target {
  const served = lazily();
  const url = "http://127.0.0.1:1";
  const calls: [Record<string, string>, unknown][] = [
    [{}, INITIALIZE],
    [{}, { jsonrpc: "2.0", id: 2, method: "tools/list" }],
    [
      { "mcp-session-id": "x" },
      {
        jsonrpc: "2.0",
        id: 3,
        method: "tools/call",
        params: { name: "claude_list_agents", arguments: null },
      },
    ],
    [{ origin: ORIGIN, "transfer-encoding": "chunked" }, undefined],
  ];
  return {
    corpus: [
      ...calls.map(([headers, body]) => Buffer.from(requestText(url, { headers, body }))),
      ...["GET", "DELETE", "OPTIONS"].map((method) => Buffer.from(requestText(url, { method }))),
      ...["/health", "/metrics", "/mcp/?a=b"].map((target) =>
        Buffer.from(requestText(url, { method: "GET", path: target })),
      ),
    ],
    async run(input) {
      const { server } = await served();
      const own = new URL(server.url).host;
      const text = await exchange(
        server.url,
        Buffer.from(input.toString("latin1").replaceAll("127.0.0.1:1", own), "latin1"),
      );
      const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
      assert.ok(text === "" || statuses.length > 0, `no answer but ${JSON.stringify(text.slice(0, 80))}`);
      for (const status of statuses) assert.ok(status >= 100 && status < 500, `it answered ${status}`);
      assert.doesNotMatch(text, /\n\s+at \S+|node_modules|<html/i, "it shows its insides");
      const health = await fetch(new URL("/health", server.url));
      assert.equal(await health.text(), '{"status":"ok"}');
    },
    close: async () => (await served()).close(),
  };
}

export function matchers(): Target {
  const served = lazily();
  const rules = new ToolRules([]);
  const names = ["127.0.0.1", "localhost", "[::1]"];
  const texts = [
    HOST,
    ORIGIN,
    "Bash(git:*)",
    "Read",
    "Edit(/srv/**)",
    "mcp__a__b",
    "127.0.0.1:1",
    "localhost:1",
    "null",
  ];
  const calls = [
    '{"prompt":"x","disallowed_tools":"Bash, Edit(a,b)","max_turns":"3"}',
    '{"disallowedTools":["Bash"]}',
  ];
  return {
    corpus: [...texts, ...calls].map((text) => Buffer.from(text)),
    async run(input) {
      const text = input.toString("utf8");
      judgeRule(rules, text);
      for (const tool of toolList) typed(() => tidyArguments(tool, text));
      // As a header can hold it.
      const value = input.toString("latin1").replaceAll(/[\0\r\n]/g, "");
      const { server } = await served();
      const own = new URL(server.url);
      const said = value.replaceAll(/:1$/g, `:${own.port}`);
      const status = async (headers: Record<string, string>): Promise<string> => {
        const asked = requestText(server.url, { method: "GET", path: "/health", headers });
        return (await exchange(server.url, Buffer.from(asked, "latin1"))).slice(9, 12);
      };
      const allowed = [...names.map((name) => `${name}:${own.port}`), HOST];
      if ((await status({ host: said })) === "200")
        assert.ok(allowed.includes(said.trim().toLowerCase()), `it is served as ${said}`);
      if ((await status({ origin: said })) === "200")
        assert.equal(said.trim(), ORIGIN, "its pages are served");
    },
    close: async () => (await served()).close(),
  };
}

function judgeRule(rules: ToolRules, text: string): void {
  typed(() => rules.disallowed([text]));
  typed(() => {
    for (const rule of rules.allowed([text], [FOLDER], "it cannot be")) {
      assert.doesNotMatch(rule, /^(?:Bash|PowerShell|Monitor)/);
      if (/^(?:Read|Write|Edit|NotebookEdit|Glob|Grep)/.test(rule))
        assert.match(rule, /^\w+\(\/\/srv\/\*\*\)$/);
    }
  });
}

/** Nothing but the error that says what is wrong. */
function typed(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof InvalidOptionsError)) throw error;
  }
}
