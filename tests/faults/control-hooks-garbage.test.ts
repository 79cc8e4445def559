// Hooks that answer nonsense are hooks that failed; what an event allows goes through.
import assert from "node:assert/strict";
import { describe } from "node:test";
import type { HookCallback, HookEvent } from "../../lib/hooks/events.ts";
import { fault } from "../support/fault.ts";
import { DENIED, FAILED, hookRequest, open, outcomeOf, RefusedError, register } from "../support/hooks.ts";

const answering = (value: unknown): HookCallback => (async () => value) as unknown as HookCallback;

describe("A hook that answers nonsense", () => {
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  const anywhere: unknown[] = [
    null,
    "yes",
    7,
    true,
    [],
    () => 1,
    new Date(0),
    { continue: "yes" },
    { suppressOutput: 1 },
    { stopReason: null },
    { decision: "maybe" },
    { reason: 5 },
    { systemMessage: {} },
    { terminalSequence: 1 },
    { async: "yes" },
    { async: true, asyncTimeout: "5" },
    { hookSpecificOutput: "x" },
    { hookSpecificOutput: () => ({}) },
    { decision: Symbol("block") },
    { hookSpecificOutput: {} },
    { hookSpecificOutput: { hookEventName: "SessionEnd" } },
    { big: 1n },
    cycle,
  ];
  const own: [HookEvent, Record<string, unknown>][] = [
    ["PreToolUse", { permissionDecision: "maybe" }],
    ["PreToolUse", { permissionDecisionReason: 1 }],
    ["PreToolUse", { updatedInput: [] }],
    ["PreToolUse", { additionalContext: 1 }],
    ["PreModelSwitch", { permissionDecision: "defer" }],
    ["PreSkillShellCommand", { permissionDecision: "maybe" }],
    ["PermissionRequest", {}],
    ["PermissionRequest", { decision: { behavior: "ask" } }],
    ["PermissionRequest", { decision: { behavior: "allow", updatedInput: "x" } }],
    ["PermissionRequest", { decision: { behavior: "allow", updatedPermissions: {} } }],
    ["PermissionRequest", { decision: { behavior: "deny", message: 5 } }],
    ["PermissionRequest", { decision: { behavior: "deny", interrupt: "yes" } }],
    ["PermissionDenied", { retry: "yes" }],
    ["PostToolUse", { classifierContext: 1 }],
    ["UserPromptSubmit", { sessionTitle: 1 }],
    ["UserPromptExpansion", { suppressOriginalPrompt: "yes" }],
    ["SessionStart", { initialUserMessage: 1 }],
    ["SessionStart", { reloadSkills: "yes" }],
    ["SessionStart", { watchPaths: "x" }],
    ["FileChanged", { watchPaths: [1] }],
    ["CwdChanged", { watchPaths: {} }],
    ["Elicitation", { action: "maybe" }],
    ["ElicitationResult", { content: [] }],
    ["WorktreeCreate", {}],
    ["WorktreeCreate", { worktreePath: 1 }],
    ["MessageDisplay", { displayContent: 1 }],
  ];

  fault("F42: a hook that answers garbage counts as one that has thrown", async () => {
    const cases: [HookEvent, unknown][] = [
      ...(["PreToolUse", "PermissionRequest", "Stop"] as const).flatMap((event) =>
        anywhere.map((value): [HookEvent, unknown] => [event, value]),
      ),
      ...own.map(([event, part]): [HookEvent, unknown] => [
        event,
        { hookSpecificOutput: { hookEventName: event, ...part } },
      ]),
    ];
    const accepted: string[] = [];
    for (const [event, value] of cases) {
      const { hooks, errors } = register({ [event]: [{ hooks: [answering(value)] }] });
      const outcome = await outcomeOf(hooks, event);
      if (errors.length === 1) assert.deepEqual(outcome, DENIED[event] ?? FAILED);
      else accepted.push(`${event}: ${typeof value === "object" ? Object.keys(value ?? {}) : String(value)}`);
    }
    assert.deepEqual(accepted, []);
  });

  fault('F42: garbage with onFailure "block" fails the request', async () => {
    for (const value of anywhere) {
      const { hooks } = register({ PostToolUse: [{ hooks: [answering(value)], onFailure: "block" }] });
      await assert.rejects(hooks.handle(hookRequest("PostToolUse"), open()), RefusedError);
    }
  });

  fault("F42: an answer that is changed afterwards is sent as it was", async () => {
    const mine = { decision: "block", reason: "no" };
    const { hooks } = register({ PreToolUse: [{ hooks: [answering(mine)] }] });
    const answer = await hooks.handle(hookRequest("PreToolUse"), open());
    mine.decision = "approve";
    assert.deepEqual(answer, { decision: "block", reason: "no" });
  });

  fault("F42: every answer that an event allows is taken as it is", async () => {
    const fine: [HookEvent, Record<string, unknown>][] = [
      ["PreToolUse", { permissionDecision: "defer", permissionDecisionReason: "r", updatedInput: { a: 1 } }],
      ["PermissionRequest", { decision: { behavior: "allow", updatedInput: {}, updatedPermissions: [] } }],
      ["PermissionRequest", { decision: { behavior: "deny" } }],
      ["PermissionDenied", { retry: true }],
      ["PostToolUse", { updatedToolOutput: "x", updatedMCPToolOutput: [1], classifierContext: "c" }],
      ["UserPromptSubmit", { additionalContext: "c", sessionTitle: "t", suppressOriginalPrompt: true }],
      ["SessionStart", { initialUserMessage: "m", watchPaths: ["/a"], reloadSkills: true }],
      ["PreModelSwitch", { permissionDecision: "ask" }],
      ["Elicitation", { action: "accept", content: { a: 1 } }],
      ["WorktreeCreate", { worktreePath: "/w" }],
      ["MessageDisplay", { displayContent: "" }],
    ];
    for (const [event, part] of fine) {
      const value = { hookSpecificOutput: { hookEventName: event, ...part } };
      const { hooks, errors } = register({ [event]: [{ hooks: [answering(value)] }] });
      assert.deepEqual(await hooks.handle(hookRequest(event), open()), value);
      assert.deepEqual(errors, []);
    }
  });
});
