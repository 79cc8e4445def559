import assert from "node:assert/strict";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { Worker } from "node:worker_threads";
import { tokenFrom } from "../../server/front/token.ts";
import { ServerStartError, startServer } from "../../server/index.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "token-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const GOOD = "0123456789abcdef0123456789abcdef";

/** Looks into a file without a pause, and says at the end which lengths it has seen. */
const LOOKER = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { readFileSync } = require("node:fs");
  const stop = new Int32Array(workerData.stop);
  const seen = new Set();
  parentPort.postMessage("looking");
  while (Atomics.load(stop, 0) === 0) {
    try { seen.add(readFileSync(workerData.file, "utf8").length); } catch { /* There is none yet. */ }
  }
  parentPort.postMessage([...seen]);
`;

describe("The token", () => {
  for (const [what, token] of [
    ["an empty one", ""],
    ["a short one", "a"],
    ["white space in it", "a b c d e f g h i j k l m n o p q r s t u v"],
    ["a line break in it", `${GOOD}\n${GOOD}`],
    ["characters that no header takes", "ü".repeat(40)],
  ] as const) {
    it(`${what} starts no server, by whatever way it comes`, async () => {
      const refused = (error: unknown): boolean =>
        error instanceof ServerStartError && error.code === "token_file" && !error.message.includes("ü");
      await assert.rejects(startServer({ http: "127.0.0.1:0", token }), refused);
      const tokenFile = path.join(folder, "weak");
      writeFileSync(tokenFile, token, { mode: 0o600 });
      await assert.rejects(startServer({ http: "127.0.0.1:0", tokenFile }), refused);
    });
  }

  it("is in its file whole or not at all, so that servers that start at once have the same", async () => {
    const file = path.join(folder, "made", "token");
    const stop = new SharedArrayBuffer(4);
    const looker = new Worker(LOOKER, { eval: true, workerData: { file, stop } });
    const seen = (): Promise<[unknown]> => once(looker, "message") as Promise<[unknown]>;
    await seen();
    for (let round = 0; round < 300; round += 1) {
      const tokens = await Promise.all([tokenFrom(file), tokenFrom(file)]);
      assert.equal(tokens[0], tokens[1]);
      assert.deepEqual(readdirSync(path.dirname(file)), ["token"]);
      rmSync(file);
    }
    Atomics.store(new Int32Array(stop), 0, 1);
    const [lengths] = (await seen()) as [number[]];
    assert.deepEqual(
      lengths.filter((length) => length !== 44),
      [],
      "other than a token and the end of its line",
    );
    await looker.terminate();
  });

  const onUnix = process.platform === "win32" ? "file modes are those of Unix" : false;
  it("a file that others may read is refused, one that was made can be read by its owner only", {
    skip: onUnix,
  }, async () => {
    const tokenFile = path.join(folder, "made/token");
    const server = await startServer({ http: "127.0.0.1:0", tokenFile });
    await server.close();
    assert.equal(statSync(tokenFile).mode & 0o777, 0o600);
    for (const mode of [0o644, 0o640, 0o604]) {
      chmodSync(tokenFile, mode);
      await assert.rejects(startServer({ http: "127.0.0.1:0", tokenFile }), /chmod 600/);
    }
  });
});
