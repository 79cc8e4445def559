// How one kind of question of the CLI is put to the host, and what the host's answers mean.
import type { Cancellation } from "../events/cancellation.ts";

/** What a callback is given besides the question; cancelled when the answer is no longer wanted. */
export interface CallContext extends Cancellation {
  readonly requestId: string;
}

/** Why a question has no answer of the host: its callback threw, took too long, or answered with what is no answer. */
export type Failure = "failed" | "late" | "invalid";

/** How one kind of question is put to the host, and what its answers mean. */
// The kinds stand in one table, and each reads its own questions.
// oxlint-disable-next-line typescript/no-explicit-any
export interface Kind<Question = any> {
  /** For warnings: which callback it is. */
  name(question: Question): string;
  /** Ask the host. A throw and a rejection are failures. */
  ask(question: Question, context: CallContext): unknown;
  /** The answer as the CLI takes it; null when none is to be sent. @throws If the host's answer is none. */
  answer(given: unknown, question: Question): object | null;
  /** The answer in place of one that failed; undefined for an error. */
  no(question: Question, why: Failure): object | undefined;
  /** How long it may take, in milliseconds. Default: as long as it likes. */
  timeoutMs?(question: Question): number;
}

/** By subtype; a text says why the host cannot answer that kind. */
export type Kinds = Readonly<Record<string, Kind | string>>;
