// An agent works: what it writes, which tools it uses, and how its turns end.
import type { EventSpec } from "../define.ts";

export const output: EventSpec<"output"> = {
  type: "output",
  updates: ["agent://{session_id}/messages"],
};

export const turn: EventSpec<"turn"> = {
  type: "turn",
  updates: ["agent://{session_id}", "agent://{session_id}/messages", "agent://{session_id}/result"],
  log: ({ outcome: { rateLimit, isError, turn: count, subtype } }) => {
    if (rateLimit !== undefined)
      return { level: "warning", text: `rate limit, until ${rateLimit.resetsAt ?? "nobody knows when"}` };
    return isError ? { level: "error", text: `turn ${count} has failed (${subtype})` } : undefined;
  },
};

/** Its words are for the operator: they may tell of the machine. */
export const warning: EventSpec<"warning"> = {
  type: "warning",
  log: (event) => ({ level: "warning", text: `warning ${event.warning.code}` }),
};

/** What it is at, by the last part of its last message. */
export const activity: EventSpec<"message"> = {
  type: "message",
  status: ({ message }) => {
    if (message.type !== "assistant") return undefined;
    const last = message.message.content.at(-1);
    if (last?.type === "tool_use") return `using ${last.name}`;
    return last?.type === "thinking" ? "thinking" : last?.type === "text" ? "writing" : undefined;
  },
};
