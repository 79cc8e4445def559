// Every message that reaches the user, as one union.
import type { OtherMessage, SDKAnySystemMessage, SDKUndeclaredMessage } from "../generated/messages.ts";

export type { SDKAnySystemMessage, SDKUndeclaredMessage };

/**
 * A message of the CLI: the kinds that the official SDK declares, and no other, so that a `switch` over them that is
 * complete there is complete here.
 *
 * More kinds arrive: those of {@link SDKUndeclaredMessage}, and as {@link UnknownMessage} whatever is newer than this
 * library. To see the former in types, read the messages as `AsyncIterable<KnownMessage>`.
 */
export type SDKMessage = OtherMessage | SDKAnySystemMessage;

/**
 * A message of any kind that this library knows.
 *
 * @example Follow the state of a prompt
 * ```ts
 * import { type KnownMessage, query, type SDKUserMessage } from "kodegen-claude-agent";
 *
 * async function* prompts(): AsyncGenerator<SDKUserMessage> {
 *   const message = { role: "user", content: "What is the capital of France?" } as const;
 *   yield { type: "user", uuid: crypto.randomUUID(), message, parent_tool_use_id: null };
 * }
 * const messages: AsyncIterable<KnownMessage> = query(prompts());
 * for await (const message of messages) if (message.type === "command_lifecycle") console.log(message.state);
 * ```
 */
export type KnownMessage = SDKMessage | SDKUndeclaredMessage;

/** A kind of message that this library does not know, or a known kind of another shape, as it came. */
export interface UnknownMessage {
  type: string;
  [field: string]: unknown;
}
