// The permission questions of an agent that wait for an answer of the host.
import { QuestionNotFoundError } from "../errors/agent.ts";
import { type AgentAnswer, type AgentQuestion, type AgentSuggestion, requireAnswer } from "./claude.ts";

/** A permission question that waits for `answerPermission()`. */
export interface OpenQuestion {
  readonly requestId: string;
  readonly toolName: string;
  /** The id of the call in the agent's messages. */
  readonly toolUseId: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The question as a sentence; absent if the CLI gives none. */
  readonly title?: string;
  /** The purpose of the call, in the model's words: show it as plain text. */
  readonly description?: string;
  /** Why the CLI asks. */
  readonly decisionReason?: string;
  /** The tool itself asks a person something, as `AskUserQuestion` does. */
  readonly requiresUserInteraction?: boolean;
  /** What "always" would mean: rule changes for `updatedPermissions` of an answer. Absent if there are none to offer. */
  readonly suggestions?: readonly AgentSuggestion[];
  /** When it was asked, ISO 8601. */
  readonly askedAt: string;
}

interface Waiting {
  readonly shown: OpenQuestion;
  readonly answer: (result: AgentAnswer) => void;
  readonly onGone: (requestId: string) => void;
}

export class Questions {
  /** Most agents never ask, and there may be ten thousand of them. */
  #open: Map<string, Waiting> | undefined;
  /** What was said to the calls of this turn that were not allowed. */
  #denials: Map<string, string> | undefined;

  get size(): number {
    return this.#open?.size ?? 0;
  }

  list(): OpenQuestion[] {
    return [...(this.#open?.values() ?? [])].map(({ shown }) => shown);
  }

  /** @param onGone Called once it is answered, or no longer asked. */
  add(
    { toolName, input, context, answer }: AgentQuestion,
    onGone: (requestId: string) => void,
  ): OpenQuestion {
    const { requestId, title, description, decisionReason, requiresUserInteraction, toolUseID, signal } =
      context;
    const { suppressAlwaysAllowRule, suggestions } = context;
    // Not every CLI has a list here.
    const offers = suppressAlwaysAllowRule !== true && Array.isArray(suggestions) && suggestions.length > 0;
    const shown: OpenQuestion = {
      requestId,
      toolName,
      toolUseId: toolUseID,
      input,
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      ...(decisionReason !== undefined && { decisionReason }),
      ...(requiresUserInteraction !== undefined && { requiresUserInteraction }),
      ...(offers && { suggestions }),
      askedAt: new Date().toISOString(),
    };
    this.#open ??= new Map();
    this.#open.set(requestId, { shown, answer, onGone });
    signal.addEventListener("abort", () => this.close(requestId), { once: true });
    return shown;
  }

  /**
   * @throws {QuestionNotFoundError}
   * @throws {InvalidOptionsError} If it is no answer.
   */
  answer(sessionId: string, requestId: string, result: AgentAnswer): void {
    const question = this.#open?.get(requestId);
    if (question === undefined) throw new QuestionNotFoundError(sessionId, requestId);
    requireAnswer(result);
    question.answer(result);
    if (result?.behavior === "deny")
      (this.#denials ??= new Map()).set(question.shown.toolUseId, result.message);
    this.close(requestId);
  }

  /** The turn is over. @returns What was said to its calls that were not allowed, by their ids. */
  takeDenials(): ReadonlyMap<string, string> {
    const denials = this.#denials ?? new Map<string, string>();
    this.#denials = undefined;
    return denials;
  }

  /** Nobody waits for an answer any more. */
  close(requestId: string): void {
    const question = this.#open?.get(requestId);
    if (this.#open?.delete(requestId) === true) question?.onGone(requestId);
  }

  closeAll(): void {
    for (const requestId of this.#open?.keys() ?? []) this.close(requestId);
  }
}
