// Arguments that several tools have.
import * as v from "valibot";

/** A prompt longer than this is a file, not a prompt. */
const MAX_PROMPT = 1_000_000;
/** Nobody waits longer than an hour for one answer. */
const MAX_WAIT_MS = 3_600_000;

export const prompt: v.GenericSchema<string> = v.pipe(
  v.string("must be a text"),
  v.check((text) => text.trim() !== "", "must not be empty"),
  v.check((text) => text.length <= MAX_PROMPT, `must not be longer than ${MAX_PROMPT} characters`),
  v.description("What the agent is to do"),
);

export const sessionId: v.GenericSchema<string> = v.pipe(
  v.string("must be a text"),
  v.maxLength(256, "must not be longer than 256 characters"),
  v.description("The agent's session_id"),
);

export const awaitCompletionMs: v.GenericSchema<number | undefined, number> = waitMs(
  0,
  "Wait up to so many milliseconds for the result. When time is up, or a question is open, the agent goes on. 0: do not wait",
);

/** A time to wait, counted from the call's arrival. */
export function waitMs(preset: number, description: string): v.GenericSchema<number | undefined, number> {
  return v.pipe(v.optional(wholeNumber(0, MAX_WAIT_MS), preset), v.description(description));
}

export function wholeNumber(least: number, most: number): v.GenericSchema<number> {
  return v.pipe(
    v.number("must be a number"),
    v.integer("must be a whole number"),
    v.minValue(least, `must be at least ${least}`),
    v.maxValue(most, `must be at most ${most}`),
  );
}

/** Where a wait has left off. */
export const since: v.GenericSchema<string | undefined> = v.pipe(
  v.optional(
    v.pipe(v.string("must be a text"), v.regex(/^\d{1,16}$/, "must be the cursor of an answer, as it was")),
  ),
  v.description("cursor of the wait before: answers with news after it alone, at once if there are any"),
);

/** A list of texts. */
export function texts(description: string): v.GenericSchema<string[] | undefined, string[]> {
  return v.pipe(
    v.optional(v.array(v.string("must be a list of texts"), "must be a list of texts"), []),
    v.description(description),
  );
}

export function optionalText(description: string): v.GenericSchema<string | undefined> {
  return v.pipe(v.optional(v.string("must be a text")), v.description(description));
}
