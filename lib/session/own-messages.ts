// Tells what we have asked the CLI for apart from what the caller has: the former stays with us.
import type { SDKUserMessage } from "../wire/conversation.ts";
import type { SDKMessage } from "../wire/messages.ts";
import { type Prompt, toUserMessage } from "./prompt.ts";

/** What the CLI adds to messages of a turn when its prompt has an id. */
const FOR_PROMPTS_WITH_ID = [
  "user_message_uuid",
  "user_message_uuids",
  "owed_rows",
  "first_request_input_tokens",
  "first_request_cache_read_input_tokens",
  "request_sent_wall_ms",
] as const;

export class OwnMessages {
  readonly #uuids = new Set<string>();
  readonly #verbatim: boolean;

  /** @param verbatim Prompts are taken literally. */
  constructor(verbatim: boolean) {
    this.#verbatim = verbatim;
  }

  /** A message with an id, ready to be sent. */
  prepare(prompt: Prompt): SDKUserMessage & { uuid: string } {
    const message = toUserMessage(prompt);
    if (typeof prompt === "string" || prompt.uuid === undefined) this.#uuids.add(message.uuid);
    return this.#verbatim ? { ...message, client_composed: true } : message;
  }

  /** True for state events, and for reports on ids that we made up. */
  has(message: SDKMessage): boolean {
    if (message.type === "command_lifecycle") return this.#uuids.has(String(message["command_uuid"]));
    return "sdk_host_only" in message && message["sdk_host_only"] === true;
  }

  /** The message as it would be if the ids that we made up had not been sent; changed in place. */
  withoutIds(message: SDKMessage): SDKMessage {
    const fields = message as unknown as Record<string, unknown>;
    const ids = fields["user_message_uuids"] ?? fields["user_message_uuid"];
    if (ids === undefined || ![ids].flat().every((id) => this.#uuids.has(String(id)))) return message;
    for (const name of FOR_PROMPTS_WITH_ID) delete fields[name];
    return message;
  }
}
