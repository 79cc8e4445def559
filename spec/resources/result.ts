// agent://{session_id}/result: the last answer of an agent.
import type { ResourceSpec } from "../define.ts";

export const result: ResourceSpec = {
  name: "result",
  title: "An agent's result",
  description: "The last answer of an agent, a page at a time.",
  uri: "agent://{session_id}/result{?cursor}",
  mimeType: "text/plain",
  tool: "claude_read_agent_output",
  args: (variables) => ({ ...variables, view: "result" }),
  rest: ({ has_more: hasMore, cursor }) => (hasMore === true ? { cursor: String(cursor) } : undefined),
};
