// Questions that nobody answers in time are answered with no: an agent must not wait for a person who has gone home.

import type { AgentManager, OpenQuestion } from "../../lib/index.ts";
import { counted } from "../count.ts";
import { isOver } from "./asked.ts";

/** A person may be at lunch, and no longer. */
export const DEFAULT_QUESTION_MS: number = 10 * 60_000;

/** @param ms Infinity for no limit. @returns Ends it. */
export function limitQuestions(manager: AgentManager, ms: number): () => void {
  if (ms === Number.POSITIVE_INFINITY) return () => undefined;
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const message = `Nobody has answered within ${counted(Math.round(ms / 1_000), "second")}: go on without it, or end.`;
  const onQuestion = (sessionId: string, { requestId }: OpenQuestion): void => {
    // The host program's own agents are its own affair.
    if (manager.getSessionInfo(sessionId, { lastOutputLines: 0 }).owner === undefined) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      try {
        manager.answerPermission(sessionId, requestId, { behavior: "deny", message });
      } catch (error) {
        if (!isOver(error)) throw error;
      }
    }, ms);
    timer.unref();
    timers.add(timer);
  };
  manager.on("question", onQuestion);
  return () => {
    manager.off("question", onQuestion);
    for (const timer of timers) clearTimeout(timer);
  };
}
