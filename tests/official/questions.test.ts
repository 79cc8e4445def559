// What the CLI asks a program, in every form: what the program's callback is given, and what goes back.
import process from "node:process";
import { initFrame, resultFrame, type ScriptedStep } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { compareAll } from "./record.ts";
import type { Options } from "./stage.ts";

interface Question {
  /** What the CLI asks. */
  readonly request: Record<string, unknown>;
  /** What the callback says, when there is one. */
  readonly says?: unknown;
}

const TOOL = { subtype: "can_use_tool", tool_name: "Bash", input: { command: "ls" }, tool_use_id: "toolu_1" };
const FULL_TOOL = {
  ...TOOL,
  permission_suggestions: [{ type: "setMode", mode: "acceptEdits", destination: "session" }],
  blocked_path: "/etc",
  mcp_server: { name: "local", source: "sdk" },
  decision_reason: "because",
  decision_reason_type: "rule",
  matched_ask_rule: { source: "userSettings", tool_name: "Bash", rule_content: "ls:*" },
  title: "Claude wants to run ls",
  display_name: "Bash",
  description: "lists files",
  agent_id: "agent-1",
  requires_user_interaction: true,
  default_to_no: true,
  suppress_always_allow_rule: true,
  server_policy_ask_only: true,
  classifier_approvable: true,
};
const EMPTY_TOOL = {
  ...TOOL,
  permission_suggestions: [],
  blocked_path: "",
  decision_reason: "",
  title: "",
  requires_user_interaction: false,
  default_to_no: false,
  suppress_always_allow_rule: false,
  server_policy_ask_only: false,
};
const HOOK = {
  subtype: "hook_callback",
  callback_id: "hook_0",
  tool_use_id: "toolu_1",
  input: { hook_event_name: "PreToolUse", session_id: "s", tool_name: "Bash", tool_input: {} },
};
const FORM = {
  subtype: "elicitation",
  mcp_server_name: "local",
  message: "Who are you?",
  mode: "form",
  requested_schema: { type: "object", properties: {} },
  title: "A question",
  display_name: "Local",
  description: "of the server",
};
const PAGE = {
  subtype: "elicitation",
  mcp_server_name: "local",
  message: "Log in",
  mode: "url",
  url: "https://a.example",
  elicitation_id: "e1",
};
const DIALOG = {
  subtype: "request_user_dialog",
  dialog_kind: "refusal_fallback_prompt",
  payload: { a: 1 },
  tool_use_id: "toolu_1",
};
const ALLOW = { behavior: "allow", updatedInput: { command: "pwd" } };
const UPDATES = [{ type: "addDirectories", directories: ["/x"], destination: "session" }];

const QUESTIONS: Readonly<Record<string, Question>> = {
  "may a tool run? yes": { request: TOOL, says: ALLOW },
  "may a tool run? everything that can be known": { request: FULL_TOOL, says: ALLOW },
  "may a tool run? nothing known": { request: EMPTY_TOOL, says: { behavior: "allow" } },
  "may a tool run? yes, and more": {
    request: TOOL,
    says: {
      ...ALLOW,
      updatedPermissions: UPDATES,
      decisionClassification: "user_permanent",
      toolUseID: "other",
    },
  },
  "may a tool run? no": { request: TOOL, says: { behavior: "deny", message: "no" } },
  "may a tool run? no, stop": { request: TOOL, says: { behavior: "deny", message: "no", interrupt: true } },
  "may a tool run? answered elsewhere": { request: TOOL, says: null },
  "a hook": { request: HOOK, says: { continue: true, systemMessage: "hello" } },
  "a hook without a tool": { request: { ...HOOK, tool_use_id: undefined }, says: {} },
  "a hook that answers later": { request: HOOK, says: { async: true, asyncTimeout: 5 } },
  "a hook that there is not": {
    request: { ...HOOK, callback_id: "hook_9" },
  },
  "a form": { request: FORM, says: { action: "accept", content: { name: "Ada" } } },
  "a page": { request: PAGE, says: { action: "cancel" } },
  "a form that nobody answers": { request: FORM },
  "a form that is answered elsewhere": { request: FORM, says: null },
  "a dialog": { request: DIALOG, says: { behavior: "completed", result: { choice: 1 } } },
  "a dialog, cancelled": { request: { ...DIALOG, tool_use_id: undefined }, says: { behavior: "cancelled" } },
  "a dialog that nobody shows": { request: DIALOG },
  "something new": { request: { subtype: "brand_new", a: 1 } },
};

compareAll("questions", QUESTIONS, async ({ query }, { request, says }) => {
  const steps: ScriptedStep[] = [
    { expect: { type: "user" } },
    { emit: initFrame() },
    { emit: { type: "control_request", request_id: "asked", request } },
    // Answered or not: what comes next on stdin is the answer to this.
    { emit: { type: "control_request", request_id: "next", request: { subtype: "also_new" } } },
    { expect: { type: "control_response", response: { request_id: "next" } } },
    { wait: 100 },
    { emit: resultFrame("done") },
  ];
  let given: unknown;
  const callback = async (...values: unknown[]): Promise<never> => {
    given = values;
    return says as never;
  };
  return withScript({ steps }, async (started, claude) => {
    const options = {
      ...started,
      env: { PATH: process.env["PATH"], HOME: "/nonexistent" },
      hooks: { PreToolUse: [{ hooks: [callback] }] },
      ...(says === undefined
        ? {}
        : { canUseTool: callback, onElicitation: callback, onUserDialog: callback }),
    } as Options;
    const messages = query({ prompt: "hi", options });
    while ((await messages.next()).done !== true) continue;
    const answers = (await claude.stdin()).map(
      ({ response }) => response as { request_id?: string } | undefined,
    );
    const answer = answers.find((response) => response?.request_id === "asked");
    return { given: readable(given), answer };
  });
});

/** Signals are shown by what they say, and fields in no order. */
function readable(value: unknown): unknown {
  if (value instanceof AbortSignal) return value.aborted ? "aborted" : "not aborted";
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => [name, readable(item)]),
  );
}
