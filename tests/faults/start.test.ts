// F01-F03, F08 and F09: a process that cannot be started, and why.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { describe } from "node:test";
import { CLINotExecutableError, CLINotFoundError, CwdError } from "../../lib/index.ts";
import { fault } from "../support/fault.ts";
import { scriptCommand } from "../support/server.ts";

const HOST = path.join(import.meta.dirname, "../support/descriptors-host.ts");

function cannotRunOut(): string | false {
  if (process.platform === "win32") return "there is no limit to lower";
  return "deno" in process.versions && "Deno itself panics when it has no descriptor left";
}

describe("Before the process runs", () => {
  fault("F01: a missing CLI is reported with its path and the way out", async (scene) => {
    const { error } = await scene.ask({ pathToClaudeCodeExecutable: "/nowhere/claude" });
    assert.ok(error instanceof CLINotFoundError && error.code === "cli_not_found", String(error));
    assert.match(error.message, /"\/nowhere\/claude".*correct the path/);
    assert.deepEqual(error.attempts, [{ path: "/nowhere/claude", reason: "it does not exist" }]);
  });

  fault(
    "F02: a CLI that is a directory, or not executable, is reported with the system's error",
    async (scene) => {
      const { path: file } = await scene.claude({});
      const folder = path.dirname(file);
      await chmod(file, 0o644);
      for (const [name, errno] of [
        [folder, "EISDIR"],
        [file, "EACCES"],
      ] as const) {
        const { error } = await scene.ask({ pathToClaudeCodeExecutable: name });
        assert.ok(
          error instanceof CLINotExecutableError && error.code === "cli_not_executable",
          String(error),
        );
        assert.deepEqual([error.path, error.errno], [name, errno]);
      }
    },
  );

  fault("F02: a CLI that was built for another machine is reported as not executable", async (scene) => {
    const { path: file } = await scene.claude({});
    const elf = Buffer.alloc(4096);
    elf.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
    elf.writeUInt16LE(2, 16);
    elf.writeUInt16LE(os.arch() === "x64" ? 183 : 62, 18);
    await writeFile(file, elf);
    const { error } = await scene.ask({ pathToClaudeCodeExecutable: file });
    assert.ok(error instanceof CLINotExecutableError, String(error));
    assert.equal(error.errno, "ENOEXEC");
    assert.match(error.message, /no program for this machine.*install Claude Code for/);
  });

  fault(
    "F03: a missing working directory, or a file as one, is reported and the CLI is not blamed",
    async (scene) => {
      const claude = await scene.claude({});
      for (const [cwd, problem] of [
        ["/nowhere", "it does not exist"],
        [claude.path, "it is not a directory"],
      ] as const) {
        const { error } = await scene.ask({ pathToClaudeCodeExecutable: claude.path, cwd });
        assert.ok(error instanceof CwdError && error.code === "cwd_invalid", String(error));
        assert.equal(error.cwd, cwd);
        assert.match(error.message, new RegExp(`Cannot start in "${cwd}": ${problem}`));
      }
      assert.deepEqual(await claude.runs(), []);
    },
  );

  fault(
    "F08: without free descriptors the start fails with EMFILE, its place is free again, and the next succeeds",
    async (scene) => {
      const claude = await scene.claude({});
      const command = ['ulimit -n 128; exec "$@"', "sh", ...scriptCommand(HOST), claude.path];
      const child = spawn("/bin/sh", ["-c", ...command], { stdio: ["ignore", "pipe", "inherit"] });
      let text = "";
      child.stdout.on("data", (piece) => (text += String(piece)));
      await new Promise((resolve) => child.once("close", resolve));
      const { failed, next } = JSON.parse(text) as { failed: Record<string, unknown>; next: string };
      assert.deepEqual([failed["code"], failed["retryable"], next], ["spawn_failed", true, "idle"]);
      assert.match(String(failed["message"]), /EMFILE/);
    },
    { skip: cannotRunOut() },
  );

  fault("F09: aborted before the start, nothing is started and nothing is thrown at once", async (scene) => {
    const abortController = new AbortController();
    abortController.abort();
    const claude = await scene.claude({});
    const options = { pathToClaudeCodeExecutable: claude.path, abortController };
    const running = scene.query("hello", options);
    await assert.rejects(running.next(), { name: "AbortError", code: "aborted" });
    const client = scene.client(options);
    await assert.rejects(client.connect(), { name: "AbortError", code: "aborted" });
    assert.deepEqual(await claude.runs(), []);
  });
});
