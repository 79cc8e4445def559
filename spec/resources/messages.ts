// agent://{session_id}/messages: what an agent has written and done.
import type { ResourceSpec } from "../define.ts";

export const messages: ResourceSpec = {
  name: "messages",
  title: "An agent's work",
  description: "What an agent has written, with a line for each of its tool calls, a page at a time.",
  uri: "agent://{session_id}/messages{?cursor}",
  mimeType: "text/plain",
  tool: "claude_read_agent_output",
  args: (variables) => variables,
  rest: ({ has_more: hasMore, cursor }) => (hasMore === true ? { cursor: String(cursor) } : undefined),
};
