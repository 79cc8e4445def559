import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { livingProcesses, marked } from "../support/leaks.ts";
import { scriptCommand } from "../support/server.ts";

const claude = withRealClaude();
const HOST = path.join(import.meta.dirname, "../support/host.ts");

/** A host whose agent runs a tool that never ends; resolves when that tool runs. */
async function startHost(): Promise<{ kill(signal: NodeJS.Signals): void; gone: Promise<void> }> {
  const model = await claude.started();
  const [file, ...args] = scriptCommand(HOST);
  const child = spawn(file, args, {
    env: marked(model.env()),
    cwd: model.home,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve) =>
    child.stdout.on("data", (text) => void (String(text).includes("tool runs") && resolve())),
  );
  return {
    kill: (signal) => process.kill(child.pid ?? 0, signal),
    gone: new Promise((resolve) => child.once("close", () => resolve())),
  };
}

async function untilNoneIsLeft(ms: number): Promise<number> {
  const begun = performance.now();
  while (livingProcesses().length > 0 && performance.now() - begun < ms)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return livingProcesses().length;
}

describe("The guardian", { skip: process.platform === "win32" ? "needs /bin/sh" : false }, () => {
  for (const signal of ["SIGKILL", "SIGTERM"] as const) {
    it(`ends the CLI and its tools when the host dies by ${signal} in the middle of a tool`, {
      timeout: 60_000,
    }, async () => {
      const host = await startHost();
      assert.ok(livingProcesses().length >= 3, "host, CLI and tool");
      host.kill(signal);
      await host.gone;
      assert.equal(await untilNoneIsLeft(7_000), 0);
    });
  }
});
