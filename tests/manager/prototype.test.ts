// Names that every object has, wherever a name may come from outside: they are names like any other.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import {
  AgentManager,
  type Journal,
  type JournalEntry,
  type Options,
  openJournal,
  prometheusText,
} from "../../lib/index.ts";
import {
  assistantFrame,
  initFrame,
  permissionFrame,
  resultFrame,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { readExposition } from "../support/exposition.ts";
import { telemetry } from "../support/tracing.ts";

const ENOUGH = { timeoutMs: 60_000 };
const NAMES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf"];
const ROOT = mkdtempSync(path.join(os.tmpdir(), "prototype-"));
after(() => rmSync(ROOT, { recursive: true, force: true }));

/** An object that has all of them as its own, as `JSON.parse()` makes it. */
function evil(value = '{"polluted": true, "isError": true}'): Record<string, unknown> {
  const each = NAMES.map((name) => `${JSON.stringify(name)}: ${value}`);
  return JSON.parse(`{${each.join(", ")}}`) as Record<string, unknown>;
}

const before = NAMES.map((name) => Reflect.get(Object.prototype, name) as unknown);
function assertClean(): void {
  assert.deepEqual(
    Reflect.ownKeys(Object.prototype).filter((key) => key === "polluted" || key === "isError"),
    [],
  );
  assert.deepEqual(
    NAMES.map((name) => Reflect.get(Object.prototype, name) as unknown),
    before,
  );
  assert.equal(Reflect.get({}, "polluted"), undefined);
}

const laden = (frame: object): ScriptedFrame => Object.assign(evil(), frame) as unknown as ScriptedFrame;

function steps(name: string): ScriptedStep[] {
  const call = { type: "tool_use", id: name, name, input: evil() };
  const said = assistantFrame("x") as { message: object };
  const result = {
    type: "user",
    uuid: "u",
    session_id: "s",
    parent_tool_use_id: name,
    message: {
      role: "user",
      content: [{ ...evil(), type: "tool_result", tool_use_id: name, content: evil() }],
    },
  };
  return [
    { expect: { type: "user" } },
    { emit: [stateFrame("running"), laden(initFrame({ model: name }))] },
    { emit: [{ ...said, parent_tool_use_id: name, message: { ...said.message, content: [call, evil()] } }] },
    { emit: [laden({ type: name, subtype: name }), laden({ type: "system", subtype: name })] },
    { emit: [permissionFrame(name, name, evil())] },
    { expect: { type: "control_response" } },
    {
      emit: [
        laden(result),
        laden(resultFrame("", { subtype: name, is_error: true, errors: [name], modelUsage: evil() })),
        stateFrame("idle"),
      ],
    },
    { hang: true },
  ];
}

describe("Names of Object.prototype", { timeout: 240_000 }, () => {
  const disposed = disposing();

  it("A20, S20: are names like any other in requests, owners, labels, messages and figures", async () => {
    const logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
    for (const name of NAMES)
      await withScript({ steps: steps(name) }, async (options) => {
        const env = Object.assign(evil('"x"'), { PATH: process.env["PATH"] }) as unknown as Options["env"];
        const given = Object.assign(evil(), { options: { ...evil(), ...options, env }, logger, telemetry });
        const manager = disposed(new AgentManager(given));
        const mine = manager.as(name);
        mine.on("question", (id, { requestId }) =>
          mine.answerPermission(id, requestId, { behavior: "deny", message: name }),
        );
        const { sessionIds } = await mine.spawnSession(Object.assign(evil(), { prompt: name, label: name }));
        const { agents } = await mine.wait(sessionIds, ENOUGH);
        const { label, owner, lastResult } = agents[0] ?? assert.fail("no agent");
        assert.deepEqual([label, owner, lastResult?.subtype], [`${name}-1`, name, name]);
        for (const by of ["label", "owner", "agent", "tree"] as const)
          assert.equal(manager.usage({ by }).groups[0]?.turns, 1, `${name} by ${by}`);
        assert.throws(() => manager.usage({ by: name as "label" }), { code: "invalid_options" });
        assert.equal(manager.metrics().turnErrors["other"], 1);
        assert.equal(manager.as(name).metrics().turns, 1);
        assert.ok(readExposition(prometheusText(manager.metrics())).size > 0);
        assert.throws(() => manager.getSessionInfo(name), { code: "agent_not_found" });
        assert.ok(manager.listSessions({ states: [name as "idle"] }).agents.length === 0);
        await manager.shutdown();
        assertClean();
      });
  });

  it("A20, S20: and in the lines of a journal", async () => {
    const folder = path.join(ROOT, "journal");
    const inner = await openJournal(folder);
    const journal: Journal = {
      agents: () => inner.agents(),
      claim: (agent) => inner.claim(agent),
      append: (append) => inner.append(append),
      read: async (agent, number) =>
        (await inner.read(agent, number)).map((entry) => ladenEntry(entry)).concat(oddEntries()),
      remove: (agent, epoch) => inner.remove(agent, epoch),
      close: () => inner.close(),
    };
    await withScript({ steps: [{ expect: { type: "user" } }, { hang: true }] }, async (options) => {
      const first = await AgentManager.open({ journal, options });
      await first.spawnSession({ prompt: "x", label: "constructor" });
      await first.shutdown();
      const next = disposed(await AgentManager.open({ journal, options }));
      const { agents } = next.listSessions();
      assert.deepEqual(
        agents.map(({ label, state }) => [label, state]),
        [["constructor-1", "ended"]],
      );
      assert.ok(next.metrics().ended.lost + next.metrics().ended.terminated <= 1);
      await next.shutdown();
    });
    await inner.close();
    assertClean();
  });
});

function nothing(): void {
  // Only that it can be called.
}

function ladenEntry(entry: JournalEntry): JournalEntry {
  const past = entry["past"] as Record<string, unknown> | undefined;
  if (past === undefined) return Object.assign(evil(), entry) as JournalEntry;
  const options = Object.assign(evil(), past["options"]);
  return Object.assign(evil(), entry, { past: Object.assign(evil(), past, { options }) }) as JournalEntry;
}

function oddEntries(): JournalEntry[] {
  return NAMES.map((name) => Object.assign(evil(), { type: name }) as JournalEntry);
}
