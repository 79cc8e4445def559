// Every line that a CLI was ever seen to write, and some that it may: which of them reach a program, and in which form.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { createScriptedClaude, initFrame, resultFrame, type ScriptedFrame } from "../../lib/testing/index.ts";
import { LIBRARIES, type Library, type SDKMessage } from "./stage.ts";

const RECORDED = new URL("../recorded/", import.meta.url);
const IDS = {
  uuid: "11111111-1111-4111-8111-111111111111",
  session_id: "22222222-2222-4222-8222-222222222222",
};
const INIT = initFrame(IDS);
const RESULT = resultFrame("ok", IDS);

/** Lines between the start of a turn and its result, and after it. */
const LINES: Readonly<Record<string, readonly ScriptedFrame[]>> = {
  "a sign of life": [INIT, { type: "keep_alive" }, RESULT],
  "kinds that are new": [INIT, { type: "brand_new", a: 1 }, { type: "system", subtype: "brand_new" }, RESULT],
  "states, for hosts and for everybody": [
    INIT,
    { type: "system", subtype: "session_state_changed", state: "running", sdk_host_only: true },
    { type: "system", subtype: "session_state_changed", state: "idle" },
    { type: "system", subtype: "something_else", sdk_host_only: true },
    RESULT,
  ],
  "kinds that are rare": [
    INIT,
    { type: "tool_use_summary", summary: "s" },
    { type: "auth_status", isAuthenticating: false, output: [] },
    { type: "active_goal" },
    { type: "conversation_reset" },
    { type: "rate_limit_event", rate_limit_info: { status: "allowed" } },
    { type: "command_lifecycle", command_uuid: "of somebody else", state: "started" },
    { type: "system", subtype: "control_request_progress", request_id: "x", status: "started" },
    { type: "system", subtype: "session_state_changed", state: "idle", sdk_host_only: true },
    RESULT,
  ],
  "what comes after the result": [INIT, RESULT, { type: "prompt_suggestion", suggestion: "next", ...IDS }],
  "an error with several texts": [
    INIT,
    resultFrame("", { ...IDS, subtype: "error_max_turns", is_error: true, errors: [" ", "one", "", "two "] }),
  ],
  "an error, then a result that is well": [
    INIT,
    resultFrame("bad", { ...IDS, is_error: true }),
    INIT,
    RESULT,
  ],
};

function recording(file: string): ScriptedFrame[] {
  return readFileSync(new URL(file, RECORDED), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { dir: string; line: ScriptedFrame })
    .filter(({ dir, line }) => dir === "out" && !String(line?.["type"]).startsWith("control_"))
    .map(({ line }) => line);
}

interface Delivered {
  readonly messages: readonly SDKMessage[];
  readonly error: string | undefined;
}

/** Like the real one, it exits with 1 after a result that is an error. */
async function deliver(library: Library, lines: readonly ScriptedFrame[]): Promise<Delivered> {
  const last = lines.findLast(({ type }) => type === "result");
  const claude = await createScriptedClaude({
    steps: [
      { expect: { type: "user" } },
      { emit: [...lines] },
      { exit: last?.["is_error"] === true ? 1 : 0 },
    ],
  });
  const options = {
    env: { PATH: process.env["PATH"], HOME: "/nonexistent" },
    pathToClaudeCodeExecutable: claude.path,
  };
  const messages: SDKMessage[] = [];
  let error: string | undefined;
  try {
    for await (const message of LIBRARIES[library].query({ prompt: "hi", options })) messages.push(message);
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  await claude.close();
  return { messages, error };
}

async function compare(lines: readonly ScriptedFrame[]): Promise<void> {
  const [theirs, ours] = await Promise.all([deliver("official", lines), deliver("ours", lines)]);
  assert.deepEqual(ours, theirs);
  assert.ok(ours.messages.length > 0 || ours.error !== undefined);
}

describe("Both libraries deliver the same of what the CLI writes", () => {
  for (const file of readdirSync(RECORDED).filter((name) => name.endsWith(".jsonl")))
    it(`recorded: ${file}`, { timeout: 30_000 }, () => compare(recording(file)));

  for (const [name, lines] of Object.entries(LINES)) it(name, { timeout: 30_000 }, () => compare(lines));
});
