// Every line that a CLI was ever seen to write, and some that it may: which of them reach a program, and in which form.
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { isDeepStrictEqual } from "node:util";
import { initFrame, resultFrame, type ScriptedFrame, type ScriptedStep } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { compareAll } from "./record.ts";
import type { Options } from "./stage.ts";

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

function recordings(): Record<string, ScriptedFrame[]> {
  const files = readdirSync(RECORDED).filter((name) => name.endsWith(".jsonl"));
  return Object.fromEntries(files.map((file) => [`recorded: ${file}`, recording(file)]));
}

function recording(file: string): ScriptedFrame[] {
  return readFileSync(new URL(file, RECORDED), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { dir: string; line: ScriptedFrame })
    .filter(({ dir, line }) => dir === "out" && !String(line?.["type"]).startsWith("control_"))
    .map(({ line }) => line);
}

compareAll("delivered", { ...LINES, ...recordings() }, async (sdk, lines) => {
  const last = lines.findLast(({ type }) => type === "result");
  // Like the real one, it exits with 1 after a result that is an error.
  const exit = last?.["is_error"] === true ? 1 : 0;
  const steps: ScriptedStep[] = [{ expect: { type: "user" } }, { emit: [...lines] }, { exit }];
  return withScript({ steps }, async (started) => {
    const env = { PATH: process.env["PATH"], HOME: "/nonexistent" };
    const query = sdk.query({ prompt: "hi", options: { env, ...started } as Options });
    const messages: unknown[] = [];
    let error: string | undefined;
    try {
      for await (const message of query) messages.push(shown(message, lines));
    } catch (thrown) {
      error = (thrown as Error).message;
    }
    return { messages, error };
  });
});

/** A line that is delivered as it is stands as its number. */
function shown(message: unknown, lines: readonly ScriptedFrame[]): unknown {
  const number = lines.findIndex((line) => isDeepStrictEqual(line, message));
  return number === -1 ? message : number;
}
