// The prompt "review_agent": have the work of an agent looked at.
import type { PromptSpec } from "../define.ts";

export const review: PromptSpec = {
  name: "review_agent",
  title: "Review an agent's work",
  description: "Have the work of an agent read and judged, and sent back to it where it falls short.",
  arguments: [
    { name: "session_id", description: "The agent", required: true, completes: "agent" },
    { name: "focus", description: "What matters most" },
  ],
  messages: ({ session_id = "", focus }) => [
    {
      role: "user",
      text: [
        `Review the work of the agent with the session_id ${JSON.stringify(session_id)}.`,
        ...(focus === undefined ? [] : [`What matters most: ${focus}`]),
        "",
        "Read all that it has written and done, page by page, and look at what it has changed rather than at what it says of it. " +
          "Name what is wrong or missing, the worst first, each with how you know. " +
          "If it can be mended, send the agent that list as a prompt, wait for it, and look again. " +
          "Do not terminate the agent before I have read your judgement.",
      ].join("\n"),
    },
  ],
};
