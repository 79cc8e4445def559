// The permission question as a kind: who is asked, and what stands in place of an answer that failed.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CallContext } from "../../lib/control/kind.ts";
import {
  type CanUseTool,
  type PermissionHandling,
  type PermissionRequest,
  permissionKind,
} from "../../lib/control/permissions.ts";
import { Cancellation } from "../../lib/events/cancellation.ts";
import type { CanUseToolRequest } from "../../lib/wire/control-frames.ts";
import { turn } from "../support/callback-runner.ts";

const QUESTION: CanUseToolRequest = {
  subtype: "can_use_tool",
  tool_name: "Bash",
  input: { command: "ls" },
  tool_use_id: "t",
};
const CALL: CallContext = Object.assign(new Cancellation(), { requestId: "r" });
const ALLOW = { behavior: "allow" as const };
const DENY = { behavior: "deny" as const, message: "no" };

function kindOf(more: Partial<PermissionHandling>) {
  return permissionKind({
    canUseTool: undefined,
    listeners: () => 0,
    announce: () => undefined,
    timeoutMs: Infinity,
    interruptWhenLate: false,
    ...more,
  });
}

/** What the host answers. */
const ask = (more: Partial<PermissionHandling>, question: object = QUESTION): unknown =>
  kindOf(more).ask(question as CanUseToolRequest, CALL);

describe("A permission question", () => {
  it("is put to the callback alone where nobody listens, with its name, input and context", async () => {
    const asked: unknown[] = [];
    const canUseTool: CanUseTool = async (tool, input, { requestId, toolUseID, signal }) => {
      asked.push(tool, input, requestId, toolUseID, signal === CALL.signal);
      return ALLOW;
    };
    assert.deepEqual(await ask({ canUseTool }), ALLOW);
    assert.deepEqual(asked, ["Bash", { command: "ls" }, "r", "t", true]);
  });

  for (const first of ["the callback", "a listener"] as const)
    it(`is put to both where somebody listens, and the first answer counts: ${first}`, async () => {
      let request: PermissionRequest | undefined;
      let decide = (_result: typeof DENY): void => undefined;
      const canUseTool: CanUseTool = () => new Promise((resolve) => (decide = resolve));
      const answer = ask({ canUseTool, listeners: () => 1, announce: (given) => (request = given) });
      if (first === "a listener") request?.answer(ALLOW);
      decide(DENY);
      await turn();
      request?.answer(ALLOW);
      assert.deepEqual(await answer, first === "a listener" ? ALLOW : DENY);
    });

  it("waits for a listener where there is no callback, and fails where neither is left", async () => {
    const announce = ({ answer }: PermissionRequest): void => answer(DENY);
    assert.deepEqual(await ask({ listeners: () => 1, announce }), DENY);
    assert.throws(() => ask({}), /Nobody listens/);
  });

  it("that names no tool or no input reaches nobody", () => {
    const canUseTool = (): never => assert.fail("it was asked");
    for (const wrong of [{ tool_name: 7 }, { input: null }, { input: "ls" }])
      assert.throws(() => ask({ canUseTool }, { ...QUESTION, ...wrong }), TypeError);
  });
});

describe("An answer to it", () => {
  it("is passed on with the id of the call, unless it has been sent in another way", () => {
    const { answer } = kindOf({});
    assert.deepEqual(answer(ALLOW, QUESTION), { ...ALLOW, toolUseID: "t" });
    assert.deepEqual(answer({ ...DENY, interrupt: true }, QUESTION), {
      ...DENY,
      interrupt: true,
      toolUseID: "t",
    });
    assert.equal(answer(null, QUESTION), null);
  });

  it("of another shape is none", () => {
    const { answer } = kindOf({});
    const wrong = [
      undefined,
      true,
      "allow",
      {},
      { behavior: "maybe" },
      { behavior: "deny" },
      { ...DENY, interrupt: "yes" },
      { ...ALLOW, updatedInput: [] },
      { ...ALLOW, updatedInput: null },
      { ...ALLOW, updatedPermissions: {} },
    ];
    for (const given of wrong) assert.throws(() => answer(given, QUESTION), TypeError, JSON.stringify(given));
  });

  it('that failed is "no", in words of its own for each reason, and ends the turn only when it may', () => {
    for (const interruptWhenLate of [false, true]) {
      const { no } = kindOf({ interruptWhenLate });
      const answers = (["failed", "late", "invalid"] as const).map((why) => no(QUESTION, why));
      const interrupts = answers.map((answer) => (answer as { interrupt?: boolean }).interrupt);
      assert.deepEqual(interrupts, [undefined, interruptWhenLate ? true : undefined, undefined]);
      assert.equal(new Set(answers.map((answer) => (answer as typeof DENY).message)).size, 3);
      for (const answer of answers) assert.equal((answer as typeof DENY).behavior, "deny");
    }
  });

  it("may take as long as it likes, unless there is a limit", () => {
    assert.equal(kindOf({}).timeoutMs?.(QUESTION), Number.POSITIVE_INFINITY);
    assert.equal(kindOf({ timeoutMs: 5 }).timeoutMs?.(QUESTION), 5);
  });
});
