// claude_read_agent_output: read what an agent has said and done.
import * as v from "valibot";
import type { ToolSpec } from "../define.ts";
import { optionalText, sessionId, wholeNumber } from "../inputs.ts";
import { count, summary } from "../outputs.ts";

const MOST = 1_000;

export const read: ToolSpec = {
  name: "claude_read_agent_output",
  title: "Read a Claude agent's output",
  description:
    "Read what an agent has written and done, a page at a time: pass the cursor of an answer to read on, also later. " +
    "Its final answer alone is view result.",
  input: v.strictObject({
    session_id: sessionId,
    cursor: optionalText("The cursor of the page before, of the same view"),
    view: v.pipe(
      v.optional(
        v.picklist(["text", "frames", "result", "changes"], "must be text, frames, result or changes"),
      ),
      v.description(
        "text (default): its words, a line for each tool call. frames: whole messages as JSON, the default with offset or length. result: its last answer. changes: the patch of its worktree",
      ),
    ),
    offset: v.pipe(
      v.optional(wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)),
      v.description("Position of the first message, from 0; negative for the newest"),
    ),
    after: v.pipe(
      v.optional(wholeNumber(-1, Number.MAX_SAFE_INTEGER)),
      v.description("Read what came after this position; next_after of the page before"),
    ),
    length: v.pipe(v.optional(wholeNumber(0, MOST)), v.description("The most messages")),
    limit: v.pipe(v.optional(wholeNumber(0, MOST)), v.description("The same as length")),
  }),
  output: v.object({
    summary,
    session_id: v.string(),
    state: v.string(),
    working: v.boolean(),
    is_complete: v.boolean(),
    /** The view `text` or `result`, or a piece of the JSON of one message that is too long for an answer. */
    text: v.optional(v.string()),
    /** The view `frames`. */
    output: v.optional(
      v.array(
        v.object({
          seq: count,
          timestamp: v.string(),
          message_type: v.string(),
          /** Model turns that a result took, else 0. */
          turn: count,
          content: v.record(v.string(), v.unknown()),
        }),
      ),
    ),
    /** The view `changes`: paths in the repository; cut to fit. */
    files: v.optional(v.array(v.string())),
    cursor: v.string(),
    has_more: v.boolean(),
    total_messages: count,
    messages_returned: count,
    first_seq: count,
    next_after: v.pipe(v.number(), v.integer()),
    /** Messages that were asked for and are no longer kept. */
    dropped: count,
    /** When all those are gone. */
    last_words: v.optional(v.string()),
    turn_count: count,
    max_turns: v.optional(count),
  }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
};
