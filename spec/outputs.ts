// What several tools answer with.
import * as v from "valibot";

const count: v.GenericSchema<number> = v.pipe(v.number(), v.integer(), v.minValue(0));

const refusedTool = v.object({ tool_name: v.string(), tool_use_id: v.string(), advice: v.string() });

const lastResult = v.object({
  turn: count,
  is_error: v.boolean(),
  subtype: v.string(),
  text: v.string(),
  refused_tools: v.optional(v.array(refusedTool)),
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
  ended_reason: v.optional(v.picklist(["terminated", "failed", "exited", "lost", "expired"])),
  error: v.optional(v.object({ code: v.string(), message: v.string() })),
  working: v.boolean(),
  is_complete: v.boolean(),
  turn_count: count,
  max_turns: v.optional(count),
  message_count: count,
  runtime_ms: count,
  total_cost_usd: v.number(),
  queue_position: v.optional(count),
  started_at: v.string(),
  completion_time: v.optional(v.string()),
  last_output: v.array(v.string()),
  last_result: v.optional(lastResult),
  interrupted_prompts: v.optional(v.array(v.string())),
  advice: v.optional(v.string()),
});

export { count };
