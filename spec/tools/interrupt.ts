// claude_interrupt_agent: stop what an agent is doing.
import * as v from "valibot";
import type { ToolSpec } from "../define.ts";
import { sessionId } from "../inputs.ts";
import { agent, summary } from "../outputs.ts";

export const interrupt: ToolSpec = {
  name: "claude_interrupt_agent",
  title: "Interrupt a Claude agent",
  description: "Stop what an agent is doing. It keeps the conversation, and takes more prompts.",
  input: v.strictObject({ session_id: sessionId }),
  output: v.object({
    summary,
    session_id: v.string(),
    success: v.boolean(),
    /** Prompts that had not begun and may still run, by uuid: Claude Code drops one that it is about to begin. */
    still_queued: v.array(v.string()),
    agent,
  }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
};
