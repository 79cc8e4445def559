import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { query, type SessionEnd } from "../lib/index.ts";
import { initFrame, resultFrame, type ScriptedFrame } from "../lib/testing/index.ts";
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

  it("query() warns once when the CLI is in a mode that keeps the callback from being asked, whoever chose it", async () => {
    const init = (permissionMode: unknown): ScriptedFrame => initFrame({ permissionMode });
    const status = {
      type: "system",
      subtype: "status",
      status: null,
      permissionMode: "dontAsk",
      session_id: "s",
      uuid: "u",
    };
    const emit = [
      init("default"),
      init("auto"),
      init("auto"),
      status,
      init("constructor"),
      init(7),
      resultFrame(""),
    ];
    const said: string[] = [];
    const canUseTool = (): Promise<null> => Promise.resolve(null);
    for (const more of [{ canUseTool }, {}])
      await withScript({ steps: [{ expect: { type: "user" } }, { emit }, { exit: 0 }] }, async (options) => {
        const running = query("Say hello", { ...options, ...more });
        running.on("warning", ({ code, message }) => said.push(`${code} ${message}`));
        await running.result();
      });
    assert.deepEqual(
      said.map((text) => /^callback_shadowed .* permission mode "(\w+)"/.exec(text)?.[1] ?? text),
      ["auto", "dontAsk"],
    );
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
