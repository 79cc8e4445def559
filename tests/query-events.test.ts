import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { query, type SessionEnd } from "../lib/index.ts";
import { withRealClaude, withScript } from "./support/claude.ts";

const claude = withRealClaude();

describe("Events of a query", { timeout: 300_000 }, () => {
  it("query() tells of a callback that rules keep from being asked, and of variables that were left out", async () => {
    const codes: string[] = [];
    await withScript({}, async (options) => {
      const running = query("Say hello", {
        ...options,
        allowedTools: ["Bash"],
        canUseTool: () => Promise.resolve({ behavior: "deny", message: "no" }),
        env: { ...process.env, LD_PRELOAD: "/nonexistent.so" },
      });
      running.on("warning", ({ code }) => codes.push(code));
      await running.result();
    });
    assert.deepEqual(codes.toSorted(), ["callback_shadowed", "env_dropped"]);
  });

  it("query() tells what it is doing, every message, and how it ended", async () => {
    const told: string[] = [];
    let end: SessionEnd | undefined;
    // However long it takes to exit by itself.
    const running = query("Say hello", claude.options({ exitTimeoutMs: 60_000 }));
    running.on("activity", (activity) => told.push(activity));
    running.on("message", (message) => told.push(message.type));
    running.on("closed", (given) => (end = given));
    const read: string[] = [];
    for await (const message of running) read.push(message.type);
    assert.deepEqual(
      told.filter((kind) => read.includes(kind)),
      read,
    );
    assert.deepEqual([told.at(0), told.at(-1)], ["running", "closed"]);
    assert.deepEqual([end?.reason, end?.exitCode], ["exited", 0]);
  });
});
