// From what a caller prompts with to the user messages on stdin, and back to their fates.
import { InvalidMessageError } from "../errors/input.ts";
import { Recent } from "../events/recent.ts";
import type { SDKUserMessage } from "../wire/conversation-messages.ts";
import type { UUID } from "../wire/fields.ts";
import type { KnownMessage } from "../wire/messages.ts";

/** A text, or a whole message with images, an id or a priority. */
export type Prompt = string | SDKUserMessage;

/** A user message that is ready to be sent. */
export type PreparedMessage = SDKUserMessage & { uuid: UUID };

/** How many ids that we made up are remembered; the CLI reports on one for as long as its prompt waits or runs. */
const REMEMBERED = 2_048;

/** The prompts of a session as messages, and what the CLI reports about them that only we have asked for. */
export class OwnPrompts {
  readonly #invented = new Recent<true>(REMEMBERED);
  readonly #verbatim: boolean;

  /** @param verbatim Prompts are taken literally. */
  constructor(verbatim: boolean) {
    this.#verbatim = verbatim;
  }

  /**
   * A message with an id, by which the CLI reports what becomes of it.
   *
   * @throws {InvalidMessageError} If it is neither a text nor a user message.
   */
  prepare(prompt: Prompt): PreparedMessage {
    const message = toUserMessage(prompt);
    const ready = { ...message, uuid: message.uuid ?? this.#invent() };
    return this.#verbatim ? { ...ready, client_composed: true } : ready;
  }

  /** True for reports on ids that we made up, and for states that are sent to hosts alone. */
  concerns(message: KnownMessage): boolean {
    if (message.type === "command_lifecycle") return this.#invented.get(message.command_uuid) === true;
    if (message.type !== "system") return false;
    const { subtype, sdk_host_only: forHosts } = message as { subtype: string; sdk_host_only?: boolean };
    return forHosts === true && subtype === "session_state_changed";
  }

  #invent(): UUID {
    const uuid = crypto.randomUUID();
    this.#invented.set(uuid, true);
    return uuid;
  }
}

/** @throws {InvalidMessageError} If it is neither a text nor a user message. */
export function toUserMessage(prompt: Prompt): SDKUserMessage {
  if (typeof prompt === "string") {
    const content = [{ type: "text" as const, text: prompt }];
    return { type: "user", session_id: "", message: { role: "user", content }, parent_tool_use_id: null };
  }
  if (typeof prompt !== "object" || prompt === null)
    throw new InvalidMessageError("a prompt must be a text or a user message");
  if (prompt.type !== "user") throw new InvalidMessageError('"type" must be "user"');
  return prompt;
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

/**
 * Send every prompt, pulling the next one only when stdin has taken the one before.
 *
 * @param over Resolves when the session is over, whatever the source does; it is asked to stop then.
 */
export async function feed(
  prompts: AsyncIterable<Prompt>,
  send: (prompt: Prompt) => Promise<string>,
  over: Promise<unknown>,
): Promise<void> {
  const iterator = iterate(prompts);
  let ended = false;
  let leave = (): void => undefined;
  void over.then(() => {
    ended = true;
    leave();
  });
  // Not Promise.race(), which would keep every prompt for as long as the session lasts.
  const pull = (): Promise<IteratorResult<Prompt> | undefined> =>
    new Promise((resolve, reject) => {
      leave = () => resolve(undefined);
      if (ended) leave();
      else Promise.resolve(iterator.next()).then(resolve, reject);
    });
  for (let next = await pull(); next?.done !== true; next = await pull()) {
    if (next === undefined) return letGo(iterator);
    await send(next.value);
  }
}

/** Not waited for: a generator that is busy answers `return()` only when it is done with what it does. */
function letGo(iterator: AsyncIterator<Prompt> | Iterator<Prompt>): void {
  (async () => iterator.return?.())().catch(() => undefined);
}
