// Waits for agents on behalf of a client, and reports to it what they do in the meantime.
import type { AgentEvent, ManagedAgent, OwnedAgents, SDKMessage } from "../../lib/index.ts";
import type { Happening } from "../../spec/define.ts";
import { counted } from "../count.ts";
import type { CallContext } from "./context.ts";
import { specsFor } from "./event-specs.ts";

/** Often enough to keep a client's idle timer from running out, seldom enough not to flood it. */
const EVERY_MS = 1_000;
/** Messages among which the last that says something is. */
const LOOKED_AT = 10;

/**
 * Until the agents have nothing left to do, or one has a question for its caller, or the server ends.
 *
 * @param ms How long to wait; 0 does not.
 * @param mode Whether to wait for all of them.
 * @returns Whether so many are done, and each as it is then: one that has ended may be forgotten right after. With the
 *   number of the last event before that.
 */
export async function awaitCompletion(
  sessionIds: readonly string[],
  ms: number,
  context: CallContext,
  mode: "all" | "any" = "all",
): Promise<{ done: boolean; agents: ManagedAgent[]; lastSeq: number }> {
  const { manager, signal, closing } = context;
  const stop = report(sessionIds, context);
  try {
    const { agents, lastSeq } = await manager.wait(sessionIds, {
      mode,
      until: "question",
      timeoutMs: ms,
      signal: AbortSignal.any([signal, closing]),
    });
    const finished = agents.filter(({ isComplete }) => isComplete).length;
    return { done: finished >= (mode === "any" ? 1 : agents.length), agents, lastSeq };
  } finally {
    stop();
  }
}

/** Tell its client what they do, until that is stopped. */
export function report(sessionIds: readonly string[], { manager, progress }: CallContext): () => void {
  if (progress === undefined) return () => undefined;
  const doing = new Map<string, string>();
  const say = (): void => {
    // Who is waited for is not forgotten meanwhile.
    const infos = sessionIds.map((id) => manager.getSessionInfo(id, { lastOutputLines: 0 }));
    progress(infos.map((info) => progressLine(info, doing.get(info.sessionId))).join("; "));
  };
  /** @returns Whether they are to hear of it at once. */
  const note = (happening: Happening): boolean => {
    if (!sessionIds.includes(happening.sessionId)) return false;
    let isUrgent = false;
    for (const { status, isUrgent: urgent } of specsFor(happening)) {
      // Of the same type, by which the declaration was chosen.
      const what = status?.(happening as never);
      if (what === undefined) continue;
      doing.set(happening.sessionId, what);
      isUrgent ||= urgent === true;
    }
    return isUrgent;
  };
  const onMessage = (sessionId: string, _seq: number, message: SDKMessage): void =>
    void note({ type: "message", sessionId, message });
  const onEvent = (event: AgentEvent): void => {
    if (note(event)) say();
  };
  say();
  manager.on("message", onMessage);
  manager.on("event", onEvent);
  const timer = setInterval(say, EVERY_MS);
  return () => {
    clearInterval(timer);
    manager.off("message", onMessage);
    manager.off("event", onEvent);
  };
}

/** What an agent does, and has cost, in a line. */
export function progressLine(info: ManagedAgent, doing: string = info.state): string {
  const facts = [
    counted(info.messageCount, "message"),
    `${Math.round(info.runtimeMs / 1000)} s`,
    `$${info.totalCostUsd.toFixed(4)}`,
  ];
  return `${info.label}: ${doing} (${facts.join(", ")})`;
}

/** What it asks, or what its last messages say that it does; undefined if it is not at work. */
export function doingNow(
  manager: OwnedAgents,
  { sessionId, state, questions: [question] }: ManagedAgent,
): string | undefined {
  if (question !== undefined) return `asks to use ${question.toolName}`;
  if (state !== "running") return undefined;
  const { messages } = manager.getSessionOutput(sessionId, { offset: -LOOKED_AT });
  const happenings = messages.map(({ message }) => ({ type: "message", sessionId, message }) as Happening);
  return happenings
    .flatMap((happening) => specsFor(happening).map(({ status }) => status?.(happening as never)))
    .findLast((what) => what !== undefined);
}
