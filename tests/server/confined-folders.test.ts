// What confined agents have kept in the folder of a journal is there as long as they are remembered.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { sweepConfined } from "../../server/policy/confined-folders.ts";
import { Policy } from "../../server/policy/policy.ts";
import { caller } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { startServerProcess } from "../support/server.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();
const skip = await new Policy().whyNotConfined();
const SHELL = { allowed_tools: ["Bash"], permission_mode: "dontAsk", await_completion_ms: 120_000 };

describe("The folder of a confined agent", { timeout: 300_000 }, () => {
  it("is there after a restart, and goes at the next one after the agent was forgotten", {
    skip: skip ?? false,
  }, async () => {
    const model = await claude.started();
    const [work, journal] = [path.join(model.home, "work"), path.join(model.home, "journal")];
    mkdirSync(work);
    const args = ["--root", work, "--journal", journal, "--ended-retention-secs", "0"];
    const kept = (): string[] => readdirSync(path.join(journal, "confined")).toSorted();
    const spawned = { ids: [] as string[] };
    const first = await startServerProcess(model, args);
    const one = await caller(first.url);
    for (const prompt of ["one", "two"])
      spawned.ids.push(...(await one.call("spawn_agent", { prompt, cwd: work, ...SHELL })).data.session_ids);
    assert.deepEqual(kept(), spawned.ids.toSorted());
    const [gone = "", stays = ""] = spawned.ids;
    await one.call("terminate_agent_session", { session_id: gone });
    await one.close();
    await first.stop();
    const second = await startServerProcess(model, args);
    await until(() => !existsSync(path.join(journal, "confined", gone)), "that of the ended one goes");
    await until(() => kept().length === 1, "and leaves nothing");
    const two = await caller(second.url);
    const again = await two.call("send_agent_prompt", { session_id: stays, prompt: "more", ...AWAIT });
    assert.equal(again.isError, false, again.text);
    await two.close();
    await second.stop();
    assert.deepEqual(kept(), [stays]);
  });

  it("goes alone: what is not an agent's stays, and what was about to go when the server was killed goes", async () => {
    const journal = path.join((await claude.started()).home, "other");
    const [known, unknown] = [crypto.randomUUID(), crypto.randomUUID()];
    for (const name of [known, unknown, "a-title", `${crypto.randomUUID()}.gone`])
      mkdirSync(path.join(journal, "confined", name, "deep"), { recursive: true });
    sweepConfined(journal, new Set([known]));
    const folder = path.join(journal, "confined");
    await until(() => readdirSync(folder).length === 2, "the others are gone");
    assert.deepEqual(readdirSync(folder).toSorted(), ["a-title", known].toSorted());
    sweepConfined(path.join(journal, "nowhere"), new Set());
  });
});

const AWAIT = { await_completion_ms: 120_000 };
