// OAuth: a client that knows nothing but the address finds out where to get a token, gets one there, and is served.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { RequestListener, Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
// @ts-types="@modelcontextprotocol/sdk/client/auth"
import {
  discoverOAuthProtectedResourceMetadata,
  extractWWWAuthenticateParams,
  type OAuthClientProvider,
  UnauthorizedError,
} from "@modelcontextprotocol/sdk/client/auth.js";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/streamableHttp"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
// @ts-types="@modelcontextprotocol/sdk/examples/server/demoInMemoryOAuthProvider"
import { DemoInMemoryAuthProvider } from "@modelcontextprotocol/sdk/examples/server/demoInMemoryOAuthProvider.js";
// @ts-types="@modelcontextprotocol/sdk/server/auth/router"
import { mcpAuthRouter } from "@modelcontextprotocol/sdk/server/auth/router.js";
import { type RunningServer, type ServerOptions, startServer, type VerifyToken } from "../../server/index.ts";
import "../support/leaks.ts";
import { ask, INITIALIZE, TOKEN } from "../support/raw-http.ts";

/** The MCP SDK brings it, without types. */
const express = createRequire(import.meta.url)("express") as () => {
  listen(port: number, host: string): Server;
  use(handler: RequestListener): void;
};
const ISSUER = "https://auth.example";
const WELL_KNOWN = "/.well-known/oauth-protected-resource";
const nobody: VerifyToken = () => undefined;
const folder = mkdtempSync(path.join(os.tmpdir(), "kodegen-oauth-"));
after(() => rmSync(folder, { recursive: true, force: true }));

async function withServer(
  options: ServerOptions,
  use: (server: RunningServer) => Promise<void>,
): Promise<void> {
  const where = options.listen === false ? {} : { http: "127.0.0.1:0" };
  const server = await startServer({ ...where, token: TOKEN, roots: [folder], ...options });
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

const oauth = { verifyToken: nobody, authorizationServers: [ISSUER] };

describe("OAuth metadata of the server", { timeout: 60_000 }, () => {
  it("A03: is for everybody, on both paths, and a refusal names it", () =>
    withServer({ ...oauth, requiredScopes: ["agents"] }, async ({ url }) => {
      const expected = {
        resource: url,
        authorization_servers: [ISSUER],
        bearer_methods_supported: ["header"],
        scopes_supported: ["agents"],
        resource_name: "Kodegen Claude Agent",
      };
      for (const target of [WELL_KNOWN, `${WELL_KNOWN}/mcp`, `${WELL_KNOWN}/mcp/`, `${WELL_KNOWN}?x`]) {
        const response = await fetch(new URL(target, url));
        assert.equal(response.status, 200, target);
        assert.match(response.headers.get("content-type") ?? "", /^application\/json/);
        assert.deepEqual(await response.json(), expected);
      }
      assert.deepEqual(await discoverOAuthProtectedResourceMetadata(url), expected);
      const plain = { method: "POST", headers: { "content-type": "application/json" } };
      const refused = await fetch(url, { ...plain, body: JSON.stringify(INITIALIZE) });
      assert.equal(refused.status, 401);
      const { resourceMetadataUrl, scope, error } = extractWWWAuthenticateParams(refused);
      assert.equal(resourceMetadataUrl?.href, new URL(`${WELL_KNOWN}/mcp`, url).href);
      assert.deepEqual([scope, error], ["agents", undefined]);
      assert.deepEqual(await (await fetch(resourceMetadataUrl ?? "")).json(), expected);
      const wrong = await fetch(url, { headers: { authorization: "Bearer wrong" } });
      assert.equal(extractWWWAuthenticateParams(wrong).error, "invalid_token");
    }));

  it("is there for nobody without that setting, and refusals stay as they are", () =>
    withServer({ verifyToken: nobody }, async ({ url }) => {
      for (const target of [WELL_KNOWN, `${WELL_KNOWN}/mcp`])
        assert.equal((await fetch(new URL(target, url))).status, 404);
      for (const authorization of ["", "Bearer wrong"]) {
        const refused = await fetch(url, { headers: { authorization } });
        assert.equal(refused.headers.get("www-authenticate"), 'Bearer realm="kodegen-claude-agent"');
      }
    }));

  it("is guarded as all else is: by names, origins and methods", () =>
    withServer({ ...oauth, allowedOrigins: ["https://app.example"] }, async ({ url }) => {
      const of = async (headers: Record<string, string>, method = "GET"): Promise<number> =>
        (await ask(url, { method, path: WELL_KNOWN, headers: { authorization: undefined, ...headers } }))
          .status;
      assert.equal(await of({}), 200);
      assert.equal(await of({ host: "evil.example" }), 403);
      assert.equal(await of({ origin: "https://evil.example" }), 403);
      assert.equal(await of({ origin: "https://app.example" }), 200);
      assert.equal(await of({}, "POST"), 404);
      const asking = { "access-control-request-method": "GET" };
      assert.equal(await of({ origin: "https://app.example", ...asking }, "OPTIONS"), 204);
      assert.equal(await of({ origin: "https://evil.example", ...asking }, "OPTIONS"), 403);
    }));

  it("names the public address, whose host is answered, wherever that has its endpoint", async () => {
    for (const [publicUrl, resource, metadata] of [
      ["https://agents.example", "https://agents.example/mcp", `https://agents.example${WELL_KNOWN}/mcp`],
      [
        "https://agents.example:8443/",
        "https://agents.example:8443/mcp",
        `https://agents.example:8443${WELL_KNOWN}/mcp`,
      ],
      ["https://x.example/a/mcp", "https://x.example/a/mcp", `https://x.example${WELL_KNOWN}/a/mcp`],
    ] as const)
      await withServer({ ...oauth, publicUrl, listen: false }, async ({ fetch: send }) => {
        const refused = await send(new Request(new URL("/mcp", resource)));
        assert.equal(refused.status, 401, publicUrl);
        assert.ok(refused.headers.get("www-authenticate")?.includes(`resource_metadata="${metadata}"`));
        const response = await send(new Request(metadata));
        assert.equal(((await response.json()) as { resource: string }).resource, resource);
      });
  });

  it("does not start with addresses or settings that cannot be meant", async () => {
    const table: [ServerOptions, RegExp][] = [
      [
        { ...oauth, authorizationServers: ["http://auth.example"] },
        /"authorizationServers" must be an https address, not "http:/,
      ],
      [{ ...oauth, authorizationServers: ["auth.example"] }, /must be an address/],
      [{ ...oauth, authorizationServers: [`${ISSUER}?x=1`] }, /no query, fragment or password/],
      [{ ...oauth, authorizationServers: ["https://me:pw@auth.example"] }, /no query, fragment or password/],
      [{ ...oauth, authorizationServers: [] }, /a list that is not empty/],
      [{ ...oauth, authorizationServers: ISSUER as never }, /must be a list/],
      [{ authorizationServers: [ISSUER] }, /"authorizationServers" needs "verifyToken"/],
      [{ requiredScopes: ["a"] }, /"requiredScopes" needs "verifyToken"/],
      [{ ...oauth, requiredScopes: ['a"b'] }, /cannot be one/],
      [{ ...oauth, publicUrl: "agents.example" }, /"publicUrl" must be an address/],
      [{ ...oauth, publicUrl: "ftp://agents.example" }, /"publicUrl" must be an https address/],
      [{ ...oauth, listen: false }, /needs "publicUrl" here/],
      [{ ...oauth, socket: path.join(folder, "s") }, /needs "publicUrl" here/],
      [{ verifyToken: "x" as never }, /"verifyToken" must be a function/],
      [{ verifyToken: nobody, verifyTimeoutMs: 0 }, /"verifyTimeoutMs" must be a whole number/],
    ];
    for (const [options, expected] of table)
      await assert.rejects(startServer({ token: TOKEN, roots: [folder], ...options }), {
        name: "InvalidOptionsError",
        message: expected,
      });
  });
});

describe("A client with an authorization server", { timeout: 60_000 }, () => {
  const authority = new DemoInMemoryAuthProvider();
  let listening: Server;
  let issuer = "";
  before(async () => {
    const app = express();
    listening = app.listen(0, "127.0.0.1");
    await once(listening, "listening");
    issuer = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/`;
    const router = mcpAuthRouter({
      provider: authority,
      issuerUrl: new URL(issuer),
      scopesSupported: ["agents"],
    });
    app.use(router as unknown as RequestListener);
  });
  after(async () => {
    listening.closeAllConnections();
    await new Promise((resolve) => listening.close(resolve));
  });

  it("finds it by the server's address alone, and its agents are its own", async () => {
    const verifyToken: VerifyToken = async (token) => {
      const info = await authority.verifyAccessToken(token).catch(() => undefined);
      if (info === undefined || info.resource?.href !== server?.url) return undefined;
      return {
        principal: info.clientId,
        scopes: info.scopes,
        expiresAt: new Date((info.expiresAt ?? 0) * 1_000),
      };
    };
    let server: RunningServer | undefined;
    await withServer(
      { verifyToken, authorizationServers: [issuer], requiredScopes: ["agents"] },
      async (running) => {
        server = running;
        const { provider, code } = browserless();
        const open = (): StreamableHTTPClientTransport =>
          new StreamableHTTPClientTransport(new URL(running.url), { authProvider: provider });
        const connect = async (transport: StreamableHTTPClientTransport): Promise<Client> => {
          const client = new Client({ name: "t", version: "1" });
          await client.connect(transport as Parameters<Client["connect"]>[0]);
          return client;
        };
        const first = open();
        await assert.rejects(connect(first), UnauthorizedError);
        await first.finishAuth(await code());
        const client = await connect(open());
        assert.equal((await client.listTools()).tools.length, 8);
        await client.close();
      },
    );
  });
});

/** A client's part in OAuth, whose user says yes to everything at once. */
function browserless(): { provider: OAuthClientProvider; code: () => Promise<string> } {
  let address: URL | undefined;
  const kept: { client?: never; tokens?: never; verifier?: string } = {};
  const redirectUrl = "http://127.0.0.1:1/callback";
  const provider: OAuthClientProvider = {
    redirectUrl,
    clientMetadata: { client_name: "t", redirect_uris: [redirectUrl], token_endpoint_auth_method: "none" },
    clientInformation: () => kept.client,
    saveClientInformation: (client) => void (kept.client = client as never),
    tokens: () => kept.tokens,
    saveTokens: (tokens) => void (kept.tokens = tokens as never),
    redirectToAuthorization: (url) => void (address = url),
    saveCodeVerifier: (verifier) => void (kept.verifier = verifier),
    codeVerifier: () => kept.verifier ?? "",
  };
  const code = async (): Promise<string> => {
    const response = await fetch(address ?? assert.fail("nobody was sent there"), { redirect: "manual" });
    await response.body?.cancel();
    return new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? "";
  };
  return { provider, code };
}
