// What agents ask people, all of it at once, and where each answer belongs.
import { type ManagedAgent, QuestionNotFoundError } from "../../lib/index.ts";
import { isGone } from "../tools/cancelled.ts";
import type { Caller } from "../tools/context.ts";
import { alwaysOf } from "./always.ts";
import { answerIn, type Form, type FormAnswer, formOf } from "./forms.ts";

export type InputRequests = Readonly<Record<string, { method: "elicitation/create"; params: Form }>>;

/** What people are to be asked, by keys that are good for one answer. */
export function requestsOf(
  { policy }: Pick<Caller, "policy">,
  agents: readonly ManagedAgent[],
): InputRequests {
  const requests = agents.flatMap((agent) =>
    agent.questions.map((question) => {
      const params = formOf(agent, question, alwaysOf(agent, question, policy));
      const request = { method: "elicitation/create" as const, params };
      return [keyOf(agent, question.requestId), request] as const;
    }),
  );
  return Object.fromEntries(requests);
}

/** Give people's answers to those who have asked. @returns How many there were. */
export function answerAll(
  { manager, policy }: Pick<Caller, "manager" | "policy">,
  agents: readonly ManagedAgent[],
  answers: Readonly<Record<string, unknown>>,
): number {
  let count = 0;
  for (const agent of agents)
    for (const question of agent.questions) {
      const given = answers[keyOf(agent, question.requestId)];
      // Asked again what may be offered: nobody has it by answering what the form did not have.
      const answer = isFormAnswer(given)
        ? answerIn(given, question, alwaysOf(agent, question, policy))
        : undefined;
      if (answer === undefined) continue;
      manager.answerPermission(agent.sessionId, question.requestId, answer);
      count += 1;
    }
  return count;
}

/** Whether an answer failed because somebody else has given one, or because there is nobody left to hear it. */
export function isOver(error: unknown): boolean {
  return error instanceof QuestionNotFoundError || isGone(error);
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
