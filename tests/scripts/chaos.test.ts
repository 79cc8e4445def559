// Who ends chaos early finds nothing left of it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { ROOT } from "../../scripts/gate/command.ts";
import { marked } from "../support/leaks.ts";
import { LONG_MS, until } from "../support/until.ts";

const { deno, bun } = process.versions as Record<string, string | undefined>;
const notHere =
  process.platform === "linux" && deno === undefined && bun === undefined
    ? false
    : "chaos runs on Node, and looks into /proc";
const folder = mkdtempSync(path.join(os.tmpdir(), "chaos-test-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Processes that know of the folder: hosts by their arguments, CLIs by their environment. */
function knowing(what: "cmdline" | "environ"): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => {
      try {
        return pid !== process.pid && readFileSync(`/proc/${pid}/${what}`, "latin1").includes(folder);
      } catch {
        // No process, or it has ended meanwhile.
        return false;
      }
    });
}

describe("chaos", { skip: notHere, timeout: 8 * LONG_MS }, () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`leaves no host, no CLI and no file when it ends by ${signal}`, async () => {
      const args = ["--import", "tsx", path.join(ROOT, "scripts/chaos.ts"), "--minutes", "10"];
      const env = marked({ ...(process.env as Record<string, string>), TMPDIR: folder });
      const chaos = spawn(process.execPath, args, { env, cwd: ROOT, stdio: "ignore" });
      const ended = once(chaos, "exit");
      await until(() => knowing("cmdline").length > 0, "no host has started", 2 * LONG_MS);
      await until(() => readdirSync(folder).some((name) => name.startsWith("chaos-")), "no folder", LONG_MS);
      process.kill(chaos.pid ?? 0, signal);
      assert.deepEqual(await ended, [signal === "SIGINT" ? 130 : 143, null]);
      await until(
        () => knowing("environ").length === 0,
        () => `left: ${knowing("environ").join()}`,
        LONG_MS,
      );
      assert.deepEqual(
        readdirSync(folder).filter((name) => !name.startsWith("tsx-")),
        [],
      );
    });
});
