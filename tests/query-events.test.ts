import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { query, type SessionEnd, type SessionWarning } from "../lib/index.ts";
import { withRealClaude } from "./support/claude.ts";

const claude = withRealClaude();

describe("Events of a query, with the real CLI", { timeout: 60_000 }, () => {
  it("query() tells of a callback that fails, and goes on", async () => {
    const warnings: SessionWarning[] = [];
    const hook = (): Promise<never> => Promise.reject(new Error("the database is down"));
    const running = query("Say hello", claude.options({ hooks: { UserPromptSubmit: [{ hooks: [hook] }] } }));
    running.on("warning", (warning) => warnings.push(warning));
    assert.equal((await running.result()).subtype, "success");
    assert.deepEqual(
      warnings.map(({ code, cause }) => [code, (cause as Error).message]),
      [["callback_failed", "the database is down"]],
    );
    assert.doesNotMatch(JSON.stringify(claude.model.requests.at(-1)?.messages), /database/);
  });

  it("query() tells of a callback that rules keep from being asked, and of variables that were left out", async () => {
    const codes: string[] = [];
    const options = claude.options({
      allowedTools: ["Bash"],
      canUseTool: () => Promise.resolve({ behavior: "deny", message: "no" }),
    });
    const running = query("Say hello", {
      ...options,
      env: { ...options.env, LD_PRELOAD: "/nonexistent.so" },
    });
    running.on("warning", ({ code }) => codes.push(code));
    await running.result();
    assert.deepEqual(codes.toSorted(), ["callback_shadowed", "env_dropped"]);
  });

  it("query() tells what it is doing, every message, and how it ended", async () => {
    const told: string[] = [];
    let end: SessionEnd | undefined;
    const running = query("Say hello", claude.options());
    running.on("activity", (activity) => told.push(activity));
    running.on("message", (message) => told.push(message.type));
    running.on("closed", (given) => (end = given));
    const read: string[] = [];
    for await (const message of running) read.push(message.type);
    assert.deepEqual(
      told.filter((kind) => read.includes(kind)),
      read,
    );
    assert.deepEqual([told.at(0), told.at(-1)], ["running", "ended"]);
    assert.deepEqual([end?.reason, end?.exitCode], ["exited", 0]);
  });
});
