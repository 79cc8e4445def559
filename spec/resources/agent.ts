// agent://{session_id}: one agent at a glance.
import type { ResourceSpec } from "../define.ts";

export const agent: ResourceSpec = {
  name: "agent",
  title: "An agent",
  description: "One of your agents at a glance: state, open questions, result, cost.",
  uri: "agent://{session_id}",
  mimeType: "application/json",
  tool: "claude_wait_agents",
  args: ({ session_id = "" }) => ({ session_ids: [session_id], timeout_ms: 0 }),
  each: "agent",
};
