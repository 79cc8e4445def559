// claude_send_agent_prompt: give an agent more to do.
import * as v from "valibot";
import type { ToolSpec } from "../define.ts";
import { awaitCompletionMs, prompt, sessionId } from "../inputs.ts";
import { agent, count, summary } from "../outputs.ts";

export const send: ToolSpec = {
  name: "claude_send_agent_prompt",
  title: "Prompt a Claude agent",
  description:
    "Give an agent another prompt. It remembers the conversation so far. A busy agent takes the prompt up when it can.",
  input: v.strictObject({ session_id: sessionId, prompt, await_completion_ms: awaitCompletionMs }),
  output: v.object({
    summary,
    session_id: v.string(),
    success: v.boolean(),
    uuid: v.string(),
    turn_count: count,
    working: v.boolean(),
    completed: v.boolean(),
    agent,
  }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  takesTemplates: true,
};
