// agents://list: what all agents are doing.
import type { ResourceSpec } from "../define.ts";

export const agents: ResourceSpec = {
  name: "agents",
  title: "Your agents",
  description: "All of your agents, those at work first: state, last words, result, cost.",
  uri: "agents://list{?offset}",
  mimeType: "application/json",
  tool: "claude_list_agents",
  args: (variables) => variables,
  rest: ({ next_offset: offset }) => (offset === undefined ? undefined : { offset: String(offset) }),
};
