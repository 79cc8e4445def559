// The tokens that the models of a session have used, by its transcript.
import { record, text } from "../transcripts/link.ts";
import type { SessionMessage } from "../transcripts/session-message.ts";
import type { SessionTokens } from "./session-export.ts";

/** The CLI's name for messages that no model wrote. */
const NO_MODEL = "<synthetic>";

/** An answer is many entries, each of which says what the answer has used so far: the last one counts. */
export function tokensOf(messages: Iterable<SessionMessage>): Record<string, SessionTokens> {
  const answers = new Map<string, { readonly model: string; readonly usage: unknown }>();
  for (const { type, uuid, message } of messages) {
    const { id, model, usage } = record(message) ?? {};
    if (type !== "assistant" || typeof model !== "string" || model === NO_MODEL || !record(usage)) continue;
    answers.set(text(id) ?? uuid, { model, usage });
  }
  const byModel = new Map<string, SessionTokens>();
  for (const { model, usage } of answers.values()) byModel.set(model, sum(byModel.get(model), usage));
  return Object.fromEntries(byModel);
}

function sum(before: SessionTokens | undefined, usage: unknown): SessionTokens {
  const add = (name: Exclude<keyof SessionTokens, "messages">): number => {
    const more = record(usage)?.[name];
    return (before?.[name] ?? 0) + (typeof more === "number" ? more : 0);
  };
  return {
    messages: (before?.messages ?? 0) + 1,
    input_tokens: add("input_tokens"),
    output_tokens: add("output_tokens"),
    cache_creation_input_tokens: add("cache_creation_input_tokens"),
    cache_read_input_tokens: add("cache_read_input_tokens"),
  };
}
