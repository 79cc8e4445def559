// Arguments that several tools have.
import * as v from "valibot";

/** A prompt longer than this is a file, not a prompt. */
const MAX_PROMPT = 1_000_000;
/** Nobody waits longer than an hour for one answer. */
const MAX_WAIT_MS = 3_600_000;

const promptText = v.pipe(
  v.string("must be a text"),
  v.check((text) => text.trim() !== "", "must not be empty"),
  v.check((text) => text.length <= MAX_PROMPT, `must not be longer than ${MAX_PROMPT} characters`),
);

/** A plain text, or the tagged form that the tools have always had. */
export const prompt: v.GenericSchema<
  | string
  | { type: "string"; value: string }
  | { type: "template"; value: { name: string; parameters?: Record<string, unknown> | undefined } }
> = v.pipe(
  v.union(
    [
      promptText,
      v.strictObject({ type: v.literal("string"), value: promptText }),
      v.strictObject({
        type: v.literal("template"),
        value: v.strictObject({
          name: v.string(),
          parameters: v.optional(v.record(v.string(), v.unknown())),
        }),
      }),
    ],
    'must be a text that is not empty, { "type": "string", "value": text } or { "type": "template", "value": { "name": name } }',
  ),
  v.description("What the agent is to do"),
);

export const sessionId: v.GenericSchema<string> = v.pipe(
  v.string("must be a text"),
  v.maxLength(256, "must not be longer than 256 characters"),
  v.description("The agent's session_id, as claude_spawn_agent gave it"),
);

/** How long to wait for the agent before answering. */
export const awaitCompletionMs: v.GenericSchema<number | undefined, number> = v.pipe(
  v.optional(wholeNumber(0, MAX_WAIT_MS), 0),
  v.description(
    "Wait up to so many milliseconds for the agent to finish, and answer with its result. When time is up the agent goes on. 0 does not wait.",
  ),
);

export function wholeNumber(least: number, most: number): v.GenericSchema<number> {
  return v.pipe(
    v.number("must be a number"),
    v.integer("must be a whole number"),
    v.minValue(least, `must be at least ${least}`),
    v.maxValue(most, `must be at most ${most}`),
  );
}

/** A list of texts; one text and nothing count as a list as well. */
export function texts(
  description: string,
): v.GenericSchema<string | string[] | null | undefined, string[] | string | null> {
  return v.pipe(
    v.optional(
      v.nullable(v.union([v.array(v.string()), v.string()], "must be a list of texts, one text or null")),
      [],
    ),
    v.description(description),
  );
}
