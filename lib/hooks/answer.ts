// What a hook answered, as it is sent: nothing that the CLI would not understand, because it may then go ahead.
import { isHookAnswer, isRightOwnAnswer } from "../generated/checks.ts";
import type { AsyncHookJSONOutput, SyncHookJSONOutput } from "./events.ts";

/** What hooks of every event may answer. Fields that are not here may be newer than this library. */
export type AnyHookAnswer = Omit<SyncHookJSONOutput, "hookSpecificOutput"> &
  Partial<Omit<AsyncHookJSONOutput, "async">> & { async?: boolean; hookSpecificOutput?: object };

/**
 * A hook's answer as it goes out: a copy without undefined fields; `{}` for a hook that has nothing to say.
 *
 * @throws {TypeError} If it is no answer to this event, or cannot be written as JSON.
 */
export function toAnswer(output: unknown, event: string): object {
  if (output === undefined) return {};
  // The original too: JSON leaves functions out, so that a wrong "no" would become nothing at all.
  const copy = isAnswer(output, event) ? (JSON.parse(JSON.stringify(output)) as unknown) : undefined;
  if (!isAnswer(copy, event)) throw new TypeError(`A "${event}" hook gave no valid answer`);
  return copy;
}

function isAnswer(answer: unknown, event: string): answer is object {
  if (!isHookAnswer(answer)) return false;
  const { hookSpecificOutput: own } = answer as AnyHookAnswer;
  if (own === undefined) return true;
  return (
    (own as { hookEventName?: unknown }).hookEventName === event && isRightOwnAnswer(event, own) !== false
  );
}
