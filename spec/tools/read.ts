// claude_read_agent_output: read what an agent has said and done.
import * as v from "valibot";
import type { ToolSpec } from "../define.ts";
import { sessionId, wholeNumber } from "../inputs.ts";
import { count } from "../outputs.ts";

const MOST = 1_000;

export const read: ToolSpec = {
  name: "claude_read_agent_output",
  title: "Read a Claude agent's output",
  description:
    "Read an agent's messages. Positions are absolute and never shift: pass next_after of the last answer as `after` to read on, " +
    "or a negative offset for the newest. Long texts are cut; for the final answer alone see last_result in claude_list_agents.",
  input: v.strictObject({
    session_id: sessionId,
    offset: v.pipe(
      v.optional(wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)),
      v.description("Position of the first message, from 0 (default); negative for the newest"),
    ),
    length: v.pipe(v.optional(wholeNumber(0, MOST)), v.description("The most messages. Default: 50")),
    after: v.pipe(
      v.optional(wholeNumber(-1, Number.MAX_SAFE_INTEGER)),
      v.description("Read what came after this position, in place of offset"),
    ),
    limit: v.pipe(v.optional(wholeNumber(0, MOST)), v.description("The same as length")),
  }),
  output: v.object({
    session_id: v.string(),
    state: v.string(),
    working: v.boolean(),
    is_complete: v.boolean(),
    output: v.array(
      v.object({
        seq: count,
        timestamp: v.string(),
        message_type: v.string(),
        turn: v.pipe(count, v.description("Model turns that a result took, else 0")),
        content: v.record(v.string(), v.unknown()),
      }),
    ),
    total_messages: count,
    messages_returned: count,
    first_seq: count,
    next_after: v.pipe(v.number(), v.integer()),
    dropped: v.pipe(count, v.description("Messages that were asked for and are no longer kept")),
    last_words: v.pipe(v.optional(v.string()), v.description("When all those are gone")),
    has_more: v.boolean(),
    turn_count: count,
    max_turns: v.optional(count),
  }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
};
