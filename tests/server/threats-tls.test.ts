// A24: what a server with a certificate agrees to, and what a new certificate does to those who are connected.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { connect, type SecureVersion } from "node:tls";
import { type RunningServer, startServer } from "../../server/index.ts";
import { certificates } from "../support/certificates.ts";
import { INITIALIZE, TOKEN } from "../support/raw-http.ts";
import { until } from "../support/until.ts";

const PEM = certificates();
const folder = mkdtempSync(path.join(os.tmpdir(), "kodegen-tls-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const files = { cert: path.join(folder, "cert.pem"), key: path.join(folder, "key.pem") };
const use = (from: string): void => {
  for (const name of ["cert", "key"] as const)
    copyFileSync(path.join(PEM, `${from}${name}.pem`), files[name]);
};
const { deno, bun } = process.versions as Record<string, string | undefined>;
const onNode = deno === undefined && bun === undefined;

describe("A server with a certificate", { timeout: 60_000 }, () => {
  let server: RunningServer;
  let port = 0;
  before(async () => {
    use("");
    server = await startServer({ http: "127.0.0.1:0", token: TOKEN, roots: [folder], tlsFiles: files });
    port = Number(new URL(server.url).port);
  });
  after(() => server.close());

  /** The version that is agreed on, and the certificate that is shown. */
  function shake(
    maxVersion: SecureVersion,
    ciphers: string,
  ): Promise<{ version: string | null; shown: string }> {
    return new Promise((resolve, reject) => {
      const options = { port, host: "127.0.0.1", rejectUnauthorized: false, minVersion: "TLSv1" as const };
      const socket = connect({ ...options, maxVersion, ciphers }, () => {
        resolve({ version: socket.getProtocol(), shown: socket.getPeerCertificate().fingerprint256 });
        socket.destroy();
      });
      socket.once("error", reject);
    });
  }
  // Without this a client would not even try the old ones.
  const ANY = "DEFAULT@SECLEVEL=0";

  it("A24: speaks TLS 1.2 and 1.3, and nothing older", {
    skip: onNode ? false : "this runtime's client offers nothing older",
  }, async () => {
    assert.equal((await shake("TLSv1.2", ANY)).version, "TLSv1.2");
    assert.equal((await shake("TLSv1.3", ANY)).version, "TLSv1.3");
    for (const old of ["TLSv1", "TLSv1.1"] as const)
      await assert.rejects(shake(old, ANY), /protocol version|alert|unsupported/i, old);
  });

  it("A24: answers no plain request on its port", async () => {
    await assert.rejects(fetch(`http://127.0.0.1:${port}/health`));
  });

  it("A24: a new certificate cuts off nobody: open streams stay, and their connections answer", {
    skip: onNode ? false : "this runtime takes another one only at a start",
  }, async () => {
    const headers = {
      authorization: `Bearer ${TOKEN}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    };
    const ask = (method: string, more: object, body?: object): Promise<IncomingMessage> =>
      new Promise((resolve, reject) => {
        const options = { port, method, path: "/mcp", rejectUnauthorized: false };
        const sent = request({ ...options, headers: { ...headers, ...more } }, resolve);
        sent.once("error", reject);
        sent.end(body === undefined ? undefined : JSON.stringify(body));
      });
    const begun = await ask("POST", {}, INITIALIZE);
    begun.resume();
    const session = { "mcp-session-id": String(begun.headers["mcp-session-id"]) };
    const stream = await ask("GET", session);
    assert.equal(stream.statusCode, 200);
    let ended = false;
    stream.on("close", () => (ended = true)).resume();
    const shownFirst = (await shake("TLSv1.3", ANY)).shown;
    use("other-");
    await until(async () => (await shake("TLSv1.3", ANY)).shown !== shownFirst, "the new one is used");
    const pong = await ask("POST", session, { jsonrpc: "2.0", id: 2, method: "ping" });
    assert.equal(pong.statusCode, 200);
    pong.resume();
    assert.equal(ended, false);
    stream.destroy();
  });
});
