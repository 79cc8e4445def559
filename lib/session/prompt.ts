// From what a caller prompts with to the user messages on stdin.
import { InvalidMessageError } from "../errors/input.ts";
import type { SDKUserMessage } from "../wire/conversation.ts";
import type { UUID } from "../wire/uuid.ts";

/** A text, or a whole message with images, an id or a priority. */
export type Prompt = string | SDKUserMessage;

/** A user message that is ready to be sent. */
export type PreparedMessage = SDKUserMessage & { uuid: UUID };

/** A user message with an id, by which the CLI reports what becomes of it. */
export function toUserMessage(prompt: Prompt): PreparedMessage {
  if (typeof prompt === "string") {
    return {
      type: "user",
      session_id: "",
      message: { role: "user", content: [{ type: "text", text: prompt }] },
      parent_tool_use_id: null,
      uuid: crypto.randomUUID(),
    };
  }
  if (typeof prompt !== "object" || prompt === null) {
    throw new InvalidMessageError("a prompt must be a text or a user message");
  }
  if (prompt.type !== "user") throw new InvalidMessageError('"type" must be "user"');
  return { ...prompt, uuid: prompt.uuid ?? crypto.randomUUID() };
}

/** A list does as well, as it does in a loop. */
function iterate(prompts: AsyncIterable<Prompt>): AsyncIterator<Prompt> | Iterator<Prompt> {
  const { [Symbol.asyncIterator]: start, [Symbol.iterator]: startList } = (prompts ?? {}) as Partial<
    AsyncIterable<Prompt> & Iterable<Prompt>
  >;
  if (start !== undefined) return start.call(prompts);
  if (startList !== undefined) return startList.call(prompts);
  throw new InvalidMessageError("a prompt must be a text or a source of user messages");
}

/** What a feed needs of a session. */
export interface PromptSink {
  send(prompt: Prompt): Promise<string>;
}

/**
 * Send every prompt, pulling the next one only when stdin has taken the one before.
 *
 * @param signal Aborted when the session is over, so that the source is told to stop.
 */
export async function feed(
  prompts: AsyncIterable<Prompt>,
  sink: PromptSink,
  signal: AbortSignal,
): Promise<void> {
  const iterator = iterate(prompts);
  // Not awaited: a generator that is busy answers `return()` only when it is done with what it does.
  const letGo = (): void => void (async () => iterator.return?.())().catch(() => undefined);
  signal.addEventListener("abort", letGo, { once: true });
  while (!signal.aborted) {
    const next = await iterator.next();
    if (next.done === true || signal.aborted) break;
    await sink.send(next.value);
  }
  signal.removeEventListener("abort", letGo);
}
