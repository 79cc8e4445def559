// claude_answer_agent: answer what an agent asks.
import * as v from "valibot";
import type { ToolSpec } from "../define.ts";
import { optionalText, sessionId } from "../inputs.ts";
import { agent, summary } from "../outputs.ts";

export const answer: ToolSpec = {
  name: "claude_answer_agent",
  title: "Answer a Claude agent",
  description:
    "Answer an open question of an agent: allow or deny the tool call that it asks for, or answer its AskUserQuestion.",
  input: v.strictObject({
    session_id: sessionId,
    request_id: v.pipe(
      v.string("must be a text"),
      v.description("Of the question, as in the agent's questions"),
    ),
    decision: v.pipe(
      v.picklist(["allow", "deny"], "must be allow or deny"),
      v.description("Whether the call may be made"),
    ),
    message: optionalText("With deny: why, and what to do instead"),
    answers: v.pipe(
      v.optional(v.record(v.string(), v.string("must be a text"))),
      v.description("With allow, for AskUserQuestion: the answer to each question, by the question's text"),
    ),
  }),
  output: v.object({ summary, session_id: v.string(), success: v.boolean(), agent }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
};
