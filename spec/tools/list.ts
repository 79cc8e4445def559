// claude_list_agents: what all agents are doing.
import * as v from "valibot";
import type { ToolSpec } from "../define.ts";
import { wholeNumber } from "../inputs.ts";
import { agent, count, summary } from "../outputs.ts";

export const list: ToolSpec = {
  name: "claude_list_agents",
  title: "List Claude agents",
  description:
    "List your agents, those at work first: state, last words, result, cost. Long lists come in pages.",
  input: v.strictObject({
    include_completed: v.pipe(
      v.optional(v.boolean("must be true or false"), true),
      v.description("Also those that have ended"),
    ),
    last_output_lines: v.pipe(
      v.optional(wholeNumber(0, 50), 3),
      v.description("How many of its last texts to show of each"),
    ),
    offset: v.pipe(
      v.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER), 0),
      v.description("next_offset of the page before"),
    ),
  }),
  output: v.object({
    summary,
    agents: v.array(agent),
    total_active: count,
    total_completed: count,
    next_offset: v.optional(count),
  }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
};
