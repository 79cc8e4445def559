// An agent's state has changed.
import type { EventSpec } from "../define.ts";

export const state: EventSpec<"state"> = {
  type: "state",
  updates: ["agent://{session_id}", "agents://list"],
  status: (event) => event.state,
  isUrgent: true,
  log: ({ state: now, reason }) =>
    reason === undefined
      ? { level: "info", text: now }
      : { level: reason === "failed" ? "error" : "info", text: `${now} (${reason})` },
};

/** It has done what there was to do. An idle one that gives its process up has said so before. */
export const settled: EventSpec<"state"> = {
  type: "state",
  when: ({ state: now, previous }) =>
    now === "idle" || now === "ended" || (now === "parked" && previous !== "idle"),
  isNews: true,
};

/** A new agent has no state before. */
export const spawned: EventSpec<"state"> = {
  type: "state",
  when: ({ previous }) => previous === undefined,
  changesList: true,
};
