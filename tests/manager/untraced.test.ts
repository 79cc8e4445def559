// Without `telemetry` and `logger` nothing of them runs: no function of theirs is called, for an agent or a message.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { Session } from "node:inspector/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { AgentManager, type AgentManagerOptions } from "../../lib/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { telemetry } from "../support/tracing.ts";
import { LONG_MS } from "../support/until.ts";

const FOLDER = path.join(import.meta.dirname, "../../lib/manager");
/** What only telemetry and logs need. */
const FILES = [
  "tracing.ts",
  "traced-agent.ts",
  "traced-callbacks.ts",
  "spans.ts",
  "span-attributes.ts",
  "tool-calls.ts",
  "shown-names.ts",
  "logging.ts",
];
const PROMPTS = 20;

/** How often functions of each of these files are called while an agent answers prompts. */
async function callsWith(more: AgentManagerOptions): Promise<Record<string, number>> {
  const inspector = new Session();
  inspector.connect();
  const disposed = disposing();
  try {
    await inspector.post("Profiler.enable");
    await inspector.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    await withScript({}, async (options) => {
      const manager = disposed(new AgentManager({ options, ...more }));
      const [id = ""] = (await manager.spawnSession({ prompt: "hello" })).sessionIds;
      for (let prompt = 0; prompt < PROMPTS; prompt += 1) await manager.sendPrompt(id, "again");
      const { agents } = await manager.wait(id, { timeoutMs: LONG_MS });
      assert.equal(agents[0]?.turnCount, PROMPTS + 1);
      await manager.shutdown();
    });
    const { result } = await inspector.post("Profiler.takePreciseCoverage");
    const calls = FILES.map((file) => {
      const functions = result.filter(({ url }) => url.endsWith(`/lib/manager/${file}`));
      const counts = functions.flatMap((script) =>
        script.functions.map(({ ranges }) => ranges[0]?.count ?? 0),
      );
      return [file, counts.reduce((sum, count) => sum + count, 0)] as const;
    });
    return Object.fromEntries(calls);
  } finally {
    inspector.disconnect();
  }
}

describe("A manager without telemetry and a log", { timeout: 4 * LONG_MS }, () => {
  const none = Object.fromEntries(FILES.map((file) => [file, 0]));

  it("calls no function of theirs", async () => {
    assert.deepEqual(await callsWith({}), none);
  });

  it("while one with both calls those of each file, for each turn", async () => {
    const ignore = (): void => undefined;
    const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
    const {
      "tool-calls.ts": _toolCalls,
      "traced-callbacks.ts": called = 0,
      ...calls
    } = await callsWith({ telemetry, logger });
    assert.ok(called > 0, "once for each agent");
    for (const [file, count] of Object.entries(calls)) assert.ok(count > PROMPTS, `${file}: ${count}`);
  });

  it("imports nothing else for them", () => {
    const known = new Set([...FILES, "telemetry.ts", "logger.ts"]);
    const sounding = readdirSync(FOLDER).filter((name) => /trac|span|telemetr|logg/.test(name));
    assert.deepEqual(
      sounding.filter((name) => !known.has(name)),
      [],
    );
  });
});
