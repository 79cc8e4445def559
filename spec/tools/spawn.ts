// claude_spawn_agent: start agents on a prompt.
import * as v from "valibot";
import type { ToolSpec } from "../define.ts";
import { awaitCompletionMs, optionalText, prompt, texts, wholeNumber } from "../inputs.ts";
import { agent, count, notShown, summary } from "../outputs.ts";

const LABEL_CHARACTERS = 100;
const KEY_CHARACTERS = 256;
/** Labels are shown in terminals and lists, where these would show something else. */
const PLAIN = /^[^\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]*$/u;

export const spawn: ToolSpec = {
  name: "claude_spawn_agent",
  title: "Spawn Claude agents",
  description:
    "Start Claude Code agents on a prompt; they work on their own in `cwd`. Answers at once with their session_ids: " +
    "claude_wait_agents has the results when they are there, claude_send_agent_prompt goes on, claude_terminate_agent_session ends. " +
    "Or set await_completion_ms (say 45000) to have the result in this very answer.",
  input: v.strictObject({
    prompt,
    worker_count: v.pipe(v.optional(wholeNumber(1, 16), 1), v.description("How many agents work on it")),
    label: v.pipe(
      v.optional(
        v.pipe(
          v.string("must be a text"),
          v.maxLength(LABEL_CHARACTERS, `must not be longer than ${LABEL_CHARACTERS} characters`),
          v.regex(PLAIN, "must not have control characters or marks of direction"),
        ),
      ),
      v.description('A name; agents are called "<label>-1" …'),
    ),
    system_prompt: optionalText("In place of Claude Code's own"),
    model: optionalText("A model name or alias, such as sonnet"),
    effort: v.pipe(
      v.optional(
        v.picklist(["low", "medium", "high", "xhigh", "max"], "must be low, medium, high, xhigh or max"),
      ),
      v.description("How hard the model thinks"),
    ),
    max_turns: v.pipe(
      v.optional(wholeNumber(1, 1_000), 10),
      v.description("Most model turns for one prompt"),
    ),
    max_budget_usd: v.pipe(
      v.optional(v.pipe(v.number("must be a number"), v.minValue(0, "must not be negative"))),
      v.description("Stop when this is spent"),
    ),
    resume: optionalText("The session_id of a kept conversation to go on with"),
    output_schema: v.pipe(
      v.optional(v.record(v.string(), v.unknown())),
      v.description("A JSON Schema: the result comes as such data, in structured_output"),
    ),
    key: v.pipe(
      v.optional(
        v.pipe(
          v.string("must be a text"),
          v.nonEmpty("must not be empty"),
          v.maxLength(KEY_CHARACTERS, `must not be longer than ${KEY_CHARACTERS} characters`),
        ),
      ),
      v.description("A name for this call: the same again starts no second agent"),
    ),
    worktree: v.pipe(
      v.optional(v.boolean("must be true or false"), false),
      v.description(
        "Each works in a git worktree of its own; view changes of claude_read_agent_output has the patch",
      ),
    ),
    cwd: optionalText("Where to work: a directory inside the server's roots"),
    add_dirs: texts("More directories inside the roots"),
    allowed_tools: texts("Tools or rules such as Edit or Bash(git:*) that need no permission"),
    disallowed_tools: texts("Tools or rules that are refused"),
    permission_mode: v.pipe(
      v.optional(
        v.picklist(
          ["plan", "default", "dontAsk", "acceptEdits", "auto", "bypassPermissions"],
          "must be plan, default, dontAsk, acceptEdits, auto or bypassPermissions",
        ),
      ),
      v.description("plan only reads; default and dontAsk refuse what no rule allows; others if allowed"),
    ),
    ask_permissions: v.pipe(
      v.optional(v.boolean("must be true or false"), false),
      v.description("What no rule allows is asked (claude_answer_agent), not refused"),
    ),
    terminate_on_cancel: v.pipe(
      v.optional(v.boolean("must be true or false"), false),
      v.description("Cancelling this call or its task ends agents that nobody has read"),
    ),
    initial_delay_ms: v.pipe(
      v.optional(wholeNumber(0, 60_000), 0),
      v.description("Wait before answering, to have first output"),
    ),
    await_completion_ms: awaitCompletionMs,
  }),
  output: v.object({
    summary,
    session_ids: v.array(v.string()),
    worker_count: count,
    completed: v.pipe(v.boolean(), v.description("All have finished")),
    agents: v.array(agent),
    not_shown: notShown,
  }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  takesTemplates: true,
};
