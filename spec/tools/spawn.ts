// claude_spawn_agent: start agents on a prompt.
import * as v from "valibot";
import type { ToolSpec } from "../define.ts";
import { awaitCompletionMs, prompt, texts, wholeNumber } from "../inputs.ts";
import { agent, count } from "../outputs.ts";

export const spawn: ToolSpec = {
  name: "claude_spawn_agent",
  title: "Spawn Claude agents",
  description:
    "Start one or more Claude Code agents on a prompt. They work on their own in `cwd`, with tools for reading, writing and running. " +
    "Answers with their session_ids: use claude_read_agent_output to follow, claude_send_agent_prompt to go on, " +
    "claude_terminate_agent_session when done. Set await_completion_ms (say 45000) to get the result in this very answer.",
  input: v.strictObject({
    prompt,
    worker_count: v.pipe(
      v.optional(wholeNumber(1, 16), 1),
      v.description("How many agents work on the prompt, each on its own"),
    ),
    label: v.pipe(
      v.optional(v.nullable(v.string())),
      v.description('A name; agents are called "<label>-1", "<label>-2" …'),
    ),
    system_prompt: v.pipe(
      v.optional(v.nullable(v.string())),
      v.description("Replaces Claude Code's own system prompt"),
    ),
    model: v.pipe(v.optional(v.nullable(v.string())), v.description("A model name or alias, such as sonnet")),
    max_turns: v.pipe(
      v.optional(wholeNumber(1, 1_000), 10),
      v.description("The most model turns for one prompt"),
    ),
    cwd: v.pipe(
      v.optional(v.nullable(v.string())),
      v.description("Where to work: a directory inside the server's roots"),
    ),
    add_dirs: texts("More directories inside the server's roots that the agent may use"),
    allowed_tools: texts("Tools or rules such as Bash(git:*) that need no permission"),
    disallowed_tools: texts("Tools or rules that are refused"),
    permission_mode: v.pipe(
      v.optional(v.nullable(v.picklist(["plan", "default", "dontAsk", "acceptEdits", "bypassPermissions"]))),
      v.description(
        "plan only reads; default and dontAsk refuse what no rule allows; others only if the server allows them",
      ),
    ),
    initial_delay_ms: v.pipe(
      v.optional(wholeNumber(0, 60_000), 0),
      v.description("Wait so long before answering, to have first output in the answer"),
    ),
    await_completion_ms: awaitCompletionMs,
  }),
  output: v.object({
    session_ids: v.array(v.string()),
    worker_count: count,
    completed: v.pipe(v.boolean(), v.description("All agents had finished when this was answered")),
    agents: v.array(agent),
  }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
};
