// claude_answer_agent: answer what an agent asks.
import type { PermissionResult } from "../../lib/index.ts";
import { answer as spec } from "../../spec/tools/answer.ts";
import type { AnswerInput, AnswerOutput } from "../generated/tool-types.ts";
import { Refusal } from "../refusal.ts";
import { outcomeOf, outcomeText } from "./outcome.ts";
import type { ServerTool } from "./tool.ts";

const DENIED = "The caller does not allow this.";

export const answer: ServerTool<AnswerInput, AnswerOutput> = {
  ...spec,
  async run({ session_id, request_id, decision, message, answers }, { manager }) {
    if (answers !== undefined && decision === "deny")
      throw new Refusal('"answers" go with decision "allow"; with "deny" say why in "message".');
    const { questions } = manager.getSessionInfo(session_id);
    const { input = {} } = questions.find(({ requestId }) => requestId === request_id) ?? {};
    const result: PermissionResult =
      decision === "deny"
        ? { behavior: "deny", message: message ?? DENIED }
        : { behavior: "allow", updatedInput: answers === undefined ? input : { ...input, answers } };
    const info = manager.answerPermission(session_id, request_id, result);
    const {
      summary,
      agents: [agent],
    } = outcomeOf([info], decision === "allow" ? "Allowed." : "Denied.");
    if (agent === undefined) throw new RangeError("One agent has one view");
    return { summary, session_id, success: true, agent };
  },
  text: ({ summary, agent }) => outcomeText({ summary, agents: [agent] }),
};
