// The protocol's suite for tasks against the real server: each job is an agent, run by the real Claude Code.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { withRealClaude } from "../../support/claude.ts";
import { Suite } from "../suite.ts";
import { openDoorToAgents } from "./as-agents.ts";

const MINUTE_MS = 60_000;
const suite = new Suite(import.meta.dirname);
const claude = withRealClaude();

/** Of each scenario the checks that cannot hold, since the specification leaves to a server what it does there. */
const SCENARIOS: Readonly<Record<string, readonly string[]>> = {
  "tasks-lifecycle": [
    // "Tasks", `completed`: also with `isError: true`. What becomes of an agent is the answer to the call, not a mistake in it.
    "sep-2663-tool-error-uses-completed-status",
    // "Tasks", `failed`: for a JSON-RPC error during execution. Ours come before there is a task.
    "sep-2663-tasks-get-status-failed",
  ],
  "tasks-capability-negotiation": [],
  "tasks-wire-fields": [],
  "tasks-request-state-removal": [],
  "tasks-mrtr-input": [],
  // It looks for the fixture's "Hello, …!", which no list of agents says.
  "tasks-request-headers": ["tasks-headers-tolerate-mcp-method-on-tools-call"],
  "tasks-dispatch-and-envelope": [],
};
// Not played: tasks-required-task-error, since no tool of ours needs a task ("Capability Negotiation": only a server that is
// "unable to service a request" without); tasks-mrtr-composition, since none asks before there is an agent.

interface Check {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
}

async function checksIn(folder: string): Promise<Check[]> {
  const files = await readdir(folder, { recursive: true });
  const found = files.filter((file) => path.basename(file) === "checks.json");
  const texts = await Promise.all(found.map((file) => readFile(path.join(folder, file), "utf8")));
  return texts.flatMap((text) => JSON.parse(text) as Check[]);
}

describe("The protocol's suite for tasks", { timeout: 15 * MINUTE_MS }, () => {
  const folders: string[] = [];
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  for (const [scenario, exempt] of Object.entries(SCENARIOS))
    it(`finds no fault in tasks that are agents: ${scenario}`, async () => {
      const model = await claude.started();
      const folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-checks-"));
      folders.push(folder);
      const { output } = await suite.judge(
        { roots: [model.home], agentEnv: model.env(), shutdownTimeoutMs: 0 },
        ["--scenario", scenario, "--timeout", String(5 * MINUTE_MS), "-o", folder],
        openDoorToAgents,
      );
      const checks = await checksIn(folder);
      assert.ok(
        checks.some(({ status }) => status === "SUCCESS"),
        output,
      );
      const faulty = checks.filter(({ status }) => status === "FAILURE" || status === "WARNING");
      const unexpected = faulty.filter(({ id }) => !exempt.includes(id));
      assert.deepEqual(unexpected, []);
      assert.deepEqual(
        exempt.filter((id) => !faulty.some((each) => each.id === id)),
        [],
        "the table names what is no fault any more",
      );
    });
});
