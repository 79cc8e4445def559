// claude_wait_agents: be answered when agents have results.
import * as v from "valibot";
import type { ToolSpec } from "../define.ts";
import { since, waitMs } from "../inputs.ts";
import { agent, notShown, summary } from "../outputs.ts";

const MOST = 100;
/** Below the 60 seconds after which many clients give a call up. */
const PRESET_MS = 45_000;

export const wait: ToolSpec = {
  name: "claude_wait_agents",
  title: "Wait for Claude agents",
  description:
    "Wait until agents have finished, have a question for you, or time is up, and have their results. Costs less than reading again and again.",
  input: v.strictObject({
    session_ids: v.pipe(
      v.array(v.string("must be a list of texts"), "must be a list of texts"),
      v.minLength(1, "must name an agent"),
      v.maxLength(MOST, `must not name more than ${MOST} agents`),
      v.description("The agents' session_ids"),
    ),
    mode: v.pipe(
      v.optional(v.picklist(["all", "any"], "must be all or any")),
      v.description("Wait for all of them, or for the first. Default: all; with since, any"),
    ),
    since,
    timeout_ms: waitMs(PRESET_MS, "Answer after so many milliseconds at the latest; the agents go on"),
  }),
  output: v.object({
    summary,
    completed: v.boolean(),
    agents: v.array(agent),
    not_shown: notShown,
    cursor: v.string(),
  }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
};
