// What agents ask people, all of it at once, and where each answer belongs.
import type { ManagedAgent, OwnedAgents } from "../../lib/index.ts";
import { answerIn, type Form, type FormAnswer, formOf } from "./forms.ts";

export type InputRequests = Readonly<Record<string, { method: "elicitation/create"; params: Form }>>;

/** What people are to be asked, by keys that are good for one answer. */
export function requestsOf(agents: readonly ManagedAgent[]): InputRequests {
  const requests = agents.flatMap((agent) =>
    agent.questions.map((question) => {
      const request = { method: "elicitation/create" as const, params: formOf(agent, question) };
      return [keyOf(agent, question.requestId), request] as const;
    }),
  );
  return Object.fromEntries(requests);
}

/** Give people's answers to those who have asked. */
export function answerAll(
  owned: OwnedAgents,
  agents: readonly ManagedAgent[],
  answers: Readonly<Record<string, unknown>>,
): void {
  for (const agent of agents)
    for (const question of agent.questions) {
      const given = answers[keyOf(agent, question.requestId)];
      const answer = isFormAnswer(given) ? answerIn(given, question) : undefined;
      if (answer !== undefined) owned.answerPermission(agent.sessionId, question.requestId, answer);
    }
}

function keyOf({ sessionId }: ManagedAgent, requestId: string): string {
  return `${sessionId}:${requestId}`;
}

function isFormAnswer(value: unknown): value is FormAnswer {
  const { action, content } = (value ?? {}) as Partial<FormAnswer>;
  return (
    typeof action === "string" && (content === undefined || (typeof content === "object" && content !== null))
  );
}
