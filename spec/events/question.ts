// An agent asks its caller something, or asks no more.
import type { EventSpec } from "../define.ts";

export const question: EventSpec<"question"> = {
  type: "question",
  updates: ["agent://{session_id}"],
  status: (event) => `asking whether it may use ${event.question.toolName}`,
  isUrgent: true,
  isNews: true,
  log: ({ question: { toolName } }) => ({ level: "notice", text: `asks whether it may use ${toolName}` }),
};

export const answered: EventSpec<"answered"> = {
  type: "answered",
  updates: ["agent://{session_id}"],
};
