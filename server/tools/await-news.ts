// Waits for news of agents after a point that the caller knows: what has happened meanwhile is news at once.
import type { AgentEvent, ManagedAgent } from "../../lib/index.ts";
import { report } from "./await-completion.ts";
import type { CallContext } from "./context.ts";
import { specsFor } from "./event-specs.ts";

export interface News {
  /** Those of which there is news, as they are now. */
  readonly agents: ManagedAgent[];
  /** All that were asked about. */
  readonly all: ManagedAgent[];
  /** The number of the last event before they were looked at: what happens meanwhile is told twice rather than never. */
  readonly lastSeq: number;
}

const isNews = (event: AgentEvent): boolean => specsFor(event).some((spec) => spec.isNews === true);

/**
 * Until there is news of one, time is up, the server ends, or none of them can have any without being prompted or answered.
 *
 * @param since The number of the last event that the caller knows of.
 */
export async function awaitNews(
  sessionIds: readonly string[],
  since: number,
  ms: number,
  context: CallContext,
): Promise<News> {
  const { manager, signal, closing } = context;
  const deadline = performance.now() + ms;
  const stop = report(sessionIds, context);
  try {
    for (let after = since; ; ) {
      const timeoutMs = Math.max(0, deadline - performance.now());
      const waits = { mode: "any", until: "changed", signal: AbortSignal.any([signal, closing]) } as const;
      const rests = sessionIds
        .map((id) => manager.getSessionInfo(id, { lastOutputLines: 0 }))
        .every(({ isComplete, questions }) => isComplete || questions.length > 0);
      const { done, agents, changes, dropped, lastSeq } = await manager.wait(sessionIds, {
        ...waits,
        after,
        timeoutMs: rests ? 0 : timeoutMs,
      });
      // What is no longer kept may have been anything.
      if (!done || dropped > 0 || changes.some(isNews))
        return newsOf({ all: agents, lastSeq }, changes, dropped > 0);
      after = lastSeq;
    }
  } finally {
    stop();
  }
}

/** What the caller has not heard of yet. */
export function newsSince(seen: Omit<News, "agents">, since: number, { manager }: CallContext): News {
  const { events, dropped } = manager.events({ after: since });
  return newsOf(seen, events, dropped > 0);
}

function newsOf(seen: Omit<News, "agents">, changes: readonly AgentEvent[], isUncertain: boolean): News {
  const { all } = seen;
  const changed = new Set(changes.filter(isNews).map(({ sessionId }) => sessionId));
  return { ...seen, agents: isUncertain ? all : all.filter(({ sessionId }) => changed.has(sessionId)) };
}
