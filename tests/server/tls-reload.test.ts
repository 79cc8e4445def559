// A certificate that is replaced while the server runs: new connections get the new one, and never one that is broken.
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { connect, type TLSSocket } from "node:tls";
import { startServer } from "../../server/index.ts";
import { until } from "../support/until.ts";

const PEM = path.join(import.meta.dirname, "../support/tls");
const folder = mkdtempSync(path.join(os.tmpdir(), "reload-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const files = { cert: path.join(folder, "cert.pem"), key: path.join(folder, "key.pem") };
const use = (name: "cert" | "key", from: string, mode = 0o600): void => {
  copyFileSync(path.join(PEM, `${from}${name}.pem`), files[name]);
  chmodSync(files[name], mode);
};
const printOf = (name: string): string =>
  new X509Certificate(readFileSync(path.join(PEM, name))).fingerprint256;

const { deno, bun } = process.versions as Record<string, string | undefined>;
const skip =
  deno === undefined && bun === undefined ? false : "this runtime takes another one only at a start";

describe("A certificate that changes on disk", { timeout: 60_000 }, () => {
  it("is used for new connections once its key fits", { skip }, async () => {
    use("cert", "");
    use("key", "");
    const token = crypto.randomUUID() + crypto.randomUUID();
    const server = await startServer({ http: "127.0.0.1:0", token, roots: [folder], tlsFiles: files });
    const port = Number(new URL(server.url).port);
    const open = (): Promise<TLSSocket> =>
      new Promise((resolve, reject) => {
        const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => resolve(socket));
        socket.once("error", reject);
      });
    const shown = async (): Promise<string> => {
      const socket = await open();
      const { fingerprint256 } = socket.getPeerCertificate();
      socket.destroy();
      return fingerprint256;
    };
    const [before, then] = [printOf("cert.pem"), printOf("other-cert.pem")];
    assert.equal(await shown(), before);
    use("cert", "other-");
    assert.equal(await shown(), before, "the key is not that of the new one yet");
    use("key", "other-");
    await until(async () => (await shown()) === then, "the new one is used");
    await server.close();
  });

  const onWindows = process.platform === "win32" && "file modes are those of Unix";
  it("whose key others may read starts no server, and replaces no other", {
    skip: onWindows || skip,
  }, async (t) => {
    const token = crypto.randomUUID() + crypto.randomUUID();
    const options = { http: "127.0.0.1:0", token, roots: [folder], tlsFiles: files };
    use("cert", "", 0o644);
    // Root's own may be its group's as well.
    const group = process.getuid?.() === 0 ? [] : [0o640];
    for (const mode of [0o644, 0o604, 0o660, 0o602, ...group]) {
      use("key", "", mode);
      await assert.rejects(startServer(options), { code: "tls_invalid", message: /run chmod 600 on it/ });
    }
    use("key", "");
    const server = await startServer(options);
    t.after(() => server.close());
    const shown = (): Promise<string> =>
      new Promise((resolve, reject) => {
        const where = {
          port: Number(new URL(server.url).port),
          host: "127.0.0.1",
          rejectUnauthorized: false,
        };
        const socket = connect(where, () => {
          resolve(socket.getPeerCertificate().fingerprint256);
          socket.destroy();
        });
        socket.once("error", reject);
      });
    use("cert", "other-");
    use("key", "other-", 0o644);
    server.reload();
    assert.equal(await shown(), printOf("cert.pem"));
    chmodSync(files.key, 0o600);
    server.reload();
    assert.equal(await shown(), printOf("other-cert.pem"), "at once");
  });

  it("keeps a server from starting when it is of no use, and does not go with the other way to give one", async () => {
    const http = "127.0.0.1:0";
    use("cert", "");
    use("key", "other-");
    await assert.rejects(startServer({ http, tlsFiles: files }), { code: "tls_invalid" });
    await assert.rejects(
      startServer({ http, tlsFiles: { ...files, key: "none.pem" } }),
      /Cannot read "none\.pem"/,
    );
    const tls = { cert: "", key: "" };
    await assert.rejects(startServer({ http, tls, tlsFiles: files }), /exclude each other/);
  });
});
