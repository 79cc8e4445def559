// What several tools answer with.
import * as v from "valibot";

const count: v.GenericSchema<number> = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The first field of every answer. */
export const summary: v.GenericSchema<string> = v.pipe(
  v.string(),
  v.description("What to know, and what to do next"),
);

const refusedTool = v.object({
  tool_name: v.string(),
  tool_use_id: v.string(),
  /** What its question was answered with. */
  denial: v.optional(v.string()),
  advice: v.string(),
});

const lastResult = v.object({
  turn: count,
  is_error: v.boolean(),
  subtype: v.string(),
  text: v.string(),
  /** Where its text goes on, when it is too long for this answer: for `claude_read_agent_output` with `view: "result"`. */
  cursor: v.optional(v.string()),
  structured_output: v.optional(v.unknown()),
  refused_tools: v.optional(v.array(refusedTool)),
});

const question = v.object({
  request_id: v.string(),
  tool_name: v.string(),
  /** What the call would do; cut to fit. */
  input: v.string(),
  title: v.optional(v.string()),
});

/** An agent at a glance. */
export const agent: v.GenericSchema<Record<string, unknown>> = v.object({
  session_id: v.string(),
  label: v.string(),
  state: v.picklist([
    "queued",
    "starting",
    "running",
    "requires_action",
    "idle",
    "parked",
    "ending",
    "ended",
  ]),
  ended_reason: v.optional(v.string()),
  error: v.optional(v.object({ code: v.string(), message: v.string() })),
  questions: v.optional(v.array(question)),
  working: v.boolean(),
  is_complete: v.boolean(),
  turn_count: count,
  max_turns: v.optional(count),
  message_count: count,
  runtime_ms: count,
  total_cost_usd: v.number(),
  queue_position: v.optional(count),
  waiting_until: v.optional(v.string()),
  started_at: v.string(),
  completion_time: v.optional(v.string()),
  /** Its own git worktree, and the commit that this was made from. */
  worktree: v.optional(v.object({ path: v.string(), commit: v.string() })),
  last_output: v.array(v.string()),
  last_result: v.optional(lastResult),
  interrupted_prompts: v.optional(v.array(v.string())),
  advice: v.optional(v.string()),
});

/** Session ids of agents for which the answer had no room. */
export const notShown: v.GenericSchema<string[] | undefined> = v.optional(v.array(v.string()));

export { count };
