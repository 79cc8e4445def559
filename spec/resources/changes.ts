// agent://{session_id}/changes: what an agent has changed in its worktree.
import type { ResourceSpec } from "../define.ts";

export const changes: ResourceSpec = {
  name: "changes",
  title: "An agent's changes",
  description: "What an agent has changed in its git worktree, as a patch, a page at a time.",
  uri: "agent://{session_id}/changes{?cursor}",
  mimeType: "text/plain",
  tool: "claude_read_agent_output",
  args: (variables) => ({ ...variables, view: "changes" }),
  rest: ({ has_more: hasMore, cursor }) => (hasMore === true ? { cursor: String(cursor) } : undefined),
};
