// claude_terminate_agent_session: end an agent.
import * as v from "valibot";
import type { ToolSpec } from "../define.ts";
import { sessionId } from "../inputs.ts";
import { count, summary } from "../outputs.ts";

export const terminate: ToolSpec = {
  name: "claude_terminate_agent_session",
  title: "Terminate a Claude agent",
  description: "End an agent and every process it has started. Its output can be read for some minutes more.",
  input: v.strictObject({ session_id: sessionId }),
  output: v.object({
    summary,
    session_id: v.string(),
    success: v.boolean(),
    final_turn_count: count,
    total_messages: count,
    runtime_ms: count,
  }),
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
};
