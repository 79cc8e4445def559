// Tokens that the host program knows of: whose they are, how long they hold, and what happens when that cannot be known.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { type RunningServer, type ServerOptions, startServer, type VerifyToken } from "../../server/index.ts";
import "../support/leaks.ts";
import { INITIALIZE, TOKEN } from "../support/raw-http.ts";
import { until } from "../support/until.ts";
import { eventsOf } from "../support/web-server.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "kodegen-verify-"));
after(() => rmSync(folder, { recursive: true, force: true }));

async function withVerifier(
  verifyToken: VerifyToken,
  use: (server: RunningServer) => Promise<void>,
  options: ServerOptions = {},
): Promise<void> {
  const where = { listen: false, roots: [folder], shutdownTimeoutMs: 0 };
  const server = await startServer({ ...where, verifyToken, ...options });
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

const send = (
  { fetch }: RunningServer,
  token: string | undefined,
  headers: Record<string, string> = {},
  body: unknown = INITIALIZE,
): Promise<Response> =>
  fetch(
    new Request("http://localhost/mcp", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: JSON.stringify(body),
    }),
  );

const statusOf = async (
  server: RunningServer,
  token?: string,
  headers?: Record<string, string>,
): Promise<number> => {
  const response = await send(server, token, headers);
  await response.body?.cancel();
  return response.status;
};

/** What is logged meanwhile. */
async function logged(run: () => Promise<void>): Promise<string> {
  const real = console.error;
  const lines: unknown[] = [];
  console.error = (...words: unknown[]) => void lines.push(...words);
  try {
    await run();
  } finally {
    console.error = real;
  }
  return lines.join("\n");
}

describe("verifyToken", { timeout: 60_000 }, () => {
  // A server that does not listen keeps no program running.
  const running = setInterval(() => undefined, 60_000);
  after(() => clearInterval(running));

  it("says whose a token is, from the token and its request, for each request anew", async () => {
    const asked: string[] = [];
    const known = new Set(["of-ada", "of-bob"]);
    const verifyToken: VerifyToken = (token, { method, path: target, headers }) => {
      asked.push(`${token} ${method} ${target} ${headers.get("x-tenant")}`);
      return known.has(token) ? { principal: token.slice(3) } : undefined;
    };
    await withVerifier(verifyToken, async (server) => {
      const opened = await send(server, "of-ada", { "x-tenant": "t1" });
      await opened.body?.cancel();
      const session = { "mcp-session-id": opened.headers.get("mcp-session-id") ?? "" };
      const ping = { jsonrpc: "2.0", id: 2, method: "ping" };
      assert.equal((await send(server, "of-ada", session, ping)).status, 200);
      assert.equal((await send(server, "of-bob", session, ping)).status, 404, "it is not bob's");
      assert.equal(await statusOf(server, "of-eve"), 401);
      assert.equal(await statusOf(server), 401);
      known.delete("of-ada");
      assert.equal((await send(server, "of-ada", session, ping)).status, 401);
      assert.equal(asked[0], "of-ada POST /mcp t1");
      assert.equal(asked.length, 5, "who shows no token is nobody's business");
    });
  });

  it("is not asked for the server's own tokens, of which none is written down then", async () => {
    const before = process.env["XDG_CONFIG_HOME"];
    process.env["XDG_CONFIG_HOME"] = folder;
    const asked: string[] = [];
    const verifyToken: VerifyToken = (token) => void asked.push(token);
    await withVerifier(verifyToken, async (server) => {
      assert.equal(await statusOf(server, server.token), 200);
      assert.ok(server.token.length >= 32);
    });
    await withVerifier(verifyToken, async (server) => assert.equal(await statusOf(server, TOKEN), 200), {
      token: TOKEN,
    });
    assert.deepEqual([asked, readdirSync(folder)], [[], []]);
    if (before === undefined) delete process.env["XDG_CONFIG_HOME"];
    else process.env["XDG_CONFIG_HOME"] = before;
  });

  it("ends a session and its streams when its token ends, unless a later one was shown", async () => {
    const end = Date.now() + 1_500;
    const verifyToken: VerifyToken = (token) => ({
      principal: token.slice(0, 3),
      expiresAt: new Date(token.endsWith("-later") ? end + 3_600_000 : end),
    });
    await withVerifier(verifyToken, async (server) => {
      const open = async (name: string): Promise<[Response, Record<string, string>]> => {
        const opened = await send(server, name);
        await opened.body?.cancel();
        const session = { "mcp-session-id": opened.headers.get("mcp-session-id") ?? "" };
        const headers = { authorization: `Bearer ${name}`, ...session };
        return [await server.fetch(new Request("http://localhost/mcp", { headers })), session];
      };
      const [stream] = await open("ada");
      const [, session] = await open("bob");
      const ping = { jsonrpc: "2.0", id: 2, method: "ping" };
      assert.equal((await send(server, "bob-later", session, ping)).status, 200);
      assert.equal(await eventsOf(stream), "", "it ends by itself");
      assert.ok(Date.now() >= end);
      assert.equal(await statusOf(server, "ada"), 401);
      assert.equal((await send(server, "bob-later", session, ping)).status, 200);
    });
  });

  it("that fails, is late or talks nonsense is answered with 503, and its reason is logged without the token", async () => {
    const secret = "eyJhbGciOi.c2VjcmV0LXBhcnQ.c2lnbmF0dXJl";
    const table: [string, VerifyToken, RegExp][] = [
      ["throws", (token) => assert.fail(`no key for ${token}`), /no key for/],
      ["rejects", (token) => Promise.reject(new Error(`down: ${token.split(".")[1]}`)), /down/],
      ["rejects with a text", () => Promise.reject("down"), /down/],
      ["is late", () => new Promise(() => undefined), /has not answered for 20 ms/],
      ["names nobody", () => ({ principal: "" }), /must name a principal/],
      ["names the server's own", () => ({ principal: "token" }), /"token", which is the server's own/],
      ["names who is on stdio", () => ({ principal: "stdio" }), /which is the server's own/],
      ["names what a terminal obeys", () => ({ principal: "a\u001b[2J" }), /must name a principal/],
      ["has no principal", () => ({}) as never, /must name a principal/],
      ["answers with true", () => true as never, /must name a principal/],
      ["has seconds", () => ({ principal: "ada", expiresAt: 1 }) as never, /expiresAt as a Date/],
      ["has no date", () => ({ principal: "ada", expiresAt: new Date("x") }), /expiresAt as a Date/],
      ["has scopes in one text", () => ({ principal: "ada", scopes: "a b" }) as never, /a list of texts/],
    ];
    for (const [what, verifyToken, reason] of table) {
      const text = await logged(() =>
        withVerifier(
          verifyToken,
          async (server) => {
            const response = await send(server, secret);
            assert.equal(response.status, 503, what);
            assert.ok(Number(response.headers.get("retry-after")) > 0);
            assert.match(await response.text(), /could not be checked/);
          },
          { verifyTimeoutMs: 20 },
        ),
      );
      assert.match(text, reason, what);
      for (const part of secret.split(".")) assert.ok(!text.includes(part), `${what}: ${text}`);
    }
  });

  it("hears when it is too late, and that it was is nobody's failure", async () => {
    let aborted = false;
    const verifyToken: VerifyToken = (_, { signal }) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => {
          aborted = true;
          reject(new Error("stopped"));
        }),
      );
    await logged(() =>
      withVerifier(
        verifyToken,
        async (server) => {
          assert.equal(await statusOf(server, "x"), 503);
          await until(() => aborted, "it hears");
        },
        { verifyTimeoutMs: 20 },
      ),
    );
  });

  it("A03: refuses what the MCP SDK's verifiers call invalid, what has ended, and what no token is as long as", async () => {
    const invalid = Object.assign(new Error("no"), { errorCode: "invalid_token" });
    await withVerifier(
      () => Promise.reject(invalid),
      async (server) => {
        assert.equal(await statusOf(server, "x"), 401);
      },
    );
    await withVerifier(
      () => ({ principal: "ada", expiresAt: new Date(Date.now() - 1) }),
      async (server) => {
        assert.equal(await statusOf(server, "x"), 401);
      },
    );
    await withVerifier(
      () => ({ principal: "ada" }),
      async (server) => {
        assert.equal(await statusOf(server, "x".repeat(20_000)), 401);
        assert.equal(await statusOf(server, "x"), 200);
      },
    );
  });

  it("A03: gives scopes, all of which that are required must be there: else it is 403, which names them", async () => {
    const scopes: Record<string, string[] | undefined> = {
      all: ["agents", "other", "more"],
      some: ["agents"],
      none: [],
      silent: undefined,
    };
    const verifyToken: VerifyToken = (token) => ({ principal: "ada", scopes: scopes[token] });
    await withVerifier(
      verifyToken,
      async (server) => {
        assert.equal(await statusOf(server, "all"), 200);
        for (const token of ["some", "none", "silent"]) {
          const response = await send(server, token);
          assert.equal(response.status, 403, token);
          const challenge = response.headers.get("www-authenticate") ?? "";
          assert.match(challenge, /^Bearer .*error="insufficient_scope", scope="agents more"/);
          assert.match(await response.text(), /needs agents more/);
        }
        assert.equal(await statusOf(server, server.token), 200, "the server's own is for all");
      },
      { requiredScopes: ["agents", "more"] },
    );
  });
});
