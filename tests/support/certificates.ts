// Certificates of nobody, with keys that only their owner can read, as a server wants them: git keeps no such mode.
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after } from "node:test";

const PEM = path.join(import.meta.dirname, "tls");

/** A folder with `cert.pem`, `key.pem`, `other-cert.pem` and `other-key.pem`, for as long as the file runs. */
export function certificates(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "kodegen-pem-"));
  for (const name of readdirSync(PEM)) {
    copyFileSync(path.join(PEM, name), path.join(folder, name));
    chmodSync(path.join(folder, name), 0o600);
  }
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
